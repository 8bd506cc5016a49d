"""The public pages of documents that are no resolutions of the Council."""

import re
from datetime import date

import pytest

from tests.factories.councils import BodyFactory, CouncilFactory, FieldFactory, PersonFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import DocumentFileFactory, IssuedDocumentFactory, ResolutionFactory
from tests.resolutions.pages import facts_of, page

pytestmark = pytest.mark.django_db


def listed(response):
    return set(response.context["object_list"])


@pytest.fixture
def council():
    return CouncilFactory(slug="cau-giay", name="HĐND quận Cầu Giấy", is_portal=True)


@pytest.fixture
def several(council):
    """Documents that differ in the value of each query parameter."""
    standing = BodyFactory(council=council, kind="standing", name="Thường trực HĐND quận", slug="thuong-truc")
    public = {"council": council, "published": True, "signed": True}
    return {
        "report": IssuedDocumentFactory(**public, title="Về kết quả giám sát", symbol="05/BC-HĐND"),
        "notice": IssuedDocumentFactory(**public, doc_type="notice", issuer=standing, title="Về lịch tiếp công dân"),
        "old": IssuedDocumentFactory(
            **public | {"issued_on": date(2020, 7, 10)}, field=FieldFactory(council=council, key="dat-dai", label="Đất đai")
        ),
        "ward": IssuedDocumentFactory(council=CouncilFactory(slug="phuong-nghia-do"), signed=True, published=True),
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"report", "notice", "old", "ward"}),
        ("hd=phuong-nghia-do", {"ward"}),
        ("nam=2020", {"old"}),
        ("loai=notice", {"notice"}),
        ("co-quan=thuong-truc", {"notice"}),
        ("co-quan=cau-giay.thuong-truc", {"notice"}),
        ("co-quan=phuong-nghia-do.thuong-truc", set()),
        ("co-quan=hdnd&hd=cau-giay", {"report", "old"}),
        ("linh-vuc=dat-dai", {"old"}),
        ("q=ket qua giam sat", {"report"}),
        ("q=5/bc-hdnd", {"report"}),
        ("q=10/7/2020", {"old"}),
        ("la=1&trang=99&loai=notice", {"notice"}),
        *(
            (query, set())
            for query in (
                "nam=abc",
                "nam=1800",
                "nam=0",
                "nam=02021",
                "nam=10000",
                "nam=²",
                "loai=khong-co",
                "co-quan=x",
                "linh-vuc=x",
                "hd=x",
                "q=khong co",
            )
        ),
    ],
)
def test_document_filter_narrows_the_list(client, several, query, names):
    response = client.get(f"/van-ban/?{query}")

    assert (response.status_code, listed(response)) == (200, {several[name] for name in names})
    assert ("Không có văn bản nào" in page(response)) == (not names)


def test_document_list_view_offers_type_issuer_year_field_and_council(client, several):
    facets = client.get("/van-ban/").context["facets"]

    assert {facet.parameter: [(choice.label, choice.count) for choice in facet.choices] for facet in facets.all} == {
        "loai": [("Báo cáo", 3), ("Thông báo", 1)],
        "co-quan": [("Hội đồng nhân dân", 3), ("Thường trực HĐND quận", 1)],
        "nam": [("Năm 2021", 3), ("Năm 2020", 1)],
        "hd": [("HĐND quận Cầu Giấy", 3), (several["ward"].council.name, 1)],
    }
    assert 'href="/van-ban/?nam=2020"' in page(client.get("/van-ban/"))


def test_document_list_view_offers_the_bodies_of_each_council_apart(client, council, several):
    ward = several["ward"].council
    public = {"council": ward, "published": True, "signed": True}
    of_ward = IssuedDocumentFactory(
        **public, issuer=BodyFactory(council=ward, kind="standing", name="Thường trực HĐND phường", slug="thuong-truc")
    )
    like_council = IssuedDocumentFactory(**public, issuer=BodyFactory(council=ward, kind="other", name="Tổ thư ký", slug="hdnd"))

    def issuers(query):
        facets = client.get(f"/van-ban/?{query}").context["facets"]
        return next(facet for facet in facets.all if facet.parameter == "co-quan")

    assert [(choice.label, choice.count, choice.url) for choice in issuers("").choices] == [
        ("Hội đồng nhân dân", 3, "/van-ban/?co-quan=hdnd"),
        (f"Thường trực HĐND phường ({ward.name})", 1, f"/van-ban/?co-quan={ward.slug}.thuong-truc"),
        ("Thường trực HĐND quận (HĐND quận Cầu Giấy)", 1, "/van-ban/?co-quan=cau-giay.thuong-truc"),
        (f"Tổ thư ký ({ward.name})", 1, f"/van-ban/?co-quan={ward.slug}.hdnd"),
    ]
    assert listed(client.get(f"/van-ban/?co-quan={ward.slug}.thuong-truc")) == {of_ward}
    assert listed(client.get(f"/van-ban/?co-quan={ward.slug}.hdnd")) == {like_council}
    assert listed(client.get("/van-ban/?co-quan=hdnd")) == {several[name] for name in ("report", "old", "ward")}
    assert listed(client.get("/van-ban/?co-quan=thuong-truc")) == {of_ward, several["notice"]}
    assert (issuers("co-quan=thuong-truc").chosen.label, issuers("co-quan=thuong-truc").chosen.count) == (
        "Cơ quan ban hành “thuong-truc”",
        2,
    )


