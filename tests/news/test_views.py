import re
from datetime import UTC, datetime

import pytest

from tests.factories.news import ArticleFactory, ArticleFileFactory, ArticleViewsFactory, PhotoFactory, picture
from tests.factories.resolutions import ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.news.pages import HIDDEN, TOMORROW, page, published

pytestmark = pytest.mark.django_db


def text_of(html):
    """The words of a piece of HTML."""
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def meta_of(html):
    """The parts of the line below the title of an article."""
    meta = re.search(r'<p class="meta">(.*?)</p>', html, re.S)[1]
    return [text_of(part) for part in re.findall("<span>(.*?)</span>", meta)]


def test_article_detail_view_displays_time_category_and_page_views(client):
    article = published(lead="Sáng 26/01, HĐND quận tổng kết.", signature="HĐND QUẬN CẦU GIẤY")
    article.category.label = "Hoạt động HĐND"
    article.category.save()
    ArticleViewsFactory(article=article, day=datetime(2022, 1, 26, tzinfo=UTC).date(), count=120)
    ArticleViewsFactory(article=article, day=datetime(2022, 1, 27, tzinfo=UTC).date(), count=6)

    client.get(article.get_absolute_url())
    text = page(client.get(article.get_absolute_url()))

    assert article.get_absolute_url() == f"/tin-tuc/2022/01/hoi-nghi-tong-ket-{article.pk}/"
    assert meta_of(text) == ["Đăng 26/01/2022, 16:58", "Hoạt động HĐND", "128 lượt xem"]
    assert "HĐND QUẬN CẦU GIẤY" in text
    assert '<p class="lead">Sáng 26/01, HĐND quận tổng kết.</p>' in text


@pytest.mark.parametrize(
    "headers",
    [{"user-agent": "Googlebot/2.1"}, {"sec-purpose": "prefetch;prerender"}, {"user-agent": "facebookexternalhit/1.1"}],
)
def test_is_page_view_excludes_bots(client, headers):
    article = published()

    for _ in range(2):
        text = page(client.get(article.get_absolute_url(), headers=headers))

    assert "0 lượt xem" in text


def test_article_detail_view_sets_no_cookie(client):
    response = client.get(published().get_absolute_url())

    assert response.cookies == {}


