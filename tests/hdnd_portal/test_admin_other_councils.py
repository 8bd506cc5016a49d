"""Users of one council see no records of another one: changelists, choices, filters, inlines, actions, deletions."""

import pytest
from django.contrib import admin
from django.urls import reverse

from councils.models import Council, CouncilName, Person, Subordination, Term
from tests.admin_forms import form_data, post_add_form
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.citizens import VoterMeetingFactory
from tests.factories.councils import (
    AreaFactory,
    BodyFactory,
    FieldFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    TermFactory,
)
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.resolutions import PersonnelDecisionFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.factories.supervision import SupervisionFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, admin_url, listed_rows, model_label, visible_text
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

FOR_THE_ADMINISTRATOR = {"accounts.User", "accounts.Service", "councils.LegalConstant"}
OF_COUNCILS = [model for model in MODELS if model_label(model) not in FOR_THE_ADMINISTRATOR]
STRUCTURE = (Council, CouncilName, Subordination, Term)  # only the administrator adds them
SECRET = "Việc chưa ai được biết"


@pytest.fixture
def reviewer(client):
    """The service of a reviewer, who is signed in."""
    service = ServiceFactory(role="reviewer")
    client.force_login(service.user)
    return service


def record_of_another_council(model):
    """A record of another council. A person gets a mandate, because a person without one is visible to everybody."""
    record = model.objects.get(pk=FACTORIES[model]().pk)
    return MandateFactory(person=record).person if model is Person else record


@pytest.mark.parametrize("model", OF_COUNCILS, ids=model_label)
def test_changelist_and_record_views_hide_rows_of_other_councils(client, reviewer, model):
    record = record_of_another_council(model)
    before = model.objects.filter(pk=record.pk).values().get()

    assert record not in listed_rows(client.get(admin_url(model, "changelist")))
    assert record not in listed_rows(client.get(admin_url(model, "changelist"), {"q": str(record)}))
    for name in ("change", "delete"):
        assert client.get(admin_url(model, name, record.pk)).status_code in (302, 403)
        assert client.post(admin_url(model, name, record.pk), {"post": "yes"}).status_code in (302, 403)
    history = client.get(admin_url(model, "history", record.pk))
    assert history.status_code in (302, 404)
    for action in ("delete_selected", "publish_selected", "withdraw_selected"):
        client.post(
            admin_url(model, "changelist"), {"action": action, "_selected_action": record.pk, "post": "yes", "reason": "x"}
        )
    assert model.objects.filter(pk=record.pk).values().get() == before


@pytest.mark.parametrize("model", [model for model in OF_COUNCILS if model not in STRUCTURE], ids=model_label)
def test_autocomplete_view_and_choices_hide_rows_of_other_councils(client, reviewer, model):
    form = client.get(admin_url(model, "add")).context["adminform"].form
    for name, field in form.fields.items():
        if not hasattr(field, "queryset"):
            continue
        other_record = FACTORIES[field.queryset.model]()
        other_record = MandateFactory(person=other_record).person if isinstance(other_record, Person) else other_record
        assert other_record not in field.queryset, name
        query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": name}
        results = client.get(reverse("admin:autocomplete"), query).json()["results"]
        assert str(other_record.pk) not in {row["id"] for row in results}, name


@pytest.mark.parametrize(
    ("create", "field_name", "create_other"),
    [
        (lambda c: unsaved(lambda: ResolutionFactory(session__term__council=c)), "session", CouncilSessionFactory),
        (lambda c: unsaved(lambda: ResolutionFactory(session__term__council=c)), "field", FieldFactory),
        (lambda c: unsaved(lambda: ArticleFactory(council=c)), "category", lambda: CategoryFactory(label=SECRET)),
        (lambda c: unsaved(lambda: SupervisionFactory(council=c)), "lead_body", BodyFactory),
        (lambda c: unsaved(lambda: VoterMeetingFactory(council=c)), "same_as", VoterMeetingFactory),
        (lambda c: unsaved(lambda: VoterMeetingFactory(council=c)), "areas", AreaFactory),
    ],
)
def test_add_view_refuses_a_foreign_key_to_a_row_of_another_council(client, reviewer, create, field_name, create_other):
    other_record = create_other()

    response = post_add_form(client, create(reviewer.council), **{field_name: [other_record.pk]})

    assert response.context["adminform"].form.errors == {field_name: ["Hãy chọn một giá trị trong danh sách."]}
    assert str(other_record) not in visible_text(response)


