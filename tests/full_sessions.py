"""A session with one record of each kind that its page prints."""

from datetime import UTC, date, datetime, time

from tests.factories.citizens import PetitionFactory
from tests.factories.councils import MandateFactory, PersonFactory
from tests.factories.news import ArticleFactory
from tests.factories.resolutions import (
    ConfidenceBallotFactory,
    ConfidenceResultFactory,
    DelegateVoteFactory,
    ResolutionFactory,
    VoteFactory,
)
from tests.factories.sessions_app import (
    AgendaItemFactory,
    AttendanceFactory,
    QuestionFactory,
    SessionDocumentFactory,
    SittingFactory,
)

PUBLISHED = {"status": "published", "publish_at": datetime(2021, 10, 1, tzinfo=UTC)}
SECRET = {"mode": "secret_ballot", "issued": 34, "returned": 34, "valid": 34}


def add_records(session, number):
    """Give a held session one more record of each kind; `number` distinguishes them."""
    person = PersonFactory(full_name=f"Nguyễn Văn {number}")
    mandate = MandateFactory(term=session.term, start=date(2021, 6, 30), person=person)
    sitting = SittingFactory(session=session, number=number, starts_at=time(8), ends_at=time(11, 30))
    AttendanceFactory(sitting=sitting, mandate=mandate)
    common = {"session": session, "sitting": sitting, "presenter": person}
    item = AgendaItemFactory(**common, starts_at=time(8, 20), recording_second=1200)
    AgendaItemFactory(**common, state="dropped", state_reason="Chờ ý kiến của Thành phố")
    SessionDocumentFactory(session=session, published=True, agenda_item=item)
    resolution = ResolutionFactory(session=session, signed=True, **PUBLISHED)
    vote = VoteFactory(session=session, resolution=resolution, is_final=True, mode="electronic")
    DelegateVoteFactory(vote=vote, mandate=mandate)
    VoteFactory(session=session, candidate=person, **SECRET)
    ballot = session.confidence_ballots.first() or ConfidenceBallotFactory(session=session, **PUBLISHED)
    ConfidenceResultFactory(ballot=ballot, person=person)
    QuestionFactory(session=session, published=True, asked_by=mandate, promise="Xong trong năm", promise_due_on=date(2021, 11, 1))
    PetitionFactory(council=session.council, session=session, public_summary="Sửa đường Cầu Giấy", **PUBLISHED)
    ArticleFactory(council=session.council, **PUBLISHED).sessions.add(session)
