"""The day on which the text of an article was changed after its publication, as its page displays it."""

import re
from datetime import UTC, datetime

import pytest

from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2022, 1, 26, 2, tzinfo=UTC)
LATER = datetime(2022, 3, 5, 2, tzinfo=UTC)
LATEST = datetime(2022, 4, 7, 2, tzinfo=UTC)


@pytest.fixture
def save_at(time_machine):
    """A function that changes and saves an article at a moment."""

    def store(moment, article, **changed):
        time_machine.move_to(moment, tick=False)
        for name, value in changed.items():
            setattr(article, name, value)
        article.save()

    return store


@pytest.fixture
def article(time_machine):
    """An article that was published when it was written."""
    time_machine.move_to(PUBLISHED, tick=False)
    return ArticleFactory(status="published", publish_at=PUBLISHED)


def displayed_update(client, article):
    """The day of the update on the page of the article; None without one."""
    text = re.sub("<[^>]+>", "", client.get(article.get_absolute_url()).content.decode())
    match = re.search(r"cập nhật (\d\d/\d\d/\d{4})", text)
    return match and match[1]


def test_updated_at_is_none_for_an_unchanged_article(client, article):
    assert displayed_update(client, article) is None


@pytest.mark.parametrize("changed", [{"title": "Tiêu đề khác"}, {"lead": "Sapo khác"}, {"body": "<p>Lời văn khác</p>"}])
def test_updated_at_is_the_day_of_a_change_after_publication(client, article, save_at, changed):
    save_at(LATER, article, **changed)

    assert displayed_update(client, article) == "05/03/2022"


def test_updated_at_is_the_day_of_the_text_and_not_of_a_later_change(client, article, save_at):
    save_at(LATER, article, title="Tiêu đề khác")
    save_at(LATEST, article, signature="Ban Biên tập")

    assert displayed_update(client, article) == "05/03/2022"


def test_updated_at_counts_a_restored_text_as_a_change(client, article, save_at):
    first = article.title
    save_at(LATER, article, title="Tiêu đề khác")
    save_at(LATEST, article, title=first)

    assert displayed_update(client, article) == "07/04/2022"


def test_updated_at_ignores_changes_of_other_fields(client, article, save_at):
    save_at(LATER, article, signature="Ban Biên tập")

    assert displayed_update(client, article) is None


def test_updated_at_ignores_changes_of_a_draft(client, article, save_at):
    draft = ArticleFactory()
    save_at(LATER, draft, title="Tiêu đề khác")
    save_at(LATEST, draft, status="published", publish_at=PUBLISHED)

    assert displayed_update(client, draft) is None


def test_updated_at_ignores_changes_before_the_time_of_publication(client, article, save_at):
    scheduled = ArticleFactory(status="published", publish_at=LATER)
    save_at(datetime(2022, 2, 1, tzinfo=UTC), scheduled, title="Tiêu đề khác")
    save_at(LATEST, scheduled, signature="Ban Biên tập")

    assert displayed_update(client, scheduled) is None


def test_updated_at_is_the_day_of_return_for_a_change_while_withdrawn(client, article, save_at):
    save_at(LATER, article, status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.", title="Tiêu đề khác")
    save_at(LATEST, article, status="published", withdrawn_reason="")

    assert displayed_update(client, article) == "07/04/2022"
