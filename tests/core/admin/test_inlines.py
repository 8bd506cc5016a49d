"""Rows of one form that only together are right: they are compared as they will be, and saved in an order that works."""

from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import Service
from citizens.models import PetitionStatus
from councils.models import ElectoralUnit, Membership
from reports.models import ReportSection
from reports.models.outline import SECTIONS
from resolutions.models import Vote
from supervision.models import SupervisedUnit
from tests.admin_forms import form_class_of, user_of
from tests.factories.accounts import ServiceFactory
from tests.factories.citizens import PetitionFactory, PetitionStatusFactory
from tests.factories.councils import (
    AgencyFactory,
    BodyFactory,
    CouncilFactory,
    ElectoralUnitFactory,
    MandateFactory,
    MembershipFactory,
    TermFactory,
)
from tests.factories.reports import AnnualReportFactory, ReportSectionFactory
from tests.factories.resolutions import ResolutionFactory, VoteFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.factories.supervision import SupervisedUnitFactory, SupervisionFactory

pytestmark = pytest.mark.django_db

EXCHANGE = "Hai dòng đổi chỗ cho nhau thì không lưu cùng lúc được; hãy xóa dòng này và ghi lại thành dòng mới."


def posted(form):
    """The values of an unbound form as a browser posts them."""
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, "", []) and value is not False}


def save_rows(client, record, prefix, changes, new=(), **values):
    """Post the change form of `record` with `values`; its stored rows with `changes` (by primary key), then `new` rows."""
    request = client.get(reverse("admin:index")).wsgi_request
    form = form_class_of(user_of(client), type(record), record)(instance=record)
    data = posted(form) | values
    model_admin = admin.site.get_model_admin(type(record))
    for formset_class, _ in model_admin.get_formsets_with_inlines(request, record):
        formset = formset_class(instance=record, prefix=formset_class.get_default_prefix())
        rows = list(formset.initial_forms)
        data |= {f"{formset.prefix}-INITIAL_FORMS": len(rows)}
        for row in rows:
            data |= posted(row)
            if formset.prefix == prefix:
                data |= {row.add_prefix(name): value for name, value in changes.get(row.instance.pk, {}).items()}
        for number, row in enumerate(new if formset.prefix == prefix else (), start=len(rows)):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
        data |= {f"{formset.prefix}-TOTAL_FORMS": len(rows) + (len(new) if formset.prefix == prefix else 0)}
    address = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    return client.post(address, data)


def row_errors(response, prefix):
    """The errors of the rows of one inline; the page displays the form again."""
    assert response.status_code == 200
    formset = next(each.formset for each in response.context["inline_admin_formsets"] if each.formset.prefix == prefix)
    return [{name: list(messages) for name, messages in errors.items()} for errors in formset.errors]


def seat(mandate, start, **values):
    return {"mandate": mandate.pk, "role": "member", "rank": 0, "start": start} | values


def test_membership_inline_ends_a_head_and_adds_the_next_one(admin_client):
    head = MembershipFactory(role="head")
    successor = MandateFactory(term=head.mandate.term)

    ended = {head.pk: {"end": "1/3/2022"}}
    response = save_rows(admin_client, head.body, "memberships", ended, [seat(successor, "1/3/2022", role="head")])

    assert response.status_code == 302
    assert list(Membership.objects.order_by("start").values_list("mandate", "role", "end")) == [
        (head.mandate_id, "head", date(2022, 3, 1)),
        (successor.pk, "head", None),
    ]


def test_membership_inline_lets_head_and_member_change_roles(admin_client):
    head = MembershipFactory(role="head")
    member = MembershipFactory(body=head.body, mandate=MandateFactory(term=head.mandate.term))
    for first, second in ((head, member), (member, head)):  # whichever row comes first on the page
        roles = {first.pk: {"role": "member"}, second.pk: {"role": "head"}}

        assert save_rows(admin_client, head.body, "memberships", roles).status_code == 302
        assert dict(Membership.objects.values_list("pk", "role")) == {first.pk: "member", second.pk: "head"}


def test_membership_inline_replaces_a_deleted_head(admin_client):
    head = MembershipFactory(role="head")
    member = MembershipFactory(body=head.body, mandate=MandateFactory(term=head.mandate.term))

    response = save_rows(admin_client, head.body, "memberships", {head.pk: {"DELETE": "on"}, member.pk: {"role": "head"}})

    assert response.status_code == 302
    assert Membership.objects.values_list("pk", "role").get() == (member.pk, "head")