@pytest.mark.parametrize("year", [944, 1944, 2101, 9999])
def test_document_list_view_of_each_year_that_is_offered_has_its_documents(client, year):
    document = IssuedDocumentFactory(published=True, symbol="01/BC-HĐND", issued_on=date(year, 12, 31))
    IssuedDocumentFactory(published=True, signed=True)

    years = next(facet for facet in client.get("/van-ban/").context["facets"].all if facet.parameter == "nam")

    assert {choice.label: choice.url for choice in years.choices}[f"Năm {year}"] == f"/van-ban/?nam={year}"
    assert listed(client.get(f"/van-ban/?nam={year}")) == {document}
    assert client.get(document.get_absolute_url()).status_code == 200


def test_document_list_view_displays_number_date_type_issuer_and_files(client, several):
    file = DocumentFileFactory(document=several["notice"], title="Bản ký số")

    text = page(client.get("/van-ban/?loai=notice"))

    assert f"<b>{several['notice'].symbol}</b>" in text
    assert 'ban hành <time datetime="2021-12-31">31/12/2021</time>' in text
    assert "Thường trực HĐND quận" in text
    assert f'<a href="{file.get_absolute_url()}">Tệp (PDF, 1 KB)<span class="visually-hidden">: Bản ký số</span></a>' in text
    assert "Trạng thái" not in text


def test_document_list_view_divides_the_list_by_year_unless_it_is_searched(client, several):
    headings = re.compile(r"<h[23][^>]*>((?:Mới|Đúng|Năm 2)[^<]*)")

    assert headings.findall(page(client.get("/van-ban/"))) == ["Mới ban hành trước", "Năm 2021", "Năm 2020"]
    assert headings.findall(page(client.get("/van-ban/?q=bao cao"))) == ["Đúng số trước, rồi mới ban hành"]


def test_document_detail_view_displays_the_document_and_its_files(client, several):
    document = several["report"]
    file = DocumentFileFactory(document=document, title="Báo cáo số 05", pages=8)

    response = client.get(document.get_absolute_url())

    assert document.get_absolute_url() == f"/van-ban/cau-giay/2021/5-bc-hdnd-{document.pk}/"
    assert "Về kết quả giám sát" in page(response)
    assert "05/BC-HĐND" in page(response)
    button = f'<a class="button" href="{file.get_absolute_url()}"> <span> Tệp văn bản '
    assert f'{button}<span class="unbroken">(PDF, 8 trang, 1 KB)</span> </span> </a>' in page(response)
    assert file.get_absolute_url() == f"/van-ban/tep/{file.pk}/bao-cao-so-05.pdf"


def test_document_detail_view_begins_with_the_facts(client, council):
    document = IssuedDocumentFactory(
        council=council,
        published=True,
        signed=True,
        doc_type="decision",
        signer=PersonFactory(full_name="Lê Đức Toại"),
        signer_title="Phó Chủ tịch",
        field=FieldFactory(council=council, key="to-chuc", label="Tổ chức"),
        effective_from=date(2022, 1, 1),
        expires_on=date(2022, 7, 1),
    )

    text = page(client.get(document.get_absolute_url()))

    assert facts_of(text) == [
        ("Ban hành", "31/12/2021", "Phó Chủ tịch Lê Đức Toại"),
        ("Có hiệu lực", "01/01/2022", "đến hết ngày 30/06/2022"),
        ("Loại", "Quyết định", "Tổ chức"),
        ("Đăng trên cổng", "31/12/2021", ""),
    ]
    assert "</span>Hết hiệu lực</span> Có hiệu lực từ ngày 01/01/2022 đến hết ngày 30/06/2022." in text
    assert '<div class="empty"><p>Chưa có tệp của văn bản này trên cổng.</p>' in text


