"""No staff view shows a record that `visible_to` leaves out, whatever the role of the user permits.

The superuser has all permissions, and in these tests `visible_to` excludes every record: a view that shows one does not use
`visible_to`. The tests include every new admin, inline, filter, autocomplete field and staff view.
"""

from datetime import date

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db.models import FileField
from django.forms import ModelChoiceField
from django.urls import URLPattern, reverse

from accounts.models import UserQuerySet
from councils.querysets import CouncilQuerySet
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, admin_url, listed_rows, model_label

pytestmark = pytest.mark.django_db

# Staff views that show no stored record, by the name of their URL.
WITHOUT_RECORDS = {
    *("index", "login", "logout", "password_change", "password_change_done", "jsi18n", "app_list", "view_on_site"),
    *("record_input_preview", "session_time"),
}
# Staff views that show records of any model; each has a test below.
OF_ANY_MODEL = {"proposed_changes", "proposed_change", "autocomplete", "record_file", "record_waiver", "opened_form"}
# Staff views of the user's own files; tests/core/admin/test_pending_uploads.py has a test of each.
OF_OWN_FILES = {"pending_upload", "pending_upload_add", "pending_upload_data", "pending_upload_remove"}
# The staff view of what the user has typed; tests/core/admin/test_form_drafts.py tests that nobody else gets it.
OF_OWN_TEXT = {"form_drafts"}


@pytest.fixture
def nothing_visible(monkeypatch, admin_user):
    for queryset in (CouncilQuerySet, UserQuerySet):
        monkeypatch.setattr(queryset, "visible_to", lambda self, user: self.none())


def own_patterns(model):
    """The URL patterns of the admin of a model, without the redirect that Django adds for old URLs."""
    return [pattern for pattern in admin.site.get_model_admin(model).get_urls() if pattern.name]


@pytest.mark.parametrize("kind", MODELS, ids=model_label)
def test_visible_to_limits_the_changelist_and_its_filters(admin_client, nothing_visible, kind):
    FACTORIES[kind]()

    response = admin_client.get(admin_url(kind, "changelist"))

    assert listed_rows(response) == set()
    related = [spec for spec in response.context["cl"].filter_specs if hasattr(spec, "lookup_choices") and hasattr(spec, "field")]
    assert {pk for spec in related for pk, _ in spec.lookup_choices if spec.field.is_relation} == set()


def is_refusal(response):
    """Whether a view answers as for a record that is not there: 404, or Django's way back to the start page of the admin."""
    return response.status_code == 404 or (response.status_code == 302 and response.url == reverse("admin:index"))


@pytest.mark.parametrize("kind", MODELS, ids=model_label)
def test_visible_to_limits_every_view_of_one_record(admin_client, nothing_visible, kind):
    record = FACTORIES[kind]()
    answers = {}
    for pattern in own_patterns(kind):
        if converters := pattern.pattern.converters:
            (argument,) = converters
            address = reverse(f"admin:{pattern.name}", kwargs={argument: record.pk})
            answers[pattern.name] = [admin_client.get(address), admin_client.post(address)]

    assert answers
    assert {name for name, responses in answers.items() if not all(map(is_refusal, responses))} == set()


@pytest.mark.parametrize("kind", MODELS, ids=model_label)
def test_visible_to_limits_the_choices_of_the_add_form_and_its_inlines(admin_client, nothing_visible, kind):
    response = admin_client.get(admin_url(kind, "add"))
    forms = [response.context["adminform"].form]
    forms += [inline.formset.empty_form for inline in response.context["inline_admin_formsets"]]
    fields = {
        (type(form).__name__, name): field
        for form in forms
        for name, field in form.fields.items()
        if isinstance(field, ModelChoiceField) and not field.widget.is_hidden
    }
    for field in fields.values():
        FACTORIES[field.queryset.model]()

    assert {name for name, field in fields.items() if field.queryset.exists()} == set()


