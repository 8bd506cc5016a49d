"""What the reader's line has to carry, held in bytes."""

import gzip
import re

import pytest
from django.conf import settings

from core.templatetags.components import TONES

KB = 1024
STYLESHEET = 14 * KB
PAGE = 14 * KB
FIRST_LOAD = 30 * KB  # the page, its stylesheet and its icon, without pictures


def stylesheet(name="portal.css"):
    return (settings.BASE_DIR / "static" / "css" / name).read_text()


def icon():
    return (settings.BASE_DIR / "static" / "favicon.svg").read_bytes()


def weight(content):
    return len(gzip.compress(content, mtime=0))


def test_stylesheet_is_one_small_file():
    assert weight(stylesheet().encode()) <= STYLESHEET
    assert re.findall(r"@import|url\(", stylesheet()) == []


def test_stylesheet_uses_every_class_that_it_names():
    templates = "\n".join(p.read_text() for p in (settings.BASE_DIR / "templates").rglob("*.html"))
    components = (settings.BASE_DIR / "core").rglob("*.py")
    drawn = templates + "\n".join(p.read_text() for p in components)
    made_of_parts = {"message-success", "message-error", "center"}
    made_of_parts |= {f"{part}-{tone}" for part in ("status", "timeline") for tone in TONES}

    named = set(re.findall(r"\.([a-z][a-z-]+)", re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.S)))

    assert {name for name in named - made_of_parts if not re.search(rf"\b{name}\b", drawn)} == set()


@pytest.mark.parametrize(
    "path", ["/", "/tin-tuc/", "/nghi-quyet/", "/nghi-quyet/?q=ngan+sach", "/tim-kiem/?q=ngan+sach", "/bao-cao/", "/khong-co/"]
)
def test_page_fits_the_first_flight_and_the_first_load_its_budget(client, full_lists, path):
    page = weight(client.get(path).content)

    assert page <= PAGE
    assert page + weight(stylesheet().encode()) + weight(icon()) <= FIRST_LOAD
