"""Reports with predecessors: events of two of them, open petitions, chains, levels, pages, and the issue."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.content import ReportContent
from reports.document.compose import compose
from reports.figures.collect import collect
from reports.models.placeholders import FigureReference, unknown_placeholders
from tests.factories.citizens import PetitionStatusFactory
from tests.factories.councils import CouncilFactory, SubordinationFactory
from tests.factories.reports import AnnualReportFactory
from tests.reports.figure_values import figure_value
from tests.reports.predecessors import (
    HALF_YEAR_DATES,
    MERGER,
    NEW_DAY,
    OLD_DAY,
    TERM_LAST,
    TERM_START,
    add_delegates,
    add_resolutions,
    add_sessions,
    build_merger,
    commune,
    end_mandates,
    figure,
    json_of,
    predecessor,
    scope_with,
    splits,
)
from tests.reports.records import draft, issued, meeting, petition

pytestmark = pytest.mark.django_db


@pytest.fixture
def merger():
    return build_merger()


def report_of(merger, **values):
    dates = {"period_from": TERM_START, "period_to": TERM_LAST, "cut_off": TERM_LAST, "period_label": "nhiệm kỳ 2021-2026"}
    return draft(merger.council, **{"slug": "", "with_predecessors": True} | dates | values)


def part(data, code, key):
    (match,) = [one for one in figure(data, code)["parts"] if one["key"] == key]
    return match["value"]


def test_collect_counts_a_meeting_of_two_predecessors_once(merger):
    first, second, third = merger.predecessors
    original = meeting(first, held_on=OLD_DAY)
    meeting(second, held_on=OLD_DAY, same_as=original)
    meeting(third, held_on=OLD_DAY)

    assert splits(json_of(merger.council), "voter_meetings.held")[:2] == (2, 2)


def test_collect_counts_a_meeting_once_where_the_predecessors_ended_on_two_days(merger):
    first, second, _ = merger.predecessors
    second.end = date(2025, 6, 15)
    second.save()
    meeting(second, held_on=OLD_DAY, same_as=meeting(first, held_on=OLD_DAY))

    assert splits(json_of(merger.council), "voter_meetings.held")[:2] == (1, 1)


def test_petitions_that_a_predecessor_left_open_are_carried_over(client, admin_client, merger):
    still_open, answered = (petition(merger.predecessors[0], received_on=OLD_DAY) for _ in range(2))
    PetitionStatusFactory(petition=answered, state="resolved", on=date(2025, 12, 1))

    assert part(json_of(merger.council, **HALF_YEAR_DATES), "petitions.by_status", "carried_over") == 2
    year = json_of(merger.council, first="01/01/2026", last="31/12/2026")
    assert part(year, "petitions.by_status", "carried_over") == 1
    assert figure(year, "petitions.received")["value"] is None
    alone = json_of(merger.council, first="01/01/2026", last="31/12/2026", with_predecessors=False)
    assert figure(alone, "petitions.by_status")["parts"] == []
    dates = {"period_from": date(2026, 1, 1), "period_to": date(2026, 12, 31), "cut_off": date(2026, 12, 31)}
    response = admin_client.get(f"{report_of(merger, **dates).get_absolute_url()}petitions.by_status/?phan=carried_over")
    assert figure_value(response) == "1"
    assert still_open.code in response.content.decode()
    assert answered.code not in response.content.decode()


def test_scope_takes_the_predecessors_of_predecessors_while_they_existed(merger):
    oldest = predecessor("Cổ", end=date(2023, 3, 1))
    merger.predecessors[0].start = date(2023, 3, 1)
    merger.predecessors[0].save()
    merger.predecessors[0].predecessors.add(oldest)
    oldest_mandates = add_delegates(oldest, 5)
    end_mandates(add_delegates(merger.predecessors[1], 3))
    add_sessions(oldest, date(2022, 5, 10))
    add_sessions(oldest, date(2023, 3, 1))
    add_sessions(merger.predecessors[0], OLD_DAY)
    add_sessions(merger.council, NEW_DAY)
    data = json_of(merger.council)

    assert splits(data, "sessions.held") == (3, 2, 1)
    assert splits(data, "councils.delegates")[1] == 3
    assert oldest_mandates[0].end is None
    later = scope_with(merger.council, period=scope_with(merger.council).period.clip(date(2024, 1, 1)))
    assert [one.council for one in later.predecessors] == list(merger.predecessors)


@pytest.fixture
def special_zone():
    """A special zone on the commune level, made of a rural district with two communes."""
    district = CouncilFactory(name="HĐND huyện Đảo", unit_kind="rural_district", start=date(2016, 7, 1), end=MERGER)
    below = [predecessor(name) for name in ("Đông", "Tây")]
    for council in below:
        SubordinationFactory(council=council, parent=district, start=council.start, end=MERGER)
    zone = CouncilFactory(name="HĐND đặc khu Đảo", level="commune", unit_kind="special_zone", start=MERGER)
    zone.predecessors.add(district)
    return zone, district, below


def test_collect_reports_the_councils_below_a_predecessor_with_it(special_zone):
    zone, district, below = special_zone
    add_sessions(zone, NEW_DAY, 2)
    add_sessions(district, OLD_DAY, 3)
    for council in below:
        add_sessions(council, OLD_DAY, 4)
    by_level, consolidated = json_of(zone), json_of(zone, scope="consolidated")

    assert by_level["scope"] == "by-level"
    assert splits(by_level, "sessions.held") == (5, 3, 2)
    assert [(one["level"], one["value"]) for one in figure(by_level, "sessions.held")["levels"]] == [("commune", 8)]
    assert splits(consolidated, "sessions.held")[0] == 13
    assert json_of(zone, scope="own")["scope"] == "own"
    assert splits(json_of(zone, scope="own"), "sessions.held")[0] == 5


def test_collect_counts_a_commune_once_that_is_a_predecessor_and_was_below_another(special_zone):
    zone, district, below = special_zone
    zone.predecessors.add(below[0])
    for council in (district, *below):
        add_sessions(council, OLD_DAY)

    assert splits(json_of(zone), "sessions.held")[0] == 2
    assert splits(json_of(zone, scope="consolidated"), "sessions.held")[0] == 3


def test_collect_splits_the_sum_of_all_levels_where_each_council_is_on_one_side():
    old, new = (
        CouncilFactory(name=name, level="province", unit_kind="province", start=start, end=end)
        for name, start, end in (("HĐND tỉnh Cũ", date(2016, 7, 1), MERGER), ("HĐND tỉnh Mới", MERGER, None))
    )
    new.predecessors.add(old)
    council, successor = predecessor("Cũ"), commune("Mới", start=MERGER)
    SubordinationFactory(council=council, parent=old, start=council.start, end=MERGER)
    SubordinationFactory(council=successor, parent=new, start=MERGER)
    for one, day in ((old, OLD_DAY), (council, OLD_DAY), (new, NEW_DAY), (successor, NEW_DAY)):
        add_sessions(one, day)

    assert splits(json_of(new, scope="consolidated"), "sessions.held") == (4, 2, 2)
    assert splits(json_of(new), "sessions.held") == (2, 1, 1)
    assert [one["value"] for one in figure(json_of(new), "sessions.held")["levels"]] == [2]


def test_figure_pages_of_both_sides_have_the_values_of_the_figure(admin_client, merger):
    for council in merger.predecessors:
        add_sessions(council, OLD_DAY, 2)
        end_mandates(add_delegates(council, 2))
    add_sessions(merger.council, NEW_DAY)
    add_delegates(merger.council, 5)
    address = report_of(merger).get_absolute_url()

    for code, values in (("sessions.held", ("7", "6", "1")), ("councils.delegates", ("5", "6", "5"))):
        for query, value in zip(("", "?ky=truoc", "?ky=sau"), values, strict=True):
            response = admin_client.get(f"{address}{code}/{query}")
            assert figure_value(response) == value
            assert len(response.context["rows"]) == int(value)
    whole = admin_client.get(f"{address}sessions.held/").content.decode()
    assert "Trước và sau sắp xếp" in whole
    assert f'href="{address}sessions.held/?ky=truoc"' in whole
    for query in ("?ky=commune", "?cap=before", "?ky=x"):
        assert "Không có phần hoặc cấp nào" in admin_client.get(f"{address}sessions.held/{query}").content.decode()


def test_figure_page_names_the_council_of_the_report_and_of_each_record_of_another(admin_client, merger):
    add_sessions(merger.predecessors[0], OLD_DAY)
    add_sessions(merger.council, NEW_DAY)
    response = admin_client.get(f"{report_of(merger).get_absolute_url()}sessions.held/")

    assert "HĐND xã Mới, gồm cả số liệu trước sắp xếp" in response.content.decode()
    assert ["HĐND xã" in row.meta for row in response.context["rows"]] == [False, True]
    assert response.context["rows"][1].meta.endswith(", HĐND xã A")
    own = admin_client.get(f"{report_of(merger, with_predecessors=False).get_absolute_url()}sessions.held/").content.decode()
    assert "HĐND xã Mới" in own
    assert "gồm cả số liệu trước sắp xếp" not in own


def test_issued_report_keeps_its_predecessors_and_both_sides(client, merger):
    add_sessions(merger.predecessors[0], OLD_DAY, 2)
    add_sessions(merger.council, NEW_DAY)
    report = issued(report_of(merger), on=date(2026, 3, 2), at=datetime(2026, 3, 2, 2, tzinfo=UTC))
    add_sessions(merger.predecessors[0], OLD_DAY)
    content = ReportContent(type(report).objects.get(pk=report.pk))
    published = content.published_figure("sessions.held")

    assert report.slug == "20210701-20260227-gom-truoc-sap-xep"
    assert content.figures_data()["with_predecessors"] is True
    assert (published.number.value, published.before.number.value, published.after.number.value) == (3, 2, 1)
    assert published.before.on == date(2025, 6, 30)
    assert [one.code for one in content.changed_figures][:1] == ["sessions.held"]
    stored = {row.breakdown: row.value for row in report.figures.filter(code="sessions.held", part="")}
    assert stored == {"": 3, "before": 2, "after": 1}
    assert figure_value(client.get(f"{report.get_absolute_url()}sessions.held/?ky=truoc")) == "2"


def test_report_with_predecessors_stands_beside_the_one_without(merger):
    plain, with_predecessors = report_of(merger, with_predecessors=False), report_of(merger)

    assert (plain.slug, with_predecessors.slug) == ("20210701-20260227", "20210701-20260227-gom-truoc-sap-xep")
    assert json_of(merger.council)["figures"][0]["url"].startswith(with_predecessors.get_absolute_url())
    assert json_of(merger.council, with_predecessors=False)["figures"][0]["url"].startswith(plain.get_absolute_url())


def test_gap_list_and_scope_sentence_name_the_predecessors(admin_client, merger):
    gaps = compose(report_of(merger, with_predecessors=False)).document.gaps

    assert gaps[:2] == (
        "Kỳ báo cáo bắt đầu trước khi HĐND xã Mới hoạt động (01/07/2025).",
        "Chưa tính 3 HĐND trước sắp xếp: HĐND xã A, HĐND xã B, HĐND xã C.",
    )
    plain = AnnualReportFactory.build(council=merger.council, period_from=TERM_START, period_to=TERM_LAST, cut_off=TERM_LAST)
    plain.with_predecessors = True
    document = compose(plain).document
    assert document.scope_text == ("Số liệu của HĐND xã Mới, gồm cả số liệu trước sắp xếp của HĐND xã A, HĐND xã B, HĐND xã C.")
    assert [gap for gap in document.gaps if "hoạt động (" in gap] == []


def test_comparison_of_the_year_of_the_merger_counts_the_predecessors_in_both_years(merger):
    for day in (date(2024, 5, 10), date(2025, 5, 10)):
        for council in merger.predecessors:
            add_sessions(council, day)
    add_sessions(merger.council, NEW_DAY)
    year = {"period_from": date(2025, 1, 1), "period_to": date(2025, 12, 31), "cut_off": date(2025, 12, 31), "scope": "own"}
    changes = {}
    for with_predecessors in (True, False):
        report = AnnualReportFactory.build(council=merger.council, with_predecessors=with_predecessors, **year)
        (annex,) = [one for one in compose(report).document.annexes if one.key == "comparison"] or [None]
        rows = annex.rows if annex else ()
        changes[with_predecessors] = [row[3:] for row in rows if row[1] == "Kỳ họp"]

    assert changes == {True: [("3", "4", "tăng 1")], False: []}


def test_placeholders_cite_both_sides_of_a_merger(merger):
    add_resolutions(merger.predecessors[0], OLD_DAY, 2)
    collected = collect(scope_with(merger.council), codes={"resolutions.adopted"})

    assert FigureReference.parse("resolutions.adopted@before").placeholder == "{resolutions.adopted@before}"
    assert collected.find(FigureReference("resolutions.adopted", "", "before")).number.text == (
        "02 nghị quyết (số liệu của 01/03 HĐND)"
    )
    assert collected.find(FigureReference("resolutions.adopted", "thematic", "before")) is None
    unknown = "{sessions.held:regular@before} {sessions.held@earlier} {sessions.held@after}"
    assert unknown_placeholders(unknown) == ["sessions.held:regular@before", "sessions.held@earlier"]


def test_collect_needs_no_more_queries_for_more_predecessors():
    costs = []
    for names in ("A", "ABCDEF"):
        merger = build_merger(names)
        for council in merger.predecessors:
            add_sessions(council, OLD_DAY)
        with CaptureQueriesContext(connection) as queries:
            collect(scope_with(merger.council))
        costs.append(len(queries))

    assert costs[0] == costs[1]