def test_membership_inline_moves_two_memberships_of_one_delegate(admin_client):
    first = MembershipFactory(start=date(2021, 6, 28), end=date(2022, 1, 1))
    second = MembershipFactory(mandate=first.mandate, body=first.body, start=date(2022, 1, 1))

    moved = {first.pk: {"end": "1/6/2022"}, second.pk: {"start": "1/6/2022"}}

    assert save_rows(admin_client, first.body, "memberships", moved).status_code == 302
    assert set(Membership.objects.values_list("start", "end")) == {
        (date(2021, 6, 28), date(2022, 6, 1)),
        (date(2022, 6, 1), None),
    }


def test_membership_inline_refuses_new_rows_that_overlap(admin_client):
    body = BodyFactory()
    mandate = MandateFactory(term=TermFactory(council=body.council))
    rows = [seat(mandate, "28/6/2021", end="1/3/2022"), seat(mandate, "1/2/2022")]

    response = save_rows(admin_client, body, "memberships", {}, rows)

    assert row_errors(response, "memberships") == [{}, {"start": ["Thời gian trùng với lần làm thành viên đã ghi."]}]
    assert response.context["inline_admin_formsets"][0].formset.forms[1]["start"].value() == "1/2/2022"
    assert not Membership.objects.exists()


def test_membership_inline_refuses_a_row_moved_into_a_stored_one(admin_client):
    first = MembershipFactory(start=date(2021, 6, 28), end=date(2022, 1, 1))
    MembershipFactory(mandate=first.mandate, body=first.body, start=date(2022, 1, 1))

    response = save_rows(admin_client, first.body, "memberships", {first.pk: {"end": "1/6/2022"}})

    errors = row_errors(response, "memberships")
    assert sorted(map(list, errors)) == [[], ["start"]]
    assert Membership.objects.get(pk=first.pk).end == date(2022, 1, 1)


def test_membership_inline_refuses_what_a_row_outside_the_form_has(admin_client):
    """A row that another user has stored since the page was loaded is compared as it is stored."""
    head = MembershipFactory(role="head", end=date(2022, 3, 1))
    rows = [seat(MandateFactory(term=head.mandate.term), "1/3/2022", role="head")]
    model_admin = admin.site.get_model_admin(type(head.body))
    request = admin_client.get(reverse("admin:index")).wsgi_request
    formset_class = next(formset for formset, _ in model_admin.get_formsets_with_inlines(request, head.body))
    MembershipFactory(body=head.body, mandate=MandateFactory(term=head.mandate.term), role="head")
    data = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0}
    data |= {f"memberships-0-{name}": value for name, value in rows[0].items()}

    formset = formset_class(data, instance=head.body, prefix="memberships")

    assert [dict(errors) for errors in formset.errors] == [{"role": ["Đã có người đứng đầu."]}]


def test_supervised_unit_inline_lets_a_unit_take_the_agency_of_another(admin_client):
    first = SupervisedUnitFactory()
    council = first.supervision.council
    second = SupervisedUnitFactory(supervision=first.supervision, agency=AgencyFactory(council=council))
    third = AgencyFactory(council=council)
    agencies = {first.pk: {"agency": second.agency_id}, second.pk: {"agency": third.pk}}

    assert save_rows(admin_client, first.supervision, "units", agencies).status_code == 302
    assert dict(SupervisedUnit.objects.values_list("pk", "agency")) == {first.pk: second.agency_id, second.pk: third.pk}


def test_supervised_unit_inline_refuses_an_exchange_with_a_way_out(admin_client):
    first = SupervisedUnitFactory()
    second = SupervisedUnitFactory(
        supervision=first.supervision, agency=AgencyFactory(council=first.supervision.council), place="Dịch Vọng"
    )
    agencies = {first.pk: {"agency": second.agency_id}, second.pk: {"agency": first.agency_id}}

    refused = save_rows(admin_client, first.supervision, "units", agencies)

    assert row_errors(refused, "units") == [{}, {"__all__": [EXCHANGE]}]
    new = [{"agency": first.agency_id, "place": "Dịch Vọng"}]
    way_out = {first.pk: {"agency": second.agency_id}, second.pk: {"DELETE": "on"}}
    assert save_rows(admin_client, first.supervision, "units", way_out, new).status_code == 302
    assert set(SupervisedUnit.objects.values_list("agency", "place")) == {
        (second.agency_id, first.place),
        (first.agency_id, "Dịch Vọng"),
    }


def test_supervised_unit_inline_moves_with_the_days_of_its_supervision(admin_client):
    supervision = SupervisionFactory(done=True, started_on=date(2021, 10, 1), finished_on=date(2021, 11, 1))
    unit = SupervisedUnitFactory(supervision=supervision, visited_on=date(2021, 10, 15))

    days = {"started_on": "1/4/2022", "finished_on": "1/5/2022"}

    assert save_rows(admin_client, supervision, "units", {unit.pk: {"visited_on": "15/4/2022"}}, **days).status_code == 302
    supervision.refresh_from_db()
    unit.refresh_from_db()
    assert (supervision.started_on, unit.visited_on) == (date(2022, 4, 1), date(2022, 4, 15))


