"""Limits for the compressed size of pages and stylesheet."""

import gzip
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder

from core.pages.stacked_bar import FILLS
from core.templatetags.components import PORTRAIT_SIZES, TONES
from hdnd_portal.static_storage import with_imports

KB = 1024
MAX_STYLESHEET = 14 * KB
MAX_PAGE = 14 * KB
MAX_FIRST_LOAD = 30 * KB  # the page, its stylesheet and its icon, without pictures


def stylesheet(name="css/portal.css"):
    """The text of a stylesheet with those that it imports, as `collectstatic` leaves it."""
    paths = {path: (storage, path) for path, storage in FileSystemFinder().list([])}
    return with_imports(paths, name)


def icon():
    return (settings.BASE_DIR / "static" / "favicon.svg").read_bytes()


def compressed_size(content):
    return len(gzip.compress(content, mtime=0))


def test_portal_css_is_one_small_file():
    assert compressed_size(stylesheet().encode()) <= MAX_STYLESHEET
    assert re.findall(r"@import|url\(", stylesheet()) == []


def used_classes():
    """The words in `class` attributes of templates and in texts of the modules that make classes."""
    templates = "\n".join(p.read_text() for p in (settings.BASE_DIR / "templates").rglob("*.html"))
    attributes = re.findall(r'class="((?:\{[%{].*?[%}]\}|[^"])*)"', templates)
    paths = ("core/pages/seats.py", "core/pages/tables.py", "core/pages/charts.py", "reports/templatetags/headings.py")
    modules = "\n".join((settings.BASE_DIR / path).read_text() for path in paths)
    texts = re.findall(r'"([a-z -]+)"', modules)
    generated = {f"message-{level}" for level in ("success", "error")} | {f"status-{tone}" for tone in TONES}
    generated |= {f"portrait-{size}" for size in PORTRAIT_SIZES} | {f"fill-{fill}" for fill in FILLS}
    return {word for text in (*attributes, *texts) for word in re.split(r"[^a-z-]+", text)} | generated


def test_portal_css_has_no_unused_class():
    source = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.S)
    classes = set(re.findall(r"\.([a-z][a-z-]+)", source)) - {"unbroken", "center", "right"}  # of core.pages.marking and a Column

    assert classes - used_classes() == set()


PATHS = [
    "/",
    "/tin-tuc/",
    "/nghi-quyet/",
    "/nghi-quyet/?q=ngan+sach",
    "/van-ban/",
    "/ky-hop/",
    "/tim-kiem/?q=ngan+sach",
    "/bao-cao/",
    "/chat-van/",
    "/phien-hop-thuong-truc/",
    "/khong-co/",
]


@pytest.mark.parametrize("path", PATHS)
def test_public_pages_stay_within_the_size_budgets(client, full_lists, path):
    size = compressed_size(client.get(path).content)

    assert size <= MAX_PAGE
    assert size + compressed_size(stylesheet().encode()) + compressed_size(icon()) <= MAX_FIRST_LOAD


@pytest.mark.parametrize("path", PATHS)
def test_public_pages_load_a_stylesheet_and_an_icon_from_the_portal_and_no_script(client, full_lists, path):
    page = client.get(path).content.decode()

    loaded = re.findall(r'<link rel="(?:stylesheet|icon|preload|preconnect)"[^>]*href="([^"]*)"', page)
    pictures = re.findall(r'<(?:img|source|iframe|video)[^>]* src(?:set)?="([^"]*)"', page)
    assert loaded == ["/static/favicon.svg", "/static/css/portal.css"]
    assert [url for url in pictures if not re.match("/[^/]", url)] == []
    assert re.findall(r"<script(?! type=.application/ld.json.)", page) == []
