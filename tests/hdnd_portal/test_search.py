import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from hdnd_portal.search import searched_sections
from tests.factories.news import ArticleFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import IssuedDocumentFactory, RegisterFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db


def html_of(response):
    return response.content.decode()


def results_of(client, query):
    response = client.get("/tim-kiem/", {"q": query})
    assert response.status_code == 200
    exact_group = response.context["exact_group"]
    groups = [exact_group, *response.context["groups"]] if exact_group else response.context["groups"]
    labels = dict.fromkeys(group.section.label for group in groups)
    return {label: [row for group in groups if group.section.label == label for row in group.rows] for label in labels}


@pytest.mark.parametrize(
    "query",
    [
        "12/NQ-HĐND",
        "12/nq-hdnd",
        "012/NQ-HĐND",
        "nq 12",
        "nghi quyet so 12 nam 2021",
        "12 2021",
        "QN-HĐND 12",
        "28/9/2021",
        "hỗ trợ covid",
        "HO TRO COVID-19",
        "hỗ trợ đại dịch",
    ],
)
def test_search_view_finds_a_resolution_by_number_date_and_words(client, query):
    session = CouncilSessionFactory()
    register = RegisterFactory(council=session.term.council)
    resolution = ResolutionFactory(
        session=session,
        register=register,
        numbered=True,
        published=True,
        number=12,
        symbol="12/NQ-HĐND",
        title="Về hỗ trợ người gặp khó khăn do đại dịch Covid-19",
    )
    later = CouncilSessionFactory(term=session.term, opened_on=datetime(2021, 12, 20, tzinfo=UTC).date())
    ResolutionFactory(session=later, register=register, numbered=True, published=True, number=24, title="Về 12 đề án năm 2021")

    assert results_of(client, query)["Nghị quyết"][0] == resolution


@pytest.mark.parametrize(
    ("query", "symbol"),
    [
        ("nq 4 2021", "04/NQ-HĐND"),
        ("04/NQ-HĐND năm 2021", "04/NQ-HĐND"),
        ("kh 4 2021", "04/KH-HĐND"),
        ("4/KH-HĐND năm 2021", "04/KH-HĐND"),
        ("báo cáo số 4 năm 2021", "04/BC-HĐND"),
    ],
)
def test_search_view_finds_documents_of_the_kind_before_the_number_only(client, query, symbol):
    session = CouncilSessionFactory()
    ResolutionFactory(session=session, published=True, symbol="04/NQ-HĐND", issued_on=session.opened_on)
    for kind in ("BC", "KH"):
        IssuedDocumentFactory(published=True, symbol=f"04/{kind}-HĐND", issued_on=session.opened_on)

    assert [str(row.symbol) for rows in results_of(client, query).values() for row in rows] == [symbol]


def test_search_view_limits_groups_to_five_rows_with_a_link_to_all(client):
    articles = [
        ArticleFactory(title=f"Ngân sách tháng {n}", status="published", publish_at=datetime(2021, n, 1, tzinfo=UTC))
        for n in range(1, 8)
    ]
    resolution = ResolutionFactory(signed=True, published=True, title="Về ngân sách")
    ArticleFactory(published=True, title="Về giao thông")

    response = client.get("/tim-kiem/", {"q": "ngan sach"})

    assert [(group.section.label, list(group.rows), group.count) for group in response.context["groups"]] == [
        ("Nghị quyết", [resolution], 1),
        ("Tin tức", articles[:1:-1], 7),
    ]
    assert "8 kết quả cho <q>ngan sach</q>" in html_of(response)
    assert '<a href="/tin-tuc/?q=ngan+sach">Cả 7 kết quả</a>' in html_of(response)
    assert '<span class="note">1 kết quả</span>' in html_of(response)
    assert "/nghi-quyet/?q=ngan+sach" not in html_of(response)


def test_search_view_links_to_each_group_with_its_count(client):
    for n in range(3):
        ArticleFactory(published=True, title=f"Ngân sách {n}")
    ResolutionFactory(signed=True, published=True, title="Về ngân sách")

    text = html_of(client.get("/tim-kiem/", {"q": "ngan sach"}))

    links = re.findall(r'<li><a href="#([^"]*)">([^<]*)</a></li>', text)
    assert links == [("ket-qua-resolutions", "Nghị quyết 1"), ("ket-qua-news", "Tin tức 3")]
    assert [anchor for anchor, _ in links if f'<h2 id="{anchor}">' not in text] == []


