import pytest

from tests.factories.accounts import ServiceFactory
from tests.linked_data import linked_data
from tests.reports.records import draft, issued

pytestmark = pytest.mark.django_db


def test_report_data_describes_an_issued_report(client, district, settings):
    settings.BASE_URL = "https://hdnd.example.vn"
    report = issued(draft(district.council))

    data = linked_data(client.get(report.get_absolute_url()))

    assert set(data) == {"Report", "BreadcrumbList"}
    address = f"https://hdnd.example.vn{report.get_absolute_url()}"
    assert data["Report"] == {
        "name": report.title,
        "reportNumber": report.issued_document.symbol,
        "url": address,
        "inLanguage": "vi",
        "datePublished": "2022-01-05",
        "temporalCoverage": "2021-01-01/2021-12-31",
        "publisher": {"@type": "GovernmentOrganization", "name": district.council.full_name},
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": f"{address}bao-cao.pdf"},
    }


def test_report_data_is_absent_for_a_draft(client, district):
    client.force_login(ServiceFactory(council=district.council, role="records_officer").user)

    assert set(linked_data(client.get(draft(district.council).get_absolute_url()))) == {"BreadcrumbList"}
