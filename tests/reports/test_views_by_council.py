"""Short addresses of reports, and the list of the reports of one council."""

import pytest

from councils.models import Council
from reports.scope import Mode
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import CouncilFactory
from tests.factories.reports import AnnualReportFactory
from tests.reports.records import draft, issued, resolution

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return CouncilFactory(slug="cau-giay", is_portal=True)


def status_and_location(client, path):
    response = client.get(path)
    return response.status_code, response.get("Location")


@pytest.mark.parametrize("is_issued", [True, False])
def test_figure_page_lists_records_of_a_council_without_pages_without_links(client, district, is_issued):
    adopted = resolution(district.ward, published=True, signed=True, title="Về ngân sách phường")
    report = draft(district.council, scope=Mode.CONSOLIDATED)
    report = issued(report) if is_issued else report
    client.force_login(ServiceFactory(council=district.council, role="reviewer").user)
    address = f"{report.get_absolute_url()}resolutions.adopted/"
    assert f'href="{adopted.get_absolute_url()}"' in client.get(address).content.decode()

    Council.objects.filter(pk=district.ward.pk).update(is_hosted=False)
    html = client.get(address).content.decode()

    assert "Về ngân sách phường" in html
    assert adopted.get_absolute_url() not in html


def test_short_address_view_redirects_a_year_to_the_hosted_council(client, council):
    AnnualReportFactory(council=council, slug="2021", issued=True)
    AnnualReportFactory(slug="2021", issued=True)
    AnnualReportFactory(council=CouncilFactory(ward=True), slug="2021-gop", issued=True)

    assert status_and_location(client, "/bao-cao/2021/") == (302, "/bao-cao/cau-giay/2021/")
    assert client.get("/bao-cao/2021-gop/").status_code == 404
    assert client.get("/bao-cao/2020/").status_code == 404


def test_short_address_view_redirects_to_a_draft_for_its_staff_only(client, council):
    AnnualReportFactory(council=council, slug="2021")
    assert client.get("/bao-cao/2021/").status_code == 404

    client.force_login(ServiceFactory(council=council, role="records_officer").user)
    assert status_and_location(client, "/bao-cao/2021/") == (302, "/bao-cao/cau-giay/2021/")


def test_short_address_view_redirects_a_council_to_its_list(client, council):
    assert status_and_location(client, "/bao-cao/cau-giay/") == (302, "/bao-cao/?hd=cau-giay")
    assert client.get("/bao-cao/dong-da/").status_code == 404


def test_report_list_view_filters_by_council(client, council):
    own = AnnualReportFactory(council=council, issued=True)
    AnnualReportFactory(issued=True)

    response = client.get("/bao-cao/?hd=cau-giay")

    assert list(response.context["object_list"]) == [own]
    assert f"<h1>Báo cáo của {council.full_name}</h1>" in response.content.decode()
    assert '<a href="/bao-cao/">Báo cáo của mọi Hội đồng nhân dân</a>' in response.content.decode()


@pytest.mark.parametrize("slug", ["cau-giay", "khong-co", "<b>", "a" * 1000])
def test_report_list_view_shows_a_sentence_for_a_council_without_reports(client, council, slug):
    AnnualReportFactory(issued=True)
    AnnualReportFactory(council=council)

    response = client.get("/bao-cao/", {"hd": slug})

    assert (response.status_code, list(response.context["object_list"])) == (200, [])
    assert '<a href="/bao-cao/">Báo cáo của mọi Hội đồng nhân dân</a>' in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_report_list_view_needs_six_queries_for_one_council(client, council, django_assert_num_queries, rows):
    for year in range(rows):
        AnnualReportFactory(council=council, slug=str(2020 + year), issued=True)

    with django_assert_num_queries(6):
        client.get("/bao-cao/?hd=cau-giay")


def test_report_list_view_names_the_council_of_all_reports_if_it_is_not_that_of_the_portal(client, council):
    ward = CouncilFactory(slug="phuong-dich-vong", name="HĐND phường Dịch Vọng")
    AnnualReportFactory(council=ward, issued=True)

    assert ", HĐND phường Dịch Vọng</a></h2>" in client.get("/bao-cao/").content.decode()
    assert ", HĐND phường Dịch Vọng</a></h2>" not in client.get("/bao-cao/?hd=phuong-dich-vong").content.decode()
