"""The days of mandates, memberships and offices agree with the decisions on them, in forms, lists and CSV tables."""

from datetime import date

import pytest
from django.urls import reverse

from core.models import ProposedChange
from councils.actions import close_term
from councils.models import Body, Mandate, Membership
from exchange.loading import load_folder
from resolutions.actions import record_personnel_decision
from resolutions.models import PersonnelDecision
from tests.admin_forms import form_data, form_errors, post_add_form, user_of
from tests.exchange.folders import write_folder
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import BodyFactory, MandateFactory, MembershipFactory, PersonFactory, TermFactory
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db

DAY = date(2021, 12, 20)
DECIDED = (
    "Quyết định nhân sự “miễn nhiệm, cho thôi” (UBTVQH) ghi thôi từ ngày 20/12/2021; muốn đổi ngày, hãy sửa quyết định ấy; "
    "muốn bỏ ngày thôi, hãy xóa quyết định ấy."
)


def relieved(target):
    """The decision that ended `target` on DAY."""
    return record_personnel_decision(target=target, effect="relieves", effective_on=DAY, authority="UBTVQH")


@pytest.fixture
def mandate():
    term = TermFactory(council__slug="cau-giay")
    return MandateFactory(term=term, person=PersonFactory(full_name="Phạm Văn Lộc", slug="pham-van-loc"))


@pytest.mark.parametrize("end", ["21/12/2021", ""])
def test_mandate_form_refuses_an_end_that_contradicts_its_decision(admin_client, mandate, end):
    relieved(mandate)
    values = form_data(user_of(admin_client), Mandate.objects.get())
    url = admin_url(Mandate, "change", mandate.pk)

    refused = admin_client.post(url, values | {"end": end, "end_reason": "relieved" if end else ""})
    saved = admin_client.post(url, values | {"rank": "7"})

    assert form_errors(refused) == {"end": [DECIDED]}
    assert saved.status_code == 302
    assert Mandate.objects.values_list("end", "end_reason", "rank").get() == (DAY, "relieved", 7)


def test_mandate_form_refuses_a_start_that_contradicts_its_decision(admin_client, mandate):
    record_personnel_decision(target=mandate, effect="elects", effective_on=mandate.start, authority="UBTVQH")
    values = form_data(user_of(admin_client), mandate) | {"start": "29/06/2021"}

    errors = form_errors(admin_client.post(admin_url(Mandate, "change", mandate.pk), values))

    assert errors == {
        "start": ["Quyết định nhân sự “bầu” (UBTVQH) ghi từ ngày 28/06/2021; muốn đổi ngày, hãy sửa quyết định ấy."]
    }


def test_membership_inline_refuses_an_end_that_contradicts_its_decision(admin_client, mandate):
    membership = MembershipFactory(mandate=mandate, body=BodyFactory(council=mandate.term.council))
    relieved(membership)
    body = membership.body
    row = {"id": membership.pk, "body": body.pk, "mandate": mandate.pk, "role": "member", "rank": 0, "start": "28/06/2021"}
    data = {f"memberships-0-{name}": value for name, value in (row | {"end": "21/12/2021"}).items()}
    counts = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 1}

    page = admin_client.post(admin_url(Body, "change", body.pk), form_data(user_of(admin_client), body) | counts | data)

    assert DECIDED in visible_text(page)
    assert Membership.objects.get().end == DAY


@pytest.mark.parametrize(
    "cells", [{"end": "21/12/2021", "end_reason": "thôi làm nhiệm vụ đại biểu"}, {"end": "", "end_reason": ""}]
)
def test_load_folder_refuses_an_end_that_contradicts_its_decision(tmp_path, mandate, cells):
    relieved(mandate)
    row = {"person": "pham-van-loc", "term": "cau-giay | 6", "start": "28/06/2021"} | cells

    (error,) = load_folder(write_folder(tmp_path, mandates=[row]), "cau-giay").errors

    assert (error.column, error.message) == ("end", DECIDED)
    assert Mandate.objects.get().end == DAY


def test_personnel_decision_that_ends_a_target_twice_is_refused_in_form_page_and_table(admin_client, tmp_path, mandate):
    relieved(mandate)
    second = PersonnelDecision(mandate=mandate, effect="dismisses", effective_on=date(2022, 1, 5), authority="HĐND")
    sentence = (
        f"{mandate} đã có quyết định “miễn nhiệm, cho thôi” từ ngày 20/12/2021 (UBTVQH); hãy sửa, hoặc xóa quyết định ấy trước."
    )
    values = {"effect": "dismisses", "effective_on": "05/01/2022", "authority": "HĐND"}
    row = values | {"mandate": "pham-van-loc | cau-giay | 6 | 28/06/2021", "effect": "bãi nhiệm"}

    form = post_add_form(admin_client, second)
    page = admin_client.post(admin_url(Mandate, "quyet_dinh_nhan_su", mandate.pk), values | {"_verb": "1", "_preview": "1"})
    (error,) = load_folder(write_folder(tmp_path, personnel_decisions=[row]), "cau-giay").errors

    assert form_errors(form) == page.context["form"].errors == {"effective_on": [sentence]}
    assert (error.column, error.message) == ("effective_on", sentence)
    assert PersonnelDecision.objects.get().effective_on == Mandate.objects.get().end == DAY


