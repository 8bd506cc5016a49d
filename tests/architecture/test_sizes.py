"""Small files and short functions; a longer one is named here with its reason."""

import ast
import unicodedata

import pytest

from tests.architecture.tree import APPS, ROOT, sources

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE, LONGEST_BASE = 400, 40, 120, 150
LONG_FILES = {}
LONG_FUNCTIONS = {}
VAGUE_NAMES = {"utils.py", "helpers.py", "common.py", "services.py", "misc.py", "signals.py"}


def shown(path):
    return str(path.relative_to(ROOT))


def test_files_are_short():
    long = {shown(p) for p in sources(*APPS, "tests") if len(p.read_text().splitlines()) > LONGEST_FILE}

    assert long == set(LONG_FILES)


def test_functions_are_short():
    long = set()
    for path in sources(*APPS):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION:
                long.add(f"{shown(path)}:{node.name}")

    assert long == set(LONG_FUNCTIONS)


def test_templates_are_short():
    long = {
        shown(p)
        for p in sources("templates", suffix=".html")
        if len(p.read_text().splitlines()) > (LONGEST_BASE if p.name == "base.html" else LONGEST_TEMPLATE)
    }

    assert long == set()


def test_no_file_has_a_vague_name():
    assert [shown(p) for p in sources(*APPS) if p.name in VAGUE_NAMES] == []


@pytest.mark.parametrize("suffix", [".py", ".html", ".css", ".typ", ".md", ".csv"])
def test_text_is_composed_unicode(suffix):
    decomposed = [
        shown(p)
        for p in sources(*APPS, "templates", "static", "docs", "sample", "tests", suffix=suffix)
        if not unicodedata.is_normalized("NFC", p.read_text(encoding="utf-8"))
    ]

    assert decomposed == []
