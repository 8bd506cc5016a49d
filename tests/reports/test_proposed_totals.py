"""Changes of approved totals by staff who may not publish, and totals that wait and ask to be preferred."""

import pytest
from django.urls import reverse

from core.models import ProposedChange
from exchange.loading import load_folder
from reports.models import ReportedTotal
from tests.admin_forms import form_errors, post_add_form
from tests.core.admin.test_proposals import officer_of, review, save
from tests.exchange.folders import write_folder
from tests.factories.accounts import ServiceFactory
from tests.factories.reports import ReportedTotalFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

PREFERRED = {"decision": "preferred", "decision_reason": "Đã đối chiếu."}
ANOTHER = "Cùng chỉ tiêu, cùng kỳ đang dùng số của một nguồn khác"


def stored():
    return list(ReportedTotal.objects.order_by("pk").values())


@pytest.mark.parametrize("role", ["records_officer", "ward_clerk"])
def test_reported_total_that_is_approved_changed_by_a_clerk_waits_and_is_accepted(client, district, role):
    total = ReportedTotalFactory(council=district.council, value=4)
    before = stored()

    page = visible_text(save(client, officer_of(total, role), total, value="9"))
    assert "Đã gửi bản sửa" in page
    assert "Bản ghi đã công khai hoặc đã duyệt; mọi thay đổi chờ người duyệt" in page
    assert stored() == before

    reviewer = officer_of(total, "reviewer")
    client.force_login(reviewer)
    proposal = ProposedChange.objects.get()
    lines = client.get(reverse("admin:proposed_change", args=[proposal.pk])).context["review"].lines
    assert [(line.label, line.old, line.new) for line in lines] == [("Giá trị", "4", "9")]
    review(client, reviewer, proposal)
    assert stored() == [before[0] | {"value": 9}]  # still approved on the same day


def test_reported_total_that_is_approved_stays_when_the_proposal_is_returned(client, district):
    total = ReportedTotalFactory(council=district.council, value=4)
    before = stored()
    save(client, officer_of(total), total, value="9", source="Nguồn khác")
    review(client, officer_of(total, "reviewer"), ProposedChange.objects.get(), **{"return": "1", "note": "Nguồn ghi 4."})

    assert stored() == before
    assert ProposedChange.objects.get().state == ProposedChange.State.RETURNED


def test_reported_total_that_is_approved_deleted_by_a_clerk_waits(client, district):
    total = ReportedTotalFactory(council=district.council)
    officer, reviewer = officer_of(total), officer_of(total, "reviewer")
    client.force_login(officer)
    data = {"action": "delete_selected", "_selected_action": total.pk, "post": "yes"}
    client.post(admin_url(ReportedTotal, "changelist"), data)
    assert ReportedTotal.objects.exists()
    client.post(admin_url(ReportedTotal, "delete", total.pk), {"post": "yes"})
    assert ReportedTotal.objects.exists()

    review(client, reviewer, ProposedChange.objects.get())
    assert not ReportedTotal.objects.exists()


def test_reported_total_that_waits_is_changed_and_deleted_by_a_clerk_at_once(client, district):
    total = ReportedTotalFactory(council=district.council, waiting=True)
    officer = officer_of(total)
    save(client, officer, total, value="9")
    assert [(row["value"], row["approved_on"]) for row in stored()] == [(9, None)]

    client.post(admin_url(ReportedTotal, "delete", total.pk), {"post": "yes"})
    assert stored() == []
    assert not ProposedChange.objects.exists()


def csv_row(total, **values):
    row = {"council": total.council.slug, "period_from": "01/01/2021", "period_to": "31/12/2021", "code": total.code}
    return row | {"source": total.source, "value": str(total.value)} | values


def test_load_folder_refuses_another_value_of_an_approved_total_to_a_clerk(tmp_path, district):
    total = ReportedTotalFactory(council=district.council)
    before = stored()
    rows = [csv_row(total, value="9")]
    result = load_folder(write_folder(tmp_path, reported_totals=rows), district.council.slug, user=officer_of(total))

    assert [str(error) for error in result.errors] == [
        "reported_totals.csv, dòng 2: Bản ghi đã công khai hoặc đã duyệt: chỉ người có quyền đăng của HĐND này "
        "(ví dụ người duyệt) mới ghi được thay đổi này; hãy sửa trong biểu mẫu để gửi chờ duyệt."
    ]
    assert stored() == before


def test_waiting_total_that_asks_to_be_preferred_hinders_no_reviewer(client, district):
    waiting = ReportedTotalFactory(council=district.council, waiting=True, **PREFERRED)
    client.force_login(ServiceFactory(council=district.council, role="reviewer").user)
    post_add_form(client, unsaved(ReportedTotalFactory, council=district.council, source="Nguồn khác", **PREFERRED))

    assert ReportedTotal.objects.accepted().get().source == "Nguồn khác"
    assert ReportedTotal.objects.waiting().get() == waiting


@pytest.mark.parametrize("entry", ["page", "list", "form", "csv"])
def test_waiting_total_that_asks_to_be_preferred_is_not_approved_beside_a_preferred_one(client, tmp_path, district, entry):
    ReportedTotalFactory(council=district.council, **PREFERRED)
    waiting = ReportedTotalFactory(council=district.council, waiting=True, **PREFERRED)
    before = stored()
    reviewer = officer_of(waiting, "reviewer")
    client.force_login(reviewer)
    if entry == "page":
        text = visible_text(client.post(reverse("admin:reports_reportedtotal_duyet", args=[waiting.pk]), {"_verb": "1"}))
    elif entry == "list":
        data = {"action": "approve_selected", "_selected_action": [waiting.pk]}
        text = visible_text(client.post(admin_url(ReportedTotal, "changelist"), data, follow=True))
    elif entry == "form":
        page = save(client, reviewer, waiting, value="5")
        assert list(form_errors(page)) == ["decision"]
        assert "Chờ người duyệt" in visible_text(page)
        text = visible_text(page)
    else:
        rows = [csv_row(waiting, decision="dùng số này", decision_reason="Đã đối chiếu.")]
        result = load_folder(write_folder(tmp_path, reported_totals=rows), district.council.slug)
        assert len(result.errors) == 1
        text = str(result.errors[0])

    assert ANOTHER in text
    assert stored() == before


def test_approve_selected_prefers_the_first_of_two_that_ask_for_it(client, district):
    first, second = (ReportedTotalFactory(council=district.council, waiting=True, **PREFERRED) for _ in range(2))
    client.force_login(officer_of(first, "reviewer"))
    data = {"action": "approve_selected", "_selected_action": [first.pk, second.pk]}
    text = visible_text(client.post(admin_url(ReportedTotal, "changelist"), data, follow=True))

    assert ReportedTotal.objects.accepted().count() == 1
    assert ANOTHER in text
    assert "Đã duyệt 1 số liệu tổng hợp." in text
