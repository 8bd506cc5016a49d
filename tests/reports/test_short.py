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


def test_council_leads_to_the_list(client, council):
    assert answer(client, "/bao-cao/cau-giay/") == (302, "/bao-cao/")
    assert client.get("/bao-cao/dong-da/").status_code == 404
