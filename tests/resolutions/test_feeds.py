from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.factories.resolutions import ResolutionFactory

pytestmark = pytest.mark.django_db


def items(client, path="/nghi-quyet/rss.xml"):
    response = client.get(path, headers={"host": "localhost"})
    return [{part.tag: part.text for part in item} for item in ElementTree.fromstring(response.content).iter("item")]


def test_feed_names_the_public_resolutions_with_number_and_whole_title(client, settings):
    settings.BASE_URL = "https://hdnd.example.vn"
    resolution = ResolutionFactory(numbered=True, published=True, title="Về ngân sách", summary="Bổ sung dự toán.")
    ResolutionFactory(signed=True)
    ResolutionFactory(signed=True, status="published", publish_at=timezone.now() + timedelta(days=1))
    ResolutionFactory(signed=True, withdrawn=True)

    assert items(client) == [
        {
            "title": f"Nghị quyết số {resolution.symbol} ngày 28/09/2021: Về ngân sách",
            "link": f"https://hdnd.example.vn{resolution.get_absolute_url()}",
            "description": "Bổ sung dự toán.",
            "pubDate": "Fri, 31 Dec 2021 00:00:00 +0000",
            "guid": f"urn:hdnd:{resolution.council.slug}:resolution:{resolution.pk}",
            "category": "chuyên đề",
        }
    ]


def test_feed_follows_the_query_of_the_list(client):
    ResolutionFactory(numbered=True, published=True, title="Về ngân sách")
    ResolutionFactory(numbered=True, published=True, title="Về giao thông", legal_kind="normative")

    assert len(items(client, "/nghi-quyet/rss.xml?phap-ly=normative")) == 1
    assert items(client, "/nghi-quyet/rss.xml?nam=abc") == []
