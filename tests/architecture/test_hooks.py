"""Git hooks, the CI file and the templates of the hosts follow the project's own commands."""

import re
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

HOOKS = ".pre-commit-config.yaml"
CI = ".github/workflows/ci.yml"
HOOK = re.compile(r"^ +- id: (\S+)\n(.*?)(?=^ +- |\Z)", re.MULTILINE | re.DOTALL)
# A program and its subcommand, as in `ruff check .`
ENTRY = re.compile(r"^ +entry: \.venv/bin/([\w-]+(?: [a-z]+(?= |$))?)", re.MULTILINE)
TARGET = r"^{}:.*\n((?:\t.*\n|#.*\n)+)"
TOOL = re.compile(r"\$\(BIN\)/([\w-]+(?: [a-z]+(?= |$))?)", re.MULTILINE)
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n\n", re.DOTALL)
FOLDERS_OF_ISSUE_TEMPLATES = (".github/ISSUE_TEMPLATE", ".gitlab/issue_templates")
ISSUE_TEMPLATES = sorted({path.name for folder in FOLDERS_OF_ISSUE_TEMPLATES for path in (ROOT / folder).glob("*.md")})


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def tools_of(target):
    """The programs that a target of the Makefile runs, each with its subcommand, without Python itself."""
    recipe = re.search(TARGET.format(target), text("Makefile"), re.MULTILINE)
    return set(TOOL.findall(recipe[1] if recipe else "")) - {"python"}


def test_hooks_are_local_and_use_installed_tools():
    hooks = HOOK.findall(text(HOOKS))
    tools = {entry.split()[0] for entry in ENTRY.findall(text(HOOKS))}

    assert re.findall(r"^ *- repo: (.*)$", text(HOOKS), re.MULTILINE) == ["local"]
    assert hooks
    assert [name for name, lines in hooks if "language: system\n" not in lines or not ENTRY.search(lines)] == []
    assert [tool for tool in tools if not (Path(sys.prefix) / "bin" / tool).exists()] == []


def test_hooks_run_the_tools_of_make_check():
    entries = set(ENTRY.findall(text(HOOKS))) - {"python"}

    assert entries == tools_of("check") | tools_of("types")
    assert [name for name, lines in HOOK.findall(text(HOOKS)) if "manage.py makemigrations --check" in lines] == ["migrations"]


def test_ci_file_leaves_all_checks_to_ci_run():
    *preparations, last = re.findall(r"^ +(?:- )?run: (.*)$", text(CI), re.MULTILINE)

    assert last == ".ci/run"
    assert [command for command in preparations if command.split()[0] not in ("apt-get", "git")] == []
    assert re.findall(r"pip |pytest|manage\.py|make (?:check|test)|continue-on-error", text(CI)) == []


@pytest.mark.parametrize("path", [HOOKS, CI, ".editorconfig"])
def test_no_address_of_another_host_is_named(path):
    assert "://" not in text(path)


def test_actions_are_pinned_by_a_version():
    actions = re.findall(r"uses: (\S+)", text(CI))

    assert actions
    assert [action for action in actions if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+(\.\d+)*", action)] == []


@pytest.mark.parametrize("name", ISSUE_TEMPLATES)
def test_issue_templates_of_both_hosts_are_alike(name):
    assert FRONT_MATTER.sub("", text(f".github/ISSUE_TEMPLATE/{name}")) == text(f".gitlab/issue_templates/{name}")


def test_merge_templates_of_both_hosts_are_alike():
    assert text(".github/pull_request_template.md") == text(".gitlab/merge_request_templates/Default.md")
