"""Who approves a reported total, and that a waiting one is used nowhere."""

import json

import pytest
from django.urls import reverse

from reports.content import ReportContent
from reports.figures.collect import collect
from reports.models import AnnualReport, ReportedTotal
from tests.admin_forms import post_add_form
from tests.factories.accounts import ServiceFactory
from tests.factories.reports import ReportedTotalFactory
from tests.reports.records import draft, issued, session
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

SECRET = "Nguồn chưa ai duyệt"


def serving(client, council, role):
    client.force_login(ServiceFactory(council=council, role=role).user)
    return client


def value_of(council):
    return collect(draft(council, register=False).as_scope(), codes={"questions.raised"}).figures["questions.raised"].number.value


@pytest.mark.parametrize("role", ["records_officer", "ward_clerk"])
def test_reported_total_waits_that_who_may_not_publish_has_typed(client, district, role):
    serving(client, district.council, role)
    record = unsaved(ReportedTotalFactory, council=district.council, code="questions.raised", value=7, source=SECRET)
    assert post_add_form(client, record).status_code == 302

    total = ReportedTotal.objects.get()
    assert (total.approved_on, total.approved_by_id) == (None, None)
    assert value_of(district.council) is None
    row = client.get(reverse("admin:reports_reportedtotal_changelist")).content.decode()
    assert "Chờ người duyệt" in row


def test_reported_total_of_a_reviewer_is_approved_at_once(client, district):
    serving(client, district.council, "reviewer")
    post_add_form(client, unsaved(ReportedTotalFactory, council=district.council, code="questions.raised", value=7))

    total = ReportedTotal.objects.get()
    assert (total.is_approved, total.approved_by_id) == (True, district.council.users.get().pk)
    assert value_of(district.council) == 7


def approve(client, *totals):
    data = {"action": "approve_selected", "_selected_action": [total.pk for total in totals]}
    return client.post(reverse("admin:reports_reportedtotal_changelist"), data)


def test_approve_selected_approves_totals_of_the_own_council_only(client, district):
    own = ReportedTotalFactory(council=district.council, waiting=True)
    other = ReportedTotalFactory(council=district.other, waiting=True)
    serving(client, district.council, "reviewer")

    refused = approve(client, own, other)

    assert refused.status_code == 409  # the list never displayed the other one
    assert str(other.council) not in refused.content.decode()
    assert set(ReportedTotal.objects.accepted()) == set()

    approve(client, own)

    assert set(ReportedTotal.objects.accepted()) == {own}


def test_approve_selected_is_not_for_a_clerk(client, district):
    total = ReportedTotalFactory(council=district.council, waiting=True)
    serving(client, district.council, "records_officer")
    approve(client, total)

    assert not ReportedTotal.objects.accepted().exists()


def test_waiting_total_appears_on_no_public_page_of_a_report(client, district):
    session(district.council)
    report = AnnualReport.objects.get(pk=issued(draft(district.council)).pk)
    ReportedTotalFactory(council=district.council, code="sessions.held", value=99, source=SECRET, waiting=True)
    pages = [report.get_absolute_url(), f"{report.get_absolute_url()}sessions.held/", "/", "/bao-cao/"]

    assert [page for page in pages if SECRET in client.get(page).content.decode()] == []
    assert SECRET not in json.dumps(ReportContent(report).figures_data(), ensure_ascii=False)


def test_approve_total_page_approves_after_its_preview(client, district):
    total = ReportedTotalFactory(council=district.council, waiting=True)
    page = reverse("admin:reports_reportedtotal_duyet", args=[total.pk])
    serving(client, district.council, "records_officer")
    assert client.post(page, {"_verb": "1"}).status_code == 403

    serving(client, district.council, "reviewer")
    preview = client.post(page, {"_verb": "1"})
    assert not ReportedTotal.objects.accepted().exists()
    client.post(page, {"_verb": "1", "_confirm": "1", "_fingerprint": preview.context["fingerprint"]})
    assert ReportedTotal.objects.accepted().get() == total
