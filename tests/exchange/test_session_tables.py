"""CSV tables of what belongs to a session: references, versions, documents that are not public, votes by name."""

from datetime import time

import pytest

from resolutions.models import Choice, DelegateVote, Vote
from sessions_app.models import AgendaItem, Attendance, Question, SessionDocument
from tests.exchange.folders import errors, example, load, write_folder
from tests.exchange.test_export_records import exported_and_loaded
from tests.factories.councils import CouncilFactory, MandateFactory, PersonFactory
from tests.factories.resolutions import (
    ChoiceWordFactory,
    ConfidenceBallotFactory,
    ConfidenceResultFactory,
    DelegateVoteFactory,
    ResolutionFactory,
    VoteFactory,
)
from tests.factories.sessions_app import (
    AgendaItemFactory,
    AttendanceFactory,
    CouncilSessionFactory,
    MeetingTaskFactory,
    QuestionFactory,
    QuestionTopicFactory,
    RequiredDocumentFactory,
    SessionDocumentFactory,
    SittingFactory,
    StandingMeetingFactory,
)

pytestmark = pytest.mark.django_db

SESSIONS = ["cau-giay | 6 | 2", "cau-giay | 6 | chuyen-de-2", "cau-giay | 6 | 2 | thematic"]


def stub(session):
    """A confidential document as an office enters it."""
    return SessionDocumentFactory(
        session=session, is_confidential=True, legal_reason="Luật Bảo vệ bí mật nhà nước", title="", author="", file=""
    )


def store_sessions():
    """A session of the common series and one of the thematic series with the same number, each with all of its parts."""
    council = CouncilFactory(slug="quan", name="HĐND quận", is_hosted=True)
    common = CouncilSessionFactory(term__council=council, number=2)
    thematic = CouncilSessionFactory(
        term=common.term, number=2, series="thematic", kind="thematic", is_regular=False, opened_on=common.opened_on
    )
    mandate = MandateFactory(term=common.term, start=common.term.start)
    for session in (common, thematic):
        sitting = SittingFactory(session=session, number=1, starts_at=time(8))
        item = AgendaItemFactory(session=session, sitting=sitting, order=1, title="Tờ trình; dự toán | ngân sách")
        moved = AgendaItemFactory(
            session=session, order=2, state="moved", state_reason="Chờ thẩm tra", moved_to=SittingFactory(session=session)
        )
        AttendanceFactory(sitting=sitting, mandate=mandate, came_at=time(14, 5))
        newer = SessionDocumentFactory(session=session, agenda_item=item, kind="draft_resolution", title="Dự toán", version=2)
        newer.replaces = SessionDocumentFactory(session=session, agenda_item=item, kind="draft_resolution", title="Dự toán")
        newer.save()
        SessionDocumentFactory(session=session, agenda_item=moved, kind="report", title="Dự toán", file="")
        for _ in range(3):
            stub(session)
        vote = VoteFactory(session=session, agenda_item=item, mode="electronic", subject="Toàn văn")
        VoteFactory(session=session, agenda_item=item, resolution=ResolutionFactory(session=session, draft=newer))
        DelegateVoteFactory(vote=vote, mandate=mandate, choice="against")
        ballots = {"mode": "secret_ballot", "issued": 34, "returned": 34, "valid": 34, "subject": "Bầu Chủ tịch HĐND"}
        for candidate in ("Nguyễn Thị Minh", "Trần Văn Bình"):
            VoteFactory(session=session, candidate=PersonFactory(full_name=f"{candidate} {session.pk}"), **ballots)
        topic = QuestionTopicFactory(session=session, title="Trật tự | xây dựng")
        QuestionFactory(session=session, topic=topic, asked_by=mandate, promise="Làm xong", text=f"Bao giờ xong?\n{session}")
        ConfidenceResultFactory(ballot=ConfidenceBallotFactory(session=session))
    meeting = StandingMeetingFactory(term=common.term, kind="explanation")
    QuestionTopicFactory(session=None, meeting=meeting, is_explanation=True)
    StandingMeetingFactory(term=common.term, number=None)
    MeetingTaskFactory(meeting=meeting)
    QuestionFactory(written=True, council=council)
    RequiredDocumentFactory(council=council)
    ChoiceWordFactory(council=council)
    return council


def test_export_folder_keeps_the_parts_of_sessions_of_two_series(tmp_path):
    before = exported_and_loaded(tmp_path, store_sessions)

    counts = {name: len(before[name]) for name in ("session_documents", "agenda_items", "delegate_votes", "questions", "votes")}
    assert counts == {"session_documents": 12, "agenda_items": 4, "delegate_votes": 2, "questions": 3, "votes": 8}
    assert len(before["meeting_tasks"]) == len(before["confidence_results"]) - 1 == 1


