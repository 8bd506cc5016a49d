"""The figures of petitions: by competence, state, session and verdict, with the percentages and what these are of."""

from datetime import date

import pytest

from reports.figures.collect import collect
from reports.scope import Mode
from tests.factories.citizens import PetitionStatusFactory
from tests.factories.reports import ReportedTotalFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.reports.figure_values import scope_of, values
from tests.reports.records import petition

pytestmark = pytest.mark.django_db

BY_STATUS, BY_BOTH = "petitions.by_status", "petitions.by_competence_status"
AUTUMN = date(2021, 10, 10)


def texts(council, code, mode=Mode.OWN):
    """{key of the part: text} of the parts that are not 0."""
    figure = collect(scope_of(council, mode), codes={code}).figures[code]
    return {part.key: part.number.text for part in figure.parts if part.number.value}


def with_states(council, competence, **counts):
    for state, count in counts.items():
        for _ in range(count):
            one = petition(council, competence=competence)
            if state != "received":
                PetitionStatusFactory(petition=one, state=state, on=AUTUMN, reason="Chưa có vốn")


def test_collect_prints_a_state_with_what_its_percentage_is_of(district):
    with_states(district.council, "district", resolved=2, in_progress=1)
    with_states(district.council, "province", forwarded=3, in_progress=1)

    assert texts(district.council, BY_STATUS) == {
        "resolved": "02/03 kiến nghị thuộc thẩm quyền của quận (66,7%)",
        "in_progress": "02 kiến nghị, trong đó 01/03 kiến nghị thuộc thẩm quyền của quận (33,3%)",
        "forwarded": "03 kiến nghị",
    }


def test_collect_prints_percentages_of_all_received_where_no_petition_has_a_competence(district):
    with_states(district.council, "", resolved=1, received=3)

    assert texts(district.council, BY_STATUS) == {
        "received": "03/04 kiến nghị đã tiếp nhận (75%)",
        "resolved": "01/04 kiến nghị đã tiếp nhận (25%)",
    }
    assert texts(district.council, BY_BOTH)["unclassified.resolved"] == "01/04 kiến nghị chưa rõ thẩm quyền (25%)"


def test_collect_takes_the_petitions_of_every_council_as_the_base_of_a_sum(district):
    with_states(district.council, "district", resolved=1)
    with_states(district.ward, "commune", received=3)
    own = texts(district.council, BY_STATUS, Mode.CONSOLIDATED)["resolved"]

    assert own == "01/04 kiến nghị thuộc thẩm quyền của các cấp (25%)"


def test_collect_counts_petitions_by_competence_and_state(district):
    with_states(district.council, "district", resolved=1, received=3)
    with_states(district.council, "province", forwarded=2)
    figure = collect(scope_of(district.council), codes={BY_BOTH}).figures[BY_BOTH]

    assert figure.number.value == 6
    assert {p.key: (p.number.value, p.number.base, p.number.text) for p in figure.parts if p.number.value} == {
        "province.forwarded": (2, 2, "02/02 kiến nghị thuộc thẩm quyền cấp tỉnh (100%)"),
        "district.received": (3, 4, "03/04 kiến nghị thuộc thẩm quyền cấp huyện (75%)"),
        "district.resolved": (1, 4, "01/04 kiến nghị thuộc thẩm quyền cấp huyện (25%)"),
    }
    assert {p.number.text for p in figure.parts if not p.number.value} == {"0 kiến nghị"}


def test_collect_gives_the_whole_of_parts_no_base(district):
    with_states(district.council, "district", resolved=1, received=3)
    number = collect(scope_of(district.council), codes={BY_BOTH}).figures[BY_BOTH].number

    assert (number.value, number.base, number.text) == (4, None, "04 kiến nghị")


def test_collect_prints_a_typed_count_with_its_base(district):
    ReportedTotalFactory(council=district.council, code=BY_STATUS, part="resolved", value=58, base=65)

    assert texts(district.council, BY_STATUS) == {"resolved": "58/65 kiến nghị (89,2%)"}


