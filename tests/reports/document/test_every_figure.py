"""Every figure of the catalogue stands in the text of the report."""

import re
from decimal import Decimal

import pytest

from reports.document.sentences.remaining import SECTIONS_OF_CODES
from reports.figures.totals import WHOLE, OutcomeKey
from reports.indicators import CATALOGUE, INDICATORS
from reports.indicators.base import PartRelation
from tests.reports.invented_figures import (
    Source,
    collected_figures,
    invented_council,
    invented_scope,
    parts_of,
    sentence_writer,
    texts,
    total,
    written_paragraphs,
)

CODES = [indicator.code for indicator in CATALOGUE]
PARTS = [(code, part.key) for code in CODES for part in parts_of(code)]


def written_report(sources, below=None):
    """(the figures that the text cites, the text, the figures that it says in words)."""
    scope = invented_scope(invented_council(), below="commune" if below else "")
    writer = sentence_writer(collected_figures(scope, sources, below))
    paragraphs = written_paragraphs(writer)
    cited = {run.figure for runs in paragraphs for run in runs if run.figure}
    return cited, "\n".join(texts(paragraphs)), {str(reference) for reference in writer.mentioned}


def assert_says(name, number, report):
    """The text cites the figure, or says it in words beside its number."""
    cited, text, in_words = report
    assert name in cited | in_words, text
    assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d])", text), text


def typed(value, code):
    return total(Decimal(value), base=Decimal(value) if code == "targets.met" else None)


def test_sections_of_codes_has_a_section_for_every_code():
    assert {code.partition(".")[0] for code in CODES} == set(SECTIONS_OF_CODES)


@pytest.mark.parametrize("code", CODES)
def test_all_sentences_say_a_whole_without_parts(code):
    report = written_report({code: Source(totals={WHOLE: [typed(37, code)]})})

    assert_says(code, "37", report)


@pytest.mark.parametrize(("code", "part"), PARTS)
def test_all_sentences_say_a_part_without_a_whole(code, part):
    source = Source(totals={OutcomeKey(part): [typed(37, code)]})
    reference = code if INDICATORS[code].unit_is_part else f"{code}:{part}"

    assert_says(reference, "37", written_report({code: source}))


@pytest.mark.parametrize(("code", "part"), [pair for pair in PARTS if not INDICATORS[pair[0]].unit_is_part])
def test_all_sentences_say_a_part_beside_its_whole(code, part):
    relation = INDICATORS[code].relation_of(part)
    whole = 37 if relation in (PartRelation.ADDING_UP, PartRelation.COVERING) else 41
    source = Source(totals={OutcomeKey(part): [typed(37, code)], WHOLE: [typed(whole, code)]})
    report = written_report({code: source})

    assert_says(code, str(whole), report)
    assert_says(f"{code}:{part}", "37", report)


@pytest.mark.parametrize(("code", "part"), PARTS)
def test_all_sentences_say_a_part_of_the_level_below(code, part):
    source = Source(totals={OutcomeKey(part): [typed(37, code)]})
    reference = f"{code}@commune" if INDICATORS[code].unit_is_part else f"{code}:{part}@commune"

    assert_says(reference, "37", written_report({}, {code: source}))


@pytest.mark.parametrize("code", CODES)
def test_all_sentences_say_all_parts_of_a_figure_that_rows_make(code):
    """Whatever they add up to: a whole of rows is the sum of its parts, or stands beside them."""
    keys = [part.key for part in parts_of(code) if part.key not in INDICATORS[code].reported_parts]
    rows = {key: 11 + i for i, key in enumerate(keys)}
    report = written_report({code: Source(rows)})

    for key, value in rows.items():
        if not INDICATORS[code].unit_is_part or len(rows) > 1:
            assert_says(f"{code}:{key}", str(value), report)
