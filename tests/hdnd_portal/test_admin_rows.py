"""Staff of one council meet the rows of another nowhere: not in lists, choices, filters, parts, actions, deletions."""

import pytest
from django.contrib import admin
from django.urls import reverse

from councils.models import Council, Person
from tests.attacks import post, typed
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
from tests.hdnd_portal.kinds import FACTORIES, KINDS, listed, name_of, page, words
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

OF_COUNCILS = [kind for kind in KINDS if not name_of(kind).startswith("accounts.")]
SECRET = "Việc chưa ai được biết"


@pytest.fixture
def reviewer(client):
    """Who may do most in one council, signed in."""
    service = ServiceFactory(role="reviewer")
    client.force_login(service.user)
    return service


def foreign(kind):
    """A row of another council; people of no council would be everybody's."""
    record = kind.objects.get(pk=FACTORIES[kind]().pk)
    return MandateFactory(person=record).person if kind is Person else record


@pytest.mark.parametrize("kind", OF_COUNCILS, ids=name_of)
def test_list_and_pages_of_every_kind_know_no_row_of_another_council(client, reviewer, kind):
    record = foreign(kind)
    before = kind.objects.filter(pk=record.pk).values().get()

    assert record not in listed(client.get(page(kind, "changelist")))
    assert record not in listed(client.get(page(kind, "changelist"), {"q": str(record)}))
    for name in ("change", "delete"):
        assert client.get(page(kind, name, record.pk)).status_code in (302, 403)
        assert client.post(page(kind, name, record.pk), {"post": "yes"}).status_code in (302, 403)
    history = client.get(page(kind, "history", record.pk))
    assert history.status_code in (302, 404)
    for action in ("delete_selected", "publish_selected", "withdraw_selected"):
        client.post(page(kind, "changelist"), {"action": action, "_selected_action": record.pk, "post": "yes", "reason": "x"})
    assert kind.objects.filter(pk=record.pk).values().get() == before


@pytest.mark.parametrize("kind", [kind for kind in OF_COUNCILS if kind is not Council], ids=name_of)
def test_choices_and_suggestions_of_every_key_know_no_row_of_another_council(client, reviewer, kind):
    form = client.get(page(kind, "add")).context["adminform"].form
    for name, field in form.fields.items():
        if not hasattr(field, "queryset"):
            continue
        there = FACTORIES[field.queryset.model]()
        there = MandateFactory(person=there).person if isinstance(there, Person) else there
        assert there not in field.queryset, name
        query = {"app_label": kind._meta.app_label, "model_name": kind._meta.model_name, "field_name": name}
        suggested = client.get(reverse("admin:autocomplete"), query).json()["results"]
        assert str(there.pk) not in {row["id"] for row in suggested}, name


@pytest.mark.parametrize(
    ("make", "key", "other"),
    [
        (lambda c: unsaved(lambda: ResolutionFactory(session__term__council=c)), "session", CouncilSessionFactory),
        (lambda c: unsaved(lambda: ResolutionFactory(session__term__council=c)), "field", FieldFactory),
        (lambda c: unsaved(lambda: ArticleFactory(council=c)), "category", lambda: CategoryFactory(label=SECRET)),
        (lambda c: unsaved(lambda: SupervisionFactory(council=c)), "lead_body", BodyFactory),
        (lambda c: unsaved(lambda: VoterMeetingFactory(council=c)), "same_as", VoterMeetingFactory),
        (lambda c: unsaved(lambda: VoterMeetingFactory(council=c)), "areas", AreaFactory),
    ],
)
def test_row_of_another_council_posted_into_a_key_is_refused(client, reviewer, make, key, other):
    there = other()

    response = post(client, make(reviewer.council), **{key: [there.pk]})

    assert response.context["adminform"].form.errors == {key: ["Hãy chọn một giá trị trong danh sách."]}
    assert str(there) not in words(response)


