"""The sentence on the current session on the home page."""

import re
from datetime import date

import pytest

from hdnd_portal.current_session import current_session
from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.resolutions import ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return TermFactory(council=CouncilFactory(slug="cau-giay", is_hosted=True))


def sentence_of(client):
    """The text of the sentence and the URLs in it; None without a sentence."""
    sentence = re.search(r'<p class="current-session">(.*?)</p>', client.get("/").content.decode(), re.S)
    if sentence is None:
        return None
    return " ".join(re.sub("<[^>]+>", "", sentence[1]).split()), re.findall('href="([^"]*)"', sentence[1])


def test_current_session_is_the_latest_with_its_public_resolutions(client, term, time_machine):
    time_machine.move_to("2022-01-05 09:00+07:00", tick=False)
    session = CouncilSessionFactory(published=True, term=term, number=3, opened_on=date(2021, 12, 20))
    ResolutionFactory.create_batch(7, session=session, signed=True, published=True)
    ResolutionFactory(session=session, signed=True)

    assert sentence_of(client) == (
        "Kỳ họp gần nhất: Kỳ họp thứ 3, khóa VI, ngày 20/12/2021 Trạng thái: Đã bế mạc 07 nghị quyết",
        ["/nghi-quyet/?hd=cau-giay&amp;ky-hop=2021-2026-3"],
    )


def test_current_session_prefers_the_next_session_to_the_latest(client, term, time_machine):
    time_machine.move_to("2022-01-05 09:00+07:00", tick=False)
    CouncilSessionFactory(published=True, term=term, number=3, opened_on=date(2021, 12, 20))
    CouncilSessionFactory(published=True, term=term, number=4, planned=True, planned_on=date(2022, 7, 6))

    assert sentence_of(client) == (
        "Kỳ họp sắp tới: Kỳ họp thứ 4, khóa VI, dự kiến họp ngày 06/07/2022 Trạng thái: Chưa khai mạc",
        [],
    )


@pytest.mark.parametrize("hidden", [{}, {"status": "withdrawn", "withdrawn_reason": "Họp kín."}])
def test_current_session_ignores_sessions_that_are_not_public(client, term, hidden):
    CouncilSessionFactory(term=term, **hidden)
    assert sentence_of(client) is None

    public = CouncilSessionFactory(published=True, term=term)
    assert current_session().session == public


def test_current_session_ignores_other_councils(term):
    CouncilSessionFactory(published=True)
    CouncilSessionFactory(published=True, term__council=CouncilFactory(ward=True, is_hosted=True))

    assert current_session() is None


def test_current_session_follows_pads_counts_of_the_council(term):
    type(term.council).objects.update(pads_counts=False)
    session = CouncilSessionFactory(published=True, term=term)
    ResolutionFactory(session=session, signed=True, published=True)

    assert current_session(on=date(2021, 10, 1)).resolutions == "1"
