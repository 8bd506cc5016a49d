"""Every page that exists, in light and dark, on a phone and on a desk, as a visitor and as staff see it."""

from datetime import date

import pytest
from django.conf import settings as django_settings
from django.test import Client

from reports.actions import issue_report
from sessions_app.models import CouncilSession
from tests.browser.walk import walker
from tests.factories.accounts import UserFactory
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.councils import CouncilFactory, PersonFactory, TermFactory
from tests.factories.news import ArticleFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import RegisterFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a browser opens some hundred pages

REPORT, DRAFT = "/bao-cao/cau-giay/2021/", "/bao-cao/cau-giay/2022/"
PUBLIC = [
    "/",
    "/bao-cao/",
    REPORT,
    f"{REPORT}resolutions.adopted/",
    f"{REPORT}resolutions.adopted/?phan=khong-co",
    f"{REPORT}receptions.held/",
    f"{REPORT}receptions.held/?phan=standing",
]
ABSENT = "/khong-co/"
STAFF = [DRAFT, f"{DRAFT}resolutions.adopted/"]
LOGIN = "/quan-tri/login/"
ADMIN = ["/quan-tri/", "/quan-tri/reports/annualreport/"]


@pytest.fixture
def council(transactional_db):
    """A hosted council of samples with a report issued on a year's work and a draft on the next."""
    council = CouncilFactory(
        name="HĐND quận Cầu Giấy",
        slug="cau-giay",
        place_name="Cầu Giấy",
        is_hosted=True,
        is_sample=True,
        contact_address="36 đường Cầu Giấy",
        contact_phone="024 3833 0000",
        contact_email="hdnd@example.vn",
    )
    RegisterFactory(council=council, key="bao-cao", pattern="{number:02}/BC-HĐND")
    term = TermFactory(council=council)
    for year in (2020, 2021):
        session = CouncilSessionFactory(term=term, opened_on=date(year, 12, 20))
        ResolutionFactory.create_batch(60 if year == 2021 else 3, session=session, signed=True, published=True)
    ReceptionSessionFactory.create_batch(3, council=council)
    signer = PersonFactory()
    for year in (2021, 2022):
        report = AnnualReportFactory(
            council=council,
            slug=str(year),
            title=f"Tổng kết hoạt động của Hội đồng nhân dân quận Cầu Giấy năm {year}, phương hướng, nhiệm vụ năm {year + 1}",
            period_label=f"năm {year}",
            period_from=date(year, 1, 1),
            period_to=date(year, 12, 31),
            cut_off=date(year, 12, 31),
            signer=signer,
            sign_mode="chair",
            recipients="Thường trực HĐND Thành phố\nLưu: VT",
        )
        if year == 2021:
            issue_report(report=report, user=UserFactory(), on=date(2022, 1, 5))
    return council


@pytest.fixture
def staff_cookies(council):
    """The cookies of an administrator who is signed in."""
    client = Client()
    client.force_login(UserFactory(administrator=True), backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    return [(name, morsel.value) for name, morsel in client.cookies.items()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_pages_are_clean(chromium, live_server, council, staff_cookies, scheme, width):
    problems = {}
    with walker(chromium, live_server.url, width=width, scheme=scheme) as visitor:
        for path in [*PUBLIC, ABSENT]:
            visitor.open(path, status=404 if path == ABSENT else 200)
            problems[path] = visitor.complaints + visitor.foreign_requests() + visitor.too_many_requests() + visitor.violations()
        visitor.open(LOGIN)
        problems[LOGIN] = visitor.complaints + visitor.foreign_requests() + visitor.violations()
    with walker(chromium, live_server.url, width=width, scheme=scheme, cookies=staff_cookies) as member:
        for path in [*STAFF, *ADMIN]:
            member.open(path)
            problems[path] = member.complaints + member.foreign_requests() + member.violations()

    assert problems == dict.fromkeys([*PUBLIC, ABSENT, LOGIN, *STAFF, *ADMIN], [])


def test_no_page_scrolls_sideways_on_a_small_phone(chromium, live_server, council, staff_cookies):
    problems = {}
    with walker(chromium, live_server.url, width=320, cookies=staff_cookies) as visitor:
        for path in [*PUBLIC, *STAFF]:
            visitor.open(path)
            problems[path] = visitor.complaints + visitor.sideways_scroll()

    assert problems == dict.fromkeys([*PUBLIC, *STAFF], [])


def test_word_without_end_makes_no_page_scroll_sideways(chromium, live_server, council):
    word = "đ" * 250
    resolution = ResolutionFactory(title=word, signed=True, published=True, session=CouncilSession.objects.first())
    article = ArticleFactory(title=word, lead=word, signature=word[:100], published=True, council=council)
    pages = ["/", "/tin-tuc/", article.get_absolute_url(), "/nghi-quyet/", resolution.get_absolute_url(), f"/tim-kiem/?q={word}"]
    problems = {}
    for width in (320, 1280):
        with walker(chromium, live_server.url, width=width) as visitor:
            for path in pages:
                visitor.open(path)
                problems[path, width] = visitor.complaints + visitor.sideways_scroll()

    assert [problem for problem in problems.items() if problem[1]] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_components_are_clean(chromium, live_server, settings, scheme):
    settings.DEBUG = True
    with walker(chromium, live_server.url, width=320, scheme=scheme) as visitor:
        visitor.open("/_components/")

        assert visitor.complaints + visitor.foreign_requests() + visitor.violations() + visitor.sideways_scroll() == []


def test_figure_leads_to_its_records_and_back(chromium, live_server, council):
    with walker(chromium, live_server.url, width=375) as visitor:
        visitor.open(REPORT)
        figure = visitor.page.locator("a.figure-link").filter(has_text="60").first
        figure.click()

        assert visitor.page.locator("data.figure").get_attribute("value") == "60"

        visitor.page.get_by_role("link", name="Trang sau").click()
        assert visitor.page.locator(".records > li").count() == 10

        visitor.page.get_by_role("link", name="Trở lại báo cáo").click()
        assert visitor.page.url == live_server.url + REPORT


def test_keyboard_reaches_the_matter_first(chromium, live_server, council):
    with walker(chromium, live_server.url, width=1280) as visitor:
        visitor.open("/bao-cao/")
        visitor.page.keyboard.press("Tab")
        visitor.page.keyboard.press("Enter")

        assert visitor.page.evaluate("document.activeElement.id") == "noi-dung"


def test_walk_would_notice_a_problem(chromium, live_server, council):
    with walker(chromium, live_server.url, width=320) as visitor:
        visitor.open("/")
        visitor.page.evaluate(
            """() => {
                document.documentElement.removeAttribute("lang");
                document.querySelector("h1").textContent = "Nghị".repeat(200);
                document.querySelector("h1").setAttribute("class", "document-number");
                document.body.append(Object.assign(document.createElement("pre"), {textContent: "x".repeat(500)}));
                console.error("hỏng");
            }"""
        )

        assert any(problem.startswith("axe html-has-lang") for problem in visitor.violations())
        assert visitor.sideways_scroll() != []
        assert visitor.complaints == ["console: hỏng"]
