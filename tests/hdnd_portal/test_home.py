import re
from datetime import UTC, date, datetime

import pytest

from councils.models import Body
from hdnd_portal.search import example_queries, searched_labels
from news.models import Photo
from news.sections import NewsSection
from resolutions.sections import ResolutionSection
from tests.factories.citizens import PetitionFactory, ReceptionSessionFactory, VoterMeetingFactory
from tests.factories.councils import BodyFactory, CouncilFactory, MembershipFactory, TermFactory
from tests.factories.news import ArticleFactory, PhotoFactory, picture
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


def published_figure(code, value, text, unit, **fields):
    return {
        "code": code,
        "label": f"Nhãn của {code}",
        "unit": unit,
        "value": value,
        "text": text,
        "url": f"/bao-cao/x/2021/{code}/",
        "parts": [],
        **fields,
    }


def issued_report(*figures, **fields):
    content = {"document": {}, "figures": {"council_name": "HĐND quận Cầu Giấy", "figures": list(figures)}}
    return AnnualReportFactory(issued=True, content=content, **fields)


def headings(html):
    return re.findall(r"<h[1-6][^>]*>(.*?)</h", html)


def figures_of(html):
    """[(number, URL, label, note)] of the figures."""
    rows = re.findall(r"<li>\s*<b>(.*?)</b>\s*(.*?)</li>", html, re.S)
    return [(" ".join(re.sub("<[^>]+>", " ", row[0]).split()), *re.findall('href="([^"]*)">([^<]*)', row[1])) for row in rows]


def test_home_view_of_an_empty_portal_names_the_council_and_offers_the_search(client):
    CouncilFactory(name="HĐND quận Cầu Giấy", is_portal=True)

    html = html_of(client.get("/"))

    council = "Hội đồng nhân dân quận Cầu Giấy"
    assert [" ".join(re.sub("<[^>]+>", " ", heading).split()) for heading in headings(html)][-3:] == [
        council,
        f"Tìm {searched_labels()}",
        council,  # in the footer
    ]
    assert "<section" not in re.sub('<section class="banner".*?</section>', "", html, flags=re.S)
    assert "Ví dụ:" not in html
    assert "<figure" not in html


def test_home_view_displays_the_five_newest_public_articles_and_resolutions(client):
    articles = [
        ArticleFactory(status="published", publish_at=datetime(2021, month, 1, tzinfo=UTC), title=f"Tin tháng {month}")
        for month in range(1, 7)
    ]
    resolutions = [ResolutionFactory(signed=True, published=True) for _ in range(6)]
    ArticleFactory(title="Tin đang soạn")
    ResolutionFactory(signed=True, title="Nghị quyết đang soạn")

    response = client.get("/")
    html = html_of(response)

    assert block_of(response, "news")["rows"] == articles[:0:-1]
    assert block_of(response, "resolutions")["rows"] == resolutions[:0:-1]
    assert '<a href="/nghi-quyet/">Tất cả 6 nghị quyết</a>' in html
    assert html.count('Đăng <time datetime="2021-') == 5
    assert "đang soạn" not in html


def test_home_view_has_one_picture_of_the_newest_article_in_the_right_size(client):
    for day in (1, 2):
        PhotoFactory(
            article__status="published",
            article__publish_at=datetime(2021, 1, day, tzinfo=UTC),
            image__data=picture(size=(1500, 1000)),
        )
    photo = Photo.objects.order_by("-article__publish_at").first()

    [image] = re.findall("<img [^>]*>", html_of(client.get("/")))

    attributes = dict(re.findall('([a-z]+)="([^"]*)"', image))
    assert attributes["src"] == photo.url_at(800)
    assert attributes["srcset"] == f"{photo.url_at(400)} 400w, {photo.url_at(800)} 800w, {photo.url_at(1280)} 1280w"
    assert attributes["sizes"] == "(min-width: 1332px) 724px, (min-width: 960px) calc(60vw - 76px), calc(100vw - 34px)"
    assert (attributes["width"], attributes["height"]) == ("1500", "1000")
    assert attributes["alt"] == photo.alt


