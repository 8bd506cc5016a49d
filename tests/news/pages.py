"""What the tests of the public pages of news share."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from tests.factories.news import ArticleFactory

TOMORROW = timezone.now() + timedelta(days=1)
HIDDEN = {"draft": {}, "waiting": {"status": "review"}, "scheduled": {"status": "published", "publish_at": TOMORROW}}


def page(response):
    return response.content.decode()


def published(title="Hội nghị tổng kết", at=datetime(2022, 1, 26, 9, 58, tzinfo=UTC), **fields):
    return ArticleFactory(status="published", publish_at=at, title=title, **fields)