@pytest.mark.parametrize(("base", "text"), [(65, "58/65 kiến nghị (89,2%)"), (None, "58 kiến nghị (89,2%)")])
def test_collect_takes_a_count_and_a_percentage_of_one_part_as_one_number(district, base, text):
    ReportedTotalFactory(council=district.council, code=BY_STATUS, part="resolved", value=58, base=base)
    ReportedTotalFactory(council=district.council, code=BY_STATUS, part="resolved", value="89.2", is_percent=True)
    collected = collect(scope_of(district.council), codes={BY_STATUS})
    (part,) = collected.figures[BY_STATUS].parts

    assert (part.number.value, part.number.is_percent, part.number.text) == (58, False, text)
    assert (collected.conflicts, collected.unused) == ((), ())


def test_collect_finds_a_percentage_that_contradicts_the_count_in_conflict(district):
    ReportedTotalFactory(council=district.council, code=BY_STATUS, part="resolved", value=58, base=65)
    ReportedTotalFactory(council=district.council, code=BY_STATUS, part="resolved", value=75, is_percent=True)
    collected = collect(scope_of(district.council), codes={BY_STATUS})

    assert [(c.code, c.part, c.computed) for c in collected.conflicts] == [(BY_STATUS, "resolved", 89.2)]
    assert texts(district.council, BY_STATUS) == {"resolved": "58/65 kiến nghị (89,2%)"}


def test_collect_counts_a_petition_that_was_reopened_in_each_year_once(district):
    one = petition(district.council, received_on=date(2021, 8, 5))
    PetitionStatusFactory(petition=one, state="resolved", on=date(2021, 10, 10))
    PetitionStatusFactory(petition=one, state="in_progress", on=date(2022, 5, 15))
    codes = {BY_STATUS, "petitions.reopened", "petitions.carried_over"}

    def counted(year):
        numbers = values(scope_of(district.council, year=year), codes=codes)
        return {name: value for name, value in numbers.items() if value}

    assert counted(2021) == {BY_STATUS: 1, f"{BY_STATUS}:resolved": 1}
    assert counted(2022) == {"petitions.reopened": 1, "petitions.reopened:open": 1}
    carried = ("carried_over", "carried_over:open", "by_status:carried_over")
    assert counted(2023) == {f"petitions.{name}": 1 for name in carried}


def test_collect_counts_carried_over_petitions_by_what_became_of_them(district):
    for state in ("explained", "forwarded"):
        one = petition(district.council, received_on=date(2020, 8, 5))
        PetitionStatusFactory(petition=one, state=state, on=date(2021, 3, 1))
    numbers = values(scope_of(district.council), codes={"petitions.carried_over"})

    assert numbers == {"petitions.carried_over": 2, "petitions.carried_over:settled": 1, "petitions.carried_over:open": 1}


def test_collect_counts_petitions_by_the_session_that_they_are_for(district):
    third = CouncilSessionFactory(term=district.term, number=3, published=True)
    thematic = CouncilSessionFactory(term=district.term, number=1, series="thematic", kind="thematic", published=True)
    for session in (third, third, thematic, None):
        petition(district.council, session=session)
    figure = collect(scope_of(district.council), codes={"petitions.by_session"}).figures["petitions.by_session"]

    term = district.term.slug
    assert {part.key: (part.label, part.number.value) for part in figure.parts} == {
        third.slug: (f"Kỳ họp thứ 3, nhiệm kỳ {term}", 2),
        thematic.slug: (f"Kỳ họp chuyên đề thứ nhất, nhiệm kỳ {term}", 1),
        "unclassified": ("Chưa rõ kỳ họp", 1),
    }


def test_collect_counts_verdicts_until_the_cut_off(district):
    petition(district.council, verdict="satisfied", verdict_on=date(2021, 12, 31))
    petition(district.council, verdict="partly", verdict_on=date(2022, 1, 1))
    figure = collect(scope_of(district.council), codes={"petitions.by_outcome"}).figures["petitions.by_outcome"]

    assert {part.label: part.number.value for part in figure.parts if part.number.value} == {
        "Đạt yêu cầu": 1,
        "Chưa đánh giá": 1,
    }
