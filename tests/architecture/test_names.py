"""Banned names are not used: names are the terms of Django, of the field or of the glossary."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import APPS, ROOT, sources

# Banned as any part of a name, in whatever case: `paper_row`, `PaperQuerySet`, `paper-head`. The better word stands beside.
BANNED_PARTS = {
    "belonging": "same_council",
    "course": "phase",
    "drawer": "module",
    "fault": "error, problem",
    "faults": "errors, problems",
    "house": "project",
    "homeless": "without a council",
    "paper": "document",
    "papers": "documents",
    "reading": "measurement, content, page_view, preview, parsed",
    "readings": "measurements, page_views",
    "room": "app",
    "rooms": "apps",
    "sought": "search_terms",
    "storey": "layer",
    "storeys": "layers",
    "teller": "writer",
    "told": "messages, clauses, text",
    "twin": "duplicate, original",
    "twins": "duplicates",
    "workbook": "exchange, CSV table",
    "workbooks": "exchange",
}
# Banned as a whole name.
BANNED_NAMES = {
    *("asked", "behind", "found", "kept", "known", "said", "says", "shown", "spelt", "tell", "voices"),
    *("drawn", "way", "way_on", "ways", "second_look", "fit_box", "name_twins", "files_let_go", "lists", "once", "host"),
    *(
        "Ask",
        "Course",
        "Fault",
        "Host",
        "KeepsFields",
        "Now",
        "Parts",
        "Reach",
        "Reading",
        "RecordPage",
        "Sheet",
        "Words",
        "WayOut",
    ),
    *("CouncilRows", "NumberedPaper", "TwinRows", "rows_of", "kept_nowhere", "count_reading", "faults_of_record"),
}
# Words that a reader with school English does not know, or images; in docstrings and comments of Python.
BANNED_WORDS = re.compile(
    r"\b(lest|befalls?|thereby|whence|hither|thither|hereby|henceforth|storeys?|twins?|faults?|papers?|the house|drawers?)\b",
    re.IGNORECASE,
)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}")
# (file, name): why this one is right.
EXCEPTIONS: dict[tuple[str, str], str] = {}


def words_of(name: str) -> list[str]:
    """The lower-case words of an identifier: `NumberedPaper` and `numbered_paper` are `numbered`, `paper`."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def is_banned(name: str) -> bool:
    return name.strip("_") in BANNED_NAMES or not BANNED_PARTS.keys().isdisjoint(words_of(name))


def better_words(name: str) -> str:
    """What a banned name may be called instead, for the message of a test that fails."""
    words = [BANNED_PARTS[word] for word in words_of(name) if word in BANNED_PARTS]
    return "; ".join(words) or "say what it holds"


def identifiers(path: Path) -> Iterator[str]:
    """The names that a Python file gives: functions, classes, arguments, variables, attributes, aliases, exceptions, patterns."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            yield node.name


def prose(path: Path) -> Iterator[str]:
    """The docstrings and comments of a Python file."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and (
            docstring := ast.get_docstring(node)
        ):
            yield docstring
    yield from re.findall(r"(?:^|\s)#[ :](.*)$", source, re.MULTILINE)


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def python_files() -> list[Path]:
    return [path for path in sources(*APPS, "tests", "docs") if path != Path(__file__)]


@pytest.mark.parametrize(
    ("name", "banned"),
    [
        ("paper_row", True),
        ("PaperRow", True),
        ("test_fault_is_listed", True),
        ("_found", True),
        ("not_found", False),
        ("newspaper", False),
        ("is_known", False),
        ("Reading", True),
    ],
)
def test_is_banned_looks_at_whole_words(name: str, banned: bool) -> None:
    assert is_banned(name) is banned


def test_identifiers_are_not_banned() -> None:
    banned = {(relative(path), name) for path in python_files() for name in identifiers(path) if is_banned(name)}

    assert {(path, name): better_words(name) for path, name in banned - EXCEPTIONS.keys()} == {}
    assert EXCEPTIONS.keys() - banned == set()


def test_files_and_folders_are_not_banned() -> None:
    folders = (*APPS, "templates", "static", "tests", "docs")
    paths = [
        path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts
    ]

    assert [str(path) for path in paths if any(is_banned(part) for part in re.split(r"[/.]", str(path)) if part)] == []


@pytest.mark.parametrize(
    ("folder", "suffix", "pattern"),
    [
        ("templates", ".html", r"""class=["']([^"']*)["']"""),
        ("static/css", ".css", r"\.([a-z][\w-]*)"),
    ],
)
def test_css_classes_are_not_banned(folder: str, suffix: str, pattern: str) -> None:
    names = {
        (relative(path), name)
        for path in sources(folder, suffix=suffix)
        for classes in re.findall(pattern, TEMPLATE_TAG.sub(" ", path.read_text(encoding="utf-8")))
        for name in classes.split()
    }

    assert {(path, name): better_words(name) for path, name in names if is_banned(name)} == {}


# What gives a name in the other languages: folder, suffix, where to look, the names there.
OTHER_LANGUAGES = [
    ("static/js", ".js", r"(?s).*", r"\b(?:const|let|function|class)\s+(\w+)"),
    ("reports/formats/typst", ".typ", r"(?s).*", r"#let\s+([\w-]+)"),
    ("templates", ".html", r"\{%.*?%\}", r"\b(\w+)=|\bas (\w+)|\bfor (\w+)"),
]


def names_in(text: str, place: str, name: str) -> set[str]:
    """The groups of the pattern `name` in those pieces of a text that match `place`."""
    return {group for piece in re.findall(place, text) for match in re.finditer(name, piece) for group in match.groups() if group}


@pytest.mark.parametrize(("folder", "suffix", "place", "name"), OTHER_LANGUAGES, ids=["JavaScript", "Typst", "templates"])
def test_names_of_other_languages_are_not_banned(folder: str, suffix: str, place: str, name: str) -> None:
    names = {
        (relative(path), given)
        for path in sources(folder, suffix=suffix)
        for given in names_in(path.read_text(encoding="utf-8"), place, name)
    }

    assert names
    assert {(path, name) for path, name in names if is_banned(name)} == set()


def test_docstrings_and_comments_use_plain_words() -> None:
    banned = {
        (relative(path), match[0]) for path in python_files() for text in prose(path) for match in BANNED_WORDS.finditer(text)
    }

    assert banned == set()
