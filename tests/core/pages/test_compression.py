import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from core.pages.compression import CompressText

TEXT = "Nghị quyết của Hội đồng nhân dân. " * 100


def respond(content_type, accepts="gzip, br"):
    middleware = CompressText(lambda request: HttpResponse(TEXT, content_type=content_type))
    return middleware(RequestFactory().get("/", headers={"accept-encoding": accepts}))


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "application/json", "application/rss+xml; charset=utf-8"])
def test_compress_text_compresses_text(content_type):
    response = respond(content_type)

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < len(TEXT) / 5
    assert gzip.decompress(response.content).decode() == TEXT


@pytest.mark.parametrize(("content_type", "accepts"), [("application/pdf", "gzip"), ("image/webp", "gzip"), ("text/html", "")])
def test_compress_text_leaves_other_content_and_other_clients_alone(content_type, accepts):
    response = respond(content_type, accepts)

    assert not response.has_header("Content-Encoding")
    assert response.content.decode() == TEXT


@pytest.mark.django_db
def test_compress_text_is_in_use_for_pages():
    assert Client().get("/", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"
