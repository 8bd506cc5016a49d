"""The admin of councils: permissions by council, search without diacritics, validation, and no English text."""

import html
import re

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.admin import retry_on_conflict
from core.models import ProposedChange
from councils.models import Area, Body, Commendation, ElectoralUnit, Membership, Term
from tests.admin_forms import form_data, post_add_form
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import (
    AgencyFactory,
    AreaFactory,
    BodyFactory,
    CommendationFactory,
    CouncilFactory,
    CouncilNameFactory,
    ElectoralUnitFactory,
    FieldFactory,
    MandateFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    SubordinationFactory,
    TermFactory,
)
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

FACTORIES = [
    CouncilFactory,
    CouncilNameFactory,
    SubordinationFactory,
    TermFactory,
    AreaFactory,
    ElectoralUnitFactory,
    PersonFactory,
    MandateFactory,
    BodyFactory,
    MembershipFactory,
    AgencyFactory,
    OfficeFactory,
    FieldFactory,
    CommendationFactory,
    UserFactory,
    ServiceFactory,
]
ENGLISH = re.compile(
    r"\b(add|all|and|change|delete|error|filter|history|object|please|save|search|select|show|the|view|was)\b", re.I
)


def page(kind, name, *args):
    return reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_{name}", args=args)


def text_of(response):
    """The visible text of the page, with the attributes that screen readers read."""
    source = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    attributes = re.findall(r'(?:title|alt|placeholder|aria-label)="([^"]*)"', source)
    return html.unescape(" ".join([re.sub(r"<[^>]+>", " ", source), *attributes]))


def listed(response):
    return set(response.context["cl"].queryset)


@pytest.fixture
def clerk(client):
    """The service of a signed-in records officer of one council."""
    service = ServiceFactory()
    client.force_login(service.user)
    return service


@pytest.mark.parametrize("factory", FACTORIES)
def test_record_admin_pages_contain_no_english_words(admin_client, factory):
    record = factory()
    kind = type(record)

    urls = [page(kind, "changelist"), page(kind, "changelist") + "?q=đống+đa", page(kind, "add")]
    urls += [page(kind, name, record.pk) for name in ("change", "history", "delete")]
    responses = [admin_client.get(url) for url in urls]

    assert {url: response.status_code for url, response in zip(urls, responses, strict=True)} == dict.fromkeys(urls, 200)
    assert {url: ENGLISH.findall(text_of(response)) for url, response in zip(urls, responses, strict=True)} == dict.fromkeys(
        urls, []
    )


@pytest.mark.parametrize("factory", FACTORIES)
def test_changelist_view_needs_the_same_queries_for_one_and_three_rows(admin_client, django_assert_num_queries, factory):
    kind = type(factory())
    url = page(kind, "changelist")
    with CaptureQueriesContext(connection) as one:
        admin_client.get(url)
    factory()
    factory()

    with django_assert_num_queries(len(one)):
        admin_client.get(url)


def test_autocomplete_view_tells_namesakes_apart_by_their_titles(admin_client):
    seat = MembershipFactory(role="head", body__name="Ban Pháp chế")
    person = seat.mandate.person
    PersonFactory(full_name=person.full_name)
    PersonFactory(full_name="Trần Văn Ba (Thích Minh Tâm)", birth_year=1970)
    address = reverse("admin:autocomplete")
    field = {"app_label": "councils", "model_name": "mandate", "field_name": "person"}

    namesakes = admin_client.get(address, field | {"term": person.full_name}).json()["results"]
    assert [row["text"] for row in namesakes] == [f"{person}, Trưởng Ban Pháp chế", f"{person}, chưa ghi năm sinh, chức vụ"]
    monk = admin_client.get(address, field | {"term": "minh tam"}).json()["results"]
    assert [row["text"] for row in monk] == ["Trần Văn Ba (Thích Minh Tâm), sinh năm 1970"]