def test_row_of_another_council_posted_into_a_line_is_refused(client, reviewer):
    body = unsaved(lambda: BodyFactory(council=reviewer.council))
    there = MandateFactory()
    line = {"mandate": there.pk, "role": "member", "rank": 0, "start": "28/6/2021"}
    data = typed(reviewer.user, body) | {f"memberships-0-{name}": value for name, value in line.items()}

    response = client.post(page(type(body), "add"), data | {"memberships-TOTAL_FORMS": 1})

    (form,) = response.context["inline_admin_formsets"][0].formset.forms
    assert form.errors == {"mandate": ["Hãy chọn một giá trị trong danh sách."]}


def test_line_of_another_record_is_not_changed_by_its_id(client, reviewer):
    there = MembershipFactory()
    own = MembershipFactory(body__council=reviewer.council, mandate__term__council=reviewer.council)
    data = typed(reviewer.user, own.body) | {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 1}
    line = {"id": there.pk, "mandate": own.mandate.pk, "role": "deputy", "rank": 9, "start": "28/6/2021"}

    response = client.post(page(type(own.body), "change", own.body.pk), data | {f"memberships-0-{n}": v for n, v in line.items()})

    assert response.status_code == 200
    there.refresh_from_db()
    assert (there.role, there.rank) == ("member", 0)


def test_filters_offer_no_row_of_another_council(client, reviewer):
    ServiceFactory(user=reviewer.user, role="reviewer")
    for council in Council.objects.all():
        field = FieldFactory(council=council, label=f"Lĩnh vực của {council}")
        resolution = ResolutionFactory(session__term__council=council, field=field)
    hidden = FieldFactory(label=SECRET, council__name="HĐND quận không ai biết")
    ResolutionFactory(session__term__council=hidden.council, field=hidden)

    told = words(client.get(page(type(resolution), "changelist")))

    assert SECRET not in told
    assert "không ai biết" not in told
    assert "Lĩnh vực của" in told


def test_deletion_names_no_draft_of_another_council(client, reviewer):
    person = MandateFactory(term__council=reviewer.council).person
    ResolutionFactory(signer=person, title=SECRET)

    told = words(client.get(page(Person, "delete", person.pk)))

    assert SECRET not in told
    assert "Nghị quyết: bản ghi của HĐND khác" in told


def test_form_opened_in_a_window_of_its_own_stores_for_no_other_council(client, reviewer):
    there = AreaFactory().council
    ServiceFactory(user=reviewer.user, role="delegate", council=there)
    area = unsaved(lambda: AreaFactory(council=there))

    response = client.post(f"{page(type(area), 'add')}?_popup=1", typed(reviewer.user, area) | {"_popup": 1})

    assert response.status_code == 200
    assert response.context["adminform"].form.non_field_errors() == ["Bạn không có quyền ghi hoặc đăng dữ liệu của HĐND này."]


def test_next_number_of_another_council_is_told_to_nobody(client, reviewer):
    own = ResolutionFactory(numbered=True, session__term__council=reviewer.council).register
    there = ResolutionFactory(numbered=True).register
    address = reverse("admin:resolutions_register_next")

    assert client.get(address, {"so": own.pk, "nam": "2021"}).status_code == 200
    assert client.get(address, {"so": there.pk, "nam": "2021"}).status_code == 404


def test_decision_on_people_of_the_own_council_can_be_changed_and_of_another_not(client, reviewer):
    term = TermFactory(council=reviewer.council)
    seat = MembershipFactory(body__council=reviewer.council, mandate__term=term)
    own = PersonnelDecisionFactory(membership=seat, resolution__session__term=term)
    there = PersonnelDecisionFactory()

    assert client.get(page(type(own), "change", own.pk)).context["has_change_permission"]
    assert client.get(page(type(own), "change", there.pk)).status_code == 302


def test_log_of_the_index_tells_of_own_work_only(client, reviewer):
    other = UserFactory(administrator=True)
    area = AreaFactory(name=SECRET)
    admin.site.get_model_admin(type(area)).log_addition(type("Request", (), {"user": other}), area, "Đã thêm.")

    assert SECRET not in words(client.get(reverse("admin:index")))


def test_people_known_nowhere_are_everybodys(client, reviewer):
    person = PersonFactory()

    assert person in listed(client.get(page(Person, "changelist")))
