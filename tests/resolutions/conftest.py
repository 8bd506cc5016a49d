from datetime import date

import pytest

from tests.factories.councils import CouncilFactory, MandateFactory, PersonFactory, TermFactory
from tests.factories.resolutions import RegisterFactory, ResolutionFactory, VoteFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.resolutions.vote_tables import NAMES


@pytest.fixture
def council():
    return CouncilFactory(slug="cau-giay", name="HĐND quận Cầu Giấy", is_portal=True)


@pytest.fixture
def session(council):
    return CouncilSessionFactory(term=TermFactory(council=council), number=2)


@pytest.fixture
def public(session):
    """A function that creates a published resolution in the register of the session's council."""
    register = RegisterFactory(council=session.term.council)

    def make(number=12, **fields):
        given = {"session": session, "register": register, "number": number, "symbol": f"{number:02}/NQ-HĐND"} | fields
        return ResolutionFactory(numbered=True, published=True, **given)

    return make


@pytest.fixture
def mandates(session):
    """Three delegates in the order of the office."""
    people = [PersonFactory(full_name=name) for name in NAMES]
    return [
        MandateFactory(term=session.term, person=person, rank=rank, start=date(2021, 6, 30))
        for rank, person in enumerate(people, start=1)
    ]


@pytest.fixture
def votes(session):
    """Two electronic votes with the totals of the table of votes by name."""
    totals = {"session": session, "mode": "electronic", "total_delegates": 3, "present": 2}
    return [
        VoteFactory(subject="Một", in_favour=2, **totals),
        VoteFactory(subject="Hai", in_favour=1, against=1, **totals),
    ]
