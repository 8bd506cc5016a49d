"""Addresses as people paste them, and the parameters with which other sites follow readers."""

import pytest
from django.core.cache import cache

from core.pages.sections import public_sections
from core.pages.tracking import without_tracking
from tests.factories.councils import CouncilFactory
from tests.factories.news import ArticleFactory
from tests.factories.resolutions import IssuedDocumentFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory, QuestionFactory, StandingMeetingFactory
from tests.reports.records import draft, issued

pytestmark = pytest.mark.django_db

MAKE = {
    "documents": lambda: IssuedDocumentFactory(published=True, signed=True),
    "meetings": lambda: StandingMeetingFactory(published=True),
    "news": lambda: ArticleFactory(published=True),
    "questions": lambda: QuestionFactory(published=True),
    "reports": lambda: issued(draft(CouncilFactory())),
    "resolutions": lambda: ResolutionFactory(published=True, numbered=True),
    "sessions": lambda: CouncilSessionFactory(published=True),
}
TRACKING = "utm_source=zalo&utm_medium=x&fbclid=IwAR0-x_y&gclid=1&zarsrc=1303&UTM_Campaign=a%20b"


def led_on(client, address, path):
    """Whether the address leads to `path`, by at most two permanent redirects."""
    for _ in range(2):
        response = client.get(address)
        assert response.status_code == 301
        address = response.headers["Location"]
        if address == path:
            return True
    return False


@pytest.mark.parametrize("namespace", [section.namespace for section in public_sections()])
@pytest.mark.parametrize(
    "added",
    [")", ".", ",", ").", "%20", "%E2%80%8B", "/%E2%80%8B", "/).", "%C2%A0", "%22", "…", "&fbclid=1", "/&amp;utm_source=x"],
)
def test_pasted_address_leads_on_to_the_page(client, namespace, added):
    path = MAKE[namespace]().get_absolute_url()

    assert led_on(client, f"{path.rstrip('/')}{added}", path)


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/nghị-quyết/", "/nghi-quyet/"),
        ("/Nghi-Quyet/", "/nghi-quyet/"),
        ("/tìm-kiếm/).", "/tim-kiem/"),
        ("/%00)", "/"),
    ],
)
def test_address_with_diacritics_and_capitals_leads_on(client, typed, path):
    assert led_on(client, f"{typed}?q=ngan+sach&{TRACKING}", f"{path}?q=ngan+sach")


@pytest.mark.parametrize(
    "typed", ["/nghi-quyet/12-nq-hđnd/", "/nghi–quyet/12‑nq–hdnd/", "/nghi-quyet//12-NQ-HĐND", "/nghị-quyết/12-nq-hđnd)."]
)
def test_pasted_short_address_leads_on_to_the_record(client, typed):
    resolution = ResolutionFactory(published=True, numbered=True, number=12)

    assert client.get(typed, follow=True).request["PATH_INFO"] == resolution.get_absolute_url()


def test_pasted_address_of_a_file_leads_on_to_the_file(client):
    path = f"{issued(draft(CouncilFactory())).get_absolute_url()}figures.json"

    assert led_on(client, f"{path})", path)


@pytest.mark.parametrize(
    "path", ["/khong-co/", "/khong-co)", "/nghi-quyet/khong/co/gi/ca).", "/nghi-quyet/99-nq-hđnd).", "/%ff)"]
)
def test_address_that_means_nothing_is_not_found_at_once(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/tin-tuc/", "/nghi-quyet/?nam=2021", "/tim-kiem/?q=ngan+sach", "/bao-cao/", "/van-ban/"])
def test_no_link_of_a_page_has_tracking_parameters(client, path):
    for number in range(30):
        ArticleFactory(published=True, title=f"Ngân sách {number}")
        ResolutionFactory(published=True, signed=True, title=f"Ngân sách {number}")

    separator = "&" if "?" in path else "?"
    followed = client.get(f"{path}{separator}{TRACKING}").content.decode()
    cache.clear()

    assert followed == client.get(path).content.decode()
    assert not [word for word in ("utm_", "fbclid", "gclid", "zarsrc") if word in followed.lower()]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        (TRACKING, ""),
        (f"q=a+b%26c&{TRACKING}&trang=2", "q=a+b%26c&trang=2"),
        ("q=utm_source&so=12%2FNQ", "q=utm_source&so=12%2FNQ"),
        ("utm_source", ""),
        ("status__exact=published&o=-2&_popup=1", "status__exact=published&o=-2&_popup=1"),
        ("utm%5Fsource=x&hd=cau-giay&", "hd=cau-giay&"),
    ],
)
def test_without_tracking_leaves_all_other_parameters_as_written(query, left):
    assert without_tracking(query) == left
