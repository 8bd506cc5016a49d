"""The home page, report pages and some admin pages in a browser: light and dark mode, phone and desktop."""

from datetime import date

import pytest
from django.conf import settings as django_settings
from django.test import Client

from reports.actions import issue_report
from sessions_app.models import CouncilSession
from tests.browser.browser_page import open_browser_page
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
UNKNOWN = "/khong-co/"
STAFF = [DRAFT, f"{DRAFT}resolutions.adopted/"]
LOGIN = "/quan-tri/login/"
ADMIN = ["/quan-tri/", "/quan-tri/reports/annualreport/"]


@pytest.fixture
def council(transactional_db):
    """A hosted sample council with an issued report for 2021 and a draft for 2022."""
    council = CouncilFactory(
        name="HĐND quận Cầu Giấy",
        slug="cau-giay",
        place_name="Cầu Giấy",
        is_portal=True,
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
def test_report_and_staff_views_are_clean(chromium, live_server, council, staff_cookies, scheme, width):
    problems = {}
    with open_browser_page(chromium, live_server.url, width=width, scheme=scheme) as browser_page:
        for path in [*PUBLIC, UNKNOWN]:
            browser_page.open(path, status=404 if path == UNKNOWN else 200)
            problems[path] = (
                browser_page.problems
                + browser_page.external_requests()
                + browser_page.too_many_requests()
                + browser_page.accessibility_problems()
            )
        browser_page.open(LOGIN)
        problems[LOGIN] = browser_page.problems + browser_page.external_requests() + browser_page.accessibility_problems()
    with open_browser_page(chromium, live_server.url, width=width, scheme=scheme, cookies=staff_cookies) as staff_page:
        for path in [*STAFF, *ADMIN]:
            staff_page.open(path)
            problems[path] = staff_page.problems + staff_page.external_requests() + staff_page.accessibility_problems()

    assert problems == dict.fromkeys([*PUBLIC, UNKNOWN, LOGIN, *STAFF, *ADMIN], [])


def test_pages_do_not_scroll_horizontally_on_a_small_phone(chromium, live_server, council, staff_cookies):
    problems = {}
    with open_browser_page(chromium, live_server.url, width=320, cookies=staff_cookies) as browser_page:
        for path in [*PUBLIC, *STAFF]:
            browser_page.open(path)
            problems[path] = browser_page.problems + browser_page.horizontal_scroll()

    assert problems == dict.fromkeys([*PUBLIC, *STAFF], [])


def test_pages_with_very_long_words_do_not_scroll_horizontally(chromium, live_server, council):
    word = "đ" * 250
    resolution = ResolutionFactory(title=word, signed=True, published=True, session=CouncilSession.objects.first())
    article = ArticleFactory(title=word, lead=word, signature=word[:100], published=True, council=council)
    pages = ["/", "/tin-tuc/", article.get_absolute_url(), "/nghi-quyet/", resolution.get_absolute_url(), f"/tim-kiem/?q={word}"]
    problems = {}
    for width in (320, 1280):
        with open_browser_page(chromium, live_server.url, width=width) as browser_page:
            for path in pages:
                browser_page.open(path)
                problems[path, width] = browser_page.problems + browser_page.horizontal_scroll()

    assert [problem for problem in problems.items() if problem[1]] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_components_view_is_clean(chromium, live_server, settings, scheme):
    settings.DEBUG = True
    with open_browser_page(chromium, live_server.url, width=320, scheme=scheme) as browser_page:
        browser_page.open("/_components/")

        assert (
            browser_page.problems
            + browser_page.external_requests()
            + browser_page.accessibility_problems()
            + browser_page.horizontal_scroll()
            == []
        )


def test_figure_link_leads_to_the_records_and_back(chromium, live_server, council):
    with open_browser_page(chromium, live_server.url, width=375) as browser_page:
        browser_page.open(REPORT)
        figure = browser_page.page.locator("a.figure-link").filter(has_text="60").first
        figure.click()

        assert browser_page.page.locator("data.figure").get_attribute("value") == "60"

        browser_page.page.get_by_role("link", name="Trang sau").click()
        assert browser_page.page.locator(".records > li").count() == 10

        browser_page.page.get_by_role("link", name="Trở lại báo cáo").click()
        assert browser_page.page.url == live_server.url + REPORT


def test_annexes_on_a_phone_are_blocks_of_labelled_lines_and_stay_tables(chromium, live_server, council):
    with open_browser_page(chromium, live_server.url, width=320) as browser_page:
        browser_page.open(REPORT)
        page = browser_page.page
        annex = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="Trích yếu"))
        first_row = annex.get_by_role("row").nth(1)
        label = "element => getComputedStyle(element, '::before').content"

        assert not annex.is_visible()
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        assert page.evaluate("[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth).length") == 0
        assert first_row.get_by_role("cell").count() == 8
        assert '"Thông qua"' in first_row.get_by_role("cell").nth(2).evaluate(label)

        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = false })")
        page.set_viewport_size({"width": 1280, "height": 900})
        assert annex.is_visible()
        assert first_row.get_by_role("cell").nth(2).evaluate(label) == "none"


def test_contents_lead_to_the_parts_of_a_report_and_back_on_a_phone(chromium, live_server, council):
    with open_browser_page(chromium, live_server.url, width=375) as browser_page:
        browser_page.open(REPORT)
        page = browser_page.page
        page.get_by_text("Mục lục", exact=True).first.click()
        page.get_by_role("link", name="Danh mục nghị quyết").click()

        annex = page.get_by_role("heading", name="Danh mục nghị quyết")
        assert 0 <= annex.evaluate("element => Math.round(element.getBoundingClientRect().top)") < 100
        assert page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="Trích yếu")).is_visible()

        page.get_by_role("link", name="Mục lục", exact=True).click()
        assert page.locator("#muc-luc").evaluate("element => Math.round(element.getBoundingClientRect().top)") < 100


def test_skip_link_is_the_first_keyboard_target(chromium, live_server, council):
    with open_browser_page(chromium, live_server.url, width=1280) as browser_page:
        browser_page.open("/bao-cao/")
        browser_page.page.keyboard.press("Tab")
        browser_page.page.keyboard.press("Enter")

        assert browser_page.page.evaluate("document.activeElement.id") == "noi-dung"


def test_browser_page_reports_problems(chromium, live_server, council):
    with open_browser_page(chromium, live_server.url, width=320) as browser_page:
        browser_page.open("/")
        browser_page.page.evaluate(
            """() => {
                document.documentElement.removeAttribute("lang");
                document.querySelector("h1").textContent = "Nghị".repeat(200);
                document.querySelector("h1").setAttribute("class", "document-number");
                document.body.append(Object.assign(document.createElement("pre"), {textContent: "x".repeat(500)}));
                console.error("hỏng");
            }"""
        )

        assert any(problem.startswith("axe html-has-lang") for problem in browser_page.accessibility_problems())
        assert browser_page.horizontal_scroll() != []
        assert browser_page.problems == ["console: hỏng"]
