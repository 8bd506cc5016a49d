import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from core.pages.compression import CompressText

WORDS = "Nghị quyết của Hội đồng nhân dân. " * 100


def answer(content_type, accepts="gzip, br"):
    middleware = CompressText(lambda request: HttpResponse(WORDS, content_type=content_type))
    return middleware(RequestFactory().get("/", headers={"accept-encoding": accepts}))


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "application/json", "application/rss+xml; charset=utf-8"])
def test_text_goes_out_compressed(content_type):
    response = answer(content_type)

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < len(WORDS) / 5
    assert gzip.decompress(response.content).decode() == WORDS


@pytest.mark.parametrize(("content_type", "accepts"), [("application/pdf", "gzip"), ("image/webp", "gzip"), ("text/html", "")])
def test_other_content_and_other_readers_get_it_as_it_is(content_type, accepts):
    response = answer(content_type, accepts)

    assert not response.has_header("Content-Encoding")
    assert response.content.decode() == WORDS


@pytest.mark.django_db
def test_page_of_the_portal_is_compressed():
    assert Client().get("/", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"
