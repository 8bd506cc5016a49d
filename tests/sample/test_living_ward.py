"""The second sample: a ward of today. Its figures are counted by hand from sample/phuong-ben-say."""

import json
import re
from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.html import strip_tags

from core.records.periods import Period
from councils.models import Council, Mandate, Membership
from reports.models import AnnualReport
from reports.scope import Mode, Scope
from resolutions.models import Resolution, Vote
from sessions_app.models import CouncilSession, MeetingTask, Question, SessionDocument, Sitting
from tests.factories.accounts import ServiceFactory
from tests.reports.figure_values import values
from tests.samples import LOADED_ON

FIRST_HALF_YEAR = {
    "councils.delegates": 60,  # 61 on the first day, one relieved on 1/12/2025
    "councils.groups": 3,
    "councils.standing_members": 4,
    "councils.committee_members": 10,
    "councils.changes:relieved": 1,
    "sessions.held": 3,
    "sessions.held:regular": 1,
    "sessions.held:irregular": 2,
    "sessions.by_kind:first": 1,
    "sessions.by_kind:thematic": 1,
    "sessions.by_kind:regular": 1,
    "resolutions.adopted": 10,
    "resolutions.adopted:regular": 4,
    "resolutions.adopted:thematic": 6,
    "resolutions.by_legal_kind:individual": 10,
    "documents.issued": 6,
    "supervision.conducted": 1,
    "supervision.conducted:committees": 1,
    "supervision.by_form:survey": 1,
    "voter_meetings.held": 3,
    "voter_meetings.rounds": 1,
    "voter_meetings.attendees": 355,
    "voter_meetings.speakers": 26,
    "voter_meetings.opinions": 35,
    "voter_meetings.opinions:answered_on_the_spot": 20,
    "voter_meetings.opinions:recorded": 15,
    "petitions.received": 5,
    "petitions.by_status:forwarded": 5,
    "petitions.by_competence:commune": 3,
    "petitions.by_competence:province": 1,
    "petitions.by_competence:other": 1,
    "receptions.held:standing": 13,
    "receptions.visits": 15,
}
FIRST_TERM = {
    "councils.delegates": 60,
    "councils.groups": 3,
    "sessions.held": 4,
    "sessions.by_kind:closing": 1,
    "resolutions.adopted": 11,
    "resolutions.adopted:regular": 4,
    "resolutions.adopted:thematic": 7,
    "documents.issued": 8,
    "supervision.conducted": 1,
    "voter_meetings.held": 3,
    "petitions.received": 5,
    "petitions.by_status:resolved": 1,
    "petitions.by_status:explained": 2,
    "petitions.by_status:in_progress": 2,
    "receptions.held:standing": 20,
    "receptions.visits": 22,
    "cooperation.programmes": 1,
}


WHOLE_TERM = {  # value, before the merger, after it
    "councils.delegates": (60, 60, 61),
    "sessions.held": (34, 30, 4),  # ten sessions of each predecessor
    "resolutions.adopted": (56, 45, 11),
    "supervision.conducted": (7, 6, 1),
    "voter_meetings.held": (12, 9, 3),
    "voter_meetings.attendees": (1345, 990, 355),
    "voter_meetings.opinions": (125, 90, 35),
    "petitions.received": (23, 18, 5),
    "receptions.visits": (49, 27, 22),
}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 7, 1), date(2025, 12, 31), FIRST_HALF_YEAR),
        (date(2025, 7, 1), date(2026, 4, 7), FIRST_TERM),
    ],
)
def test_collect_gives_the_figures_of_the_ward(living_ward, first, last, expected):
    figures = values(Scope(living_ward, Mode.OWN, Period.inclusive(first, last), last))

    assert {name: figures.get(name) for name in expected} == expected


def printed(council, first, last, **options):
    """The JSON of `annual_report` for a period."""
    out = StringIO()
    options |= {"from": first, "to": last, "format": "json", "stdout": out}
    call_command("annual_report", council=council.slug, **options)
    return json.loads(out.getvalue())


def test_annual_report_of_the_ward_has_no_conflict(living_ward):
    assert printed(living_ward, "01/07/2025", "31/12/2025")["conflicts"] == []


def test_annual_report_adds_the_predecessors_of_the_ward_to_its_term(living_ward):
    data = printed(living_ward, "28/06/2021", "07/04/2026", with_predecessors=True)
    figures = {figure["code"]: figure for figure in data["figures"]}

    numbers = {code: (figures[code], figures[code]["before"], figures[code]["after"]) for code in WHOLE_TERM}
    assert {code: tuple(one["value"] for one in each) for code, each in numbers.items()} == WHOLE_TERM
    assert data["conflicts"] == []


def test_drafts_of_the_ward_are_those_of_the_year_and_of_the_term(client, living_ward):
    reports = AnnualReport.objects.of(living_ward).order_by("slug")

    assert [(report.slug, report.status, report.with_predecessors) for report in reports] == [
        ("2026", "draft", False),
        ("nhiem-ky-2021-2026", "draft", True),
    ]
    client.force_login(ServiceFactory(council=living_ward, role="records_officer").user)
    for report in reports:
        assert client.get(report.get_absolute_url()).status_code == 200


