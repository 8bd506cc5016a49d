"""Cut addresses of reports."""

import pytest

from tests.factories.accounts import ServiceFactory
from tests.factories.councils import CouncilFactory
from tests.factories.reports import AnnualReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return CouncilFactory(slug="cau-giay", is_hosted=True)


def answer(client, path):
    response = client.get(path)
    return response.status_code, response.get("Location")


def test_year_leads_to_the_report_of_the_hosted_council(client, council):
    AnnualReportFactory(council=council, slug="2021", issued=True)
    AnnualReportFactory(slug="2021", issued=True)
    AnnualReportFactory(council=CouncilFactory(ward=True, is_hosted=True), slug="2021-gop", issued=True)

    assert answer(client, "/bao-cao/2021/") == (302, "/bao-cao/cau-giay/2021/")
    assert client.get("/bao-cao/2021-gop/").status_code == 404
    assert client.get("/bao-cao/2020/").status_code == 404


def test_draft_is_told_to_nobody_but_its_staff(client, council):
    AnnualReportFactory(council=council, slug="2021")
    assert client.get("/bao-cao/2021/").status_code == 404

    client.force_login(ServiceFactory(council=council, role="records_officer").user)
    assert answer(client, "/bao-cao/2021/") == (302, "/bao-cao/cau-giay/2021/")


def test_council_leads_to_the_list_of_its_reports(client, council):
    assert answer(client, "/bao-cao/cau-giay/") == (302, "/bao-cao/?hd=cau-giay")
    assert client.get("/bao-cao/dong-da/").status_code == 404


def test_list_is_narrowed_to_a_council(client, council):
    own = AnnualReportFactory(council=council, issued=True)
    AnnualReportFactory(issued=True)

    response = client.get("/bao-cao/?hd=cau-giay")

    assert list(response.context["object_list"]) == [own]
    assert f"<h1>Báo cáo của {council.full_name}</h1>" in response.content.decode()
    assert '<a href="/bao-cao/">Báo cáo của mọi Hội đồng nhân dân</a>' in response.content.decode()


@pytest.mark.parametrize("asked", ["cau-giay", "khong-co", "<b>", "a" * 1000])
def test_council_without_a_report_gives_a_sentence(client, council, asked):
    AnnualReportFactory(issued=True)
    AnnualReportFactory(council=council)

    response = client.get("/bao-cao/", {"hd": asked})

    assert (response.status_code, list(response.context["object_list"])) == (200, [])
    assert '<a href="/bao-cao/">Báo cáo của mọi Hội đồng nhân dân</a>' in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_narrowed_list_costs_three_queries_whatever_the_rows(client, council, django_assert_num_queries, rows):
    for year in range(rows):
        AnnualReportFactory(council=council, slug=str(2020 + year), issued=True)

    with django_assert_num_queries(3):
        client.get("/bao-cao/?hd=cau-giay")
