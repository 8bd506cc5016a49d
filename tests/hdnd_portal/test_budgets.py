"""What the reader's line has to carry, held in bytes."""

import gzip
import re

import pytest
from django.conf import settings

from core.templatetags.components import TONES
from tests.factories.news import PhotoFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import ResolutionFactory, ResolutionFileFactory, VoteFactory
from tests.factories.sessions_app import CouncilSessionFactory

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


LONG_TITLE = (
    "Về việc điều chỉnh, bổ sung dự toán chi ngân sách quận năm {0} và phương án phân bổ ngân sách cấp quận cho các nhiệm vụ "
    "phát sinh, đợt {0}, giai đoạn {0}-{1}"
)


@pytest.fixture
def full_lists(db):
    """Each list with more than a page of rows as long as an office writes them."""
    AnnualReportFactory.create_batch(25, issued=True)
    session = CouncilSessionFactory()
    for n in range(30):
        title = LONG_TITLE.format(1000 + n * 37, 2000 + n * 91)
        resolution = ResolutionFactory(
            numbered=True, published=True, session=session, title=title, effective_from=session.opened_on
        )
        VoteFactory(session=session, resolution=resolution, is_final=True, in_favour=n)
        ResolutionFileFactory.create_batch(2, resolution=resolution)
        PhotoFactory(article__published=True, article__title=title, article__lead=title[::-1])


@pytest.mark.parametrize(
    "path", ["/", "/tin-tuc/", "/nghi-quyet/", "/nghi-quyet/?q=ngan+sach", "/tim-kiem/?q=ngan+sach", "/bao-cao/", "/khong-co/"]
)
def test_page_fits_the_first_flight_and_the_first_load_its_budget(client, full_lists, path):
    page = weight(client.get(path).content)

    assert page <= PAGE
    assert page + weight(stylesheet().encode()) + weight(icon()) <= FIRST_LOAD
