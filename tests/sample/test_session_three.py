"""Session 3 of term VI of Cầu Giấy as an office has it, counted by hand; and what the other sessions of 2021 have."""

from collections import Counter
from datetime import date, time

import pytest

from councils.models import Mandate
from resolutions.models import DelegateVote, PersonnelDecision, Vote
from sessions_app.models import CouncilSession, Question, SessionDocument, Sitting, StandingMeeting
from tests.reports.figure_values import scope_of, values

AFTER_ALL_DUE_DAYS = date(2023, 1, 1)
ADOPTED = {18: 35, 19: 34, 20: 33, 21: 35, 22: 34, 23: 33, 24: 35}  # number of the resolution: in favour


@pytest.fixture
def session(cau_giay):
    return CouncilSession.objects.get(term__council=cau_giay, term__ordinal=6, number=3)


def rolls(session):
    """(present, excused, late, base) of each sitting."""
    rows = Sitting.objects.filter(session=session).with_attendance()
    return [(sitting.present, sitting.excused, sitting.late, sitting.base) for sitting in rows]


def test_the_roll_of_session_three_is_34_of_35_and_35_were_there_for_the_votes(session):
    assert rolls(session) == [(34, 1, 0, 35), (35, 0, 1, 35)]
    second = session.sittings.get(number=2)
    assert [row.came_at for row in second.attendances.filter(came_at__isnull=False)] == [time(14, 5)]
    assert (second.has_questions, second.starts_at, second.ends_at) == (True, time(13, 30), time(17, 0))
    assert session.sittings.get(number=1).attendances.get(state="excused").reason == "đi công tác"


def test_the_agenda_of_session_three_has_16_items_of_which_one_was_dropped(session):
    items = {item.order: item for item in session.agenda.all()}

    assert sorted(items) == [*range(1, 17)]
    (dropped,) = [item for item in items.values() if item.is_dropped]
    assert (dropped.order, dropped.started_at, bool(dropped.state_reason)) == (12, None, True)
    assert (items[7].starts_at, items[7].started_at) == (time(10, 15), time(10, 35))
    assert (items[13].kind, items[13].recording_second, items[13].started_at) == ("questions", 12_600, time(13, 30))
    assert session.recording_url.startswith("https://")
    assert Counter(item.sitting.number for item in items.values()) == {1: 12, 2: 4}


def test_session_three_has_43_documents_of_which_40_are_public(session):
    documents = session.documents
    public = SessionDocument.objects.published_by_any_council().filter(session=session, is_confidential=False)

    assert documents.count() == 43
    kinds = Counter(public.values_list("kind", flat=True))
    assert kinds == {"report": 16, "verification": 6, "submission": 9, "draft_resolution": 8, "conclusion": 1}
    assert kinds["report"] + kinds["verification"] == session.planned_reports == 22
    assert kinds["submission"] == session.planned_submissions
    assert documents.get(visibility="staff").kind == "minutes"
    assert "tuyến phố" in documents.get(status="draft").title
    newer = documents.get(version=2)
    assert (newer.replaces.title, newer.replaces.version) == (newer.title, 1)


def test_the_stub_of_session_three_says_its_legal_reason_only(session):
    stub = session.documents.get(is_confidential=True)

    assert (stub.title, stub.file.name, stub.symbol, stub.author) == ("Tài liệu không công khai", "", "", "")
    assert stub.legal_reason


def test_session_three_has_six_questions_with_four_promises(session):
    questions = Question.objects.filter(session=session)
    written = questions.get(mode="written")

    assert Counter(questions.values_list("mode", flat=True)) == {"oral": 5, "written": 1}
    assert (written.asked_on, written.answered_on) == (date(2021, 12, 5), date(2021, 12, 16))
    topics = Counter(questions.filter(mode="oral").values_list("topic__title", flat=True))
    assert topics == {"Quản lý trật tự xây dựng": 2, "Tiến độ các dự án trường học": 2, "Chi trả chính sách hỗ trợ": 1}
    promises = questions.with_promise()
    assert list(promises.order_by("promise_due_on").values_list("promise_due_on", "promise_kept_on")) == [
        (date(2022, 3, 31), date(2022, 3, 25)),
        (date(2022, 6, 30), date(2022, 8, 15)),
        (date(2022, 9, 30), None),
        (date(2022, 12, 31), None),
    ]
    assert questions.overdue_on(AFTER_ALL_DUE_DAYS).count() == 2