@pytest.mark.parametrize("reference", SESSIONS)
def test_references_to_parts_of_a_session_may_leave_out_its_series(loaded_folder, reference):
    """`cau-giay | 6 | 2 | 1` means the same as `cau-giay | 6 | 2 | | 1`."""
    is_common = reference == SESSIONS[0]
    number = reference.split(" | ")[2] if is_common else "2"
    thematic = example("council_sessions", number="2", series="chuyên đề", kind="chuyên đề", is_regular="không", season="")
    sittings = [example("sittings", session=reference), example("sittings", session=reference, number="2", part_of_day="chiều")]
    item = {"session": reference, "sitting": f"{reference} | 2", "order": "9", "title": "Chất vấn"}
    written = f"{reference} | | 9" if is_common else f"{reference} | 9"
    document = example("session_documents", session=reference, agenda_item=written, title="Báo cáo giải trình", file="")
    write_folder(
        loaded_folder,
        council_sessions=[example("council_sessions", number=number), thematic],
        sittings=sittings,
        agenda_items=[item],
        session_documents=[document],
    )

    load(loaded_folder)

    item = AgendaItem.objects.get(title="Chất vấn")
    assert (item.session.series, item.sitting.number) == ("" if is_common else "thematic", 2)
    assert SessionDocument.objects.get(title="Báo cáo giải trình").agenda_item == item


def test_load_folder_of_the_same_files_again_changes_nothing(loaded_folder):
    rows = [
        example("session_documents", kind="dự thảo nghị quyết", title="Về dự toán", version="1"),
        example("session_documents", kind="dự thảo nghị quyết", title="Về dự toán", version="2")
        | {"replaces": "cau-giay | 6 | 2 | | dự thảo nghị quyết | Về dự toán | 1"},
        *({"session": SESSIONS[0], "kind": "báo cáo", "title": "", "status": "công khai"} for _ in range(2)),
    ]
    for number, row in enumerate(rows[2:], start=1):
        row |= {"is_confidential": "có", "legal_reason": "Bí mật nhà nước", "occurrence": str(number), "sent_on": "20/09/2021"}
        row |= {"version": "1"}
    write_folder(loaded_folder, session_documents=rows)

    assert load(loaded_folder)[0] == 4
    assert load(loaded_folder)[:2] == (0, 0)
    titles = SessionDocument.objects.filter(is_confidential=True).values_list("title", flat=True)
    assert list(titles) == ["Tài liệu không công khai"] * 2
    assert SessionDocument.objects.get(version=2).replaces == SessionDocument.objects.get(title="Về dự toán", version=1)


def test_delegate_votes_of_a_secret_ballot_are_refused(loaded_folder):
    vote = example("votes", subject="Bầu Chủ tịch HĐND quận", is_final="không", mode="bỏ phiếu kín")
    vote |= {"issued": "33", "returned": "33", "valid": "33", "candidate": "nguyen-thi-minh"}
    reference = "cau-giay | 6 | 2 | cau-giay | nghi-quyet | 2021 | 12 | | Bầu Chủ tịch HĐND quận | nguyen-thi-minh"
    rows = [example("delegate_votes", vote=reference)]
    write_folder(loaded_folder, votes=[vote], delegate_votes=rows)

    places, messages = errors(loaded_folder)

    assert [place[:3] for place in places] == [("delegate_votes.csv", 2, "vote")]
    assert messages == ["Bỏ phiếu kín không ghi theo tên đại biểu."]
    assert DelegateVote.objects.count() == 1


def test_votes_by_name_may_not_become_a_secret_ballot(loaded_folder):
    vote = example("votes", mode="bỏ phiếu kín", issued="33", returned="33", valid="33")
    write_folder(loaded_folder, votes=[vote])

    places, messages = errors(loaded_folder)

    assert [place[:3] for place in places] == [("votes.csv", 2, "mode")]
    assert messages == ["Biểu quyết đã ghi theo tên đại biểu; hãy xóa các dòng theo tên trước khi chọn bỏ phiếu kín."]
    assert Vote.objects.exclude(mode="secret_ballot").count() == 1


def test_delegate_votes_accept_the_words_of_the_choices(loaded_folder):
    write_folder(loaded_folder, delegate_votes=[example("delegate_votes", choice="Không biểu quyết")])

    load(loaded_folder)

    assert DelegateVote.objects.get().choice == Choice.ABSTAINED


def test_attendances_of_somebody_who_was_no_delegate_that_day_are_refused(loaded_folder):
    mandate = example("mandates", end="01/09/2021", end_reason="relieved")
    write_folder(loaded_folder, mandates=[mandate], attendances=[example("attendances", state="vắng")])

    places, messages = errors(loaded_folder)

    assert [place[:3] for place in places if place[0] == "attendances.csv"] == [("attendances.csv", 2, "mandate")]
    assert "Người này không phải đại biểu của khóa vào ngày họp." in messages
    assert Attendance.objects.get().state == "present"


def test_questions_that_differ_in_the_delegate_are_two(loaded_folder):
    person = {"slug": "tran-van-binh", "full_name": "Trần Văn Bình"}
    mandate = example("mandates", person="tran-van-binh", rank="2")
    reference = "tran-van-binh | cau-giay | 6 | 30/06/2021"
    write_folder(loaded_folder, people=[person], mandates=[mandate], questions=[example("questions", asked_by=reference)])

    assert load(loaded_folder)[0] == 3
    assert Question.objects.count() == 2