def test_search_view_has_no_links_to_a_single_group(client):
    ArticleFactory(published=True, title="Ngân sách")

    assert 'href="#ket-qua' not in html_of(client.get("/tim-kiem/", {"q": "ngan sach"}))


def sections_of(response):
    """The headings of the sections, each with its note or link and its titles."""
    sections = html_of(response).split('<section class="section"')[1:]
    return [
        [re.search("<h2[^>]*>(.*?)</h2>", section)[1], *re.findall(r'class="record-title"[^>]*>(.*?)</a>', section)]
        for section in (re.sub("</?mark>", "", section) for section in sections)
    ]


def test_only_exact_result_stands_above_the_other_results(client):
    register = RegisterFactory()
    session = CouncilSessionFactory(term__council=register.council)
    fields = {"session": session, "register": register, "numbered": True, "published": True}
    ResolutionFactory(**fields, number=12, symbol="12/NQ-HĐND", title="Về ngân sách")
    ResolutionFactory(**fields, number=24, symbol="24/NQ-HĐND", title="Bãi bỏ Nghị quyết số 12/NQ-HĐND")
    ArticleFactory(published=True, title="Tìm hiểu Nghị quyết số 12/NQ-HĐND")

    response = client.get("/tim-kiem/", {"q": "12/NQ-HĐND"})

    assert sections_of(response) == [
        ["Khớp chính xác", "Về ngân sách"],
        ["Nghị quyết", "Bãi bỏ Nghị quyết số 12/NQ-HĐND"],
        ["Tin tức", "Tìm hiểu Nghị quyết số 12/NQ-HĐND"],
    ]
    assert '<span class="note">1 kết quả khác</span>' in html_of(response)
    assert "3 kết quả cho" in html_of(response)


def test_only_exact_result_is_none_for_two_documents_with_the_same_number(client):
    register = RegisterFactory()
    session = CouncilSessionFactory(term__council=register.council)
    for year in (2020, 2021):
        ResolutionFactory(
            session=session, register=register, numbered=True, published=True, number=12, year=year, symbol="12/NQ-HĐND"
        )
    ArticleFactory(published=True, title="Tìm hiểu Nghị quyết số 12/NQ-HĐND")

    headings = [heading for heading, *_ in sections_of(client.get("/tim-kiem/", {"q": "nq 12"}))]

    assert headings == ["Nghị quyết", "Tin tức"]


def test_only_exact_result_is_none_if_there_is_no_other_result(client):
    ResolutionFactory(numbered=True, published=True, number=12, symbol="12/NQ-HĐND")

    headings = [heading for heading, *_ in sections_of(client.get("/tim-kiem/", {"q": "nq 12"}))]

    assert headings == ["Nghị quyết"]


def test_search_view_hides_records_that_are_not_public(client):
    tomorrow = timezone.now() + timedelta(days=1)
    public = ArticleFactory(published=True, title="Ngân sách công khai")
    for hidden in ({}, {"status": "review"}, {"status": "published", "publish_at": tomorrow}, {"withdrawn": True}):
        ArticleFactory(title="Ngân sách kín", **hidden)
        ResolutionFactory(signed=True, title="Ngân sách kín", **hidden)

    assert results_of(client, "ngan sach") == {"Tin tức": [public]}


def test_search_view_without_a_query_displays_examples(client):
    resolution = ResolutionFactory(numbered=True, published=True)

    text = html_of(client.get("/tim-kiem/"))

    assert f'<a href="/tim-kiem/?q=nq+{resolution.number}+2021">nq {resolution.number} 2021</a>' in text
    assert "kết quả" not in text


@pytest.mark.parametrize("query", ["   ", "%_\\'\"", "\0", "***", "‮", "(((", "-" * 1000])
def test_search_view_without_search_terms_displays_the_form(client, query):
    ArticleFactory(published=True)

    assert results_of(client, query) == {}


@pytest.mark.parametrize(
    "query", ["x" * 1000, "ă" * 1_200, "a " * 3_500, "' OR 1=1 --", "\0ngan\0", "<script>alert(1)</script>", "9" * 5000]
)
def test_search_view_answers_hostile_queries(client, query):
    ArticleFactory(published=True)

    assert results_of(client, query) == {}


