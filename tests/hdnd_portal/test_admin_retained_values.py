"""Retained values: after "save and add another" the next form contains the values that usually repeat."""

import pytest
from django.contrib import admin

from tests.admin_forms import form_data, post_add_form
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.citizens import PetitionFactory, VoterMeetingFactory
from tests.factories.councils import AgencyFactory, CommendationFactory
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, admin_url, model_label, visible_text
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

MODELS_WITH_RETAINED_FIELDS = [model for model in MODELS if getattr(admin.site.get_model_admin(model), "retained_fields", ())]
UNIQUE_FIELDS = {"number", "suffix", "symbol", "slug", "title", "subject", "code", "content", "public_summary", "file", "status"}
TAG = '<small class="retained-tag">giữ từ bản trước</small>'


def form_of(response):
    return response.context["adminform"].form


def retained_fields_of(response):
    return {name for name, field in form_of(response).fields.items() if getattr(field, "is_retained", False)}


def value_of(form, name):
    value = form[name].value()
    return [str(item) for item in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize("model", MODELS_WITH_RETAINED_FIELDS, ids=model_label)
def test_retained_fields_fill_the_next_form(admin_client, model):
    response = post_add_form(admin_client, unsaved(FACTORIES[model]), _addanother="1")
    stored = form_of(admin_client.get(admin_url(model, "change", model.objects.latest("pk").pk)))

    next_page = admin_client.get(response.url)

    names = [name for name in admin.site.get_model_admin(model).retained_names(next_page.wsgi_request) if name in stored.fields]
    filled_fields = [name for name in names if stored[name].value() not in (None, "", False, [])]
    assert filled_fields != []
    assert {name: value_of(form_of(next_page), name) for name in filled_fields} == {
        name: value_of(stored, name) for name in filled_fields
    }
    assert retained_fields_of(next_page) == set(filled_fields)


@pytest.mark.parametrize("model", MODELS_WITH_RETAINED_FIELDS, ids=model_label)
def test_retained_fields_include_no_unique_value(model):
    retained = set(admin.site.get_model_admin(model).retained_fields)

    assert retained & UNIQUE_FIELDS == set()
    assert {model._meta.get_field(name).name for name in retained} == retained


def test_retained_fields_include_several_records_and_checkboxes(admin_client):
    meeting = VoterMeetingFactory()
    petition = unsaved(lambda: PetitionFactory(council=meeting.council))

    response = post_add_form(admin_client, petition, meetings=[meeting.pk], _addanother="1")
    next_page = form_of(admin_client.get(response.url))
    assert next_page["meetings"].value() == [str(meeting.pk)]

    another = unsaved(lambda: VoterMeetingFactory(council=meeting.council, with_national=False, with_district=True))
    response = post_add_form(admin_client, another, place="Nhà văn hóa", _addanother="1")
    next_page = form_of(admin_client.get(response.url))
    assert [next_page[f"with_{level}"].value() for level in ("district", "national")] == ["True", False]


def test_retained_fields_are_tagged_and_cleared_by_one_link(admin_client):
    response = post_add_form(admin_client, unsaved(CommendationFactory), _addanother="1")
    next_page = admin_client.get(response.url)

    assert next_page.content.decode().count(TAG) == len(retained_fields_of(next_page)) > 3
    assert next_page.context["empty_form_url"] == admin_url(CommendationFactory._meta.model, "add")
    assert "Xóa các giá trị giữ lại" in visible_text(next_page)

    cleared = admin_client.get(next_page.context["empty_form_url"])
    assert retained_fields_of(cleared) == set()
    assert form_of(cleared)["authority"].value() is None
    assert "giữ lại" not in visible_text(cleared)


def test_retained_fields_lose_their_tag_when_changed(admin_client):
    commendation = unsaved(CommendationFactory)
    url = post_add_form(admin_client, commendation, _addanother="1").url

    response = admin_client.post(url, {"authority": "Người khác", "span": commendation.span})

    assert "authority" not in retained_fields_of(response)
    assert "span" in retained_fields_of(response)


def test_retained_fields_are_not_tagged_in_a_prefilled_form(admin_client):
    session = ResolutionFactory().session

    response = admin_client.get(admin_url(ResolutionFactory._meta.model, "add"), {"session": session.pk})

    assert form_of(response)["session"].value() == str(session.pk)
    assert retained_fields_of(response) == set()


def test_retained_fields_fill_the_next_form_after_a_change(admin_client):
    resolution = ResolutionFactory()
    data = form_data(UserFactory(administrator=True), resolution) | {"_addanother": "1"}

    response = admin_client.post(admin_url(type(resolution), "change", resolution.pk), data)

    assert form_of(admin_client.get(response.url))["session"].value() == str(resolution.session_id)


def test_retained_fields_omit_the_council_of_a_user_with_one_council(client):
    service = ServiceFactory()
    client.force_login(service.user)

    response = post_add_form(client, unsaved(lambda: CommendationFactory(council=service.council)), _addanother="1")

    assert "council=" not in response.url
    assert "authority=" in response.url


def test_form_of_a_kind_without_retained_fields_leads_to_an_empty_form(client):
    service = ServiceFactory()
    client.force_login(service.user)

    response = post_add_form(client, unsaved(lambda: AgencyFactory(council=service.council)), _addanother="1")

    assert response.url == admin_url(AgencyFactory._meta.model, "add")
