"""Rows of the grid of votes that the user leaves as they were."""

import pytest

from resolutions.models import Vote
from tests.factories.resolutions import ResolutionFactory, VoteFactory
from tests.factories.sessions_app import AgendaItemFactory
from tests.hdnd_portal.admin_models import visible_text
from tests.resolutions.test_votes_page import officer, row_with, typed, url_of

pytestmark = pytest.mark.django_db


def test_votes_page_writes_no_unchanged_row_with_a_resolution_and_an_agenda_item(client, session):
    VoteFactory(session=session, resolution=ResolutionFactory(session=session), agenda_item=AgendaItemFactory(session=session))
    officer(client, session)

    unchanged = client.post(url_of(session), typed(client.get(url_of(session))), follow=True)

    assert not Vote.history.filter(history_type="~").exists()
    assert "không có gì thay đổi" in visible_text(unchanged)


def test_votes_page_does_not_restore_a_deleted_vote_that_the_user_left_as_it_was(client, session):
    VoteFactory(session=session, subject="Một", in_favour=30)
    deleted = VoteFactory(session=session, subject="Hai", in_favour=30)
    officer(client, session)
    page = client.get(url_of(session))
    deleted.delete()

    conflict = client.post(url_of(session), typed(page) | {f"{row_with(page, 'Một')}abstained": "1"})
    client.post(url_of(session), typed(conflict))

    assert list(Vote.objects.values_list("subject", "abstained")) == [("Một", 1)]
