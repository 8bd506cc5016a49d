"""The documents name files, commands, apps and layers that exist; short ones stay short; every package has its reason."""

import importlib.util
import re
import tomllib
import unicodedata
from datetime import date

import pytest
from django.core.management import get_commands

from tests.architecture.tree import LAYERS, ROOT

DECISIONS = sorted((ROOT / "docs/decisions").glob("2*.md"))
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
# Decisions and the change log name files as they were on their day; test_business_rules.py checks the rules.
PRESENT = [path for path in DOCUMENTS if path not in DECISIONS and path.name not in ("CHANGELOG.md", "business-rules.md")]
# Files that the worked examples of CONTRIBUTING.md create.
CREATED_BY_EXAMPLES = {
    "supervision/feeds.py",
    "supervision/filters.py",
    "supervision/linked_data.py",
    "supervision/sections.py",
    "supervision/urls.py",
    "supervision/views.py",
    "templates/supervision/",
    "tests/supervision/test_views.py",
}
PAGE_LINES, PAGE_CHARACTERS = 60, 4500

LINK = re.compile(r"\]\(([^)#:]*)(?:#([^)]*))?\)")  # (file, anchor); an address of another host has a colon
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
NAME = re.compile(r"[\w-]+")
CODE = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"\.?[\w-]+(?:/[\w.-]+)*(?:/|\.(?:py|md|toml|txt|html|csv|yaml|yml))")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)+")
MADE_BY_MAKE = ("var/", ".venv/")
MAKE_TARGET = re.compile(r"(?:^|`)(?:[A-Z_]+=\S* )*make ([a-z]+)", re.MULTILINE)
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
MODULE = re.compile(r"python -m ([\w.]+)")


def name_of(path):
    return str(path.relative_to(ROOT))


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def files_named_in(path):
    """The files and folders of the tree that a document names as code; a module without its folder is none of them.

    A path below a folder of the tree is one of them whatever its suffix, as `.ci/run`.
    """
    top = {entry.name for entry in ROOT.iterdir()}
    names = {
        code for code in CODE.findall(text(path)) if FILE.fullmatch(code) or PATH.fullmatch(code) and code.split("/")[0] in top
    }
    return {name for name in names if "/" in name or name.endswith((".md", ".toml", ".yaml"))}


def is_there(name, document):
    return name.startswith(MADE_BY_MAKE) or any((folder / name).exists() for folder in (ROOT, document.parent))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_of_a_document_lead_to_files(document):
    targets = {target for target, _ in LINK.findall(text(document))}

    assert {target for target in targets if not (document.parent / target).exists()} == set()


