"""The checks of votes against attendance and names, and of the resolutions of a session."""

from datetime import date

import pytest

from tests.checked import sentences
from tests.factories.councils import MandateFactory
from tests.factories.resolutions import DelegateVoteFactory, ResolutionFactory, VoteFactory
from tests.factories.sessions_app import AgendaItemFactory, AttendanceFactory, CouncilSessionFactory, SittingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return CouncilSessionFactory()


def attended(session, *numbers):
    """Sittings with these numbers of delegates present, of three delegates."""
    mandates = MandateFactory.create_batch(3, term=session.term, start=date(2021, 6, 30))
    sittings = []
    for number in numbers:
        sittings.append(SittingFactory(session=session))
        for mandate in mandates:
            state = "present" if mandate in mandates[:number] else "absent"
            AttendanceFactory(sitting=sittings[-1], mandate=mandate, state=state)
    return sittings


def test_vote_attendance_compares_with_the_sitting_of_its_agenda_item(session):
    first, _ = attended(session, 1, 3)
    numbers = {"session": session, "total_delegates": 3, "present": 2, "in_favour": 2}
    vote = VoteFactory(**numbers, agenda_item=AgendaItemFactory(session=session, sitting=first))
    VoteFactory(**numbers)

    sentence = "Có mặt 2 khi biểu quyết, trong khi điểm danh ngày 28/09/2021 có 1."
    assert sentences("vote-attendance") == {vote.pk: sentence}


def test_vote_attendance_is_silent_without_a_roll(session):
    SittingFactory(session=session)
    VoteFactory(session=session)

    assert sentences("vote-attendance") == {}


def test_vote_names_compares_totals_with_names(session):
    vote = VoteFactory(session=session, mode="electronic", total_delegates=3, present=3, in_favour=2, against=1)
    DelegateVoteFactory.create_batch(2, vote=vote, choice="for")
    assert sentences("vote-names") == {
        vote.pk: "Tán thành – không tán thành – không biểu quyết: ghi 2 – 1 – 0, theo tên là 2 – 0 – 0."
    }

    DelegateVoteFactory(vote=vote, choice="against")

    assert sentences("vote-names") == {}


def test_session_checks_count_resolutions_without_vote_signature_and_page(session):
    ResolutionFactory(session=session)
    signed = ResolutionFactory(session=session, signed=True)
    VoteFactory(session=session, resolution=signed, is_final=True)
    ResolutionFactory(session=session, signed=True, published=True)
    defeated = ResolutionFactory(session=session, signed=True, published=True)
    VoteFactory(session=session, resolution=defeated, is_final=True, in_favour=3)

    assert sentences("session-votes") == {session.pk: "2 nghị quyết chưa ghi biểu quyết toàn văn."}
    assert sentences("session-unsigned") == {session.pk: "1 nghị quyết chưa ghi ngày ký."}
    assert sentences("session-unpublished") == {session.pk: "1 nghị quyết đã ký chưa công khai."}