def test_session_three_took_eight_votes_of_which_one_was_defeated(session):
    votes = Vote.objects.filter(session=session)
    defeated = votes.get(result="defeated")

    assert votes.count() == 8
    assert (defeated.in_favour, defeated.against, defeated.abstained, defeated.present) == (12, 20, 3, 35)
    assert (defeated.resolution, defeated.candidate) == (None, None)
    assert {vote.agenda_item.order for vote in votes} == {14}
    assert {vote.resolution.number: vote.in_favour for vote in votes.passed()} == ADOPTED
    classes = Counter(session.resolutions.filter(number__isnull=False).values_list("resolution_class__key", flat=True))
    assert classes == {"regular": 4, "thematic": 3}
    assert sum(classes.values()) == session.planned_drafts == 7


def test_the_rows_by_name_of_resolutions_19_and_20_agree_with_their_totals(session):
    totals = {}
    for number in (19, 20):
        vote = Vote.objects.get(session=session, resolution__number=number)
        rows = DelegateVote.objects.filter(vote=vote).totals()
        totals[number] = rows
        assert (rows["for"], rows["against"], rows["abstained"]) == (vote.in_favour, vote.against, vote.abstained)
        assert rows["absent"] == vote.total_delegates - vote.present
    assert totals[20] == {"for": 33, "against": 1, "abstained": 1, "absent": 0}
    assert DelegateVote.objects.filter(vote__session=session).count() == 70


def test_every_resolution_of_session_three_names_its_newest_draft(session):
    drafts = {row.number: row.draft for row in session.resolutions.all()}

    assert all(drafts.values())
    assert {number: draft.version for number, draft in drafts.items() if number} == dict.fromkeys(ADOPTED, 1) | {19: 2}
    assert drafts[None].status == "draft"


@pytest.mark.parametrize(
    ("term", "number", "expected", "documents"),
    [
        (5, 15, [(33, 1, 0, 34)], (9, 4, 3)),
        (6, 1, [(35, 0, 0, 35)], (3, 7, 7)),
        (6, 2, [(34, 1, 0, 35), (34, 1, 0, 35)], (18, 8, 7)),
    ],
)
def test_the_other_sessions_of_2021_agree_with_their_own_numbers(cau_giay, term, number, expected, documents):
    session = CouncilSession.objects.get(term__council=cau_giay, term__ordinal=term, number=number)
    kinds = Counter(session.documents.values_list("kind", flat=True))

    assert rolls(session) == expected
    assert set(Vote.objects.filter(session=session).values_list("present", "total_delegates")) == {
        (expected[0][0], expected[0][3])
    }
    assert not Vote.objects.filter(session=session, agenda_item=None).exists()
    assert documents == (session.planned_reports, session.planned_submissions, session.planned_drafts)
    assert documents == (kinds["report"] + kinds["verification"], kinds["submission"], kinds["draft_resolution"])
    assert 6 <= session.agenda.count() <= 12


def test_the_elections_of_session_one_are_secret_and_name_who_was_elected(cau_giay):
    elections = Vote.objects.filter(session__term__council=cau_giay, candidate__isnull=False)
    decisions = PersonnelDecision.objects.filter(vote__in=elections)

    assert set(elections.values_list("mode", "session__number")) == {("secret_ballot", 1)}
    assert {vote.candidate.full_name for vote in elections} == {
        *("Nguyễn Văn Chiến", "Lương Mậu Hùng", "Tạ Đình Khuê", "Phùng Thị Bích Đào"),
        *("Bùi Tuấn Anh", "Trần Đình Cảnh Xuân", "Nguyễn Thị Hương Nhu"),
    }
    assert decisions.count() == 7
    for decision in decisions:
        person = decision.office.person if decision.office else decision.membership.mandate.person
        assert decision.vote.candidate == person


def test_the_thuong_truc_met_once_a_month_in_2021(cau_giay):
    meetings = StandingMeeting.objects.of(cau_giay).meetings().order_by("held_on")

    assert [meeting.number for meeting in meetings] == [*range(1, 13)]
    assert [meeting.number for meeting in meetings.with_explanation()] == [11]
    assert {meeting.held_on.year for meeting in meetings} == {2021}


def test_no_figure_of_attendance_rests_on_somebody_who_was_no_delegate(session):
    mandates = Mandate.objects.filter(attendances__sitting__session=session).distinct()

    assert mandates.count() == 35 == values(scope_of(session.term.council, cut_off=session.opened_on))["councils.delegates"]