def anchors_of(document):
    """The anchors of the headings of a document, as the hosts make them."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text(document))}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_anchors_in_links_of_a_document_are_headings(document):
    anchors = {(target, anchor) for target, anchor in LINK.findall(text(document)) if anchor}

    assert {
        f"{target}#{anchor}"
        for target, anchor in anchors
        if anchor not in anchors_of(document.parent / target if target else document)
    } == set()


@pytest.mark.parametrize("document", PRESENT, ids=name_of)
def test_files_that_a_document_names_are_there(document):
    missing = {name for name in files_named_in(document) if not is_there(name, document)}

    assert missing == (CREATED_BY_EXAMPLES if document.name == "CONTRIBUTING.md" else set())


def test_files_are_found_in_a_document():
    assert {"core/pages/", "reports/scope.py"} <= files_named_in("README.md")


@pytest.mark.parametrize("document", PRESENT, ids=name_of)
def test_commands_that_a_document_names_exist(document):
    targets = set(MAKE_TARGET.findall(text(document)))
    declared = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))

    assert targets - declared == set()
    assert set(COMMAND.findall(text(document))) - get_commands().keys() == set()
    assert [module for module in MODULE.findall(text(document)) if not is_module(module)] == []


def is_module(name):
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # of a package
        return False


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_document_is_composed_unicode(document):
    assert [line for line in text(document).splitlines() if not unicodedata.is_normalized("NFC", line)] == []


def test_every_document_is_reached_from_the_readme():
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        document = ahead.pop()
        reached.add(document)
        linked = {(document.parent / target).resolve() for target, _ in LINK.findall(text(document))}
        ahead += [path for path in linked - reached if path.suffix == ".md"]

    assert {name_of(path) for path in DOCUMENTS} - {name_of(path) for path in reached} == set()


def test_map_of_the_readme_has_every_app_from_the_top():
    table = text("README.md").partition("\n## Map\n")[2].partition("Two apps are divided")[0]
    rows = [tuple(re.findall(r"`(\w+)/`", row.split("|")[1])) for row in table.splitlines() if row.startswith("| `")]

    assert rows == list(reversed(LAYERS))


def layers_of_contract(app):
    """The layers of an app, highest first, as the import contract has them: a set of names for each layer.

    A layer in parentheses is left out: it need not exist.
    """
    contracts = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (contract,) = [contract for contract in contracts if contract.get("containers") == [app]]

    assert contract["exhaustive"]
    return [set(re.split(r" [|:] ", layer)) for layer in contract["layers"] if not layer.startswith("(")]


def layers_of_map(app):
    """The same as the README has them; what stands directly in the app is one row, which is left out."""
    table = text("README.md").partition(f"| layer of `{app}` |")[2].partition("\n\n")[0]
    rows = [
        set(re.findall(rf"`{app}/(\w+)(?:/|\.py)`", row.split("|")[1])) for row in table.splitlines() if row.startswith("| `")
    ]
    return [row for row in rows if row]


def test_map_of_the_readme_has_every_layer_of_core_from_the_top():
    assert layers_of_map("core") == layers_of_contract("core")


def test_map_of_the_readme_has_every_layer_of_reports_from_the_top():
    layers = layers_of_map("reports")

    assert {"formats", "models"} <= set().union(*layers)
    assert layers == layers_of_contract("reports")[-len(layers) :]


def test_code_words_fit_on_one_page():
    page = text("docs/code-words.md")
    words = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", page, re.MULTILINE)[1:]

    assert len(page.splitlines()) <= PAGE_LINES
    assert len(page) <= PAGE_CHARACTERS
    assert len(words) == len(set(words)) == page.count("\n| ") - 1


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_decision_has_its_date_and_its_three_parts(decision):
    content = text(decision)
    day = decision.name[:10]

    assert date.fromisoformat(day)
    assert re.findall(r"^- Date: (.*)$", content, re.MULTILINE) == [day]
    assert re.findall(r"^#+ (.*)$", content, re.MULTILINE)[1:] == ["Context", "Choice", "Consequences"]
    assert len(content.splitlines()) <= PAGE_LINES


def test_index_names_every_decision_once_by_its_title():
    entries = re.findall(r"^- \[(.*)\]\((.*)\)$", text("docs/decisions/README.md"), re.MULTILINE)

    assert entries == [(text(path).splitlines()[0].removeprefix("# "), name) for name, path in decisions_by_name(entries)]
    assert sorted(name for _, name in entries) == [path.name for path in DECISIONS]


def decisions_by_name(entries):
    return [(name, ROOT / "docs/decisions" / name) for _, name in entries]


def test_decision_that_is_replaced_names_the_later_one():
    def links(kind):
        lines = re.compile(rf"^- {kind}\b.*$", re.MULTILINE)
        named = {path.name: LINK.findall(" ".join(lines.findall(text(path)))) for path in DECISIONS}
        return {(name, target) for name, links in named.items() for target, _ in links}

    replacing = links("Replaces")

    assert replacing
    assert {(later, earlier) for earlier, later in links("Replaced")} == replacing
    assert [(later, earlier) for later, earlier in replacing if later < earlier] == []


def test_changelog_has_the_version_and_a_section_for_what_is_not_released():
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    headings = re.findall(r"^## (.*)$", text("CHANGELOG.md"), re.MULTILINE)

    assert headings[0] == "Chưa phát hành"
    assert headings[1].startswith(f"{version} – ")


def test_project_is_not_called_open_source_without_a_licence():
    licensed = any(ROOT.glob("LICEN[CS]E*"))
    words = re.compile(r"(?<!not called )\bopen[- ]source\b|mã nguồn mở", re.IGNORECASE)
    calls_itself_open = [path for path in ("pyproject.toml", "CHANGELOG.md", *map(name_of, PRESENT)) if words.search(text(path))]

    assert licensed or calls_itself_open == []
    assert text("README.md").count("Licence: not chosen yet") == (0 if licensed else 1)


def test_every_package_has_its_reason_and_no_other_is_named():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    packages = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    rows = re.findall(r"^\| ([a-z0-9, -]+) \| \S.* \|$", text("docs/dependencies.md"), re.MULTILINE)
    named = [name for row in rows for name in row.split(", ") if name != "package"]

    assert set(named) == {NAME.match(package)[0] for package in packages}
    assert len(named) == len(set(named))