@pytest.mark.parametrize("is_list_action", [False, True])
def test_deletion_of_a_decision_says_beforehand_what_it_reopens_and_reopens_it(admin_client, mandate, is_list_action):
    decision = relieved(mandate)
    url = admin_url(PersonnelDecision, "changelist") if is_list_action else admin_url(PersonnelDecision, "delete", decision.pk)
    data = {"action": "delete_selected", "_selected_action": decision.pk} if is_list_action else {}

    page = admin_client.post(url, data) if is_list_action else admin_client.get(url)
    assert f"Mở lại {mandate}: không còn thôi từ ngày 20/12/2021." in visible_text(page)
    assert Mandate.objects.get().end == DAY

    done = admin_client.post(url, data | {"post": "yes"}, follow=True)
    assert f"{mandate}: từ ngày 28/06/2021, chưa có ngày thôi." in visible_text(done)
    assert Mandate.objects.values_list("end", "end_reason").get() == (None, "")
    assert not PersonnelDecision.objects.exists()


def test_deletion_of_a_decision_leaves_the_end_of_the_term(admin_client, mandate):
    decision = relieved(mandate)
    close_term(term=mandate.term, end=date(2026, 3, 1))

    url = admin_url(PersonnelDecision, "delete", decision.pk)
    assert f"{mandate}: thôi từ ngày 01/03/2026 thay cho ngày 20/12/2021." in visible_text(admin_client.get(url))
    admin_client.post(url, {"post": "yes"})

    assert Mandate.objects.values_list("end", "end_reason").get() == (date(2026, 3, 1), "term_ended")


@pytest.mark.parametrize("is_list_action", [False, True])
def test_deletion_of_a_decision_is_refused_while_its_target_cannot_be_open(admin_client, mandate, is_list_action):
    head = MembershipFactory(mandate=mandate, role="head", body=BodyFactory(council=mandate.term.council))
    decision = relieved(head)
    MembershipFactory(mandate=MandateFactory(term=mandate.term), role="head", body=head.body, start=DAY)
    url = admin_url(PersonnelDecision, "changelist") if is_list_action else admin_url(PersonnelDecision, "delete", decision.pk)
    data = {"action": "delete_selected", "_selected_action": decision.pk} if is_list_action else {}

    page = admin_client.post(url, data | {"post": "yes"})

    text = visible_text(page)
    assert "Chưa xóa được:" in text
    assert f"{head}: Đã có người đứng đầu." in text
    assert PersonnelDecision.objects.get() == decision
    assert Membership.objects.get(pk=head.pk).end == DAY


def test_deletion_of_a_decision_that_began_a_target_leaves_its_first_day(admin_client, mandate):
    decision = record_personnel_decision(target=mandate, effect="elects", effective_on=mandate.start, authority="UBTVQH")
    url = admin_url(PersonnelDecision, "delete", decision.pk)

    assert "Ngày bắt đầu không đổi." in visible_text(admin_client.get(url))
    admin_client.post(url, {"post": "yes"})

    assert Mandate.objects.values_list("start", "end").get() == (date(2021, 6, 28), None)


def test_proposed_deletion_of_a_decision_says_what_it_reopens(client, mandate):
    resolution = ResolutionFactory(session__term=mandate.term, signed=True, published=True)
    decision = record_personnel_decision(target=mandate, effect="relieves", effective_on=DAY, resolution=resolution)
    officer, reviewer = (ServiceFactory(council=mandate.term.council, role=role).user for role in ("records_officer", "reviewer"))
    url = admin_url(PersonnelDecision, "delete", decision.pk)

    client.force_login(officer)
    assert f"Mở lại {mandate}" in visible_text(client.get(url))
    client.post(url, {"post": "yes"})
    assert Mandate.objects.get().end == DAY

    client.force_login(reviewer)
    proposal = ProposedChange.objects.get()
    address = reverse("admin:proposed_change", args=[proposal.pk])
    page = client.get(address)
    assert f"Mở lại {mandate}: không còn thôi từ ngày 20/12/2021." in visible_text(page)
    client.post(address, {"version": page.context["review"].version, "post": "yes"})
    assert Mandate.objects.get().end is None
