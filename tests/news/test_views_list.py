import re
from datetime import UTC, datetime

import pytest

from tests.factories.news import ArticleFactory, CategoryFactory, PhotoFactory
from tests.news.pages import HIDDEN, page, published

pytestmark = pytest.mark.django_db


def listed(response):
    return list(response.context["object_list"])


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_article_list_view_lists_published_articles_newest_first(client, hidden):
    older = published(at=datetime(2021, 12, 31, tzinfo=UTC))
    newer = published()
    ArticleFactory(title="Tin kín", **hidden)
    ArticleFactory(title="Tin kín", withdrawn=True)

    response = client.get("/tin-tuc/")

    assert listed(response) == [newer, older]
    assert "Tin kín" not in page(response)


def test_article_list_view_narrows_to_a_year_or_month_in_vietnamese_time(client):
    late = published(at=datetime(2021, 12, 31, 17, 30, tzinfo=UTC))  # 00:30 of 1 January in Vietnam
    december = published(at=datetime(2021, 12, 31, 16, 30, tzinfo=UTC))
    january = published(at=datetime(2022, 1, 26, tzinfo=UTC))
    march = published(at=datetime(2022, 3, 1, tzinfo=UTC))

    result = {
        path: listed(client.get(path)) for path in ("/tin-tuc/2021/", "/tin-tuc/2022/", "/tin-tuc/2022/01/", "/tin-tuc/2022/02/")
    }

    assert result == {
        "/tin-tuc/2021/": [december],
        "/tin-tuc/2022/": [march, january, late],
        "/tin-tuc/2022/01/": [january, late],
        "/tin-tuc/2022/02/": [],
    }


def test_article_filter_narrows_by_category_and_text(client):
    category = CategoryFactory(key="ky-hop", label="Kỳ họp")
    result = published(title="Kỳ họp thứ ba của HĐND quận", category=category, council=category.council)
    published(title="Kỳ họp thứ hai", category=category, council=category.council)
    published(title="Đồng chí Bí thư dự kỳ họp thứ ba")

    response = client.get("/tin-tuc/?chuyen-muc=ky-hop&q=ky hop 3")

    assert listed(response) == [result]
    assert "<mark>Kỳ họp</mark>" in page(response)


def test_article_filter_matches_nothing_for_an_unknown_category(client):
    published()

    response = client.get("/tin-tuc/?chuyen-muc=khong-co")

    assert (response.status_code, listed(response)) == (200, [])
    assert "Không có tin bài nào theo bộ lọc: Chuyên mục “khong-co”." in page(response)
    assert '<a href="/tin-tuc/">có 1 tin bài ở chuyên mục khác</a>' in page(response)


def headings(response):
    """The headings within the list, with the titles that follow each."""
    parts = re.findall(r'<h3 class="list-group">(.*?)</h3>|class="record-title" href="[^"]*">(.*?)</a>', page(response))
    return [heading or title for heading, title in parts]


def test_article_list_view_divides_rows_by_year_or_month_in_vietnamese_time(client):
    published("Tết", at=datetime(2021, 12, 31, 17, 30, tzinfo=UTC))  # 00:30 of 1 January in Vietnam
    published("Cuối năm", at=datetime(2021, 12, 31, 16, 30, tzinfo=UTC))
    published("Giữa năm", at=datetime(2021, 7, 8, tzinfo=UTC))

    result = {path: headings(client.get(path)) for path in ("/tin-tuc/", "/tin-tuc/2021/", "/tin-tuc/2021/12/")}

    assert result == {
        "/tin-tuc/": ["Năm 2022", "Tết", "Năm 2021", "Cuối năm", "Giữa năm"],
        "/tin-tuc/2021/": ["Tháng 12/2021", "Cuối năm", "Tháng 7/2021", "Giữa năm"],
        "/tin-tuc/2021/12/": ["Cuối năm"],
    }


def text_of(html):
    """The words of a piece of HTML."""
    return " ".join(re.sub("<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/tin-tuc/", "1–20 trong 21 tin bài"),
        ("/tin-tuc/?trang=2", "21–21 trong 21 tin bài"),
        ("/tin-tuc/?q=hoi+nghi+0", "1 tin bài khớp với hoi nghi 0"),
    ],
)
def test_article_list_view_says_its_order_and_how_many_rows(client, path, count):
    for n in range(21):
        published(f"Hội nghị {n}")

    head = re.search(r'<div class="list-head">(.*?)</div>', page(client.get(path)), re.S)[1]

    assert text_of(head) == f"Mới đăng trước {count}"


def test_article_list_view_names_the_date_and_the_category_of_a_row(client):
    article = published(council__is_portal=True)

    kicker = re.search(r'<p class="kicker">(.*?)</p>', page(client.get("/tin-tuc/")), re.S)[1]

    assert text_of(kicker) == f"Đăng 26/01/2022 · {article.category.label}"


def test_article_list_view_without_articles_says_so(client):
    ArticleFactory(title="Tin kín")

    empty = re.search(r'<div class="empty">(.*?)</div>', page(client.get("/tin-tuc/")), re.S)[1]

    assert text_of(empty) == (
        "Chưa có tin bài nào được đăng trên cổng. Danh sách sẽ hiện ở đây ngay khi có tin bài đầu tiên. Về trang chủ"
    )


def test_article_list_view_names_the_filter_that_leaves_no_row(client):
    published()
    published(at=datetime(2021, 12, 31, tzinfo=UTC))

    empty = re.search(r'<div class="empty">(.*?)</div>', page(client.get("/tin-tuc/2020/?q=hoi+nghi")), re.S)[1]

    assert text_of(empty) == (
        "Không có tin bài nào khớp với hoi nghi theo bộ lọc: Năm “2020”. Không có với bộ lọc Năm “2020”; "
        "có 2 tin bài ở năm khác . Xem tất cả tin bài"
    )


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", 1), ("2", 2), ("0", 1), ("-1", 1), ("zzz", 1), ("10^9", 1), ("1000000000", 2), ("9" * 5000, 1), ("1.5", 1), ("%00", 1)],
)
def test_article_list_view_displays_the_nearest_page_for_an_unknown_one(client, typed, number):
    for _ in range(21):
        published()

    response = client.get(f"/tin-tuc/?trang={typed}")

    assert response.status_code == 200
    assert response.context["page_obj"].number == number


@pytest.mark.parametrize("path", ["/tin-tuc/2022/13/", "/tin-tuc/2022/1/", "/tin-tuc/0000/", "/tin-tuc/99999/", "/tin-tuc/abc/"])
def test_article_list_view_returns_404_for_an_invalid_month(client, path):
    published()

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_article_list_view_needs_six_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        PhotoFactory(article=published())

    with django_assert_num_queries(6):
        client.get("/tin-tuc/")


@pytest.mark.parametrize(("path", "label"), [("/tin-tuc/2021/", "Năm 2021"), ("/tin-tuc/2021/12/", "Tháng 12/2021")])
def test_article_list_view_names_the_period_in_its_breadcrumbs(client, path, label):
    published(at=datetime(2021, 12, 1, tzinfo=UTC))

    html = client.get(path).content.decode()

    assert f'<span aria-current="page">{label}</span>' in html
