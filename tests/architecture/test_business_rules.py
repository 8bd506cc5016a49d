"""The business rules are numbered, and each names tests that exist."""

import ast
import re
from functools import cache

from tests.architecture.tree import ROOT

DOCUMENT = ROOT / "docs/business-rules.md"
RULE = re.compile(r"^(\d+)\. ", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
MESSAGE = re.compile(r"“([^”]+)”")


def rules():
    """{number: text} of every rule; the headings between them belong to none."""
    text = re.sub(r"^#.*$", "", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    _, *parts = RULE.split(text)
    return {int(number): " ".join(words.split()) for number, words in zip(parts[::2], parts[1::2], strict=True)}


@cache
def source(path):
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.exists() else ""


@cache
def names_in(path):
    """The names of the tests in a file, parametrised ones without brackets."""
    nodes = ast.walk(ast.parse(source(path)))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_rules_are_numbered_without_gap():
    numbers = [int(number) for number in RULE.findall(DOCUMENT.read_text(encoding="utf-8"))]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 60


def test_every_rule_names_a_test():
    assert [number for number, text in rules().items() if not TEST.search(text)] == []


def test_every_named_test_exists():
    named = {cited for text in rules().values() for cited in TEST.findall(text)}

    assert {f"{path}::{name}" for path, name in named if name not in names_in(path)} == set()


def test_messages_of_a_rule_stand_in_its_tests():
    """What the rule says that a user reads is what one of its tests expects."""
    expected = {number: "".join(source(path) for path, _ in TEST.findall(text)) for number, text in rules().items()}
    unheld = [
        (number, words) for number, text in rules().items() for words in MESSAGE.findall(text) if words not in expected[number]
    ]

    assert unheld == []
