"""Every page of the staff speaks Vietnamese to the last word: seen, heard, or said by a script."""

import json
import re

import pytest
from django.urls import reverse

from core.records.models import Publishable
from tests.client import StrictClient
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.hdnd_portal.english import SCRIPTS, english_in, singular_messages
from tests.hdnd_portal.kinds import FACTORIES, KINDS, empty_parts, name_of, page, published, texts

pytestmark = pytest.mark.django_db

LONG = "x" * 3_000


@pytest.fixture
def administrator(client):
    """The strict client, signed in as the technical administrator, who has no English name."""
    client.force_login(UserFactory(administrator=True))
    return client


def english_of(responses):
    """By what was asked, the English in the answer; answers without any are left out."""
    return {name: found for name, response in responses.items() if (found := english_in(texts(response)))}


def answers(client, kind, record):
    """Every page about a record of `kind`, and the answers to bad input."""
    posts = {"action": "delete_selected", "_selected_action": record.pk}
    lists = page(kind, "changelist")
    yield "list", client.get(lists)
    yield "popup list", client.get(lists, {"_popup": 1})
    yield "search without a result", client.get(lists, {"q": "xyz không có"})
    yield "lookup that nobody offered", client.get(lists, {"e": 1})
    yield "action without a row", client.post(lists, {"action": "delete_selected"}, follow=True)
    yield "action without a name", client.post(lists, {"action": "", "_selected_action": record.pk}, follow=True)
    yield "delete several", client.post(lists, posts)
    add = client.get(page(kind, "add"))
    yield "add", add
    yield "add in a popup", client.get(page(kind, "add"), {"_popup": 1})
    yield "nothing typed", client.post(page(kind, "add"), empty_parts(add))
    for name in ("change", "history", "delete"):
        yield name, client.get(page(kind, name, record.pk))
    yield "row that is not there", client.get(page(kind, "change", 999_999), follow=True)
    if issubclass(kind, Publishable):
        public = published(kind)
        for action in ("withdraw_selected", "publish_selected"):
            yield action, client.post(lists, {"action": action, "_selected_action": public.pk}, follow=True)


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_pages_about_every_kind(administrator, kind):
    record = FACTORIES[kind]()

    assert english_of(dict(answers(administrator, kind, record))) == {}


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_complaints_about_what_was_typed(administrator, kind):
    """Each field is sent nonsense of several sorts."""
    add = administrator.get(page(kind, "add"))
    fields, parts = add.context["adminform"].form.fields, empty_parts(add)
    responses = {
        nonsense[:20]: administrator.post(page(kind, "add"), dict.fromkeys(fields, nonsense) | parts)
        for nonsense in ("abc", "99999999999999999999", "\x00", LONG)
    }

    assert english_of(responses) == {}


def test_pages_of_the_site(administrator):
    visitor = StrictClient()
    asked = {
        "index": administrator.get(reverse("admin:index")),
        "room": administrator.get(reverse("admin:app_list", args=["resolutions"])),
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
    asked["signing out"] = administrator.post(reverse("admin:logout"))

    assert english_of(asked) == {}


def test_what_somebody_without_the_right_is_told(client):
    service = ServiceFactory(role="delegate")
    client.force_login(service.user)
    kind = type(service)

    assert english_of({"user": client.get(page(kind, "changelist")), "index": client.get(reverse("admin:index"))}) == {}


def test_what_somebody_without_any_service_is_told(client):
    client.force_login(UserFactory())

    assert english_of({"index": client.get(reverse("admin:index"))}) == {}


def test_suggestions(administrator):
    FACTORIES[KINDS[0]]()
    query = {"app_label": "resolutions", "model_name": "vote", "field_name": "session"}

    assert administrator.get(reverse("admin:autocomplete"), query).json() == {"results": [], "pagination": {"more": False}}


def test_words_of_the_scripts(administrator):
    source = administrator.get(reverse("admin:jsi18n")).content.decode()
    catalogue = json.loads(re.search(r"newcatalog = (\{.*?\n  \});", source, re.DOTALL)[1])
    told = {key.split("\x04")[-1]: "".join(value) for key, value in catalogue.items()}

    assert singular_messages(SCRIPTS) - set(told) == set()
    assert english_in([told[message] for message in singular_messages(SCRIPTS)]) == set()


@pytest.mark.parametrize("english", ["Save", "Add another", "Select all objects", "Delete?", "Chưa superuser", "History"])
def test_english_would_be_noticed(english):
    assert english_in([english]) != set()


@pytest.mark.parametrize(
    "vietnamese", ["Thêm", "Xem trang công khai", "Ban Pháp chế", "Tin bài", "Sapo", "PDF, Word", "the thao"]
)
def test_vietnamese_is_not_taken_for_english(vietnamese):
    assert english_in([vietnamese]) == set()
