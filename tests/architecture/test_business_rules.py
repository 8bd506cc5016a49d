"""docs/business-rules.md: the rules are numbered, and each cites existing tests that expect its messages."""

import ast
import re
from functools import cache

from tests.architecture.tree import ROOT

DOCUMENT = ROOT / "docs/business-rules.md"
RULE = re.compile(r"^(\d+)\. ", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
CITATION = re.compile(r"`[^`]*::[^`]*`")
MESSAGE = re.compile(r"“([^”]+)”")


def rules():
    """{number: text} of every rule, without the headings."""
    text = re.sub(r"^#.*$", "", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    _, *parts = RULE.split(text)
    return {int(number): " ".join(body.split()) for number, body in zip(parts[::2], parts[1::2], strict=True)}


@cache
def source(path):
    """The text of a file; "" if it does not exist."""
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.exists() else ""


@cache
def names_of_tests(path):
    """The names of the test functions in a file."""
    nodes = ast.walk(ast.parse(source(path)))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_business_rules_are_numbered_without_gaps():
    numbers = [int(number) for number in RULE.findall(DOCUMENT.read_text(encoding="utf-8"))]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 60


def test_business_rules_cite_a_test_each():
    assert [number for number, text in rules().items() if not TEST.search(text)] == []


def test_business_rules_cite_tests_by_file_and_function():
    """A citation in another form, such as one with a parameter in brackets, would not be checked by the tests below."""
    citations = {citation for text in rules().values() for citation in CITATION.findall(text)}

    assert {citation for citation in citations if not TEST.fullmatch(citation)} == set()


def test_business_rules_cite_existing_tests():
    cited = {citation for text in rules().values() for citation in TEST.findall(text)}

    assert {f"{path}::{name}" for path, name in cited if name not in names_of_tests(path)} == set()


def test_business_rules_quote_messages_that_their_tests_expect():
    """A message in quotation marks stands in the source of a test that the rule cites."""
    sources = {number: "".join(source(path) for path, _ in TEST.findall(text)) for number, text in rules().items()}
    untested = [
        (number, message)
        for number, text in rules().items()
        for message in MESSAGE.findall(text)
        if message not in sources[number]
    ]

    assert untested == []


def test_business_rules_quote_sentences_in_curly_marks():
    """The test above knows a message by them; straight marks are for a value, such as "NQ-HĐND"."""
    straight = [quotation for text in rules().values() for quotation in re.findall(r'"([^"]*)"', text)]

    assert [quotation for quotation in straight if " " in quotation] == []
