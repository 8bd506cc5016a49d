"""Records typed one after another: what usually repeats is filled in again, is marked, and can be cleared at once."""

import pytest
from django.contrib import admin

from tests.attacks import post, typed
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.citizens import PetitionFactory, VoterMeetingFactory
from tests.factories.councils import CommendationFactory
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.kinds import FACTORIES, KINDS, name_of, page, words
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

SERIES = [kind for kind in KINDS if getattr(admin.site.get_model_admin(kind), "retained_fields", ())]
NEVER = {"number", "suffix", "symbol", "slug", "title", "subject", "code", "content", "public_summary", "file", "status"}
TAG = '<span class="retained-tag">giữ từ bản trước</span>'


def form_of(response):
    return response.context["adminform"].form


def marked(response):
    return {name for name, field in form_of(response).fields.items() if getattr(field, "is_retained", False)}


def shown(form, name):
    value = form[name].value()
    return [str(one) for one in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize("kind", SERIES, ids=name_of)
def test_next_record_begins_with_what_the_last_one_says(admin_client, kind):
    response = post(admin_client, unsaved(FACTORIES[kind]), _addanother="1")
    stored = form_of(admin_client.get(page(kind, "change", kind.objects.latest("pk").pk)))

    following = admin_client.get(response.url)

    names = [name for name in admin.site.get_model_admin(kind).retained_names(following.wsgi_request) if name in stored.fields]
    said = [name for name in names if stored[name].value() not in (None, "", False, [])]
    assert said != []
    assert {name: shown(form_of(following), name) for name in said} == {name: shown(stored, name) for name in said}
    assert marked(following) == set(said)


@pytest.mark.parametrize("kind", SERIES, ids=name_of)
def test_what_is_each_records_own_is_never_kept(kind):
    kept = set(admin.site.get_model_admin(kind).retained_fields)

    assert kept & NEVER == set()
    assert {kind._meta.get_field(name).name for name in kept} == kept


def test_several_records_and_ticks_are_kept_too(admin_client):
    meeting = VoterMeetingFactory()
    petition = unsaved(lambda: PetitionFactory(council=meeting.council))

    response = post(admin_client, petition, meetings=[meeting.pk], _addanother="1")
    following = form_of(admin_client.get(response.url))
    assert following["meetings"].value() == [str(meeting.pk)]

    another = unsaved(lambda: VoterMeetingFactory(council=meeting.council, with_national=False, with_district=True))
    response = post(admin_client, another, place="Nhà văn hóa", _addanother="1")
    following = form_of(admin_client.get(response.url))
    assert [following[f"with_{level}"].value() for level in ("district", "national")] == ["True", False]


def test_kept_fields_are_tagged_and_cleared_by_one_link(admin_client):
    response = post(admin_client, unsaved(CommendationFactory), _addanother="1")
    following = admin_client.get(response.url)

    assert following.content.decode().count(TAG) == len(marked(following)) > 3
    assert following.context["empty_form_url"] == page(CommendationFactory._meta.model, "add")
    assert "Xóa các giá trị giữ lại" in words(following)

    cleared = admin_client.get(following.context["empty_form_url"])
    assert marked(cleared) == set()
    assert form_of(cleared)["authority"].value() is None
    assert "giữ lại" not in words(cleared)


def test_value_that_was_changed_is_no_longer_called_kept(admin_client):
    award = unsaved(CommendationFactory)
    url = post(admin_client, award, _addanother="1").url

    refused = admin_client.post(url, {"authority": "Người khác", "span": award.span})

    assert "authority" not in marked(refused)
    assert "span" in marked(refused)


def test_link_that_prefills_a_form_is_no_record_before(admin_client):
    session = ResolutionFactory().session

    response = admin_client.get(page(ResolutionFactory._meta.model, "add"), {"session": session.pk})

    assert form_of(response)["session"].value() == str(session.pk)
    assert marked(response) == set()


def test_record_that_was_changed_can_be_followed_by_the_next(admin_client):
    resolution = ResolutionFactory()
    data = typed(UserFactory(administrator=True), resolution) | {"_addanother": "1"}

    response = admin_client.post(page(type(resolution), "change", resolution.pk), data)

    assert form_of(admin_client.get(response.url))["session"].value() == str(resolution.session_id)


def test_who_serves_one_council_keeps_none(client):
    service = ServiceFactory()
    client.force_login(service.user)

    response = post(client, unsaved(lambda: CommendationFactory(council=service.council)), _addanother="1")

    assert "council=" not in response.url
    assert "authority=" in response.url
