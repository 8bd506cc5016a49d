"""The sentences of a council that was made of others within the period."""

from datetime import date

import pytest

from reports.scope import Mode
from tests.factories.councils import SubordinationFactory
from tests.factories.resolutions import SupportResultFactory
from tests.reports.composed_reports import sentences
from tests.reports.predecessors import (
    EVE,
    MERGER,
    TERM_LAST,
    TERM_START,
    add_delegates,
    add_resolutions,
    add_sessions,
    add_total,
    build_merger,
    end_mandates,
)
from tests.reports.records import meeting

pytestmark = pytest.mark.django_db

TERM = {"period_from": TERM_START, "period_to": TERM_LAST, "cut_off": TERM_LAST, "period_label": "nhiệm kỳ 2021-2026"}


def sentences_of_term(council, **values):
    return sentences(council, Mode.OWN, **TERM, **values)


def test_sessions_sentence_splits_figures_at_a_merger():
    merger = build_merger()
    for council, count in zip(merger.predecessors, (3, 2, 1), strict=True):
        add_sessions(council, date(2023, 5, 5), count)
        add_resolutions(council, EVE, count)
    add_sessions(merger.council, MERGER, 1, kind="first", is_regular=False)
    add_resolutions(merger.council, MERGER, 2)
    text = sentences_of_term(merger.council, with_predecessors=True)[0]

    assert text.startswith(
        "Nhiệm kỳ 2021-2026, HĐND xã tổ chức 07 kỳ họp (trước sắp xếp 06, sau sắp xếp 01) "
        "(trong đó có 01 kỳ họp không thường kỳ và 06 kỳ họp thường kỳ); "
        "ban hành 08 nghị quyết"
    )
    assert "(trước sắp xếp 06, sau sắp xếp 02)" in text
    assert not [one for one in sentences_of_term(merger.council, slug="rieng") if "sắp xếp" in one]


def test_merger_sentence_puts_delegates_side_by_side():
    merger = build_merger()
    for council, count in zip(merger.predecessors, (3, 2, 1), strict=True):
        end_mandates(add_delegates(council, count))
    add_delegates(merger.council, 5, origin="continued")
    add_delegates(merger.council, 2, origin="appointed")
    texts = sentences_of_term(merger.council, with_predecessors=True)

    assert "Trước sắp xếp (30/06/2025) có 6 đại biểu; khi sắp xếp (01/07/2025), HĐND xã có 7 đại biểu." in texts


def test_split_of_a_rate_keeps_its_percent_sign():
    merger = build_merger("A")
    meeting(merger.predecessors[0], held_on=EVE, delegates_expected=20, delegates_present=18)
    meeting(merger.council, held_on=MERGER, delegates_expected=10, delegates_present=9)
    text = " ".join(sentences_of_term(merger.council, with_predecessors=True))

    assert "(trước sắp xếp 90%, sau sắp xếp 90%)" in text


def test_split_of_an_amount_keeps_its_unit():
    merger = build_merger("A")
    SupportResultFactory(council=merger.predecessors[0], published=True, amount=1_500_000_000, period_from=EVE, period_to=EVE)
    SupportResultFactory(council=merger.council, published=True, amount=500_000_000, period_from=MERGER, period_to=MERGER)
    text = " ".join(sentences_of_term(merger.council, with_predecessors=True))

    assert "(trước sắp xếp 1,5 tỷ đồng, sau sắp xếp 500 triệu đồng)" in text


def test_sessions_sentence_puts_the_split_behind_the_records_it_is_of():
    merger = build_merger("A")
    add_resolutions(merger.predecessors[0], EVE, 3, legal_kind="individual")
    add_resolutions(merger.council, MERGER, 2, legal_kind="individual")
    add_total(merger.council, 9, TERM_START, TERM_LAST, coverage="with_predecessors")
    texts = sentences_of_term(merger.council, with_predecessors=True)

    right = "theo tính chất pháp lý, trong 05 nghị quyết có bản ghi (trước sắp xếp 03, sau sắp xếp 02) có 05 nghị quyết cá biệt."
    assert f"Nhiệm kỳ 2021-2026, {right}" in texts


def test_voters_sentences_print_the_rates_before_and_after_a_merger_as_percentages():
    merger = build_merger("A")
    rate = {"code": "voter_meetings.attendance_rate"}
    add_total(merger.predecessors[0], 80, TERM_START, EVE, base=90, **rate)
    add_total(merger.council, 15, MERGER, TERM_LAST, base=15, **rate)
    text = " ".join(sentences_of_term(merger.council, with_predecessors=True))

    assert "(trước sắp xếp 88,9%, sau sắp xếp 100%)" in text


def test_sentences_name_the_councils_of_three_levels():
    merger = build_merger("A")
    for level, kind in (("district", "rural_district"), ("commune", "commune")):
        SubordinationFactory(parent=merger.council, council__level=level, council__unit_kind=kind)
    merger.council.level, merger.council.unit_kind, merger.council.name = "province", "province", "HĐND tỉnh T"
    merger.council.save()
    add_sessions(merger.council, MERGER)
    (text, *_) = sentences(merger.council, Mode.CONSOLIDATED, **TERM)

    assert text.startswith("Nhiệm kỳ 2021-2026, HĐND tỉnh T, các huyện và các xã tổ chức 01 kỳ họp")
