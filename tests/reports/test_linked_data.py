import pytest

from tests.factories.accounts import ServiceFactory
from tests.linked_data import linked_data
from tests.reports.stage import draft, issued

pytestmark = pytest.mark.django_db


def test_issued_report_is_told_to_machines(client, stage, settings):
    settings.BASE_URL = "https://hdnd.example.vn"
    report = issued(draft(stage.council))

    told = linked_data(client.get(report.get_absolute_url()))

    assert set(told) == {"Report", "BreadcrumbList"}
    address = f"https://hdnd.example.vn{report.get_absolute_url()}"
    assert told["Report"] == {
        "name": report.title,
        "reportNumber": report.issued_document.symbol,
        "url": address,
        "inLanguage": "vi",
        "datePublished": "2022-01-05",
        "temporalCoverage": "2021-01-01/2021-12-31",
        "publisher": {"@type": "GovernmentOrganization", "name": stage.council.full_name},
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": f"{address}bao-cao.pdf"},
    }


def test_draft_is_told_to_no_machine(client, stage):
    client.force_login(ServiceFactory(council=stage.council, role="records_officer").user)

    assert set(linked_data(client.get(draft(stage.council).get_absolute_url()))) == {"BreadcrumbList"}