def test_document_detail_view_of_an_annual_report_leads_to_the_report(client):
    report = AnnualReportFactory(issued=True, issued_document__published=True)
    corrected = AnnualReportFactory(
        council=report.council,
        slug=report.slug,
        version=2,
        correction_reason="Sửa số.",
        issued=True,
        issued_document__published=True,
    )

    for version, number in ((report, 1), (corrected, 2)):
        text = page(client.get(version.issued_document.get_absolute_url()))
        assert f'href="{report.get_absolute_url()}?ban={number}">Xem báo cáo</a>' in text
        assert "Chưa có tệp" not in text


def test_document_pages_name_a_council_other_than_that_of_the_portal(client, council, several):
    ward = CouncilFactory(slug="phuong-dich-vong", name="HĐND phường Dịch Vọng")
    standing = BodyFactory(council=ward, kind="standing", name="Thường trực HĐND", slug="thuong-truc")
    document = IssuedDocumentFactory(council=ward, issuer=standing, published=True, signed=True, title="Về việc của phường")

    row = page(client.get("/van-ban/?hd=phuong-dich-vong"))
    searched = page(client.get("/tim-kiem/?q=viec cua phuong"))
    head = page(client.get(document.get_absolute_url()))
    own = page(client.get(several["notice"].get_absolute_url()))

    assert "<span>Thường trực HĐND</span> <span>HĐND phường Dịch Vọng</span>" in row
    assert "<span>Thường trực HĐND</span> <span>HĐND phường Dịch Vọng</span>" in searched
    assert f'<p class="kicker"> Thường trực HĐND, {ward.full_name} </p>' in head
    assert '<p class="kicker"> Thường trực HĐND quận </p>' in own


def test_document_pages_name_the_year_of_the_number(client, several):
    text = page(client.get(several["report"].get_absolute_url()))

    assert "<title>05/BC-HĐND năm 2021 – Văn bản" in text
    assert '<span aria-current="page">05/BC-HĐND năm 2021</span>' in text


def test_document_list_view_has_a_description_of_its_own(client, council):
    text = page(client.get("/van-ban/"))

    assert f'<meta name="description" content="Văn bản của {council.full_name}, Thường trực và các Ban: ' in text


def test_document_detail_view_of_a_document_that_never_has_effect_says_so_once(client, council):
    never = {"effective_from": date(2023, 1, 1), "expires_on": date(2023, 1, 1)}
    document = IssuedDocumentFactory(council=council, published=True, signed=True, **never)
    resolution = ResolutionFactory(signed=True, published=True, **never)

    for record in (document, resolution):
        facts = [fact for fact in facts_of(page(client.get(record.get_absolute_url()))) if "hiệu lực" in str(fact)]
        assert facts == [("Hiệu lực", "Chưa từng có hiệu lực", "")]


@pytest.mark.parametrize(
    ("path", "query"), [("2021", "nam=2021"), ("cau-giay", "hd=cau-giay"), ("cau-giay/2021", "hd=cau-giay&nam=2021")]
)
def test_document_list_view_redirects_shortened_addresses(client, council, path, query):
    response = client.get(f"/van-ban/{path}/")

    assert (response.status_code, response["Location"]) == (302, f"/van-ban/?{query}")


@pytest.mark.parametrize("path", ["99999", "khong-co", "khong-co/2021", "cau-giay/0"])
def test_document_list_view_returns_404_for_unknown_shortened_addresses(client, council, path):
    assert client.get(f"/van-ban/{path}/").status_code == 404


@pytest.mark.parametrize("wrong", ["cau-giay/2020/5-bc-hdnd", "x/2021/5-bc-hdnd", "cau-giay/2021/văn bản", "cau-giay/2021/-"])
def test_document_detail_view_redirects_other_spellings_of_the_address(client, several, wrong):
    document = several["report"]

    response = client.get(f"/van-ban/{wrong}-{document.pk}/")

    assert (response.status_code, response["Location"]) == (301, document.get_absolute_url())


@pytest.mark.parametrize(
    "path", ["cau-giay/2021/5-bc-hdnd-999999", f"cau-giay/2021/5-bc-hdnd-{'9' * 30}", "cau-giay/2021/5-bc-hdnd"]
)
def test_document_detail_view_returns_404_for_an_unknown_address(client, several, path):
    assert client.get(f"/van-ban/{path}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("query", ["", "?nam=2021&q=bao cao"])
def test_document_list_view_needs_six_queries(client, django_assert_num_queries, council, rows, query):
    for _ in range(rows):
        DocumentFileFactory(document__council=council, document__signed=True, document__published=True)

    with django_assert_num_queries(6):
        client.get(f"/van-ban/{query}")


@pytest.mark.parametrize("rows", [1, 3])
def test_document_detail_view_needs_five_queries(client, django_assert_num_queries, several, rows):
    for _ in range(rows):
        DocumentFileFactory(document=several["report"])
    address = several["report"].get_absolute_url()

    with django_assert_num_queries(5):
        client.get(address)