def test_electoral_unit_inline_renumbers_units(admin_client):
    term = TermFactory()
    first, second = (ElectoralUnitFactory(term=term, number=number) for number in (1, 2))

    numbers = {first.pk: {"number": 2}, second.pk: {"number": 3}}

    assert save_rows(admin_client, term, "units", numbers).status_code == 302
    assert dict(ElectoralUnit.objects.values_list("pk", "number")) == {first.pk: 2, second.pk: 3}


def test_vote_inline_lets_another_vote_become_the_final_one(admin_client):
    resolution = ResolutionFactory()
    first = VoteFactory(resolution=resolution, session=resolution.session, is_final=True)
    second = VoteFactory(resolution=resolution, session=resolution.session, is_final=False)

    for old, new in ((first, second), (second, first)):
        changes = {old.pk: {"is_final": ""}, new.pk: {"is_final": "on"}}

        assert save_rows(admin_client, resolution, "votes", changes).status_code == 302
        assert Vote.objects.values_list("pk", flat=True).get(is_final=True) == new.pk


def test_vote_inline_follows_its_resolution_into_another_session(admin_client):
    resolution = ResolutionFactory()
    vote = VoteFactory(resolution=resolution, session=resolution.session, is_final=True)
    session = CouncilSessionFactory(
        term=resolution.session.term, number=8, opened_on=date(2021, 12, 20), closed_on=date(2021, 12, 20)
    )
    moved = {"session": session.pk, "adopted_on": "20/12/2021", "issued_on": "20/12/2021"}

    refused = save_rows(admin_client, resolution, "votes", {}, **moved)
    assert row_errors(refused, "votes") == [{"held_on": ["Ngày biểu quyết nằm ngoài thời gian của kỳ họp."]}]
    assert refused.context["adminform"].form["adopted_on"].value() == "20/12/2021"

    assert save_rows(admin_client, resolution, "votes", {vote.pk: {"held_on": "20/12/2021"}}, **moved).status_code == 302
    vote.refresh_from_db()
    assert (vote.session, vote.held_on) == (session, date(2021, 12, 20))


def test_vote_inline_follows_its_resolution_without_a_change_of_its_own(admin_client):
    resolution = ResolutionFactory()
    vote = VoteFactory(resolution=resolution, session=resolution.session, is_final=True)
    session = CouncilSessionFactory(term=resolution.session.term, number=8, opened_on=vote.held_on, closed_on=vote.held_on)

    assert save_rows(admin_client, resolution, "votes", {}, session=session.pk).status_code == 302
    vote.refresh_from_db()
    assert vote.session == session


def test_report_section_inline_lets_a_section_take_the_place_of_another(admin_client):
    report = AnnualReportFactory()
    first = ReportSectionFactory(report=report, key=SECTIONS[0].key)
    second = ReportSectionFactory(report=report, key=SECTIONS[1].key)

    keys = {first.pk: {"key": SECTIONS[1].key}, second.pk: {"key": SECTIONS[2].key}}

    assert save_rows(admin_client, report, "sections", keys).status_code == 302
    assert dict(ReportSection.objects.values_list("pk", "key")) == {first.pk: SECTIONS[1].key, second.pk: SECTIONS[2].key}


def test_petition_status_inline_lets_a_status_take_the_day_of_another(admin_client):
    petition = PetitionFactory(received_on=date(2021, 9, 1))
    first = PetitionStatusFactory(petition=petition, state="in_progress", on=date(2021, 10, 1))
    second = PetitionStatusFactory(petition=petition, state="in_progress", on=date(2021, 11, 1))

    days = {first.pk: {"on": "1/11/2021"}, second.pk: {"on": "1/12/2021"}}

    assert save_rows(admin_client, petition, "statuses", days).status_code == 302
    assert dict(PetitionStatus.objects.values_list("pk", "on")) == {first.pk: date(2021, 11, 1), second.pk: date(2021, 12, 1)}


def test_service_inline_lets_a_service_take_the_role_of_another(admin_client):
    first = ServiceFactory(role="news_editor", council=CouncilFactory())
    second = ServiceFactory(user=first.user, council=first.council, role="reviewer")

    roles = {first.pk: {"role": "reviewer"}, second.pk: {"role": "standing"}}

    assert save_rows(admin_client, first.user, "services", roles).status_code == 302
    assert dict(Service.objects.values_list("pk", "role")) == {first.pk: "reviewer", second.pk: "standing"}