@pytest.mark.parametrize("query_text", ["dang thi hoa", "Đặng Thị Hoà", "hòa ĐẶNG", "DANG"])
def test_person_admin_search_ignores_diacritics_and_order(admin_client, query_text):
    person = PersonFactory(full_name="Đặng Thị Hòa")
    PersonFactory(full_name="Đào Thị Hiên")

    assert listed(admin_client.get(page(type(person), "changelist"), {"q": query_text})) == {person}


@pytest.mark.parametrize("query_text", ["nghia do", "Nghĩa Đô", "phường nghĩa"])
def test_area_admin_search_matches_the_slug(admin_client, query_text):
    area = AreaFactory(name="phường Nghĩa Đô")
    AreaFactory(name="phường Dịch Vọng")

    assert listed(admin_client.get(page(Area, "changelist"), {"q": query_text})) == {area}


@pytest.mark.parametrize("query_text", ["???", "x" * 7_000, "zz " * 2_000])
def test_area_admin_search_for_nonsense_matches_nothing(admin_client, query_text):
    AreaFactory(name="phường Nghĩa Đô")

    assert listed(admin_client.get(page(Area, "changelist"), {"q": query_text})) == set()


@pytest.mark.parametrize("query", [{"p": "abc"}, {"kind__exact": "la"}, {"council__id__exact": "abc"}, {"la": "x"}])
def test_changelist_view_accepts_unknown_filters(admin_client, query):
    BodyFactory()

    assert admin_client.get(page(Body, "changelist"), query, follow=True).status_code == 200


def test_area_admin_lists_rows_of_the_users_councils_only(client, clerk):
    own, foreign = AreaFactory(council=clerk.council), AreaFactory()

    assert listed(client.get(page(Area, "changelist"))) == {own}
    assert client.get(page(Area, "change", own.pk)).status_code == 200
    assert client.get(page(Area, "change", foreign.pk), follow=True).redirect_chain == [(reverse("admin:index"), 302)]


def test_body_admin_offers_terms_of_the_users_councils_only(client, clerk):
    own = TermFactory(council=clerk.council)
    TermFactory()

    form = client.get(page(Body, "add")).context["adminform"].form

    assert set(form.fields["term"].queryset) == {own}
    assert "council" not in form.fields


def test_body_admin_offers_the_councils_that_the_user_serves(client, clerk):
    second = ServiceFactory(user=clerk.user).council
    CouncilFactory()

    form = client.get(page(Body, "add")).context["adminform"].form

    assert set(form.fields["council"].queryset) == {clerk.council, second}


def test_autocomplete_view_suggests_rows_of_the_users_councils_only(client, clerk):
    own = PersonFactory(full_name="Đặng Thị Hòa")
    foreign = MandateFactory(person__full_name="Đặng Thị Huệ").person
    query = {"app_label": "councils", "model_name": "mandate", "field_name": "person", "term": "dang"}

    suggested = client.get(reverse("admin:autocomplete"), query).json()["results"]

    assert {row["id"] for row in suggested} == {str(own.pk)}
    assert foreign.pk != own.pk


def test_area_admin_sets_the_only_council_of_the_user(client, clerk):
    area = unsaved(AreaFactory)

    assert client.post(page(Area, "add"), {"name": area.name, "council": area.council.pk}).status_code == 302
    assert Area.objects.get().council == clerk.council


def test_area_admin_refuses_a_council_that_the_user_does_not_serve(client, clerk):
    ServiceFactory(user=clerk.user)
    area = unsaved(AreaFactory)

    response = post_add_form(client, area)

    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["council"]
    assert not Area.objects.exists()


def test_area_admin_refuses_to_add_to_a_council_that_the_user_only_reads(client, clerk):
    read_only = ServiceFactory(user=clerk.user, role="standing").council
    area = unsaved(lambda: AreaFactory(council=read_only))

    response = post_add_form(client, area)

    assert response.context["adminform"].form.non_field_errors() == ["Bạn không có quyền ghi hoặc đăng dữ liệu của HĐND này."]
    assert not Area.objects.exists()
    assert post_add_form(client, unsaved(lambda: AreaFactory(council=clerk.council))).status_code == 302


