"""What the reader's line has to carry, held in bytes."""

import gzip
import re

import pytest
from django.conf import settings

from tests.factories.reports import AnnualReportFactory

KB = 1024
STYLESHEET = 14 * KB
PAGE = 14 * KB


def stylesheet(name="portal.css"):
    return (settings.BASE_DIR / "static" / "css" / name).read_text()


def weight(content):
    return len(gzip.compress(content, mtime=0))


def test_stylesheet_is_one_small_file():
    assert weight(stylesheet().encode()) <= STYLESHEET
    assert re.findall(r"@import|url\(", stylesheet()) == []


def test_stylesheet_uses_every_class_that_it_names():
    templates = "\n".join(p.read_text() for p in (settings.BASE_DIR / "templates").rglob("*.html"))
    components = (settings.BASE_DIR / "core").rglob("*.py")
    drawn = templates + "\n".join(p.read_text() for p in components)
    made_of_parts = {"status-done", "status-going", "status-ended", "message-success", "message-error", "center"}

    named = set(re.findall(r"\.([a-z][a-z-]+)", re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.S)))

    assert {name for name in named - made_of_parts if not re.search(rf"\b{name}\b", drawn)} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/bao-cao/"])
def test_page_fits_the_first_flight(client, path):
    AnnualReportFactory.create_batch(25, issued=True)

    assert weight(client.get(path).content) <= PAGE
