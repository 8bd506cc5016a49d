"""Text that is not Unicode in the forms of staff: refused with its reading, taken by one button, nothing typed lost."""

import importlib
import inspect
import pkgutil

import pytest
from django import forms
from django.contrib import admin

from core.vietnamese.unicode_forms import UnicodeFormMixin
from hdnd_portal.component_examples import SampleForm
from news.models import Article
from resolutions.models import Resolution
from tests.admin_forms import form_data, form_errors, post_add_form, user_of
from tests.architecture.tree import APPS
from tests.factories.news import ArticleFactory
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.admin_models import admin_url
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

TCVN3 = "VÒ ng©n s¸ch n¨m 2021"
BUTTON = '<button type="submit" class="button" name="_unicode" value="1" form="resolution_form">Chuyển sang Unicode</button>'
KEEP = 'name="_as_typed"'


def form_classes():
    """Every form class of the project that has a text field."""
    for app in APPS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations" not in module.name:
                for value in vars(importlib.import_module(module.name)).values():
                    if inspect.isclass(value) and issubclass(value, forms.BaseForm) and value.__module__ == module.name:
                        yield value


def has_text(form_class):
    return any(isinstance(field, forms.CharField) for field in getattr(form_class, "base_fields", {}).values())


def test_every_form_of_staff_notices_damaged_text(admin_client, rf):
    request = rf.get("/")
    request.user = user_of(admin_client)
    model_forms = [model_admin.get_form(request) for model_admin in admin.site._registry.values()]
    inline_forms = [
        inline.get_formset(request).form
        for model_admin in admin.site._registry.values()
        for inline in model_admin.get_inline_instances(request)
    ]
    signing_in = {form for form in form_classes() if form.__module__ == "accounts.sign_in"}
    passwords = {form for form in form_classes() if "Password" in form.__name__}

    every = {form for form in [*model_forms, *inline_forms, *form_classes()] if has_text(form)}

    assert {form for form in every if not issubclass(form, UnicodeFormMixin)} == signing_in | passwords | {SampleForm}


def test_form_shows_what_a_damaged_text_reads_in_unicode(admin_client):
    response = post_add_form(admin_client, unsaved(ResolutionFactory), title=TCVN3)

    assert form_errors(response)["title"] == [
        "Chữ đang ở bảng mã TCVN3 (phông .VnTime), không phải Unicode. Chuyển sang Unicode thì đọc là: “Về ngân sách năm 2021”."
    ]
    assert BUTTON in response.content.decode()
    assert not Resolution.objects.exists()


@pytest.mark.parametrize(("button", "title"), [("_unicode", "Về ngân sách năm 2021"), ("_as_typed", TCVN3)])
def test_form_takes_the_text_in_unicode_or_as_it_was_typed(admin_client, button, title):
    post_add_form(admin_client, unsaved(ResolutionFactory), title=TCVN3, **{button: "1"})

    assert Resolution.objects.get().title == title


def test_form_takes_a_damaged_text_that_is_longer_than_its_field_in_unicode(admin_client):
    title = "Về phê duyệt đề án " * 50
    mojibake = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in title.encode())

    post_add_form(admin_client, unsaved(ResolutionFactory), title=mojibake, _unicode="1")

    assert Resolution.objects.get().title == title.strip()


def test_form_refuses_lost_letters_and_keeps_what_was_typed(admin_client):
    response = post_add_form(admin_client, unsaved(ResolutionFactory), title="V? ngân sách n\ufffdm", _unicode="1", _as_typed="1")

    assert form_errors(response)["title"] == [
        "Có chữ đã mất, chỉ còn ký tự thay thế “\ufffd”. Hãy gõ lại, hoặc chép lại từ bản gốc."
    ]
    assert BUTTON not in response.content.decode()
    assert KEEP not in response.content.decode()


def test_form_accepts_a_damaged_text_that_was_stored_before(admin_client):
    resolution = ResolutionFactory(title=TCVN3)

    response = admin_client.post(
        admin_url(Resolution, "change", resolution.pk), form_data(user_of(admin_client), resolution) | {"summary": "Tóm tắt"}
    )

    assert response.status_code == 302
    assert Resolution.objects.get().summary == "Tóm tắt"


def test_article_form_converts_a_pasted_body_and_its_inlines(admin_client):
    article = unsaved(ArticleFactory)
    rows = {"photos-TOTAL_FORMS": 0, "files-TOTAL_FORMS": 0}
    body = "<p>S¸ng 28/9, <b>Héi ®ång nh©n d©n</b> khai m¹c.</p>"

    response = post_add_form(admin_client, article, body=body, title="Khai m¹c kú häp", **rows)
    assert set(form_errors(response)) == {"body", "title"}

    post_add_form(admin_client, article, body=body, title="Khai m¹c kú häp", _unicode="1", **rows)
    stored = Article.objects.get()
    assert (stored.title, stored.body) == (
        "Khai mạc kỳ họp",
        "<p>Sáng 28/9, <b>Hội đồng nhân dân</b> khai mạc.</p>",
    )
