"""The same records in the three scopes, and typed totals beside them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.actions import prefer_total
from reports.figures.collect import collect
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
from tests.reports.figures import scope_of, values
from tests.reports.stage import meeting, petition, resolution, session, supervision

pytestmark = pytest.mark.django_db

MODES = (Mode.OWN, Mode.BY_LEVEL, Mode.CONSOLIDATED)


def in_each_scope(council, name):
    """The figure called `name` in scope own, by level and consolidated; None where it has no value there."""
    return [values(scope_of(council, mode), codes={name.partition(":")[0].partition("@")[0]}).get(name) for mode in MODES]


def below(council, **values):
    return ReportedTotalFactory(council=council, coverage="below", level="commune", **values)


def conflicts(council, mode=Mode.OWN, code="sessions.held"):
    """What the JSON says of conflicts about `code`."""
    return [one.as_json() for one in collect(scope_of(council, mode), codes={code}).conflicts]


def test_records_of_two_levels_stand_apart_by_level_and_together_when_consolidated(stage):
    session(stage.council)
    session(stage.ward)
    session(stage.ward, kind="thematic", is_regular=False)

    assert in_each_scope(stage.council, "sessions.held") == [1, 1, 3]
    assert in_each_scope(stage.council, "sessions.held:regular") == [1, 1, 2]
    assert in_each_scope(stage.council, "sessions.held@commune") == [None, 2, 2]
    assert in_each_scope(stage.council, "sessions.held:irregular@commune") == [None, 1, 1]
    assert in_each_scope(stage.council, "sessions.held@district") == [None, None, 1]


def test_meeting_of_two_levels_counts_once_only_where_both_are_added(stage):
    first = meeting(stage.council, attendees=100)
    VoterMeetingFactory(council=stage.ward, published=True, same_as=first, attendees=100, with_commune=True)

    assert in_each_scope(stage.council, "voter_meetings.held") == [1, 1, 1]
    assert in_each_scope(stage.council, "voter_meetings.attendees") == [100, 100, 100]
    assert in_each_scope(stage.council, "voter_meetings.held@commune") == [None, 1, None]
    assert in_each_scope(stage.ward, "voter_meetings.held") == [1, 1, 1]


def test_people_are_never_added_over_councils(stage):
    MandateFactory(term=TermFactory(council=stage.ward))
    MembershipFactory(mandate=stage.mandate, body=stage.standing)

    assert in_each_scope(stage.council, "councils.delegates") == [1, 1, None]
    assert in_each_scope(stage.council, "councils.delegates@commune") == [None, 1, 1]
    assert in_each_scope(stage.council, "councils.delegates@district") == [None, None, 1]
    assert in_each_scope(stage.council, "councils.standing_members") == [1, 1, None]


def test_receptions_of_one_receiver_are_added_and_receivers_never(stage):
    ReceptionSessionFactory(council=stage.council)
    ReceptionSessionFactory(council=stage.ward)
    ReceptionSessionFactory(council=stage.ward, receiver="delegates")

    assert in_each_scope(stage.council, "receptions.held") == [None, None, None]
    assert in_each_scope(stage.council, "receptions.held:standing") == [1, 1, 2]
    assert in_each_scope(stage.council, "receptions.held:delegates") == [0, 0, 1]


def test_labels_name_the_council_its_wards_or_all_levels(stage):
    def labels(mode, level=""):
        held = collect(scope_of(stage.council, mode), codes={"receptions.held"}).figures["receptions.held"]
        return {part.label for part in held.at_level(level).parts if part.key == "standing"}

    ReceptionSessionFactory(council=stage.ward)
    assert labels(Mode.OWN) == {f"Thường trực HĐND {stage.council.unit_phrase}"}
    assert labels(Mode.BY_LEVEL, "commune") == {"Thường trực HĐND các phường"}
    assert labels(Mode.CONSOLIDATED) == {"Thường trực HĐND các cấp"}


def test_council_that_ended_before_the_cut_off_has_no_stocks_but_its_work(stage):
    ended = CouncilFactory(end=date(2021, 7, 1))
    MandateFactory(term=TermFactory(council=ended, start=date(2016, 6, 1), end=date(2021, 7, 1)))
    session(ended, opened_on=date(2021, 3, 30))
    ward = SubordinationFactory(parent=stage.council, council__ward=True, council__end=date(2021, 7, 1)).council
    MandateFactory(term=TermFactory(council=ward, start=date(2016, 6, 1), end=date(2021, 7, 1)))
    session(ward, opened_on=date(2021, 3, 30))

    own, by_level = values(scope_of(ended)), values(scope_of(stage.council, Mode.BY_LEVEL))
    assert (own.get("councils.delegates"), own["sessions.held"]) == (None, 1)
    assert (by_level.get("councils.delegates@commune"), by_level["sessions.held@commune"]) == (None, 1)
    assert not [m for m in collect(scope_of(ended)).missing if m.code == "councils.delegates"]


def test_total_of_the_council_stands_where_there_are_no_rows(stage):
    ReportedTotalFactory(council=stage.council, value=4, qualifier="above", source="Báo cáo số 12/BC-HĐND")
    number = collect(scope_of(stage.council)).figures["sessions.held"].number

    assert (number.value, number.computed, number.reported, number.text) == (4, None, 4, "trên 04 kỳ họp")
    assert number.sources == ("Báo cáo số 12/BC-HĐND",)


def test_total_that_differs_from_the_rows_is_a_conflict_until_it_is_chosen(stage):
    session(stage.council)
    total = ReportedTotalFactory(council=stage.council, value=4, source="Báo cáo số 12/BC-HĐND")
    told = {"code": "sessions.held", "part": "", "council": stage.council.slug, "computed": 1}

    assert in_each_scope(stage.council, "sessions.held") == [None, None, None]
    assert conflicts(stage.council) == [told | {"reported": [{"value": 4, "source": "Báo cáo số 12/BC-HĐND"}]}]
    prefer_total(total=total, reason="Sổ kỳ họp chưa nhập đủ.")
    assert (in_each_scope(stage.council, "sessions.held"), conflicts(stage.council)) == ([4, 4, 4], [])


def test_total_that_is_set_aside_leaves_the_rows(stage):
    session(stage.council)
    ReportedTotalFactory(council=stage.council, value=4, decision="set_aside", decision_reason="Số cũ.")

    assert (in_each_scope(stage.council, "sessions.held"), conflicts(stage.council)) == ([1, 1, 1], [])


def test_choosing_a_total_sets_the_others_aside_and_needs_a_reason(stage):
    chosen, other = ReportedTotalFactory.create_batch(2, council=stage.council)
    with pytest.raises(ValidationError, match="Ghi lý do chọn"):
        prefer_total(total=chosen, reason="")
    other.refresh_from_db()
    assert other.decision == "pending"

    prefer_total(total=chosen, reason="Số đã kiểm tra.")
    other.refresh_from_db()
    assert (other.decision, other.decision_reason) == ("set_aside", "Số đã kiểm tra.")


def test_part_in_dispute_leaves_the_whole_open_until_it_is_chosen(stage):
    session(stage.council)
    session(stage.council, kind="thematic", is_regular=False)
    total = ReportedTotalFactory(council=stage.council, part="regular", value=3)

    assert [in_each_scope(stage.council, f"sessions.held{part}")[0] for part in ("", ":regular", ":irregular")] == [None, None, 1]
    prefer_total(total=total, reason="Số đã kiểm tra.")
    assert [in_each_scope(stage.council, f"sessions.held{part}")[0] for part in ("", ":regular", ":irregular")] == [4, 3, 1]


def test_total_of_all_wards_stands_beside_the_own_figure_and_is_not_added(stage):
    session(stage.council)
    below(stage.council, value=16, part="regular")

    assert in_each_scope(stage.council, "sessions.held") == [1, 1, 17]
    assert in_each_scope(stage.council, "sessions.held@commune") == [None, 16, 16]


def test_total_of_all_wards_against_the_rows_of_some_is_a_conflict_of_the_level(stage):
    session(stage.ward)
    below(stage.council, value=16)
    (conflict,) = collect(scope_of(stage.council, Mode.BY_LEVEL), codes={"sessions.held"}).conflicts

    assert (conflict.level, conflict.council, conflict.computed, conflict.statements[0]) == (
        "commune", stage.council.slug, 1, "1 tính từ bản ghi",
    )  # fmt: skip
    assert in_each_scope(stage.council, "sessions.held@commune") == [None, None, None]
    assert in_each_scope(stage.council, "sessions.held") == [0, 0, None]


def test_total_of_all_levels_speaks_only_where_levels_are_added(stage):
    ReportedTotalFactory(council=stage.council, coverage="all", code="petitions.received", value=82)

    assert in_each_scope(stage.council, "petitions.received") == [0, 0, 82]


def test_total_of_all_levels_against_rows_is_a_conflict(stage):
    petition(stage.council)
    ReportedTotalFactory(council=stage.council, coverage="all", code="petitions.received", value=82)

    assert in_each_scope(stage.council, "petitions.received") == [1, 1, None]
    assert [one["computed"] for one in conflicts(stage.council, Mode.CONSOLIDATED, "petitions.received")] == [1]


def test_totals_of_another_superior_say_nothing(stage):
    SubordinationFactory(council=stage.council, parent=CouncilFactory(level="province", unit_kind="province"))
    ReportedTotalFactory(council=stage.ward, coverage="all", code="petitions.received", value=82)
    below(stage.other, value=16)

    by_level = collect(scope_of(stage.council, Mode.CONSOLIDATED))
    assert by_level.figures["sessions.held"].at_level("commune").number.value is None
    assert {m.council for m in by_level.missing if m.code == "petitions.received"} == {stage.council.slug, stage.ward.slug}


def test_percent_never_meets_a_count(stage):
    session(stage.council)
    ReportedTotalFactory(council=stage.council, value=70, is_percent=True, qualifier="more_than")
    figure = collect(scope_of(stage.council)).figures["sessions.held"]
    beside = [(part.key, part.label, part.number.text) for part in figure.parts if part.number.is_percent]

    assert (figure.number.value, figure.number.is_percent) == (1, False)
    assert beside == [("", "Kỳ họp (tỷ lệ)", "hơn 70%")]


def test_percent_alone_is_the_figure(stage):
    ReportedTotalFactory(council=stage.council, code="questions.raised", value="70.50", is_percent=True)
    figure = collect(scope_of(stage.council)).figures["questions.raised"]

    assert (figure.number.value, figure.number.is_percent, figure.number.text, figure.parts) == (70.5, True, "70,5%", ())


def test_percents_of_several_councils_are_never_added(stage):
    second = SubordinationFactory(parent=stage.council, council__ward=True).council
    for council, rate in ((stage.council, 95), (stage.ward, 80), (second, 90)):
        ReportedTotalFactory(council=council, code="voter_meetings.attendance_rate", is_percent=True, value=rate)
    assert in_each_scope(stage.council, "voter_meetings.attendance_rate") == [95, 95, None]
    assert in_each_scope(stage.council, "voter_meetings.attendance_rate@commune") == [None, None, None]

    level = collect(scope_of(stage.council, Mode.BY_LEVEL)).figures["voter_meetings.attendance_rate"].at_level("commune")
    assert (level.number.is_percent, level.parts) == (False, ())

    below(stage.council, code="voter_meetings.attendance_rate", is_percent=True, value=85)
    assert in_each_scope(stage.council, "voter_meetings.attendance_rate@commune") == [None, 85, 85]


def letters(council, **parts):
    """The whole and the parts of the letters received after totals of `parts` ("_and_" joins a union)."""
    for part, value in parts.items():
        ReportedTotalFactory(council=council, code="letters.received", part=part.replace("_and_", "+"), value=value)
    figure = collect(scope_of(council)).figures["letters.received"]
    return figure.number.value, {part.label: part.number.value for part in figure.parts}


def test_union_of_parts_is_one_part_of_the_whole(stage):
    whole, parts = letters(stage.council, complaint_and_denunciation=261, proposal=179)

    assert (whole, parts) == (440, {"Kiến nghị": 179, "Khiếu nại và tố cáo": 261})


def test_part_told_alone_and_in_a_union_is_added_once(stage):
    whole, parts = letters(stage.council, complaint_and_denunciation=261, complaint=200, proposal=179)

    assert (whole, parts) == (440, {"Khiếu nại": 200, "Kiến nghị": 179, "Khiếu nại và tố cáo": 261})


def test_unions_that_share_a_part_make_no_whole(stage):
    whole, parts = letters(stage.council, complaint_and_denunciation=261, denunciation_and_feedback=30, proposal=179)

    assert (whole, len(parts)) == (None, 3)


def test_union_is_one_part_whatever_the_order_of_its_names(stage):
    ReportedTotalFactory(council=stage.council, code="letters.received", part="complaint+denunciation", value=20)
    ReportedTotalFactory(council=stage.council, code="letters.received", part="denunciation+complaint", value=21, source="B")
    figure = collect(scope_of(stage.council)).figures["letters.received"]

    assert [(part.key, part.number.value) for part in figure.parts] == [("complaint+denunciation", None)]
    assert [one["part"] for one in conflicts(stage.council, code="letters.received")] == ["complaint+denunciation"]


def test_collect_lists_conflicts_and_sources_by_part(stage):
    for part in ("proposal", "feedback", "complaint", "denunciation"):
        for value, source in ((1, "A"), (2, "B")):
            ReportedTotalFactory(council=stage.council, code="letters.received", part=part, value=value, source=source)
    for part in ("written", "oral"):
        ReportedTotalFactory(council=stage.council, code="questions.raised", part=part, value=1, source=f"Báo cáo {part}")
    collected = collect(scope_of(stage.council))

    assert [one.part for one in collected.conflicts] == ["complaint", "denunciation", "feedback", "proposal"]
    assert collected.figures["questions.raised"].number.sources == ("Báo cáo oral", "Báo cáo written")


def test_union_that_repeats_the_rows_adds_nothing_to_the_levels(stage):
    session(stage.council)
    session(stage.council, kind="thematic", is_regular=False)
    session(stage.ward)
    ReportedTotalFactory(council=stage.council, code="sessions.held", part="regular+irregular", value=2)

    assert in_each_scope(stage.council, "sessions.held") == [2, 2, 3]


def test_totals_of_the_wards_are_not_told_as_counted_where_their_superior_repeats_them(stage):
    ReportedTotalFactory(council=stage.ward, code="questions.raised", value=163, source="Báo cáo của phường")
    below(stage.council, code="questions.raised", value=163, source="Báo cáo tổng hợp")
    level = collect(scope_of(stage.council, Mode.BY_LEVEL)).figures["questions.raised"].at_level("commune")

    assert (level.number.value, level.number.computed, level.number.reported) == (163, None, 163)


def test_total_of_all_levels_against_the_totals_of_each_is_a_conflict_of_sources(stage):
    ReportedTotalFactory(council=stage.council, code="questions.raised", value=2, source="Báo cáo của quận")
    ReportedTotalFactory(council=stage.council, code="questions.raised", coverage="all", value=82, source="Báo cáo chung")

    told = {"code": "questions.raised", "part": "", "council": stage.council.slug, "computed": None}
    said = [{"value": 82, "source": "Báo cáo chung"}, {"value": 2, "source": "Báo cáo của quận"}]
    assert conflicts(stage.council, Mode.CONSOLIDATED, "questions.raised") == [told | {"reported": said}]


def test_every_part_that_a_total_may_name_is_printed(stage):
    CommendationFactory(council=stage.council, published=True)
    for part in (
        "merit.commune.year.households+flag.commune.year.households",
        "unclassified",
        "flag.province.year.households",
    ):
        ReportedTotalFactory(council=stage.council, code="commendations.given", part=part, decision="preferred",
                             decision_reason="Chưa nhập sổ.")  # fmt: skip
    figure = collect(scope_of(stage.council)).figures["commendations.given"]

    assert [part.label for part in figure.parts] == [
        "Cờ thi đua cấp tỉnh, thành tích năm",
        "Giấy khen cấp huyện, thành tích năm",
        "Giấy khen cấp huyện, thành tích năm",
        "Bằng khen cấp xã, thành tích năm và cờ thi đua cấp xã, thành tích năm",
        "Chưa phân loại",
    ]


def test_support_in_one_unit_is_one_figure_and_in_several_is_never_added(stage):
    SupportResultFactory(council=stage.council, published=True, beneficiaries=200, beneficiaries_unit="hộ {0}")
    one = collect(scope_of(stage.council)).figures["support.beneficiaries"]
    SupportResultFactory(council=stage.council, published=True, beneficiaries=30)
    several = collect(scope_of(stage.council)).figures["support.beneficiaries"]

    assert (one.number.text, one.parts) == ("200 hộ {0}", ())
    assert (several.number.value, {part.number.text for part in several.parts}) == (None, {"200 hộ {0}", "30 đối tượng"})


def test_words_of_the_councils_own_list_keep_their_names(stage):
    field = FieldFactory(council=stage.council, key="cu", label="Lĩnh vực {cũ}", is_active=False)
    FieldFactory(council=stage.council, key="moi", label="Mới")
    petition(stage.council, field=field)
    figure = collect(scope_of(stage.council)).figures["petitions.by_field"]

    assert [(part.label, part.number.value) for part in figure.parts] == [("Mới", 0), ("Lĩnh vực {cũ}", 1)]


def test_who_has_neither_row_nor_total_is_missing(stage):
    second = SubordinationFactory(parent=stage.council).council
    session(stage.ward)
    collected = collect(scope_of(stage.council, Mode.BY_LEVEL), codes={"sessions.held"})
    level = collected.figures["sessions.held"].at_level("commune")

    assert {m.council for m in collected.missing} == {stage.council.slug, second.slug}
    assert (level.expected, level.counted, level.number.value) == (2, 1, 1)


def test_total_of_the_superior_covers_all_wards(stage):
    below(stage.council, value=16)
    collected = collect(scope_of(stage.council, Mode.BY_LEVEL), codes={"sessions.held"})
    level = collected.figures["sessions.held"].at_level("commune")

    assert {m.council for m in collected.missing} == {stage.council.slug}
    assert (level.expected, level.counted) == (1, 1)


def test_total_of_the_wards_half_year_is_their_whole_year(stage):
    ward = SubordinationFactory(parent=stage.other, council__ward=True, council__end=date(2021, 7, 1)).council
    below(stage.other, value=163, period_to=date(2021, 6, 30), code="receptions.held", part="standing")
    ReportedTotalFactory(council=ward, value=3, period_to=date(2021, 6, 30))

    assert in_each_scope(stage.other, "receptions.held:standing@commune") == [None, 163, 163]
    assert in_each_scope(stage.other, "sessions.held@commune") == [None, 3, 3]


@pytest.mark.parametrize(("mode", "count"), [(Mode.OWN, 39), (Mode.BY_LEVEL, 75), (Mode.CONSOLIDATED, 40)])
def test_figures_cost_the_same_however_many_rows_there_are(stage, mode, count):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            collect(scope_of(stage.council, mode))
        return len(queries)

    costs = []
    for rows in (1, 5):
        for number in range(len(costs), rows):
            for council in (stage.council, SubordinationFactory(parent=stage.council).council):
                resolution(council, published=True, signed=True)
                supervision(council)
                meeting(council, attendees=3)
                petition(council)
                ReceptionSessionFactory(council=council, visits=1)
                CommendationFactory(council=council, published=True, decision_symbol=f"{number}/QĐ-UBND")
                ReportedTotalFactory(council=council)
        costs.append(cost())

    assert costs == [count, count]
