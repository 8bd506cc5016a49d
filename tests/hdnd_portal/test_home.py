from datetime import UTC, date, datetime

import pytest

from hdnd_portal.search import example_queries
from news.sections import NewsSection
from resolutions.sections import ResolutionSection
from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.news import ArticleFactory, PhotoFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import IssuedDocumentFactory, ResolutionFactory, ResolutionFileFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.linked_data import linked_data

pytestmark = pytest.mark.django_db

THE_YEAR_BEFORE = {"period_from": date(2020, 1, 1), "period_to": date(2020, 12, 31), "cut_off": date(2020, 12, 31)}


def html_of(response):
    return response.content.decode()


def block_of(response, namespace):
    """The context of the block of a section."""
    return next(block for block in response.context["blocks"] if block["section"].namespace == namespace)


def published_figure(code, value, text, unit):
    return {
        "code": code,
        "label": f"Nhãn của {code}",
        "unit": unit,
        "value": value,
        "text": text,
        "url": f"/bao-cao/x/2021/{code}/",
    }


def issued_report(*figures, **fields):
    return AnnualReportFactory(issued=True, content={"document": {}, "figures": {"figures": list(figures)}}, **fields)


def test_home_view_says_what_is_missing(client):
    text = html_of(client.get("/"))

    assert "Chưa có tin bài nào được đăng." in text
    assert "Chưa có nghị quyết nào được đăng." in text
    assert "Chưa có báo cáo nào được ban hành." in text
    assert "Ví dụ:" not in text


def test_home_view_displays_the_five_newest_public_articles_and_resolutions(client):
    articles = [
        ArticleFactory(status="published", publish_at=datetime(2021, month, 1, tzinfo=UTC), title=f"Tin tháng {month}")
        for month in range(1, 7)
    ]
    resolutions = [ResolutionFactory(signed=True, published=True) for _ in range(6)]
    ArticleFactory(title="Tin đang soạn")
    ResolutionFactory(signed=True, title="Nghị quyết đang soạn")

    response = client.get("/")

    assert block_of(response, "news")["rows"] == articles[:0:-1]
    assert block_of(response, "resolutions")["rows"] == resolutions[:0:-1]
    assert "đang soạn" not in html_of(response)


def test_home_view_displays_figures_of_the_newest_report_with_their_urls(client):
    issued_report(published_figure("sessions.held", 9, "09 kỳ họp", "kỳ họp"), **THE_YEAR_BEFORE)
    issued_report(
        published_figure("sessions.held", 4, "04 kỳ họp", "kỳ họp"),
        published_figure("resolutions.adopted", 24, "24 nghị quyết", "nghị quyết"),
        published_figure("supervision.conducted", None, "–", "cuộc"),
        published_figure("support.amount", "50583000000", "gần 50,583 tỷ đồng", "đồng"),
        published_figure("councils.delegates", 35, "35 đại biểu", "đại biểu"),
    )

    displayed = block_of(client.get("/"), "reports")["highlights"]

    assert [(highlight.text, highlight.url) for highlight in displayed] == [
        ("04", "/bao-cao/x/2021/sessions.held/"),
        ("24", "/bao-cao/x/2021/resolutions.adopted/"),
        ("gần 50,583 tỷ đồng", "/bao-cao/x/2021/support.amount/"),
        ("35", "/bao-cao/x/2021/councils.delegates/"),
    ]


def test_home_view_prefers_the_report_of_the_hosted_council(client):
    issued_report(published_figure("sessions.held", 9, "09 kỳ họp", "kỳ họp"))
    hosted = issued_report(
        published_figure("sessions.held", 4, "04 kỳ họp", "kỳ họp"),
        council=CouncilFactory(is_hosted=True),
        **THE_YEAR_BEFORE,
    )

    response = client.get("/")

    assert block_of(response, "reports")["report"] == hosted
    assert f'href="{hosted.get_absolute_url()}"' in html_of(response)


def test_home_view_ignores_draft_reports(client):
    AnnualReportFactory(issued_document=IssuedDocumentFactory(signed=True))

    assert block_of(client.get("/"), "reports")["report"] is None


@pytest.mark.parametrize("rows", [1, 3])
def test_home_view_costs_seven_queries_for_any_number_of_rows(client, django_assert_num_queries, rows):
    term = TermFactory(council=CouncilFactory(is_hosted=True))
    for _ in range(rows):
        ResolutionFactory(session=CouncilSessionFactory(published=True, term=term), signed=True, published=True)
        PhotoFactory(article__published=True)
        ResolutionFileFactory(resolution__numbered=True, resolution__published=True)
        issued_report(published_figure("sessions.held", 4, "04 kỳ họp", "kỳ họp"))

    with django_assert_num_queries(7):
        client.get("/")


def test_example_queries_find_their_records(client):
    resolution = ResolutionFactory(numbered=True, published=True)
    article = ArticleFactory(published=True, title="Kỳ họp thứ 3 Hội đồng nhân dân quận Đống Đa")

    queries = dict(example_queries([(ResolutionSection(), [resolution]), (NewsSection(), [article])]))

    assert list(queries) == [f"nq {resolution.number} 2021", "28/09/2021", "ky hop thu 3"]
    results = [[row for group in client.get(url).context["groups"] for row in group.rows] for url in queries.values()]
    assert results == [[resolution], [resolution], [article]]


def test_portal_data_names_the_council_and_the_search(client, settings):
    settings.BASE_URL = "https://hdnd.example.vn"
    CouncilFactory(name="HĐND quận Cầu Giấy", is_hosted=True, contact_phone="024 3833 0000")

    objects = linked_data(client.get("/"))

    assert objects["GovernmentOrganization"] == {
        "name": "Hội đồng nhân dân quận Cầu Giấy",
        "url": "https://hdnd.example.vn/",
        "telephone": "024 3833 0000",
    }
    assert objects["WebSite"] == {
        "name": "Cổng thông tin Hội đồng nhân dân quận Cầu Giấy",
        "url": "https://hdnd.example.vn/",
        "inLanguage": "vi",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": "https://hdnd.example.vn/tim-kiem/?q={words}"},
            "query-input": "required name=words",
        },
    }


def test_portal_data_without_a_council_is_the_website_only(client):
    assert set(linked_data(client.get("/"))) == {"WebSite"}
