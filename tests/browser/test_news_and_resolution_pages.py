"""The pages of articles and resolutions in a browser, and tasks of visitors."""

from datetime import UTC, date, datetime

import pytest

from tests.browser.browser_page import open_browser_page
from tests.factories.councils import BodyFactory, CouncilFactory, PersonFactory, TermFactory
from tests.factories.news import ArticleFactory, ArticleFileFactory, PhotoFactory, picture
from tests.factories.resolutions import (
    DocumentFileFactory,
    IssuedDocumentFactory,
    RegisterFactory,
    ResolutionFactory,
    ResolutionFileFactory,
    VoteFactory,
)
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a browser opens some hundred pages

CONFERENCE = "Tổng kết hoạt động HĐND các cấp quận Cầu Giấy năm 2021, ký Chương trình phối hợp công tác năm 2022"
BODY = (
    "<p>Sáng 26/01/2022, Thường trực HĐND quận tổ chức hội nghị tổng kết.</p><h2>Kết quả</h2><ul><li>04 kỳ họp</li></ul>"
    "<table><tbody><tr><th>Nghị quyết</th><td>Nhân sự: 05</td><td>Thường kỳ: 07</td><td>Chuyên đề: 12</td></tr>"
    f"<tr>{'<td>Phường</td>' * 9}</tr></tbody></table>"
)
PORTRAITS = (3, 6)  # of the seven pictures
RESOLUTION_BODY = (
    "<p><strong>Điều 1.</strong> Phê chuẩn dự toán theo bảng sau.</p>"
    "<table><tbody><tr><th>Lĩnh vực</th><th>Dự toán năm 2021</th><th>Dự toán năm 2022</th><th>So với năm trước</th></tr>"
    "<tr><td>Giáo dục</td><td>650,5 tỷ đồng</td><td>702,3 tỷ đồng</td><td>tăng 51,8 tỷ đồng</td></tr></tbody></table>"
    "<p><strong>Điều 2.</strong> Giao UBND quận tổ chức thực hiện.</p>"
)


@pytest.fixture
def records(transactional_db):
    """{name: record}: a year of resolutions and the article about the conference."""
    council = CouncilFactory(name="HĐND quận Cầu Giấy", slug="cau-giay", place_name="Cầu Giấy", is_portal=True, is_sample=True)
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
    budget.body, budget.summary = RESOLUTION_BODY, "Phê chuẩn dự toán."
    budget.signer, budget.signer_title = PersonFactory(full_name="Nguyễn Văn Chiến"), "Chủ tịch"
    budget.save()
    ResolutionFileFactory(resolution=budget, title="Nghị quyết số 19/NQ-HĐND", pages=8)
    ResolutionFileFactory(resolution=budget, title="Phụ lục danh mục dự án", role="annex", order=2)
    VoteFactory(session=session, resolution=budget, is_final=True, present=33, in_favour=28, against=2, abstained=3)
    expired = ResolutionFactory(
        session=session,
        signed=True,
        published=True,
        title=" ".join(["Về việc ban hành Quy định mức chi hỗ trợ người dân gặp khó khăn"] * 4),
        effective_from=date(2021, 12, 20),
        expires_on=date(2022, 1, 1),
    )
    document = IssuedDocumentFactory(
        council=council, signed=True, published=True, issuer=BodyFactory(council=council), effective_from=date(2099, 1, 1)
    )
    DocumentFileFactory(document=document)
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
        size = (600, 900) if number + 1 in PORTRAITS else (900, 600)
        PhotoFactory(
            article=article, order=number + 1, image__data=picture(size=size), caption=f"Ảnh thứ {number + 1} của hội nghị."
        )
    ArticleFileFactory(article=article)
    article.resolutions.add(budget)
    for number in range(25):
        ArticleFactory(
            council=council, category=article.category, lead="Một câu mở đầu.", published=True, title=f"Tin ngắn thứ {number}"
        )
    return {"budget": budget, "expired": expired, "document": document, "article": article, "withdrawn": withdrawn}


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
        records["expired"].get_absolute_url(): 200,
        records["withdrawn"].get_absolute_url(): 410,
        "/van-ban/": 200,
        records["document"].get_absolute_url(): 200,
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
        assert link.get_attribute("href") == records["budget"].files.first().get_absolute_url()


