"""Limits for the length of files, functions and templates. Exceptions are listed here with their reasons."""

import ast
import unicodedata

import pytest

from tests.architecture.tree import APPS, ROOT, sources

MAX_FILE, MAX_FUNCTION, MAX_TEMPLATE, MAX_BASE_TEMPLATE = 400, 40, 120, 150  # lines
MAX_TEMPLATE_LINE = 160  # characters
LONG_FILES = {}
LONG_FUNCTIONS = {}
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "service", "services", "misc", "signals"}  # of modules and folders


def relative(path):
    """A path as a string, relative to the root of the project."""
    return str(path.relative_to(ROOT))


def test_files_are_short():
    long = {relative(p) for p in sources(*APPS, "tests") if len(p.read_text().splitlines()) > MAX_FILE}

    assert long == set(LONG_FILES)


def test_functions_are_short():
    long = set()
    for path in sources(*APPS):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno + 1 > MAX_FUNCTION:
                long.add(f"{relative(path)}:{node.name}")

    assert long == set(LONG_FUNCTIONS)


def test_templates_are_short():
    long = {
        relative(p)
        for p in sources("templates", suffix=".html")
        if len(p.read_text().splitlines()) > (MAX_BASE_TEMPLATE if p.name == "base.html" else MAX_TEMPLATE)
    }

    assert long == set()


def test_lines_of_templates_are_short():
    long = {
        relative(p)
        for p in sources("templates", suffix=".html")
        if any(len(line) > MAX_TEMPLATE_LINE for line in p.read_text().splitlines())
    }

    assert long == set()


def test_file_names_are_not_vague():
    assert [relative(p) for p in sources(*APPS) if not VAGUE_NAMES.isdisjoint((p.stem, p.parent.name))] == []


@pytest.mark.parametrize("suffix", [".py", ".html", ".css", ".js", ".svg", ".typ", ".md", ".csv", ".po"])
def test_text_is_composed_unicode(suffix):
    """Both the text and the name of a file; those of migrations too, because the database gets their messages."""
    folders = (*APPS, "templates", "static", "docs", "locale", "sample", "tests")
    files = [path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}")]
    decomposed = [
        relative(path)
        for path in files
        if not unicodedata.is_normalized("NFC", relative(path) + path.read_text(encoding="utf-8"))
    ]

    assert files
    assert decomposed == []
