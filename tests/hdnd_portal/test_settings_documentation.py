"""docs/settings.md describes every environment variable that the project reads, with the default that holds."""

import re

import pytest

from hdnd_portal.settings.documentation import DOCUMENT, render
from hdnd_portal.settings.variables import KINDS, MAKE, VARIABLES, read
from tests.architecture.tree import ROOT, sources

SETTINGS = ("hdnd_portal/settings/base.py", "hdnd_portal/settings/test.py")
READERS = (
    *SETTINGS,
    "gunicorn.conf.py",
    "hdnd_portal/settings/production.py",
    "hdnd_portal/settings/variables.py",
    "tests/hdnd_portal/test_fuzzed_requests.py",
)
# Set by a tool for its own processes, not by whoever runs the portal.
SET_BY_TOOLS = {"PYTEST_XDIST_WORKER"}
APPS = [path.parent.name for path in sorted(ROOT.glob("*/apps.py"))]

DECLARED = re.compile(r'\bread\("(\w+)"\)')
DIRECT = re.compile(r'\b(?:environ(?:\.\w+)?|getenv)[(\[]\s*"(\w+)"|"(\w+)" (?:not )?in (?:os\.)?environ\b')
IN_DEFAULT = re.compile(r"\{(\w+)\}")
MAKE_DEFAULT = re.compile(r"^([A-Z0-9_]+) \?= (.*)$", re.MULTILINE)
MAKE_CONSTANT = re.compile(r"^([A-Z0-9_]+) :?= ", re.MULTILINE)
MAKE_USE = re.compile(r"\$\(([A-Z][A-Z0-9_]*)\)|\$\$\{?([A-Z][A-Z0-9_]*)")
SHELL_USE = re.compile(r"\$\{?([A-Z][A-Z0-9_]*)\b")


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def read_by_python():
    """The variables that our modules read, by `read` in the settings or straight from the environment."""
    modules = [*sources(*APPS, "hdnd_portal", ".ci"), ROOT / "manage.py"]
    by_settings = {name for path in READERS for name in DECLARED.findall(text(path))}
    by_defaults = {name for variable in VARIABLES.values() for name in IN_DEFAULT.findall(variable.default)} - {"BASE_DIR"}
    pairs = {names for path in modules for names in DIRECT.findall(path.read_text(encoding="utf-8"))}
    direct = {name for names in pairs for name in names if name}
    return by_settings | by_defaults | direct


def read_by_make():
    makefile = text("Makefile")
    used = {name for names in MAKE_USE.findall(makefile) for name in names if name}
    return used - set(MAKE_CONSTANT.findall(makefile))


def read_by_ci():
    return set(SHELL_USE.findall(text(".ci/run")))


def test_settings_documentation_is_what_the_variables_say():
    assert DOCUMENT.read_text(encoding="utf-8") == render()


@pytest.mark.parametrize("reader", [read_by_python, read_by_make, read_by_ci], ids=lambda reader: reader.__name__)
def test_every_variable_that_is_read_is_declared(reader):
    names = reader() - SET_BY_TOOLS

    assert names
    assert names - VARIABLES.keys() == set()


def test_every_declared_variable_is_read():
    assert VARIABLES.keys() - (read_by_python() | read_by_make() | read_by_ci()) == set()


def test_settings_read_the_environment_by_declared_variables_only():
    base, test = map(text, SETTINGS)

    assert re.findall(r"\b(?:environ|getenv|env)\b", base) == []
    assert re.findall(r"\bimport environ\b|\benv\b", test) == []


def test_makefile_has_the_declared_defaults():
    defaults = dict(MAKE_DEFAULT.findall(text("Makefile")))

    assert defaults == {variable.name: variable.default for variable in MAKE}


@pytest.mark.parametrize("variable", VARIABLES.values(), ids=VARIABLES)
def test_variable_is_read_as_its_declaration_says(monkeypatch, variable):
    """Each default and each example can be read, and the example is not the default."""
    monkeypatch.delenv(variable.name, raising=False)
    default = read(variable.name)
    monkeypatch.setenv(variable.name, variable.example)
    example = read(variable.name)

    assert variable.kind in KINDS
    assert variable.meaning.endswith(".")
    assert type(default) is type(example)
    assert default != example or variable.name == "DJANGO_SETTINGS_MODULE"


def test_variable_that_is_not_declared_cannot_be_read():
    with pytest.raises(KeyError):
        read("NOT_DECLARED")