def test_area_admin_refuses_to_change_a_record_that_the_user_only_reads(client, clerk):
    area = AreaFactory(council=ServiceFactory(user=clerk.user, role="standing").council)

    response = client.get(page(Area, "change", area.pk))

    assert (response.status_code, response.context["has_change_permission"]) == (200, False)
    assert client.post(page(Area, "change", area.pk), {"name": "khác"}).status_code == 403


def test_commendation_admin_offers_a_clerk_the_states_up_to_review(client, clerk):
    form = client.get(page(Commendation, "add")).context["adminform"].form

    assert [value for value, _ in form.fields["status"].choices] == ["draft", "review"]


def test_commendation_admin_keeps_a_published_record_when_a_clerk_changes_or_deletes_it(client, clerk):
    award = unsaved(lambda: CommendationFactory(council=clerk.council))
    published = CommendationFactory(council=clerk.council, published=True, title="Giấy khen đột xuất")

    refused = post_add_form(client, award, status="published", publish_at="26/01/2022 16:58")

    assert list(refused.context["adminform"].form.errors) == ["status"]
    changed = form_data(clerk.user, published) | {"title": "Giấy khen khác"}
    assert client.post(page(Commendation, "change", published.pk), changed).status_code == 302
    assert client.post(page(Commendation, "delete", published.pk), {"post": "yes"}).status_code == 302
    assert Commendation.objects.get().title == "Giấy khen đột xuất"
    assert ProposedChange.objects.about(published).filter(state="waiting").count() == 1


def test_commendation_admin_allows_a_reviewer_to_publish(client):
    service = ServiceFactory(role="reviewer")
    client.force_login(service.user)
    award = unsaved(lambda: CommendationFactory(council=service.council))

    assert post_add_form(client, award, status="published", publish_at="26/01/2022 16:58").status_code == 302
    assert Commendation.objects.get().is_public()


def test_commendation_admin_refuses_a_reviewer_of_another_council(client, clerk):
    ServiceFactory(user=clerk.user, role="reviewer")
    award = unsaved(lambda: CommendationFactory(council=clerk.council))

    response = post_add_form(client, award, status="published", publish_at="26/01/2022 16:58")

    assert response.context["adminform"].form.non_field_errors() == ["Bạn không có quyền ghi hoặc đăng dữ liệu của HĐND này."]
    assert not Commendation.objects.exists()


