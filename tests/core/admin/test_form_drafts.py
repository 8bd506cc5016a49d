"""Drafts of forms about private persons: encrypted, of one user, offered again, erased by saving, signing out and time."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from citizens.models import Petition, ReceptionSession
from core.admin.carried_forms import CARRIED
from core.admin.form_requests import DONE_COOKIE, NOT_REOPENED
from core.models import FormDraft
from core.pages.page_forms import NOT_SAVED, form_of_token, takes_personal_data
from councils.models import Area
from tests.browser_forms import form_with, typed
from tests.factories.accounts import ServiceFactory
from tests.factories.citizens import PetitionFactory
from tests.factories.councils import CouncilFactory
from tests.hdnd_portal.admin_models import MODELS, admin_url, visible_text

pytestmark = pytest.mark.django_db

DRAFTS = "/quan-tri/ban-chua-luu/"
TEXT = "Bà Nguyễn Thị A, 0912 345 678, ngõ 12: đèn đường hỏng.\nDòng hai"
DAY = 24 * 3600


@pytest.fixture
def council():
    return CouncilFactory()


@pytest.fixture
def user(client, council):
    user = ServiceFactory(council=council, role="records_officer").user
    client.force_login(user)
    return user


def fields_of(data):
    """The fields as the script sends them."""
    return [[name, value] for name, values in data.items() for value in (values if isinstance(values, list) else [values])]


def store(client, data):
    return client.post(DRAFTS, {"_form": data["_form"][0], "fields": json.dumps(fields_of(data))})


def offered(client, url):
    """What is offered to somebody who opens the form at `url` now."""
    token = form_with(client.get(url), "_form")[1]["_form"][0]
    return client.get(DRAFTS, {"_form": token}).json()["drafts"]


def test_kinds_about_private_persons_use_the_server():
    labels = {model._meta.label for model in MODELS if takes_personal_data(model)}

    assert labels == {"accounts.User", "citizens.Petition", "citizens.ReceptionSession"}


@pytest.mark.parametrize(("model", "is_personal"), [(Petition, True), (ReceptionSession, True), (Area, False)])
def test_form_says_where_its_draft_is_stored(admin_client, model, is_personal):
    page = admin_client.get(admin_url(model, "add")).content.decode()

    assert (f'data-drafts="{DRAFTS}"' in page) is is_personal


def test_draft_is_offered_and_opened_again(client, user, council, time_machine):
    time_machine.move_to("2026-06-01T09:58:30Z", tick=False)
    client.force_login(user)
    url = admin_url(Petition, "add")
    data = typed(client, url, content=TEXT, **{"statuses-TOTAL_FORMS": "1", "statuses-0-text": "Đang xem"})

    assert store(client, data).json() == {"at": "01/06/2026 16:58"}
    draft = FormDraft.objects.get()
    assert offered(client, url) == [{"id": draft.pk, "at": "01/06/2026 16:58"}]

    form = client.post(url, {"_reopen": draft.pk})
    fields = form_with(form, "_form")[1]
    assert NOT_SAVED in visible_text(form)
    assert (fields["content"], fields["statuses-0-text"]) == ([TEXT], ["Đang xem"])
    assert form_of_token(fields["_form"][0]) == form_of_token(data["_form"][0])
    assert Petition.objects.count() == 0


def test_row_of_a_draft_says_only_whose_form_it_is_and_when(client, user):
    url = admin_url(Petition, "add")
    store(client, typed(client, url, content=TEXT))
    draft = FormDraft.objects.values().get()

    assert (draft["by_id"], draft["page"]) == (user.pk, url)
    assert set(draft) == {"id", "by_id", "page", "number", "content", "at"}
    assert not any(word in str(draft) for word in ("0912", "Nguy", "Bà"))
    assert len(draft["content"]) < 4 * len(json.dumps(fields_of(typed(client, url, content=TEXT))))


def test_one_draft_is_stored_for_a_form(client, user):
    url = admin_url(Petition, "add")
    data = typed(client, url, content="Một")
    store(client, data)
    store(client, data | {"content": ["Hai"]})

    draft = FormDraft.objects.get()
    assert form_with(client.post(url, {"_reopen": draft.pk}), "_form")[1]["content"] == ["Hai"]
    assert client.get(DRAFTS, {"_form": data["_form"][0]}).json() == {"drafts": []}  # it was typed in this very form


def test_passwords_and_tokens_are_not_stored(client, user):
    url = admin_url(Petition, "add")
    store(client, typed(client, url) | {"password1": ["bí mật"], "csrfmiddlewaretoken": ["abc"], CARRIED: ["x"]})

    reopened = client.post(url, {"_reopen": FormDraft.objects.get().pk})
    assert "bí mật" not in reopened.content.decode()


def test_draft_of_another_user_is_neither_offered_nor_opened(client, user, council):
    url = admin_url(Petition, "add")
    data = typed(client, url, content=TEXT)
    store(client, data)
    draft = FormDraft.objects.get()
    client.force_login(ServiceFactory(council=council, role="records_officer").user)

    assert offered(client, url) == []
    assert client.get(DRAFTS, {"_form": data["_form"][0]}).status_code == 403
    assert store(client, data).status_code == 403
    response = client.post(url, {"_reopen": draft.pk}, follow=True)
    assert NOT_REOPENED in visible_text(response)
    assert "0912" not in response.content.decode()


def test_draft_of_another_page_is_not_opened(client, user, council):
    petition = PetitionFactory(council=council)
    store(client, typed(client, admin_url(Petition, "add"), content=TEXT))

    response = client.post(admin_url(Petition, "change", petition.pk), {"_reopen": FormDraft.objects.get().pk})

    assert response.status_code == 302


@pytest.mark.parametrize("fields", ["x", "1", "[1]", '[["a"]]', '[["a", 1]]', '[["a", "\\u0000"]]', "null", '{"a": "b"}'])
def test_what_is_no_form_is_refused(client, user, fields):
    token = typed(client, admin_url(Petition, "add"))["_form"][0]

    assert client.post(DRAFTS, {"_form": token, "fields": fields}).status_code == 400
    assert FormDraft.objects.count() == 0


def test_draft_that_is_too_large_is_refused(client, user, settings):
    data = typed(client, admin_url(Petition, "add"), content="x" * 200_000)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 250_000

    assert store(client, data).status_code == 400


@pytest.mark.parametrize("token", ["", "x"])
def test_form_that_was_not_opened_here_is_refused(client, user, token):
    assert client.post(DRAFTS, {"_form": token, "fields": "[]"}).status_code == 403
    assert client.get(DRAFTS).status_code == 403


def test_user_discards_a_draft(client, user):
    url = admin_url(Petition, "add")
    store(client, typed(client, url, content=TEXT))
    store(client, typed(client, url, content="Ý khác"))
    other, first = FormDraft.objects.all()
    client.post(DRAFTS, {"_form": typed(client, url)["_form"][0], "discard": first.pk})

    assert list(FormDraft.objects.all()) == [other]


def test_form_whose_changes_were_undone_erases_its_own_draft(client, user):
    url = admin_url(Petition, "add")
    data = typed(client, url, content=TEXT)
    store(client, data)
    store(client, typed(client, url, content="Ý khác"))
    first = FormDraft.objects.last()
    client.post(DRAFTS, {"_form": data["_form"][0], "discard": ""})

    assert FormDraft.objects.count() == 1
    assert first not in FormDraft.objects.all()


def test_typing_in_a_page_opened_again_leaves_the_offered_draft(client, user):
    url = admin_url(Petition, "add")
    lost, other = (typed(client, url, content=text) for text in (TEXT, "Ý khác"))
    store(client, lost)
    store(client, other)

    assert len(offered(client, url)) == 2
    assert client.post(url, other | {"_save": "Lưu", "content": ["Ý khác"]}).status_code == 200  # it lacks other fields
    first = FormDraft.objects.last()
    assert form_with(client.post(url, {"_reopen": first.pk}), "_form")[1]["content"] == [TEXT]


def test_saving_leaves_what_was_typed_in_another_opening(client, user, council):
    petition = PetitionFactory(council=council)
    url = admin_url(Petition, "change", petition.pk)
    store(client, typed(client, url, content=TEXT))
    data = typed(client, url, content="Nội dung mới")
    store(client, data)

    assert client.post(url, data | {"_save": "Lưu"}).status_code == 302
    assert form_with(client.post(url, {"_reopen": FormDraft.objects.get().pk}), "_form")[1]["content"] == [TEXT]


def test_ten_drafts_of_a_page_are_stored_at_most(client, user):
    url = admin_url(Petition, "add")
    for number in range(12):
        store(client, typed(client, url, content=f"Ý {number}"))

    assert FormDraft.objects.count() == 10
    assert form_with(client.post(url, {"_reopen": FormDraft.objects.first().pk}), "_form")[1]["content"] == ["Ý 11"]


def test_saving_erases_the_draft_and_tells_the_browser(client, user, council):
    petition = PetitionFactory(council=council)
    url = admin_url(Petition, "change", petition.pk)
    data = typed(client, url, content="Nội dung mới")
    store(client, data)

    refused = client.post(url, data | {"content": [""], "_save": "Lưu"})
    assert refused.status_code == 200
    assert FormDraft.objects.count() == 1
    assert DONE_COOKIE not in client.cookies

    saved = client.post(url, data | {"_save": "Lưu"})
    opened = form_of_token(data["_form"][0])
    assert saved.status_code == 302
    assert FormDraft.objects.count() == 0
    cookie = client.cookies[DONE_COOKIE]
    assert cookie.value == f"{user.pk}.{opened.number}"
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/quan-tri/", "Lax", "")


@pytest.mark.parametrize("name", ["admin:logout", "sign_out"])
def test_signing_out_erases_all_drafts_of_the_user(client, user, council, name):
    store(client, typed(client, admin_url(Petition, "add"), content=TEXT))
    other = FormDraft.objects.create(by_id=user.pk + 1, page="/quan-tri/", content="x")

    client.post(reverse(name))

    assert list(FormDraft.objects.all()) == [other]
    assert client.cookies[DONE_COOKIE].value == f"{user.pk}.all"


def test_drafts_older_than_seven_days_are_erased(client, user, capsys, time_machine):
    time_machine.move_to("2026-06-01T09:00:00Z", tick=False)
    client.force_login(user)
    for day in range(9):
        FormDraft.objects.create(by_id=day, page="/quan-tri/", content="x")
        time_machine.shift(DAY)
    call_command("erase_form_drafts")
    assert capsys.readouterr().out == "Đã xóa 2 bản chưa lưu cũ hơn 7 ngày.\n"
    assert FormDraft.objects.count() == 7

    time_machine.shift(DAY)
    client.force_login(user)
    store(client, typed(client, admin_url(Petition, "add"), content=TEXT))
    assert FormDraft.objects.count() == 7  # one was erased in passing


def test_draft_that_cannot_be_decrypted_is_not_offered(client, user):
    url = admin_url(Petition, "add")
    draft = FormDraft.objects.create(by_id=user.pk, page=url, content="của một khóa khác")

    assert offered(client, url) == []
    assert client.post(url, {"_reopen": draft.pk}).status_code == 302


def test_draft_is_not_logged(client, user, caplog, settings):
    caplog.set_level("DEBUG")
    store(client, typed(client, admin_url(Petition, "add"), content=TEXT))
    client.post(DRAFTS, {"_form": "x", "fields": TEXT})

    assert "0912" not in "".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