def test_add_view_refuses_an_inline_foreign_key_to_a_row_of_another_council(client, reviewer):
    body = unsaved(lambda: BodyFactory(council=reviewer.council))
    other_record = MandateFactory()
    row = {"mandate": other_record.pk, "role": "member", "rank": 0, "start": "28/6/2021"}
    data = form_data(reviewer.user, body) | {f"memberships-0-{name}": value for name, value in row.items()}

    response = client.post(admin_url(type(body), "add"), data | {"memberships-TOTAL_FORMS": 1})

    (form,) = response.context["inline_admin_formsets"][0].formset.forms
    assert form.errors == {"mandate": ["Hãy chọn một giá trị trong danh sách."]}


def test_change_view_ignores_the_id_of_an_inline_row_of_another_record(client, reviewer):
    other_record = MembershipFactory()
    own = MembershipFactory(body__council=reviewer.council, mandate__term__council=reviewer.council)
    data = form_data(reviewer.user, own.body) | {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 1}
    row = {"id": other_record.pk, "mandate": own.mandate.pk, "role": "deputy", "rank": 9, "start": "28/6/2021"}

    response = client.post(
        admin_url(type(own.body), "change", own.body.pk), data | {f"memberships-0-{name}": value for name, value in row.items()}
    )

    assert response.status_code == 200
    other_record.refresh_from_db()
    assert (other_record.role, other_record.rank) == ("member", 0)


def test_list_filter_hides_rows_of_other_councils(client, reviewer):
    ServiceFactory(user=reviewer.user, role="reviewer")
    for council in Council.objects.all():
        field = FieldFactory(council=council, label=f"Lĩnh vực của {council}")
        resolution = ResolutionFactory(session__term__council=council, field=field)
    hidden = FieldFactory(label=SECRET, council__name="HĐND quận không ai biết")
    ResolutionFactory(session__term__council=hidden.council, field=hidden)

    text = visible_text(client.get(admin_url(type(resolution), "changelist")))

    assert SECRET not in text
    assert "không ai biết" not in text
    assert "Lĩnh vực của" in text


def test_delete_view_hides_drafts_of_other_councils(client, reviewer):
    person = MandateFactory(term__council=reviewer.council).person
    ResolutionFactory(signer=person, title=SECRET)

    text = visible_text(client.get(admin_url(Person, "delete", person.pk)))

    assert SECRET not in text
    assert "Nghị quyết: bản ghi của HĐND khác" in text


def test_add_view_in_a_popup_refuses_another_council(client, reviewer):
    other_record = AreaFactory().council
    ServiceFactory(user=reviewer.user, role="standing", council=other_record)
    area = unsaved(lambda: AreaFactory(council=other_record))

    response = client.post(f"{admin_url(type(area), 'add')}?_popup=1", form_data(reviewer.user, area) | {"_popup": 1})

    assert response.status_code == 200
    assert response.context["adminform"].form.non_field_errors() == ["Bạn không có quyền ghi hoặc đăng dữ liệu của HĐND này."]


def test_resolutions_register_next_hides_registers_of_other_councils(client, reviewer):
    own = ResolutionFactory(numbered=True, session__term__council=reviewer.council).register
    other_record = ResolutionFactory(numbered=True).register
    address = reverse("admin:resolutions_register_next")

    assert client.get(address, {"so": own.pk, "nam": "2021"}).status_code == 200
    assert client.get(address, {"so": other_record.pk, "nam": "2021"}).status_code == 404


def test_change_view_opens_personnel_decisions_of_the_own_council_only(client, reviewer):
    term = TermFactory(council=reviewer.council)
    membership = MembershipFactory(body__council=reviewer.council, mandate__term=term)
    own = PersonnelDecisionFactory(membership=membership, resolution__session__term=term)
    other_record = PersonnelDecisionFactory()

    assert client.get(admin_url(type(own), "change", own.pk)).context["has_change_permission"]
    assert client.get(admin_url(type(own), "change", other_record.pk)).status_code == 302


def test_index_hides_recent_actions_of_other_users(client, reviewer):
    create_other = UserFactory(administrator=True)
    area = AreaFactory(name=SECRET)
    admin.site.get_model_admin(type(area)).log_addition(type("Request", (), {"user": create_other}), area, "Đã thêm.")

    assert SECRET not in visible_text(client.get(reverse("admin:index")))


def test_visible_to_includes_persons_without_a_council(client, reviewer):
    person = PersonFactory()

    assert person in listed_rows(client.get(admin_url(Person, "changelist")))
