"""A reader is told when the text of an article was changed after its publication, and of nothing else."""

import re
from datetime import UTC, datetime

import pytest

from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2022, 1, 26, 2, tzinfo=UTC)
LATER = datetime(2022, 3, 5, 2, tzinfo=UTC)
LATEST = datetime(2022, 4, 7, 2, tzinfo=UTC)


@pytest.fixture
def at(time_machine):
    """Stores an article as it is at a moment."""

    def store(moment, article, **changed):
        time_machine.move_to(moment, tick=False)
        for name, value in changed.items():
            setattr(article, name, value)
        article.save()

    return store


@pytest.fixture
def article(time_machine):
    """An article published as soon as it was written."""
    time_machine.move_to(PUBLISHED, tick=False)
    return ArticleFactory(status="published", publish_at=PUBLISHED)


def told(client, article):
    """The day of the update that the page of the article tells, None where it tells none."""
    text = re.sub("<[^>]+>", "", client.get(article.get_absolute_url()).content.decode())
    found = re.search(r"Cập nhật: (\d\d/\d\d/\d{4})", text)
    return found and found[1]


def test_article_that_was_never_changed_tells_no_update(client, article):
    assert told(client, article) is None


@pytest.mark.parametrize("changed", [{"title": "Tiêu đề khác"}, {"lead": "Sapo khác"}, {"body": "<p>Lời văn khác</p>"}])
def test_text_that_was_changed_after_publication_tells_the_day(client, article, at, changed):
    at(LATER, article, **changed)

    assert told(client, article) == "05/03/2022"


def test_day_is_that_of_the_text_not_of_what_else_was_changed(client, article, at):
    at(LATER, article, title="Tiêu đề khác")
    at(LATEST, article, signature="Ban Biên tập")

    assert told(client, article) == "05/03/2022"


def test_text_that_came_back_is_a_change_too(client, article, at):
    first = article.title
    at(LATER, article, title="Tiêu đề khác")
    at(LATEST, article, title=first)

    assert told(client, article) == "07/04/2022"


def test_change_of_what_is_no_text_is_no_update(client, article, at):
    at(LATER, article, signature="Ban Biên tập")

    assert told(client, article) is None


def test_work_on_a_draft_is_no_update_though_it_bears_an_earlier_day(client, article, at):
    draft = ArticleFactory()
    at(LATER, draft, title="Tiêu đề khác")
    at(LATEST, draft, status="published", publish_at=PUBLISHED)

    assert told(client, draft) is None


def test_text_that_was_changed_before_its_moment_came_is_no_update(client, article, at):
    scheduled = ArticleFactory(status="published", publish_at=LATER)
    at(datetime(2022, 2, 1, tzinfo=UTC), scheduled, title="Tiêu đề khác")
    at(LATEST, scheduled, signature="Ban Biên tập")

    assert told(client, scheduled) is None


def test_text_that_was_changed_while_off_the_site_tells_the_day_of_its_return(client, article, at):
    at(LATER, article, status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.", title="Tiêu đề khác")
    at(LATEST, article, status="published", withdrawn_reason="")

    assert told(client, article) == "07/04/2022"