def test_draft_of_the_ward_has_one_number_of_thematic_sessions(client, living_ward):
    client.force_login(ServiceFactory(council=living_ward, role="records_officer").user)
    report = AnnualReport.objects.of(living_ward).get(slug="2026")
    page = strip_tags(client.get(report.get_absolute_url()).content.decode())

    assert "không thường lệ" in page
    assert set(re.findall(r"\d+ kỳ họp chuyên đề", " ".join(page.split()))) == {"01 kỳ họp chuyên đề"}


def test_check_records_finds_no_error_in_the_living_ward(living_ward, time_machine):
    time_machine.move_to(LOADED_ON)
    out = StringIO()

    call_command("check_records", stdout=out)  # fails if there is an error

    assert out.getvalue().splitlines()[-1].startswith("0 lỗi, 0 lỗi đã được chấp nhận, ")


def test_the_ward_goes_on_from_two_wards_and_a_commune(living_ward):
    before, after = date(2025, 6, 30), date(2025, 7, 1)
    predecessors = Council.objects.filter(successors=living_ward)

    assert sorted(str(council) for council in predecessors) == [
        "HĐND phường Sậy Hạ",
        "HĐND phường Sậy Thượng",
        "HĐND xã Gò Mây",
    ]
    assert Mandate.objects.of(predecessors).in_force_on(before).count() == 60
    origins = Mandate.objects.of(living_ward).in_force_on(after).order_by("origin").values_list("origin", flat=True)
    assert list(origins) == ["appointed"] + ["continued"] * 60


def test_the_second_term_of_the_ward_is_elected_and_within_the_size_of_the_law(living_ward):
    term = living_ward.terms.get(ordinal=2)
    delegates = Mandate.objects.filter(term=term)

    assert (str(term.elected_on), term.seats, delegates.count()) == ("2026-03-15", 24, 24)
    assert term.sessions.get(number=1).opened_on == date(2026, 4, 8)
    boards = Membership.objects.filter(mandate__term=term, body__kind="committee", role="head").values_list(
        "body__name", flat=True
    )
    assert sorted(boards) == ["Ban Kinh tế - Ngân sách", "Ban Văn hóa - Xã hội"]
    assert Resolution.objects.of(living_ward).filter(legal_kind="normative").count() == 1


def session_of(council, number):
    return CouncilSession.objects.get(term__council=council, term__ordinal=2, number=number)


def test_the_next_session_of_the_ward_is_ten_days_ahead_with_agenda_and_documents(living_ward):
    today = LOADED_ON.date()
    session = session_of(living_ward, 4)

    assert session.planned_on == today + timedelta(days=10)
    assert CouncilSession.objects.of(living_ward).planned_from(today).first() == session
    assert (session.agenda.count(), session.sittings.count()) == (12, 2)
    documents = session.documents
    assert documents.count() == 14
    assert SessionDocument.objects.published_by_any_council(LOADED_ON).filter(session=session).count() == 13
    assert documents.get(visibility="delegates").file
    assert documents.get(is_confidential=True).title == "Tài liệu không công khai"
    assert {document.sent_on for document in documents.all()} == {date(2026, 11, 25)}


def test_check_records_names_the_document_that_the_next_session_lacks(living_ward, time_machine):
    time_machine.move_to(LOADED_ON)
    out = StringIO()

    call_command("check_records", council=living_ward.slug, stdout=out)

    assert "Thiếu tài liệu phải có: báo cáo thẩm tra có “dự toán ngân sách”." in out.getvalue()


def test_the_last_session_of_the_ward_has_promises_of_every_state(living_ward):
    session = session_of(living_ward, 3)
    today = LOADED_ON.date()
    promises = Question.objects.filter(session=session).with_promise()

    states = {question.respondent.slug: question.promise_state_on(today) for question in promises.filter(topic__order=2)}
    assert states == {"phong-van-hoa-xa-hoi": "open"}
    assert Counter(question.promise_state_on(today) for question in promises) == {
        "kept": 1,
        "kept_late": 1,
        "overdue": 1,
        "open": 1,
    }
    (overdue,) = promises.overdue_on(today)
    assert overdue.days_overdue_on(today) == 45


@pytest.mark.parametrize("number", [2, 3])
def test_the_votes_of_the_ward_agree_with_the_roll(living_ward, number):
    session = session_of(living_ward, number)
    rolls = {(sitting.present, sitting.base) for sitting in Sitting.objects.filter(session=session).with_attendance()}
    votes = Vote.objects.filter(session=session)

    assert set(votes.values_list("present", "total_delegates")) == rolls == {({2: 23, 3: 22}[number], 24)}
    assert not votes.filter(agenda_item=None).exists()


def test_the_thuong_truc_of_the_ward_has_one_task_overdue(living_ward):
    tasks = MeetingTask.objects.of(living_ward)

    assert tasks.count() == 4
    assert [task.agency.slug for task in tasks.overdue_on(LOADED_ON.date())] == ["ubnd-phuong"]
