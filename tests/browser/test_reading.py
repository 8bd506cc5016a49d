"""What a visitor comes for: news and resolutions, looked at as pages and walked as tasks with their clicks counted."""

from datetime import UTC, date, datetime

import pytest

from tests.browser.walk import walker
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
    """A year of resolutions and the article on the conference, by the names that the tests use."""
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
    for n in range(7):
        PhotoFactory(article=article, order=n + 1, image__data=picture(size=(900, 600)), caption=f"Ảnh thứ {n + 1} của hội nghị.")
    ArticleFileFactory(article=article)
    article.resolutions.add(budget)
    for n in range(25):
        ArticleFactory(
            council=council, category=article.category, lead="Một câu mở đầu.", published=True, title=f"Tin ngắn thứ {n}"
        )
    return {"budget": budget, "article": article, "withdrawn": withdrawn}


def pages(records):
    """Every kind of page, with the status that it answers."""
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
def test_pages_are_clean(chromium, live_server, records, scheme, width):
    problems = {}
    with walker(chromium, live_server.url, width=width, scheme=scheme) as visitor:
        for path, status in pages(records).items():
            visitor.open(path, status=status)
            problems[path] = visitor.complaints + visitor.foreign_requests() + visitor.too_many_requests() + visitor.violations()

    assert problems == dict.fromkeys(pages(records), [])


def test_no_page_scrolls_sideways_on_a_small_phone(chromium, live_server, records):
    problems = {}
    with walker(chromium, live_server.url, width=320) as visitor:
        for path, status in pages(records).items():
            visitor.open(path, status=status)
            problems[path] = visitor.sideways_scroll()

    assert problems == dict.fromkeys(pages(records), [])


def test_resolution_is_found_by_its_number_with_one_click(chromium, live_server, records):
    with walker(chromium, live_server.url, width=375) as visitor:
        visitor.open("/")
        visitor.page.get_by_role("searchbox").fill("nq 12 2021")
        visitor.page.keyboard.press("Enter")
        visitor.page.locator(".record-title").first.click()

        assert visitor.page.url == f"{live_server.url}/nghi-quyet/cau-giay/2021/12-nq-hdnd/"


def test_what_was_decided_on_the_budget_is_one_click_from_its_words(chromium, live_server, records):
    with walker(chromium, live_server.url, width=375) as visitor:
        visitor.open("/nghi-quyet/")
        visitor.page.locator(".main").get_by_role("searchbox").fill("ngan sach 2022")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_url("**/nghi-quyet/?q=*")
        link = visitor.page.get_by_role("link", name="Nghị quyết số 19/NQ-HĐND")

        assert visitor.page.locator(".records > li").count() == 1
        assert link.get_attribute("href") == records["budget"].files.get().get_absolute_url()


def test_conference_article_is_one_click_away_and_shows_its_seventh_picture(chromium, live_server, records):
    with walker(chromium, live_server.url, width=375) as visitor:
        visitor.open("/")
        visitor.page.get_by_role("link", name=CONFERENCE).click()
        seventh = visitor.page.locator("figure").nth(6)
        seventh.scroll_into_view_if_needed()

        assert seventh.locator("img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
        assert seventh.locator("figcaption").inner_text() == "Ảnh thứ 7 của hội nghị."


def test_filter_is_one_closed_line_on_a_phone_and_open_on_a_desk(chromium, live_server, records):
    shown = {}
    for width in (375, 1280):
        with walker(chromium, live_server.url, width=width) as visitor:
            visitor.open("/nghi-quyet/?loai=thematic")
            shown[width] = visitor.page.locator(".facets a").first.is_visible()

            assert visitor.page.locator(".records > li").first.bounding_box()["y"] < 800

    assert shown == {375: False, 1280: True}
