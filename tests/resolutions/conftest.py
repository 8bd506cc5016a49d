import pytest

from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.resolutions import RegisterFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory


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
