"""The same records in the three modes, and reported totals beside them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from councils.models import Council
from reports.actions import prefer_total
from reports.figures.collect import collect
from reports.models import ReportedTotal
from reports.scope import Mode
from tests.factories.citizens import ReceptionSessionFactory, VoterMeetingFactory
from tests.factories.councils import (
    CommendationFactory,
    CouncilFactory,
    FieldFactory,
    MandateFactory,
    MembershipFactory,
    SubordinationFactory,
    TermFactory,
)
from tests.factories.reports import ReportedTotalFactory
from tests.factories.resolutions import SupportResultFactory
from tests.reports.figure_values import scope_of, values
from tests.reports.records import meeting, petition, resolution, session, supervision

pytestmark = pytest.mark.django_db

MODES = (Mode.OWN, Mode.BY_LEVEL, Mode.CONSOLIDATED)


def in_each_scope(council, name):
    """The figure called `name` in scope own, by level and consolidated; None where it has no value there."""
    return [values(scope_of(council, mode), codes={name.partition(":")[0].partition("@")[0]}).get(name) for mode in MODES]


def below(council, **values):
    return ReportedTotalFactory(council=council, coverage="below", level="commune", **values)


def conflicts(council, mode=Mode.OWN, code="sessions.held"):
    """The conflicts of `code` as JSON."""
    return [one.as_json() for one in collect(scope_of(council, mode), codes={code}).conflicts]


def test_collect_separates_levels_by_level_and_adds_them_when_consolidated(district):
    session(district.council)
    session(district.ward)
    session(district.ward, kind="thematic", is_regular=False)

    assert in_each_scope(district.council, "sessions.held") == [1, 1, 3]
    assert in_each_scope(district.council, "sessions.held:regular") == [1, 1, 2]
    assert in_each_scope(district.council, "sessions.held@commune") == [None, 2, 2]
    assert in_each_scope(district.council, "sessions.held:irregular@commune") == [None, 1, 1]
    assert in_each_scope(district.council, "sessions.held@district") == [None, None, 1]


def test_collect_counts_a_shared_meeting_once_where_levels_are_added(district):
    first = meeting(district.council, attendees=100)
    VoterMeetingFactory(council=district.ward, published=True, same_as=first, attendees=100, with_commune=True)

    assert in_each_scope(district.council, "voter_meetings.held") == [1, 1, 1]
    assert in_each_scope(district.council, "voter_meetings.attendees") == [100, 100, 100]
    assert in_each_scope(district.council, "voter_meetings.held@commune") == [None, 1, None]
    assert in_each_scope(district.ward, "voter_meetings.held") == [1, 1, 1]


def test_collect_never_adds_people_across_councils(district):
    MandateFactory(term=TermFactory(council=district.ward))
    MembershipFactory(mandate=district.mandate, body=district.standing)

    assert in_each_scope(district.council, "councils.delegates") == [1, 1, None]
    assert in_each_scope(district.council, "councils.delegates@commune") == [None, 1, 1]
    assert in_each_scope(district.council, "councils.delegates@district") == [None, None, 1]
    assert in_each_scope(district.council, "councils.standing_members") == [1, 1, None]


def test_collect_adds_receptions_of_one_receiver_but_not_of_several(district):
    ReceptionSessionFactory(council=district.council)
    ReceptionSessionFactory(council=district.ward)
    ReceptionSessionFactory(council=district.ward, receiver="delegates")

    assert in_each_scope(district.council, "receptions.held") == [None, None, None]
    assert in_each_scope(district.council, "receptions.held:standing") == [1, 1, 2]
    assert in_each_scope(district.council, "receptions.held:delegates") == [0, 0, 1]


def test_part_figure_label_names_the_council_its_wards_or_all_levels(district):
    def labels(mode, level=""):
        held = collect(scope_of(district.council, mode), codes={"receptions.held"}).figures["receptions.held"]
        return {part.label for part in held.at_level(level).parts if part.key == "standing"}

    for council in (district.council, district.ward):
        ReceptionSessionFactory(council=council)
    assert labels(Mode.OWN) == {f"Thường trực HĐND {district.council.unit_phrase}"}
    assert labels(Mode.BY_LEVEL, "commune") == {"Thường trực HĐND các phường"}
    assert labels(Mode.CONSOLIDATED) == {"Thường trực HĐND các cấp"}


def test_collect_gives_flows_but_no_stocks_of_a_council_that_ended(district):
    ended = CouncilFactory(end=date(2021, 7, 1))
    MandateFactory(term=TermFactory(council=ended, start=date(2016, 6, 1), end=date(2021, 7, 1)))
    session(ended, opened_on=date(2021, 3, 30))
    ward = SubordinationFactory(parent=district.council, council__ward=True, council__end=date(2021, 7, 1)).council
    MandateFactory(term=TermFactory(council=ward, start=date(2016, 6, 1), end=date(2021, 7, 1)))
    session(ward, opened_on=date(2021, 3, 30))

    own, by_level = values(scope_of(ended)), values(scope_of(district.council, Mode.BY_LEVEL))
    assert (own.get("councils.delegates"), own["sessions.held"]) == (None, 1)
    assert (by_level.get("councils.delegates@commune"), by_level["sessions.held@commune"]) == (None, 1)
    assert not [m for m in collect(scope_of(ended)).missing if m.code == "councils.delegates"]


def test_collect_uses_a_reported_total_where_there_are_no_rows(district):
    ReportedTotalFactory(council=district.council, value=4, qualifier="above", source="Báo cáo số 12/BC-HĐND")
    number = collect(scope_of(district.council)).figures["sessions.held"].number

    assert (number.value, number.computed, number.reported, number.text) == (4, None, 4, "trên 04 kỳ họp")
    assert number.sources == ("Báo cáo số 12/BC-HĐND",)


def test_prefer_total_ends_the_conflict_of_a_total_with_the_rows(district):
    session(district.council)
    total = ReportedTotalFactory(council=district.council, value=4, source="Báo cáo số 12/BC-HĐND")
    expected = {
        "code": "sessions.held", "part": "", "council": district.council.slug, "computed": 1, "computed_qualifier": "",
    }  # fmt: skip

    assert in_each_scope(district.council, "sessions.held") == [None, None, None]
    reported = [{"value": 4, "qualifier": "", "source": "Báo cáo số 12/BC-HĐND"}]
    assert conflicts(district.council) == [expected | {"reported": reported}]
    prefer_total(total=total, reason="Sổ kỳ họp chưa nhập đủ.")
    assert (in_each_scope(district.council, "sessions.held"), conflicts(district.council)) == ([4, 4, 4], [])


def test_collect_ignores_a_total_that_is_set_aside(district):
    session(district.council)
    ReportedTotalFactory(council=district.council, value=4, decision="set_aside", decision_reason="Số cũ.")

    assert (in_each_scope(district.council, "sessions.held"), conflicts(district.council)) == ([1, 1, 1], [])


def test_prefer_total_sets_other_totals_aside_and_needs_a_reason(district):
    chosen, other = ReportedTotalFactory.create_batch(2, council=district.council)
    with pytest.raises(ValidationError, match="Ghi lý do chọn"):
        prefer_total(total=chosen, reason="")
    other.refresh_from_db()
    assert other.decision == "pending"

    prefer_total(total=chosen, reason="Số đã kiểm tra.")
    other.refresh_from_db()
    assert (other.decision, other.decision_reason) == ("set_aside", "Số đã kiểm tra.")


def test_prefer_total_leaves_what_another_request_has_changed(district):
    total = ReportedTotalFactory(council=district.council, value=3)
    ReportedTotal.objects.update(value=4)

    prefer_total(total=total, reason="Số đã kiểm tra.")
    assert ReportedTotal.objects.values_list("value", "decision").get() == (4, "preferred")

    ReportedTotal.objects.all().delete()
    with pytest.raises(ValidationError, match="vừa được sửa hoặc xóa"):
        prefer_total(total=total, reason="Số đã kiểm tra.")


def test_prefer_total_of_a_part_gives_the_whole_a_value_again(district):
    session(district.council)
    session(district.council, kind="thematic", is_regular=False)
    total = ReportedTotalFactory(council=district.council, part="regular", value=3)

    assert [in_each_scope(district.council, f"sessions.held{part}")[0] for part in ("", ":regular", ":irregular")] == [
        None,
        None,
        1,
    ]
    prefer_total(total=total, reason="Số đã kiểm tra.")
    assert [in_each_scope(district.council, f"sessions.held{part}")[0] for part in ("", ":regular", ":irregular")] == [4, 3, 1]


def test_collect_does_not_add_a_total_of_all_wards_to_the_own_figure(district):
    session(district.council)
    below(district.council, value=16, part="regular")

    assert in_each_scope(district.council, "sessions.held") == [1, 1, 17]
    assert in_each_scope(district.council, "sessions.held@commune") == [None, 16, 16]


def test_collect_finds_a_conflict_of_a_total_of_all_wards_with_rows(district):
    for council in (district.ward, SubordinationFactory(parent=district.council).council):
        session(council)
    below(district.council, value=16)
    (conflict,) = collect(scope_of(district.council, Mode.BY_LEVEL), codes={"sessions.held"}).conflicts

    assert (conflict.level, conflict.council, conflict.computed, conflict.statements[0]) == (
        "commune", district.council.slug, 2, "2 tính từ bản ghi",
    )  # fmt: skip
    assert in_each_scope(district.council, "sessions.held@commune") == [None, None, None]
    assert in_each_scope(district.council, "sessions.held") == [None, None, None]


def test_collect_uses_a_total_of_all_levels_only_when_consolidated(district):
    ReportedTotalFactory(council=district.council, coverage="all", code="petitions.received", value=82)

    assert in_each_scope(district.council, "petitions.received") == [None, None, 82]


def test_collect_finds_a_conflict_of_a_total_of_all_levels_with_rows(district):
    for council in (district.council, district.ward):
        petition(council)
    ReportedTotalFactory(council=district.council, coverage="all", code="petitions.received", value=82)

    assert in_each_scope(district.council, "petitions.received") == [1, 1, None]
    assert [one["computed"] for one in conflicts(district.council, Mode.CONSOLIDATED, "petitions.received")] == [2]


def test_collect_ignores_totals_of_another_superior(district):
    SubordinationFactory(council=district.council, parent=CouncilFactory(level="province", unit_kind="province"))
    ReportedTotalFactory(council=district.ward, coverage="all", code="petitions.received", value=82)
    below(district.other, value=16)

    by_level = collect(scope_of(district.council, Mode.CONSOLIDATED))
    assert by_level.figures["sessions.held"].at_level("commune").number.value is None
    assert {m.council for m in by_level.missing if m.code == "petitions.received"} == {district.council.slug, district.ward.slug}


def test_collect_prints_a_percentage_beside_a_count(district):
    session(district.council)
    ReportedTotalFactory(council=district.council, value=70, is_percent=True, qualifier="more_than")
    figure = collect(scope_of(district.council)).figures["sessions.held"]
    beside = [(part.key, part.label, part.number.text) for part in figure.parts if part.number.is_percent]

    assert (figure.number.value, figure.number.is_percent) == (1, False)
    assert beside == [("", "Kỳ họp (tỷ lệ)", "hơn 70%")]


def test_collect_takes_a_percentage_as_the_figure_where_there_is_no_count(district):
    ReportedTotalFactory(council=district.council, code="questions.raised", value="70.50", is_percent=True)
    figure = collect(scope_of(district.council)).figures["questions.raised"]

    assert (figure.number.value, figure.number.is_percent, figure.number.text, figure.parts) == (70.5, True, "70,5%", ())


def test_collect_never_adds_percentages_of_several_councils(district):
    second = SubordinationFactory(parent=district.council, council__ward=True).council
    for council, rate in ((district.council, 95), (district.ward, 80), (second, 90)):
        ReportedTotalFactory(council=council, code="voter_meetings.attendance_rate", is_percent=True, value=rate)
    assert in_each_scope(district.council, "voter_meetings.attendance_rate") == [95, 95, None]
    assert in_each_scope(district.council, "voter_meetings.attendance_rate@commune") == [None, None, None]

    level = collect(scope_of(district.council, Mode.BY_LEVEL)).figures["voter_meetings.attendance_rate"].at_level("commune")
    assert (level.number.is_percent, level.parts) == (False, ())

    below(district.council, code="voter_meetings.attendance_rate", is_percent=True, value=85)
    assert in_each_scope(district.council, "voter_meetings.attendance_rate@commune") == [None, 85, 85]


def test_collect_treats_a_union_in_any_order_as_one_part(district):
    ReportedTotalFactory(council=district.council, code="letters.received", part="complaint+denunciation", value=20)
    ReportedTotalFactory(council=district.council, code="letters.received", part="denunciation+complaint", value=21, source="B")
    figure = collect(scope_of(district.council)).figures["letters.received"]

    assert [(part.key, part.number.value) for part in figure.parts] == [("complaint+denunciation", None)]
    assert [one["part"] for one in conflicts(district.council, code="letters.received")] == ["complaint+denunciation"]


def test_collect_adds_nothing_for_a_union_that_equals_the_rows(district):
    session(district.council)
    session(district.council, kind="thematic", is_regular=False)
    session(district.ward)
    ReportedTotalFactory(council=district.council, code="sessions.held", part="regular+irregular", value=2)

    assert in_each_scope(district.council, "sessions.held") == [2, 2, 3]


def test_collect_has_no_computed_value_for_totals_that_a_superior_repeats(district):
    ReportedTotalFactory(council=district.ward, code="questions.raised", value=163, source="Báo cáo của phường")
    below(district.council, code="questions.raised", value=163, source="Báo cáo tổng hợp")
    level = collect(scope_of(district.council, Mode.BY_LEVEL)).figures["questions.raised"].at_level("commune")

    assert (level.number.value, level.number.computed, level.number.reported) == (163, None, 163)


def test_collect_finds_a_conflict_of_a_total_of_all_levels_with_other_totals(district):
    ReportedTotalFactory(council=district.council, code="questions.raised", value=83, source="Báo cáo của quận")
    ReportedTotalFactory(council=district.council, code="questions.raised", coverage="all", value=82, source="Báo cáo chung")

    expected = {
        "code": "questions.raised", "part": "", "council": district.council.slug, "computed": None, "computed_qualifier": "",
    }  # fmt: skip
    reported = [
        {"value": 82, "qualifier": "", "source": "Báo cáo chung"},
        {"value": 83, "qualifier": "", "source": "Báo cáo của quận"},
    ]
    assert conflicts(district.council, Mode.CONSOLIDATED, "questions.raised") == [expected | {"reported": reported}]


def test_collect_prints_every_part_that_a_total_may_name(district):
    CommendationFactory(council=district.council, published=True)
    for part in (
        "merit.commune.year.households+flag.commune.year.households",
        "unclassified",
        "flag.province.year.households",
    ):
        ReportedTotalFactory(council=district.council, code="commendations.given", part=part, decision="preferred",
                             decision_reason="Chưa nhập sổ.")  # fmt: skip
    figure = collect(scope_of(district.council)).figures["commendations.given"]

    assert [part.label for part in figure.parts] == [
        "Cờ thi đua cấp tỉnh, thành tích năm",
        "Giấy khen cấp huyện, thành tích năm",
        "Giấy khen cấp huyện, thành tích năm",
        "Bằng khen cấp xã, thành tích năm và cờ thi đua cấp xã, thành tích năm",
        "Chưa phân loại",
    ]


def test_collect_never_adds_support_in_several_units(district):
    SupportResultFactory(council=district.council, published=True, beneficiaries=200, beneficiaries_unit="hộ {0}")
    one = collect(scope_of(district.council)).figures["support.beneficiaries"]
    SupportResultFactory(council=district.council, published=True, beneficiaries=30)
    several = collect(scope_of(district.council)).figures["support.beneficiaries"]

    assert (one.number.text, one.parts) == ("200 hộ {0}", ())
    assert (several.number.value, {part.number.text for part in several.parts}) == (None, {"200 hộ {0}", "30 đối tượng"})


def test_collect_keeps_the_labels_of_the_vocabulary_of_the_council(district):
    field = FieldFactory(council=district.council, key="cu", label="Lĩnh vực {cũ}", is_active=False)
    FieldFactory(council=district.council, key="moi", label="Mới")
    petition(district.council, field=field)
    figure = collect(scope_of(district.council)).figures["petitions.by_field"]

    assert [(part.label, part.number.value) for part in figure.parts] == [("Mới", 0), ("Lĩnh vực {cũ}", 1)]


def test_collect_missing_names_councils_without_rows_and_totals(district):
    second = SubordinationFactory(parent=district.council).council
    session(district.ward)
    collected = collect(scope_of(district.council, Mode.BY_LEVEL), codes={"sessions.held"})
    level = collected.figures["sessions.held"].at_level("commune")

    assert {m.council for m in collected.missing} == {district.council.slug, second.slug}
    assert (level.coverage.expected, level.coverage.counted, level.number.value) == (2, 1, 1)


def test_collect_counts_all_wards_for_a_total_of_their_superior(district):
    below(district.council, value=16)
    collected = collect(scope_of(district.council, Mode.BY_LEVEL), codes={"sessions.held"})
    level = collected.figures["sessions.held"].at_level("commune")

    assert {m.council for m in collected.missing} == {district.council.slug}
    assert (level.coverage.expected, level.coverage.counted) == (1, 1)


def test_collect_takes_a_half_year_total_for_wards_that_ended_then(district):
    ward = SubordinationFactory(parent=district.other, council__ward=True, council__end=date(2021, 7, 1)).council
    below(district.other, value=163, period_to=date(2021, 6, 30), code="receptions.held", part="standing")
    ReportedTotalFactory(council=ward, value=3, period_to=date(2021, 6, 30))

    assert in_each_scope(district.other, "receptions.held:standing@commune") == [None, 163, 163]
    assert in_each_scope(district.other, "sessions.held@commune") == [None, 3, 3]


@pytest.mark.parametrize("mode", Mode)
def test_collect_needs_a_fixed_number_of_queries(district, mode):
    def cost():
        council = Council.objects.get(pk=district.council.pk)  # as a request loads it
        with CaptureQueriesContext(connection) as queries:
            collect(scope_of(council, mode))
        return len(queries)

    costs = []
    for rows in (1, 5):
        for number in range(len(costs), rows):
            for council in (district.council, SubordinationFactory(parent=district.council).council):
                resolution(council, published=True, signed=True)
                supervision(council)
                meeting(council, attendees=3)
                petition(council)
                ReceptionSessionFactory(council=council, visits=1)
                CommendationFactory(council=council, published=True, decision_symbol=f"{number}/QĐ-UBND")
                ReportedTotalFactory(council=council)
        costs.append(cost())

    assert costs[0] == costs[1] <= 45
