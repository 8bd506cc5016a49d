"""The columns that the database computes, whoever writes the row."""

from datetime import UTC, date, datetime

import pytest

from news.models import Article
from resolutions.models import IssuedDocument, Resolution
from tests.factories.news import ArticleFactory
from tests.factories.resolutions import IssuedDocumentFactory, ResolutionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2021, 12, 31, 16, 59, 59, 999999, tzinfo=UTC), 202112),
        (datetime(2021, 12, 31, 17, tzinfo=UTC), 202201),  # midnight in Vietnam
        (datetime(1999, 9, 30, 17, tzinfo=UTC), 199910),
        (None, None),
    ],
)
def test_month_of_a_moment_is_that_of_vietnamese_time(moment, month):
    article = ArticleFactory(publish_at=moment)

    assert Article.objects.values_list("publish_month").get(pk=article.pk) == (month,)


@pytest.mark.parametrize("day", [date(2021, 1, 1), date(2021, 12, 31), date(1946, 3, 2)])
def test_year_of_a_day(day):
    resolution, document = ResolutionFactory(adopted_on=day), IssuedDocumentFactory(issued_on=day)

    assert Resolution.objects.values_list("adopted_year").get(pk=resolution.pk) == (day.year,)
    assert IssuedDocument.objects.values_list("issued_year").get(pk=document.pk) == (day.year,)


def test_year_of_an_unknown_day_is_unknown():
    document = IssuedDocumentFactory(issued_on=None)

    assert IssuedDocument.objects.values_list("issued_year").get(pk=document.pk) == (None,)


def test_generated_columns_follow_each_way_to_write_a_row():
    article, resolution = ArticleFactory(), ResolutionFactory()

    Article.objects.update(publish_at=datetime(2022, 1, 26, tzinfo=UTC))
    Resolution.objects.bulk_update([Resolution(pk=resolution.pk, adopted_on=date(2019, 7, 5))], ["adopted_on"])
    Article.objects.bulk_create(
        [ArticleFactory.build(council=article.council, category=article.category, publish_at=datetime(2023, 5, 1, tzinfo=UTC))]
    )

    assert set(Article.objects.values_list("publish_month", flat=True)) == {202201, 202305}
    assert Resolution.objects.values_list("adopted_year").get() == (2019,)


def test_generated_columns_are_no_part_of_the_history():
    fields = {field.name for model in (Article, Resolution, IssuedDocument) for field in model.history.model._meta.fields}

    assert fields.isdisjoint({"publish_month", "adopted_year", "issued_year"})