def add_with_rows(client, record, prefix, rows):
    """Post the add form of `record` with `rows` in its only inline."""
    user = client.get(reverse("admin:index")).wsgi_request.user
    data = form_data(user, record) | {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return client.post(page(type(record), "add"), data)


def inline_errors(response):
    return [dict(errors) for errors in response.context["inline_admin_formsets"][0].formset.errors]


def test_electoral_unit_inline_stores_units_with_their_term(admin_client):
    rows = [{"number": 1, "seats": 5}, {"number": 2, "seats": 4}]

    assert add_with_rows(admin_client, unsaved(TermFactory), "units", rows).status_code == 302
    assert set(ElectoralUnit.objects.values_list("number", "seats")) == {(1, 5), (2, 4)}


def test_electoral_unit_inline_refuses_the_same_number_twice(admin_client):
    rows = [{"number": 1, "seats": 5}, {"number": 1, "seats": 4}]

    response = add_with_rows(admin_client, unsaved(TermFactory), "units", rows)

    assert inline_errors(response) == [{}, {"number": ["Số thứ tự này đã có."]}]
    assert not ElectoralUnit.objects.exists()


def test_membership_inline_refuses_the_same_delegate_twice(admin_client):
    mandate = MandateFactory()
    body = unsaved(lambda: BodyFactory(council=mandate.term.council))
    seat = {"mandate": mandate.pk, "role": "member", "rank": 0}

    response = add_with_rows(admin_client, body, "memberships", [seat | {"start": "28/6/2021"}, seat | {"start": "1/7/2021"}])

    assert inline_errors(response) == [{}, {"mandate": ["Đại biểu đang là thành viên."]}]
    assert not Membership.objects.exists()


def test_membership_inline_refuses_a_second_head(admin_client):
    head = MembershipFactory(role="head")
    other = MandateFactory(term=head.mandate.term)
    data = {"memberships-0-id": head.pk, "memberships-0-mandate": head.mandate.pk, "memberships-0-body": head.body.pk}
    data |= {"memberships-0-role": "head", "memberships-0-rank": 0, "memberships-0-start": "28/6/2021"}
    data |= {"memberships-1-mandate": other.pk, "memberships-1-role": "head", "memberships-1-rank": 0}
    data |= {"memberships-1-start": "28/6/2021", "memberships-TOTAL_FORMS": 2, "memberships-INITIAL_FORMS": 1}
    user = admin_client.get(reverse("admin:index")).wsgi_request.user

    response = admin_client.post(page(Body, "change", head.body.pk), form_data(user, head.body) | data)

    assert inline_errors(response) == [{}, {"role": ["Đã có người đứng đầu."]}]
    assert Membership.objects.get() == head


@pytest.mark.parametrize(
    ("typed_day", "message"),
    [("31/02/2021", "Không có ngày 31/02/2021; tháng 2 năm 2021 có 28 ngày."), ("abc", None), ("9" * 100_000, None)],
)
def test_term_admin_reports_an_invalid_date_beside_its_field(admin_client, typed_day, message):
    response = post_add_form(admin_client, unsaved(TermFactory), start=typed_day)

    errors = response.context["adminform"].form.errors
    assert list(errors) == ["start"]
    assert message is None or errors["start"] == [message]


def test_delete_view_refuses_a_referenced_record_and_names_the_references(admin_client):
    term = MandateFactory().term

    response = admin_client.post(page(Term, "delete", term.pk), {"post": "yes"})

    assert response.status_code == 409
    assert "Nguyễn Thị Đào, khóa VI" in text_of(response)
    assert Term.objects.filter(pk=term.pk).exists()


def test_delete_view_leaves_out_the_rows_of_many_to_many_tables(admin_client):
    group = BodyFactory(group=True)
    group.areas.add(AreaFactory(council=group.council))

    assert "Body_areas" not in text_of(admin_client.get(page(Body, "delete", group.pk)))


def test_body_admin_needs_one_more_query_for_each_further_member(admin_client):
    first = MembershipFactory()
    url = page(Body, "change", first.body.pk)
    admin_client.get(url)  # what the framework reads once a process is read by now
    with CaptureQueriesContext(connection) as one:
        admin_client.get(url)
    for _ in range(2):
        MembershipFactory(mandate=MandateFactory(term=first.mandate.term), body=first.body)
    with CaptureQueriesContext(connection) as three:
        admin_client.get(url)

    assert len(three) == len(one) + 2


def test_autocomplete_view_needs_the_same_queries_for_one_and_three_rows(admin_client, django_assert_num_queries):
    query = {"app_label": "councils", "model_name": "membership", "field_name": "mandate", "term": "dao"}
    MandateFactory()
    with CaptureQueriesContext(connection) as one:
        admin_client.get(reverse("admin:autocomplete"), query)
    MandateFactory()
    MandateFactory()

    with django_assert_num_queries(len(one)):
        assert len(admin_client.get(reverse("admin:autocomplete"), query).json()["results"]) == 3


def test_retry_on_conflict_calls_the_view_again_after_an_integrity_error():
    answers = iter([IntegrityError("trùng"), "Khóa này đã có."])

    def view(request):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return f"{request}: {answer}"

    assert retry_on_conflict(view, "đơn") == "đơn: Khóa này đã có."


def test_history_view_names_the_user_and_the_change(client):
    administrator = UserFactory(administrator=True)
    client.force_login(administrator)
    term = TermFactory()
    values = form_data(administrator, term) | {"seats": 37, "units-TOTAL_FORMS": 0, "units-INITIAL_FORMS": 0}
    client.post(page(Term, "change", term.pk), values)

    text = re.sub(r"\s+", " ", text_of(client.get(page(Term, "history", term.pk))))

    assert "Trần Thị Bưởi sửa Số đại biểu được bầu: 35 → 37" in text