@pytest.mark.parametrize("name", ["budget", "expired"])
def test_resolution_detail_view_has_its_facts_and_files_on_the_first_screen(chromium, live_server, records, name):
    with open_browser_page(chromium, live_server.url, width=1280) as browser_page:
        browser_page.open(records[name].get_absolute_url())
        head = browser_page.page.locator("main header").bounding_box()

        assert head["y"] + head["height"] < 800


def test_contents_lead_to_each_part_on_a_phone(chromium, live_server, records):
    with open_browser_page(chromium, live_server.url, width=375) as browser_page:
        browser_page.open(records["budget"].get_absolute_url())
        browser_page.page.get_by_text("Mục lục", exact=True).first.click()
        browser_page.page.locator(".contents").get_by_role("link", name="Điều 2").click()
        browser_page.page.wait_for_url("**#dieu-2")

        assert 0 <= browser_page.page.locator("#dieu-2").bounding_box()["y"] < 400
        assert browser_page.page.locator(".to-contents a").is_visible()


def test_article_detail_view_loads_the_seventh_picture_of_the_conference(chromium, live_server, records):
    with open_browser_page(chromium, live_server.url, width=375) as browser_page:
        browser_page.open("/")
        browser_page.page.get_by_role("link", name=CONFERENCE).click()
        figure = browser_page.page.locator("figure").nth(6)
        figure.scroll_into_view_if_needed()

        assert figure.locator("img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
        assert figure.locator("figcaption").inner_text() == "Ảnh thứ 7 của hội nghị."


# Left and right edge and height of the pictures of each row, and the edges of the row itself.
ROWS_OF_GALLERY = """rows => rows.map(row => {
  const edges = element => element.getBoundingClientRect();
  const pictures = [...row.querySelectorAll("img")].map(edges);
  return {
    gaps: [pictures[0].left - edges(row).left, edges(row).right - pictures.at(-1).right],
    heights: pictures.map(picture => picture.height),
  };
})"""


def test_gallery_rows_have_no_holes(chromium, live_server, records):
    with open_browser_page(chromium, live_server.url, width=1280) as browser_page:
        browser_page.open(records["article"].get_absolute_url())
        rows = browser_page.page.eval_on_selector_all(".gallery-row", ROWS_OF_GALLERY)

    assert [len(row["heights"]) for row in rows] == [2, 2, 2]
    for row in rows:
        assert row["gaps"] == pytest.approx([0, 0], abs=1)
        assert row["heights"] == pytest.approx([row["heights"][0]] * 2, abs=1)


@pytest.mark.parametrize(("width", "loaded"), [(375, "400"), (1280, "800")])
def test_article_detail_view_loads_the_lead_picture_in_the_width_of_its_place(chromium, live_server, records, width, loaded):
    with open_browser_page(chromium, live_server.url, width=width) as browser_page:
        browser_page.open(records["article"].get_absolute_url())
        lead_picture = browser_page.page.locator("figure img").first
        displayed = lead_picture.bounding_box()["width"]
        url, offered = lead_picture.evaluate("picture => picture.decode().then(() => [picture.currentSrc, picture.naturalWidth])")

    assert url.endswith(f"-{loaded}.webp")
    assert offered == pytest.approx(displayed, abs=1)  # the density of the picture comes from `sizes`


def test_facets_are_closed_on_a_phone_and_open_on_a_desktop(chromium, live_server, records):
    is_facet_visible = {}
    for width in (375, 1280):
        with open_browser_page(chromium, live_server.url, width=width) as browser_page:
            browser_page.open("/nghi-quyet/?loai=thematic")
            is_facet_visible[width] = browser_page.page.locator(".facets a").first.is_visible()

            assert browser_page.page.locator(".records > li").first.bounding_box()["y"] < 800

    assert is_facet_visible == {375: False, 1280: True}