@pytest.mark.parametrize("kind", MODELS, ids=model_label)
def test_visible_to_limits_the_rows_of_inlines(rf, admin_user, nothing_visible, kind):
    request = rf.get("/")
    request.user = admin_user
    for inline in admin.site.get_model_admin(kind).get_inline_instances(request):
        FACTORIES[inline.model]()

        assert not inline.get_queryset(request).exists()


@pytest.mark.parametrize("kind", MODELS, ids=model_label)
def test_visible_to_limits_autocomplete(admin_client, nothing_visible, kind):
    model_admin = admin.site.get_model_admin(kind)
    admins = [(kind, model_admin), *((inline.model, inline) for inline in model_admin.inlines)]
    for model, fields in ((model, each.autocomplete_fields) for model, each in admins):
        for name in fields:
            FACTORIES[model._meta.get_field(name).related_model]()
            query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": name}

            assert admin_client.get(reverse("admin:autocomplete"), query).json()["results"] == [], name


def test_visible_to_limits_stored_files(admin_client, request):
    columns = [column for model in FACTORIES for column in model._meta.concrete_fields if isinstance(column, FileField)]
    addresses = []
    for column in columns:
        record = FACTORIES[column.model]()
        stored = column.storage.save(f"{record.pk}.pdf", ContentFile(b"%PDF-1.4"))
        column.model._default_manager.filter(pk=record.pk).update(**{column.name: stored})
        addresses.append(reverse("admin:record_file", args=[column.model._meta.label_lower, record.pk, column.name]))
    assert {admin_client.get(address).getvalue() for address in addresses} == {b"%PDF-1.4"}

    request.getfixturevalue("nothing_visible")

    assert [address for address in addresses if admin_client.get(address).status_code != 404] == []


def test_visible_to_limits_the_page_of_waivers(admin_client, request):
    resolution = ResolutionFactory(effective_from=date(2021, 1, 1))
    address = reverse("admin:record_waiver", args=["resolutions.resolution", resolution.pk, "resolution-effect"])
    assert admin_client.get(address).status_code == 302  # without the sentence in question

    request.getfixturevalue("nothing_visible")

    assert admin_client.get(address).status_code == 404


def test_visible_to_limits_the_next_number_of_a_register(admin_client, nothing_visible):
    register = FACTORIES[next(kind for kind in MODELS if model_label(kind) == "resolutions.Register")]()

    response = admin_client.get(reverse("admin:resolutions_register_next"), {"so": register.pk, "nam": "2021"})

    assert response.status_code == 404


def test_staff_views_are_all_covered_here():
    """A view that is added to the site, or to an admin without an id in its address, needs its own test."""
    site_views = {pattern.name for pattern in admin.site.get_urls() if isinstance(pattern, URLPattern) and pattern.name}
    assert site_views - WITHOUT_RECORDS - OF_ANY_MODEL - OF_OWN_FILES - OF_OWN_TEXT == set()

    without_id = {pattern.name for kind in MODELS for pattern in own_patterns(kind) if not pattern.pattern.converters}
    expected = {f"{kind._meta.app_label}_{kind._meta.model_name}_{name}" for kind in MODELS for name in ("changelist", "add")}
    expected |= {f"{kind._meta.app_label}_{kind._meta.model_name}_deleted" for kind in MODELS}  # see test_admin_restoring.py
    assert without_id - expected == {"resolutions_register_next"}


def test_staff_views_have_names():
    """A view without a name is not looked at above; Django's own are the redirect of an old address and the page for 404."""
    unnamed = {str(pattern.pattern) for pattern in admin.site.get_urls() if isinstance(pattern, URLPattern) and not pattern.name}
    for kind in MODELS:
        unnamed |= {str(pattern.pattern) for pattern in admin.site.get_model_admin(kind).get_urls() if not pattern.name}

    assert unnamed == {"(?P<url>.*)$", "<path:object_id>/"}