@pytest.mark.parametrize(
    "wrong", ["/tin-tuc/2021/12/hoi-nghi-tong-ket-{pk}/", "/tin-tuc/2022/01/tieu-de-cu-{pk}/", "/tin-tuc/0/0/-{pk}/"]
)
def test_article_detail_view_redirects_an_older_address(client, wrong):
    article = published()

    response = client.get(wrong.format(pk=article.pk) + "?trang=2")

    assert (response.status_code, response["Location"]) == (301, f"{article.get_absolute_url()}?trang=2")


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_article_detail_view_returns_404_for_a_hidden_article(client, hidden):
    published()
    article = ArticleFactory(**hidden)

    assert client.get(article.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("pk", ["0", "999999999999999999", "9" * 30])
def test_article_detail_view_returns_404_for_an_unknown_id(client, pk):
    published()

    assert client.get(f"/tin-tuc/2022/01/hoi-nghi-{pk}/").status_code == 404


def test_article_detail_view_returns_410_with_the_reason_and_a_search(client):
    published()
    article = ArticleFactory(withdrawn=True, title="Tin đã gỡ")

    response = client.get(article.get_absolute_url())

    assert response.status_code == 410
    assert "Tin bài này không đăng công khai" in page(response)
    assert "Có dữ liệu cá nhân." in page(response)
    assert 'action="/tim-kiem/"' in page(response)
    assert "Tin đã gỡ" not in page(response)


def test_neighbours_are_published_articles(client):
    before, same_moment, here, after = (
        published("Trước", datetime(2022, 1, 1, tzinfo=UTC)),
        published("Cùng lúc"),
        published("Đây"),
        published("Sau", datetime(2022, 2, 1, tzinfo=UTC)),
    )
    ArticleFactory(status="published", publish_at=TOMORROW)

    def neighbours(article):
        context = client.get(article.get_absolute_url()).context
        return context["older"], context["newer"]

    assert [neighbours(article) for article in (before, same_moment, here, after)] == [
        (None, same_moment),
        (before, here),
        (same_moment, after),
        (here, None),
    ]


def test_article_detail_view_links_published_related_records_only(client):
    article = published()
    visible = ResolutionFactory(signed=True, published=True, title="Về ngân sách")
    article.resolutions.set([visible, ResolutionFactory(signed=True, title="Nghị quyết kín")])
    article.sessions.set([CouncilSessionFactory(published=True, number=3), CouncilSessionFactory(number=4)])

    text = page(client.get(article.get_absolute_url()))

    assert f'<a href="{visible.get_absolute_url()}">Nghị quyết số {visible.symbol}</a> Về ngân sách' in text
    assert "Kỳ họp thứ 3, khóa VI" in text
    assert "Nghị quyết kín" not in text
    assert "Kỳ họp thứ 4" not in text


def test_article_detail_view_links_the_pages_of_published_sessions(client):
    article = published()
    public, hidden = CouncilSessionFactory(published=True, number=3), CouncilSessionFactory(number=4)
    article.sessions.set([public, hidden])

    links = re.findall(r'<a href="([^"]*)">Kỳ họp thứ [0-9], khóa VI</a>', page(client.get(article.get_absolute_url())))

    assert links == [public.get_absolute_url()]


def test_article_detail_view_displays_pictures_with_caption_text_and_size(client):
    article = published()
    PhotoFactory(article=article, image__data=picture(size=(900, 600)), caption="Toàn cảnh", alt="Hội trường", credit="Ảnh: VP")

    text = page(client.get(article.get_absolute_url()))

    photo = article.photos.get()
    assert f'srcset="{photo.url_at(400)} 400w, {photo.url_at(800)} 800w, {photo.url_at(900)} 900w"' in text
    assert 'alt="Hội trường"' in text
    assert 'width="900" height="600"' in text
    assert "<figcaption>Toàn cảnh <small>Ảnh: VP</small></figcaption>" in text


def test_article_detail_view_fills_the_rows_of_the_gallery(client):
    article = published()
    for n, size in enumerate([(900, 600), (600, 900), (900, 600), (1600, 900)]):
        PhotoFactory(article=article, order=n, image__data=picture(size=size), caption=f"Ảnh {n}")

    rows = page(client.get(article.get_absolute_url())).split('<div class="gallery-row">')[1:]

    assert [re.findall('class="(picture.*?)".*?sizes="(.*?)".*?<figcaption>(.*?)</figcaption>', row, re.S) for row in rows] == [
        [
            ("picture picture-portrait", "(min-width: 44rem) 213px, calc(100vw - 34px)", "Ảnh 1"),
            ("picture", "(min-width: 44rem) 480px, calc(100vw - 34px)", "Ảnh 2"),
        ],
        [("picture", "(min-width: 44rem) 720px, calc(100vw - 34px)", "Ảnh 3")],
    ]


def test_article_detail_view_without_lead_picture_and_related_records_has_no_empty_parts(client):
    text = page(client.get(published().get_absolute_url()))

    assert [part for part in ("<figure", "<aside aria", 'class="lead"', 'class="gallery"', "previous-next") if part in text] == []


def test_article_detail_view_puts_tables_into_regions_that_scroll(client):
    article = published(body="<p>Kết quả</p><table><tbody><tr><td>05</td></tr></tbody></table>")

    text = page(client.get(article.get_absolute_url()))

    region = '<div class="scroll" tabindex="0" role="region" aria-label="Bảng 1">'
    assert f"<p>Kết quả</p>{region}<table><tbody><tr><td>05</td></tr></tbody></table></div>" in text


@pytest.mark.parametrize(("length", "is_long"), [(90, False), (91, True)])
def test_article_detail_view_sets_a_long_title_smaller(client, length, is_long):
    article = published("n" * length)

    assert ('<h1 class="long">' in page(client.get(article.get_absolute_url()))) is is_long


def test_article_detail_view_links_files_with_type_and_size(client):
    article = published()
    file = ArticleFileFactory(article=article, title="Chương trình hội nghị", pages=3)

    text = page(client.get(article.get_absolute_url()))

    assert file.get_absolute_url() == f"/tin-tuc/tep/{file.pk}/chuong-trinh-hoi-nghi.pdf"
    assert f'<a href="{file.get_absolute_url()}">Chương trình hội nghị</a>' in text
    assert "<small>PDF, 3 trang, 1 KB</small>" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_article_detail_view_needs_nine_queries(client, django_assert_num_queries, rows):
    published(at=datetime(2022, 1, 1, tzinfo=UTC))
    article = published()
    published(at=datetime(2022, 2, 1, tzinfo=UTC))
    for _ in range(rows):
        PhotoFactory(article=article)
        ArticleFileFactory(article=article)
        article.sessions.add(CouncilSessionFactory(published=True))
        article.resolutions.add(ResolutionFactory(signed=True, published=True))
    address = article.get_absolute_url()

    with django_assert_num_queries(9):
        client.get(address)


@pytest.mark.parametrize("year", [1700, 1899])
def test_article_list_view_of_each_year_that_is_offered_has_its_articles(client, year):
    ArticleFactory(published=True)
    article = ArticleFactory(status="published", publish_at=datetime(year, 3, 5, 8, tzinfo=UTC))

    years = next(facet for facet in client.get("/tin-tuc/").context["facets"].all if facet.parameter == "nam")

    assert {choice.label: choice.url for choice in years.choices}[f"Năm {year}"] == f"/tin-tuc/{year}/"
    for path in (f"/tin-tuc/{year}/", f"/tin-tuc/{year}/03/"):
        assert list(client.get(path).context["object_list"]) == [article]
    for path in (article.get_absolute_url(), "/tin-tuc/rss.xml", "/", "/sitemap-news.xml"):
        assert client.get(path).status_code == 200


def test_article_list_view_offers_no_year_without_an_address(client):
    ArticleFactory(published=True)
    ArticleFactory(status="published", publish_at=datetime(999, 3, 5, tzinfo=UTC))

    years = [facet for facet in client.get("/tin-tuc/").context["facets"].all if facet.parameter == "nam"]

    assert years == []
    assert [client.get(f"/tin-tuc/{year}/").status_code for year in ("0999", "0000", "9999")] == [404, 404, 200]