def test_search_view_escapes_the_query(client):
    text = html_of(client.get("/tim-kiem/", {"q": "<b>ngân</b>"}))

    assert "Không tìm thấy gì cho <q>&lt;b&gt;ngân&lt;/b&gt;</q>" in text
    assert 'value="&lt;b&gt;ngân&lt;/b&gt;"' in text


def test_shorter_queries_name_the_word_to_leave_out(client):
    ResolutionFactory(numbered=True, published=True, title="Về ngân sách quận")
    ArticleFactory(published=True, title="Ngân sách năm 2022")
    ArticleFactory(title="Ngân sách kín")

    text = html_of(client.get("/tim-kiem/", {"q": "ngân sách abcxyz"}))

    assert '<p><a href="/tim-kiem/?q=ng%C3%A2n+s%C3%A1ch">Bỏ chữ “abcxyz”</a> thì có 2 kết quả.</p>' in text
    assert text.count("Bỏ chữ") == 1
    assert "chỉ gõ số và năm của văn bản" in text


def test_with_similar_number_is_used_for_an_unknown_number(client):
    similar = ResolutionFactory(numbered=True, published=True, number=9)

    text = html_of(client.get("/tim-kiem/?q=nq 99 2021"))

    assert re.search(rf'Có phải: <a href="{similar.get_absolute_url()}">\s*09/NQ-HĐND năm 2021', text)


@pytest.mark.parametrize("rows", [1, 3])
def test_search_view_without_results_costs_the_same_queries_for_any_number_of_rows(client, django_assert_num_queries, rows):
    for _ in range(rows):
        ArticleFactory(published=True, title="Về ngân sách")
        ResolutionFactory(numbered=True, published=True, title="Về ngân sách")

    with django_assert_num_queries(2 + 2 * len(searched_sections())):
        client.get("/tim-kiem/?q=nq+99+2021")


@pytest.mark.parametrize("rows", [1, 3])
def test_search_view_costs_two_queries_a_section_with_results_for_any_number_of_rows(client, django_assert_num_queries, rows):
    for _ in range(rows):
        ArticleFactory(published=True, title="Về ngân sách")
        ResolutionFactory(numbered=True, published=True, title="Về ngân sách")

    with django_assert_num_queries(4 + len(searched_sections())):
        client.get("/tim-kiem/?q=ngan+sach")


HIGHLANDS = ("Về thành lập xã M'Đrắk", "Về thành lập xã Ea H’leo", "Về thành lập xã Cư Mʼgar")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        *((query, HIGHLANDS[0]) for query in ("mdrak", "m'drak", "m’đrắk", "mʼdrak", "m drak", "MĐRẮK")),
        *((query, HIGHLANDS[1]) for query in ("ea hleo", "ea h'leo", "Ea H’leo")),
        *((query, HIGHLANDS[2]) for query in ("cu mgar", "cư m'gar", "cu m gar")),
    ],
)
def test_search_view_finds_names_with_an_apostrophe_however_typed(client, query, title):
    for each in HIGHLANDS:
        ArticleFactory(published=True, title=each)

    assert [row.title for row in results_of(client, query)["Tin tức"]] == [title]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("Hoằng Thành", ["Sáp nhập xã Hoằng Thành", "Sáp nhập xã Hoằng Thanh"]),
        ("hoằng thanh", ["Sáp nhập xã Hoằng Thanh", "Sáp nhập xã Hoằng Thành"]),
        ("hoang thanh", ["Sáp nhập xã Hoằng Thanh", "Sáp nhập xã Hoằng Thành"]),
    ],
)
@pytest.mark.parametrize("make", [ArticleFactory, ResolutionFactory])
def test_search_view_has_rows_with_the_typed_diacritics_first(client, make, query, titles):
    options = {"published": True} | ({"signed": True} if make is ResolutionFactory else {})
    make(title="Sáp nhập xã Hoằng Thành", **options)
    make(title="Sáp nhập xã Hoằng Thanh", **options)  # the newest, which is first without diacritics

    (rows,) = results_of(client, query).values()

    assert [row.title for row in rows] == titles


