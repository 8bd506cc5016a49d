"""Git hooks, the CI file and the templates of the hosts follow the project's own commands."""

import re
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

HOOKS = ".pre-commit-config.yaml"
CI = ".github/workflows/ci.yml"
ENTRY = re.compile(r"^ +entry: \.venv/bin/([\w-]+)(.*)$", re.MULTILINE)
TARGET = r"^{}:.*\n((?:\t.*\n|#.*\n)+)"
TOOL = re.compile(r"\$\(BIN\)/([\w-]+)")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n\n", re.DOTALL)
ISSUE_TEMPLATES = sorted(path.name for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.md"))


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def tools_of(target):
    """The programs that a target of the Makefile runs, without Python itself."""
    recipe = re.search(TARGET.format(target), text("Makefile"), re.MULTILINE)
    return set(TOOL.findall(recipe[1] if recipe else "")) - {"python"}


def test_hooks_are_local_and_use_installed_tools():
    hooks = text(HOOKS)
    entries = [tool for tool, _ in ENTRY.findall(hooks)]

    assert re.findall(r"^ *- repo: (.*)$", hooks, re.MULTILINE) == ["local"]
    assert hooks.count("- id:") == hooks.count("language: system") == len(entries)
    assert [tool for tool in entries if not (Path(sys.prefix) / "bin" / tool).exists()] == []


def test_hooks_run_the_tools_of_make_check():
    entries = {tool for tool, _ in ENTRY.findall(text(HOOKS))} - {"python"}

    assert entries == tools_of("check") | tools_of("types")
    assert "makemigrations --check" in text(HOOKS)


def test_ci_file_leaves_all_checks_to_ci_run():
    steps = re.findall(r"^ +run: (.*)$", text(CI), re.MULTILINE)

    assert steps[-1] == ".ci/run"
    assert re.findall(r"pip |pytest|manage\.py|make (?:check|test)", text(CI)) == []


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
