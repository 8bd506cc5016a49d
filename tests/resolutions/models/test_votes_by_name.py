"""The rules of votes by name, elections and confidence ballots."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.records.periods import Period
from resolutions.models import ConfidenceBallot, DelegateVote
from tests.factories.councils import CouncilFactory, MandateFactory, PersonFactory
from tests.factories.resolutions import (
    ChoiceWordFactory,
    ConfidenceBallotFactory,
    ConfidenceResultFactory,
    DelegateVoteFactory,
    ResolutionFactory,
    VoteFactory,
)
from tests.factories.sessions_app import AgendaItemFactory, SessionDocumentFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db
BALLOTS = {"mode": "secret_ballot", "issued": 34, "returned": 34, "valid": 34}


def repeated_vote():
    first = DelegateVoteFactory()
    return unsaved(DelegateVoteFactory, vote=first.vote, mandate=first.mandate)


def repeated_word():
    first = ChoiceWordFactory(word="TT")
    return unsaved(ChoiceWordFactory, council=first.council, word="tt")


def repeated_person():
    first = ConfidenceResultFactory()
    return unsaved(ConfidenceResultFactory, ballot=first.ballot, person=first.person)


BROKEN = {
    "vote twice": (repeated_vote, "mandate", "Đại biểu này đã có ý kiến."),
    "secret vote": (
        lambda: unsaved(DelegateVoteFactory, vote=VoteFactory(**BALLOTS), mode="secret_ballot"),
        "vote",
        "Bỏ phiếu kín không ghi theo tên đại biểu.",
    ),
    "word twice": (repeated_word, "word", "Từ này đã có nghĩa."),
    "open election": (
        lambda: unsaved(VoteFactory, candidate=PersonFactory(), result="passed"),
        "mode",
        "Bầu cử bằng bỏ phiếu kín: hãy chọn hình thức bỏ phiếu kín, hoặc bỏ người được bầu.",
    ),
    "ballot twice": (
        lambda: unsaved(ConfidenceBallotFactory, session=ConfidenceBallotFactory().session),
        "held_on",
        "Lần lấy phiếu này đã ghi.",
    ),
    "person twice": (repeated_person, "person", "Người này đã có kết quả."),
    "levels": (
        lambda: unsaved(ConfidenceResultFactory, low=3),
        "low",
        "Ba mức cộng lại phải bằng số phiếu hợp lệ.",
    ),
    "ballots": (lambda: unsaved(ConfidenceResultFactory, returned=31), "valid", "Phiếu hợp lệ ≤ thu về ≤ phát ra."),
}


@pytest.mark.parametrize(("make", "field", "message"), BROKEN.values(), ids=BROKEN)
def test_constraints_of_votes_name_their_field_and_hold_in_the_database(make, field, message):
    record = make()

    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    assert message in " ".join(refused.value.message_dict.get(field, []))
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.bulk_create([record])


def test_delegate_vote_copies_the_mode_of_its_vote():
    assert DelegateVoteFactory(mode="").mode == "electronic"


def test_delegate_vote_is_of_a_delegate_on_that_day():
    vote = VoteFactory(mode="electronic")
    later = MandateFactory(term=vote.session.term, start=date(2021, 9, 29))

    with pytest.raises(ValidationError, match="không phải đại biểu của khóa vào ngày biểu quyết"):
        DelegateVoteFactory.build(vote=vote, mandate=later).full_clean()


def test_delegate_votes_totals_name_every_choice():
    vote = VoteFactory(mode="electronic")
    DelegateVoteFactory.create_batch(2, vote=vote)
    DelegateVoteFactory(vote=vote, choice="absent")

    assert DelegateVote.objects.totals() == {"for": 2, "against": 0, "abstained": 0, "absent": 1}


def test_vote_refuses_an_agenda_item_of_another_session():
    vote = VoteFactory(agenda_item=AgendaItemFactory())

    with pytest.raises(ValidationError, match="Nội dung chương trình không thuộc kỳ họp này"):
        vote.full_clean()


def test_resolution_refuses_a_draft_of_another_session():
    resolution = ResolutionFactory(draft=SessionDocumentFactory(kind="draft_resolution"))

    with pytest.raises(ValidationError, match="Dự thảo này thuộc một kỳ họp khác"):
        resolution.full_clean()


def test_confidence_percentages_are_of_all_delegates():
    result = ConfidenceResultFactory(ballot__total_delegates=35, issued=33, returned=33, valid=32, high=25, middle=5, low=2)

    assert [result.percent_of(level) for level in ("high", "middle", "low")] == ["71,4%", "14,3%", "5,7%"]


def test_confidence_ballot_needs_no_more_ballots_than_delegates():
    result = ConfidenceResultFactory.build(ballot=ConfidenceBallotFactory(total_delegates=32), person=PersonFactory(), issued=33)

    with pytest.raises(ValidationError, match="Số phiếu phát ra không thể lớn hơn tổng số đại biểu"):
        result.full_clean()


def test_confidence_ballots_are_counted_by_their_day():
    ballot = ConfidenceBallotFactory()
    period = Period.inclusive(date(2021, 1, 1), date(2021, 12, 31))

    assert list(ConfidenceBallot.objects.held_in(period)) == [ballot]
    assert not ConfidenceBallot.objects.of(CouncilFactory()).exists()
