"""The initial values of the form of the next report."""

from datetime import date

import pytest

from reports.models import AnnualReport
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import PersonFactory
from tests.factories.reports import AnnualReportFactory
from tests.hdnd_portal.admin_models import admin_url

pytestmark = pytest.mark.django_db


def initial_values(client):
    form = client.get(admin_url(AnnualReport, "add")).context["adminform"].form
    return {name: form[name].value() for name in form.fields}


def test_initial_values_after_the_newest_report_are_those_of_the_next_year(client):
    service = ServiceFactory(role="reviewer")
    client.force_login(service.user)
    signer = PersonFactory()
    AnnualReportFactory(council=service.council)
    AnnualReportFactory(
        council=service.council,
        title="Tổng kết hoạt động năm 2022, phương hướng, nhiệm vụ năm 2023",
        period_label="năm 2022",
        period_from=date(2022, 1, 1),
        period_to=date(2022, 12, 31),
        cut_off=date(2022, 12, 31),
        slug="2022",
        signer=signer,
        sign_mode="chair",
        recipients="Lưu: VT",
    )
    AnnualReportFactory(period_from=date(2025, 1, 1), period_to=date(2025, 12, 31), cut_off=date(2025, 12, 31))

    initial = initial_values(client)

    assert initial["title"] == "Tổng kết hoạt động năm 2023, phương hướng, nhiệm vụ năm 2024"
    assert (initial["period_label"], initial["signer"], initial["sign_mode"]) == ("năm 2023", signer.pk, "chair")
    assert (initial["period_from"], initial["period_to"], initial["cut_off"]) == ("01/01/2023", "31/12/2023", "31/12/2023")
    assert (initial["recipients"], initial["slug"]) == ("Lưu: VT", None)


def test_initial_values_after_a_part_of_a_year_are_empty(client):
    service = ServiceFactory(role="reviewer")
    client.force_login(service.user)
    AnnualReportFactory(council=service.council, period_to=date(2021, 6, 30), cut_off=date(2021, 6, 30))

    assert initial_values(client)["title"] is None