def test_home_view_displays_six_figures_of_the_newest_report(client):
    issued_report(published_figure("sessions.held", 9, "09 kỳ họp", "kỳ họp"), **THE_YEAR_BEFORE)
    issued_report(
        published_figure("sessions.held", 4, "04 kỳ họp", "kỳ họp", label="Kỳ họp"),
        published_figure("resolutions.adopted", 24, "24 nghị quyết", "nghị quyết", label="Nghị quyết của HĐND"),
        published_figure("supervision.conducted", None, "–", "cuộc", label="Cuộc giám sát"),
    )

    html = html_of(client.get("/"))

    assert "Năm 2021 qua các con số" in html
    assert figures_of(html) == [
        ("04", ("/bao-cao/x/2021/sessions.held/", "kỳ họp")),
        ("24", ("/bao-cao/x/2021/resolutions.adopted/", "nghị quyết của HĐND")),
        ("– không có số liệu", ("/bao-cao/x/2021/supervision.conducted/", "cuộc giám sát")),
    ]


def test_home_view_leaves_out_the_figures_if_all_are_missing(client):
    issued_report(published_figure("sessions.held", None, "–", "kỳ họp"))

    assert " con số" not in html_of(client.get("/"))


def test_home_view_prefers_the_report_of_the_hosted_council(client):
    issued_report(published_figure("sessions.held", 9, "09 kỳ họp", "kỳ họp"))
    hosted = issued_report(
        published_figure("sessions.held", 4, "04 kỳ họp", "kỳ họp"),
        council=CouncilFactory(is_portal=True),
        **THE_YEAR_BEFORE,
    )

    response = client.get("/")

    assert block_of(response, "reports")["report"] == hosted
    assert f'href="{hosted.get_absolute_url()}">Báo cáo số {hosted.issued_document.symbol}</a>' in html_of(response)


def test_home_view_names_the_council_of_the_figures_if_it_is_not_that_of_the_portal(client):
    ward = CouncilFactory(name="HĐND phường Dịch Vọng")
    issued_report(published_figure("sessions.held", 9, "09 kỳ họp", "kỳ họp"), council=ward, **THE_YEAR_BEFORE)
    hosted = CouncilFactory(is_portal=True)
    assert f"Số liệu của {ward.full_name}." in html_of(client.get("/"))

    issued_report(published_figure("sessions.held", 4, "04 kỳ họp", "kỳ họp"), council=hosted)
    assert "Số liệu của Hội đồng" not in html_of(client.get("/"))


def test_home_view_ignores_draft_reports(client):
    AnnualReportFactory(issued_document=IssuedDocumentFactory(signed=True))

    assert block_of(client.get("/"), "reports")["report"] is None


@pytest.mark.parametrize("rows", [1, 3])
def test_home_view_costs_eighteen_queries_for_any_number_of_rows(client, django_assert_num_queries, rows):
    term = TermFactory(council=CouncilFactory(is_portal=True))
    for _ in range(rows):
        ResolutionFactory(session=CouncilSessionFactory(published=True, term=term), signed=True, published=True)
        CouncilSessionFactory(published=True, planned=True, planned_on=date(2100, 1, 1))
        ReceptionSessionFactory(life="planned", held_on=date(2100, 1, 1), visits=None, people=None, matters=None)
        VoterMeetingFactory(published=True, life="planned", held_on=date(2100, 1, 1))
        PetitionFactory(published=True)
        PhotoFactory(article__published=True)
        ResolutionFileFactory(resolution__numbered=True, resolution__published=True)
        issued_report(published_figure("sessions.held", 4, "04 kỳ họp", "kỳ họp"))
        MembershipFactory(
            mandate__term=term, body=Body.objects.first() or BodyFactory(council=term.council, standing=True), start=term.start
        )

    with django_assert_num_queries(18):
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
    CouncilFactory(name="HĐND quận Cầu Giấy", is_portal=True, contact_phone="024 3833 0000")

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
