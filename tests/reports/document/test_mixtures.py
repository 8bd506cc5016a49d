"""Rows, totals and choices in hundreds of mixtures: each printed number is its figure, and parts listed make their whole."""

import random
import re
from collections import defaultdict
from decimal import Decimal

import pytest

from reports.figures.totals import WHOLE, CouncilCount, OutcomeKey
from reports.indicators import CATALOGUE, INDICATORS
from reports.indicators.base import PartRelation
from reports.models.placeholders import FigureReference
from tests.reports.invented_figures import (
    Source,
    collected_figures,
    invented_council,
    invented_scope,
    parts_of,
    sentence_writer,
    total,
    written_paragraphs,
)

MIXTURES = 400
DECISIONS = ("pending", "pending", "preferred", "chosen")
QUALIFIERS = ("", "", "", "nearly", "above")
NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")
# What our sentences print beside figures: the period, the cut-off, the term, the councils of a partial sum, a share.
BESIDE_FIGURES = re.compile(
    r"năm 2021|31/12/2021|dưới \d\d tuổi|kỳ họp thứ \d|2021-2026(?:-\d)?|Phòng 101"
    r"|\(số liệu của [\d/.]+ HĐND\)|\(\d[\d.,]*%\)|\([\d.]+/[\d.]+ lượt đại biểu",
    re.IGNORECASE,
)


def random_source(chance, code):
    """Rows, totals of the whole and of parts, decisions, qualifiers and partial sums, as chance has it."""
    keys = [part.key for part in parts_of(code)]
    rows, totals = {}, {}
    if chance.random() < 0.6:
        counted = [key for key in keys if key not in INDICATORS[code].reported_parts]
        rows = {key: chance.randrange(20) for key in chance.sample(counted, min(len(counted), chance.randrange(1, 4)))}
        if not keys or INDICATORS[code].counts_whole:
            rows[""] = sum(rows.values()) + chance.randrange(3)
    if chance.random() < 0.6:
        totals[WHOLE] = [random_total(chance, code)]
    for key in chance.sample(keys, min(len(keys), chance.choice((0, 0, 1, 2)))):
        totals[OutcomeKey(key)] = [random_total(chance, code)]
    councils = CouncilCount(1, chance.choice((1, 9))) if chance.random() < 0.3 else None
    return Source(rows, totals, councils)


def random_total(chance, code):
    value = Decimal(chance.randrange(40))
    base = value + 3 if code == "targets.met" else None
    return total(value, decision=chance.choice(DECISIONS), qualifier=chance.choice(QUALIFIERS), base=base)


def random_report(seed):
    """The figures and the runs of the paragraphs of one mixture."""
    chance = random.Random(seed)
    codes = [indicator.code for indicator in CATALOGUE if not indicator.is_money]
    sources = {code: random_source(chance, code) for code in chance.sample(codes, 15)}
    below = {code: random_source(chance, code) for code in chance.sample(codes, 8)} if chance.random() < 0.5 else None
    scope = invented_scope(invented_council(), below="commune" if below else "")
    collected = collected_figures(scope, sources, below)
    return collected, written_paragraphs(sentence_writer(collected))


def leading_number(text):
    """The first number in a printed figure."""
    return Decimal(NUMBER.search(text)[0].replace(".", "").replace(",", "."))


@pytest.fixture(scope="module")
def mixtures():
    return [random_report(seed) for seed in range(MIXTURES)]


@pytest.mark.slow  # hundreds of reports
def test_printed_numbers_are_their_figures(mixtures):
    for collected, paragraphs in mixtures:
        for run in (run for runs in paragraphs for run in runs if run.figure):
            number = collected.find(FigureReference.parse(run.figure)).number

            assert leading_number(run.text) == Decimal(str(number.value)), run
            assert not number.qualifier or run.text.lower().startswith(f"{number.qualifier} "), run


@pytest.mark.slow  # hundreds of reports
def test_numbers_outside_figures_are_none(mixtures):
    for _, paragraphs in mixtures:
        for runs in paragraphs:
            text = "".join(run.text if not run.figure else " … " for run in runs)

            assert NUMBER.search(BESIDE_FIGURES.sub("", text)) is None, text


@pytest.mark.slow  # hundreds of reports
def test_parts_beside_their_whole_make_it(mixtures):
    listed_wholes = 0
    for collected, paragraphs in mixtures:
        for runs in paragraphs:
            parts_by_whole = defaultdict(set)
            references = [FigureReference.parse(run.figure) for run in runs if run.figure]
            for reference in references:
                if reference.part:
                    parts_by_whole[FigureReference(reference.code, "", reference.level)].add(reference.part)
            for whole, keys in parts_by_whole.items():
                adding_up = {key for key in keys if INDICATORS[whole.code].relation_of(key) is PartRelation.ADDING_UP}
                value = collected.find(whole).number.value
                if whole in references and adding_up:
                    listed_wholes += 1
                    assert sum(value_of(collected, whole, key) for key in adding_up) == value, "".join(r.text for r in runs)
                for key in keys - adding_up:
                    if whole in references and INDICATORS[whole.code].relation_of(key) is not PartRelation.OUTSIDE:
                        assert value_of(collected, whole, key) <= value, "".join(r.text for r in runs)
    assert listed_wholes > 100


def value_of(collected, whole, key):
    return collected.find(FigureReference(whole.code, key, whole.level)).number.value


@pytest.mark.slow  # hundreds of reports
def test_rows_that_do_not_make_a_chosen_whole_are_not_printed(mixtures):
    """The rows of a figure whose whole is another number: their parts are in no sentence, unless a source gives them."""
    refused = 0
    for collected, paragraphs in mixtures:
        cited = {run.figure for runs in paragraphs for run in runs}
        for code, figure in collected.figures.items():
            adding_up = [p for p in figure.parts if p.key and INDICATORS[code].relation_of(p.key) is PartRelation.ADDING_UP]
            values = [part.number.value for part in adding_up]
            if figure.number.value is None or None in values or sum(values) == figure.number.value:
                continue
            for part in adding_up:
                if part.number.value and part.number.reported is None:
                    refused += 1
                    assert f"{code}:{part.key}" not in cited
    assert refused > 50