@pytest.mark.parametrize(
    "query",
    [
        *("19/NQ-HĐND", "19/nq-hdnd", "nq 19", "nghị quyết số 19", "19/2021/NQ-HĐND", "19/NQ–HĐND", "19/NQ‑HĐND", "19∕NQ−HĐND"),
        *("19 / NQ - HĐND", "19/NQ – HĐND.", "“19/NQ-HĐND”", "(19/NQ-HĐND)", "số 19/NQ-HĐND,", "19 / 2021 / NQ-HĐND"),
    ],
)
def test_search_view_finds_an_exact_number_and_what_cites_it_only(client, query):
    fields = {"published": True, "signed": True, "issued_on": date(2021, 9, 28)}
    exact = ResolutionFactory(**fields, symbol="19/NQ-HĐND", title="Về ngân sách")
    cites = ResolutionFactory(**fields, symbol="24/NQ-HĐND", title="Bãi bỏ Nghị quyết số 19/NQ-HĐND")
    ResolutionFactory(**fields, symbol="25/NQ-HĐND", title="Hỗ trợ do Covid-19 theo nghị quyết của HĐND năm 2021")
    ArticleFactory(published=True, title="HĐND quận ra nghị quyết (NQ) về phòng, chống Covid-19 năm 2021")

    assert results_of(client, query) == {"Nghị quyết": [exact] if "2021" in query else [exact, cites]}


@pytest.mark.parametrize(
    ("query", "symbols"),
    [
        ("tháng 9/2021", ["12/NQ-HĐND", "11/NQ-HĐND"]),
        ("T9/2021", ["12/NQ-HĐND", "11/NQ-HĐND"]),
        ("Nghị quyết tháng 9 năm 2021", ["12/NQ-HĐND", "11/NQ-HĐND"]),
        ("Nghị quyết 12 ngày 28/9", ["12/NQ-HĐND"]),
        ("nghị quyết số 12 ngày 28 tháng 9", ["12/NQ-HĐND"]),
        ("NQ 12 ngày 28/9/2021", ["12/NQ-HĐND"]),
        ("nq 12 ngày 29/9", []),
    ],
)
def test_search_view_finds_documents_of_a_month_and_of_a_day_without_year(client, query, symbols):
    for number, month, day in ((11, 9, 27), (12, 9, 28), (13, 10, 28)):
        session = CouncilSessionFactory(opened_on=date(2021, month, day))
        ResolutionFactory(session=session, published=True, symbol=f"{number}/NQ-HĐND", issued_on=date(2021, month, day))

    assert [row.symbol for rows in results_of(client, query).values() for row in rows] == symbols


@pytest.mark.parametrize(
    ("query", "title"),
    [
        *((query, "Hỗ trợ Thành phố Hồ Chí Minh") for query in ("tphcm", "tp.hcm", "TP HCM", "tp. hồ chí minh", "hcm")),
        ("thành phố hồ chí minh", "Đoàn TPHCM thăm quận"),
        ("ubnd", "Ủy ban nhân dân trả lời"),
        ("ủy ban nhân dân", "UBND trả lời"),
        ("hđnd", "Hội đồng nhân dân họp"),
        ("hn", "Hà Nội vào thu"),
    ],
)
def test_search_view_understands_usual_abbreviations(client, query, title):
    article = ArticleFactory(published=True, title=title, lead="", signature="")
    ArticleFactory(published=True, title="Một tin khác", lead="", signature="")

    assert results_of(client, query) == {"Tin tức": [article]}


def test_search_view_finds_reports_by_number_and_title(client):
    report = AnnualReportFactory(issued=True, issued_document__published=True, issued_document__title="Báo cáo công tác năm 2021")
    document = report.issued_document
    IssuedDocumentFactory(published=True, signed=True, title="Về dự toán")

    for query in ("bao cao cong tac", "Báo cáo công tác năm 2021", document.symbol):
        assert results_of(client, query) == {"Báo cáo": [report], "Văn bản": [document]}


def test_home_promises_what_the_search_covers(client):
    searched = "nghị quyết, kỳ họp, báo cáo, tin tức, chất vấn, phiên họp Thường trực và văn bản"
    assert f"<h2>Tìm {searched}</h2>" in html_of(client.get("/"))
