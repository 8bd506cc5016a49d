"""The pages of articles and resolutions in a browser, and tasks of visitors."""

from datetime import UTC, date, datetime

import pytest

from tests.browser.browser_page import open_browser_page
from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.news import ArticleFactory, ArticleFileFactory, PhotoFactory, picture
from tests.factories.resolutions import RegisterFactory, ResolutionFactory, ResolutionFileFactory, VoteFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a browser opens some hundred pages

CONFERENCE = "Tổng kết hoạt động HĐND các cấp quận Cầu Giấy năm 2021, ký Chương trình phối hợp công tác năm 2022"
BODY = (
    "<p>Sáng 26/01/2022, Thường trực HĐND quận tổ chức hội nghị tổng kết.</p><h2>Kết quả</h2><ul><li>04 kỳ họp</li></ul>"
    "<table><tbody><tr><th>Nghị quyết</th><td>Nhân sự: 05</td><td>Thường kỳ: 07</td><td>Chuyên đề: 12</td></tr></tbody></table>"
)


@pytest.fixture
def records(transactional_db):
    """{name: record}: a year of resolutions and the article about the conference."""
    council = CouncilFactory(name="HĐND quận Cầu Giấy", slug="cau-giay", place_name="Cầu Giấy", is_hosted=True, is_sample=True)
    session = CouncilSessionFactory(term=TermFactory(council=council), opened_on=date(2021, 12, 20), published=True)
    register = RegisterFactory(council=council)
    resolutions = [
        ResolutionFactory(
            session=session,
            register=register,
            numbered=True,
            number=number,
            symbol=f"{number:02}/NQ-HĐND",
            title=f"Về việc thứ {number} của quận Cầu Giấy, nhiệm kỳ 2021-2026",
            effective_from=date(2021, 12, 20),
            published=True,
        )
        for number in range(1, 31)
    ]
    budget = resolutions[18]
    budget.title = "Về dự toán ngân sách quận Cầu Giấy năm 2022 và phương án phân bổ ngân sách cấp quận năm 2022"
    budget.body = "Điều 1. Phê chuẩn dự toán.\n\nĐiều 2. Giao UBND quận tổ chức thực hiện."
    budget.save()
    ResolutionFileFactory(resolution=budget, title="Nghị quyết số 19/NQ-HĐND")
    VoteFactory(session=session, resolution=budget, is_final=True)
    ResolutionFactory(session=session, register=register, numbered=True, number=12, year=2020, published=True)
    withdrawn = ResolutionFactory(session=session, withdrawn=True)
    article = ArticleFactory(
        council=council,
        title=CONFERENCE,
        slug="hoi-nghi-tong-ket-2021",
        lead="Thường trực HĐND, UBND và Ủy ban MTTQ Việt Nam quận cùng nhìn lại năm 2021.",
        body=BODY,
        status="published",
        publish_at=datetime(2022, 1, 26, 9, 58, tzinfo=UTC),
    )
    for number in range(7):
        PhotoFactory(
            article=article, order=number + 1, image__data=picture(size=(900, 600)), caption=f"Ảnh thứ {number + 1} của hội nghị."
        )
    ArticleFileFactory(article=article)
    article.resolutions.add(budget)
    for number in range(25):
        ArticleFactory(
            council=council, category=article.category, lead="Một câu mở đầu.", published=True, title=f"Tin ngắn thứ {number}"
        )
    return {"budget": budget, "article": article, "withdrawn": withdrawn}


def status_by_path(records):
    """{path: expected status} for one page of every type."""
    return {
        "/": 200,
        "/tin-tuc/": 200,
        "/tin-tuc/2022/01/?trang=9": 200,
        "/tin-tuc/?chuyen-muc=khong-co": 200,
        records["article"].get_absolute_url(): 200,
        "/nghi-quyet/": 200,
        "/nghi-quyet/?nam=2021&loai=thematic&q=quan": 200,
        "/nghi-quyet/?nam=1999": 200,
        "/nghi-quyet/?nam=2021&q=nq 99 2021": 200,
        "/nghi-quyet/12-nq-hdnd/": 300,
        records["budget"].get_absolute_url(): 200,
        records["withdrawn"].get_absolute_url(): 410,
        "/tim-kiem/": 200,
        "/tim-kiem/?q=ngan sach": 200,
        "/tim-kiem/?q=ngan sach khongcogi": 200,
        "/tin-tuc/2022/01/khong-co/": 404,
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_news_and_resolution_views_are_clean(chromium, live_server, records, scheme, width):
    problems = {}
    with open_browser_page(chromium, live_server.url, width=width, scheme=scheme) as browser_page:
        for path, status in status_by_path(records).items():
            browser_page.open(path, status=status)
            problems[path] = (
                browser_page.problems
                + browser_page.external_requests()
                + browser_page.too_many_requests()
                + browser_page.accessibility_problems()
            )

    assert problems == dict.fromkeys(status_by_path(records), [])


def test_pages_do_not_scroll_horizontally_on_a_small_phone(chromium, live_server, records):
    problems = {}
    with open_browser_page(chromium, live_server.url, width=320) as browser_page:
        for path, status in status_by_path(records).items():
            browser_page.open(path, status=status)
            problems[path] = browser_page.horizontal_scroll()

    assert problems == dict.fromkeys(status_by_path(records), [])


def test_search_view_finds_a_resolution_by_number_with_one_click(chromium, live_server, records):
    with open_browser_page(chromium, live_server.url, width=375) as browser_page:
        browser_page.open("/")
        browser_page.page.get_by_role("searchbox").fill("nq 12 2021")
        browser_page.page.keyboard.press("Enter")
        browser_page.page.locator(".record-title").first.click()

        assert browser_page.page.url == f"{live_server.url}/nghi-quyet/cau-giay/2021/12-nq-hdnd/"


def test_resolution_list_view_finds_the_budget_file_with_one_click(chromium, live_server, records):
    with open_browser_page(chromium, live_server.url, width=375) as browser_page:
        browser_page.open("/nghi-quyet/")
        browser_page.page.locator(".main").get_by_role("searchbox").fill("ngan sach 2022")
        browser_page.page.keyboard.press("Enter")
        browser_page.page.wait_for_url("**/nghi-quyet/?q=*")
        link = browser_page.page.get_by_role("link", name="Nghị quyết số 19/NQ-HĐND")

        assert browser_page.page.locator(".records > li").count() == 1
        assert link.get_attribute("href") == records["budget"].files.get().get_absolute_url()


def test_article_detail_view_loads_the_seventh_picture_of_the_conference(chromium, live_server, records):
    with open_browser_page(chromium, live_server.url, width=375) as browser_page:
        browser_page.open("/")
        browser_page.page.get_by_role("link", name=CONFERENCE).click()
        figure = browser_page.page.locator("figure").nth(6)
        figure.scroll_into_view_if_needed()

        assert figure.locator("img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
        assert figure.locator("figcaption").inner_text() == "Ảnh thứ 7 của hội nghị."


def test_facets_are_closed_on_a_phone_and_open_on_a_desktop(chromium, live_server, records):
    is_facet_visible = {}
    for width in (375, 1280):
        with open_browser_page(chromium, live_server.url, width=width) as browser_page:
            browser_page.open("/nghi-quyet/?loai=thematic")
            is_facet_visible[width] = browser_page.page.locator(".facets a").first.is_visible()

            assert browser_page.page.locator(".records > li").first.bounding_box()["y"] < 800

    assert is_facet_visible == {375: False, 1280: True}
