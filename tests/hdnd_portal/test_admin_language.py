"""All texts of the admin are Vietnamese: visible texts, attributes for screen readers, texts of scripts."""

import json
import re

import pytest
from django.urls import reverse

from core.records.models import Publishable
from tests.client import StrictClient
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.hdnd_portal.admin_models import (
    FACTORIES,
    MODELS,
    admin_url,
    create_published,
    empty_inline_data,
    model_label,
    visible_texts,
)
from tests.hdnd_portal.english import SCRIPTS, english_in, singular_messages

pytestmark = pytest.mark.django_db

LONG = "x" * 3_000


@pytest.fixture
def administrator(client):
    """The strict client, signed in as an administrator without an English name."""
    client.force_login(UserFactory(administrator=True))
    return client


def english_of(responses):
    """{name: English texts} for the responses with English texts."""
    return {name: english for name, response in responses.items() if (english := english_in(visible_texts(response)))}


def responses_of(client, model, record):
    """(name, response) for every view of a model, with valid and invalid input."""
    data = {"action": "delete_selected", "_selected_action": record.pk}
    changelist_url = admin_url(model, "changelist")
    yield "list", client.get(changelist_url)
    yield "popup list", client.get(changelist_url, {"_popup": 1})
    yield "search without a result", client.get(changelist_url, {"q": "xyz không có"})
    yield "lookup that nobody offered", client.get(changelist_url, {"e": 1})
    yield "action without a row", client.post(changelist_url, {"action": "delete_selected"}, follow=True)
    yield "action without a name", client.post(changelist_url, {"action": "", "_selected_action": record.pk}, follow=True)
    yield "delete several", client.post(changelist_url, data)
    add_page = client.get(admin_url(model, "add"))
    yield "add", add_page
    yield "add in a popup", client.get(admin_url(model, "add"), {"_popup": 1})
    yield "nothing typed", client.post(admin_url(model, "add"), empty_inline_data(add_page))
    for name in ("change", "history", "delete"):
        yield name, client.get(admin_url(model, name, record.pk))
    yield "row that is not there", client.get(admin_url(model, "change", 999_999), follow=True)
    if issubclass(model, Publishable):
        public = create_published(model)
        for action in ("withdraw_selected", "publish_selected"):
            yield action, client.post(changelist_url, {"action": action, "_selected_action": public.pk}, follow=True)


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_admin_views_of_every_model_are_vietnamese(administrator, model):
    record = FACTORIES[model]()

    assert english_of(dict(responses_of(administrator, model, record))) == {}


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_form_errors_of_every_model_are_vietnamese(administrator, model):
    """Every field gets several invalid values."""
    add_page = administrator.get(admin_url(model, "add"))
    fields, inline_data = add_page.context["adminform"].form.fields, empty_inline_data(add_page)
    responses = {
        invalid[:20]: administrator.post(admin_url(model, "add"), dict.fromkeys(fields, invalid) | inline_data)
        for invalid in ("abc", "99999999999999999999", "\x00", LONG)
    }

    assert english_of(responses) == {}


def test_admin_site_views_are_vietnamese(administrator):
    visitor = StrictClient()
    responses = {
        "index": administrator.get(reverse("admin:index")),
        "app_list": administrator.get(reverse("admin:app_list", args=["resolutions"])),
        "password": administrator.get(reverse("admin:password_change")),
        "bad password": administrator.post(
            reverse("admin:password_change"), {"old_password": "sai", "new_password1": "12345", "new_password2": "admin"}
        ),
        "password of another": administrator.get(reverse("admin:auth_user_password_change", args=[UserFactory().pk])),
        "bad password of another": administrator.post(
            reverse("admin:auth_user_password_change", args=[UserFactory().pk]), {"password1": "12345", "password2": "54321"}
        ),
        "password changed": administrator.get(reverse("admin:password_change_done")),
        "no page": administrator.get(f"{reverse('admin:index')}khong-co/"),
        "signing in": visitor.get(reverse("admin:login")),
        "bad signing in": visitor.post(reverse("admin:login"), {"username": "ai", "password": "sai"}),
        "signing in without a word": visitor.post(reverse("admin:login"), {}),
    }
    responses["signing out"] = administrator.post(reverse("admin:logout"))

    assert english_of(responses) == {}


def test_changelist_without_permission_is_vietnamese(client):
    service = ServiceFactory(role="standing")
    client.force_login(service.user)
    model = type(service)

    assert english_of({"user": client.get(admin_url(model, "changelist")), "index": client.get(reverse("admin:index"))}) == {}


def test_index_without_a_service_is_vietnamese(client):
    client.force_login(UserFactory())

    assert english_of({"index": client.get(reverse("admin:index"))}) == {}


def test_autocomplete_view_without_results_is_empty(administrator):
    FACTORIES[MODELS[0]]()
    query = {"app_label": "resolutions", "model_name": "vote", "field_name": "session"}

    assert administrator.get(reverse("admin:autocomplete"), query).json() == {"results": [], "pagination": {"more": False}}


def test_jsi18n_translates_every_message_of_the_scripts(administrator):
    source = administrator.get(reverse("admin:jsi18n")).content.decode()
    catalogue = json.loads(re.search(r"newcatalog = (\{.*?\n  \});", source, re.DOTALL)[1])
    translations = {key.split("\x04")[-1]: "".join(value) for key, value in catalogue.items()}

    assert singular_messages(SCRIPTS) - set(translations) == set()
    assert english_in([translations[message] for message in singular_messages(SCRIPTS)]) == set()


@pytest.mark.parametrize("english", ["Save", "Add another", "Select all objects", "Delete?", "Chưa superuser", "History"])
def test_english_in_returns_english_words(english):
    assert english_in([english]) != set()


@pytest.mark.parametrize(
    "vietnamese", ["Thêm", "Xem trang công khai", "Ban Pháp chế", "Tin bài", "Sapo", "PDF, Word", "the thao"]
)
def test_english_in_accepts_vietnamese_words(vietnamese):
    assert english_in([vietnamese]) == set()
