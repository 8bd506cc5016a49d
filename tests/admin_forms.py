"""Helpers to post the add forms of the admin, and to check that form and database refuse a record."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user
from django.db import IntegrityError, transaction
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from core.admin.proposed_values import form_strings


def form_data(user, record):
    """The POST data with which `user` adds the unsaved `record` in the admin, without its stored file."""
    model_admin = admin.site.get_model_admin(type(record))
    request = RequestFactory().get("/")
    request.user = user
    form = model_admin.get_form(request)(instance=record)
    values = {field.html_name: field.value() for field in form}
    values = {name: value for name, value in values.items() if not isinstance(value, FieldFile)}
    data = {name: value for name, value in values.items() if value not in (None, "") and value is not False}
    for inline in model_admin.get_inline_instances(request):
        prefix = inline.get_formset(request).get_default_prefix()
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data


def stored_form_data(user, record):
    """What a browser posts if `user` opens the form of a stored record and changes nothing."""
    model_admin = admin.site.get_model_admin(type(record))
    request = RequestFactory().get("/")
    request.user = user
    data = form_strings(model_admin.get_form(request, record, change=True)(instance=record))
    for formset_class, inline in model_admin.get_formsets_with_inlines(request, record):
        prefix = formset_class.get_default_prefix()
        formset = formset_class(instance=record, prefix=prefix, queryset=inline.get_queryset(request))
        data |= {f"{prefix}-{name}_FORMS": [str(formset.initial_form_count())] for name in ("TOTAL", "INITIAL")}
        for form in formset.initial_forms:
            data |= form_strings(form)
    return data


def form_class_of(user, model, record=None):
    """The class of the admin form of `model`: its add form, or the change form of `record`."""
    request = RequestFactory().get("/")
    request.user = user
    return admin.site.get_model_admin(model).get_form(request, record, change=record is not None)


def bound_form(form_class, data, record=None):
    """The form bound to posted `data`, without a view."""
    request = RequestFactory().post("/", data)
    return form_class(request.POST, request.FILES, instance=record)


def user_of(client):
    """The user who is signed in with `client`."""
    request = HttpRequest()
    request.session = client.session
    return get_user(request)


def post_add_form(client, record, **data):
    """Post the add form with the values of `record`, updated with `data`."""
    address = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_add")
    return client.post(address, form_data(user_of(client), record) | data)


def form_errors(response):
    """The error messages of a form by field. The form must still contain the posted values."""
    assert response.status_code == 200
    form = response.context["adminform"].form
    posted = {name: form.data.getlist(name) for name in form.data}
    displayed = {field.html_name: field.value() for field in form if field.html_name in posted}
    assert {name: value if isinstance(value, list) else [str(value)] for name, value in displayed.items()} == {
        name: values for name, values in posted.items() if name in displayed
    }
    return {field: list(messages) for field, messages in form.errors.items()}


def already(message, record):
    """The message of a constraint over a name, with the link to the stored `record`."""
    address = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    key = getattr(record, getattr(record, "KEY_FIELD", "slug"), "")
    name = f"“{record}” (mã {key})" if key else f"“{record}”"
    return f'{message} Đã có {record._meta.verbose_name} <a href="{address}">{name}</a>.'


def assert_refused(client, record, errors):
    """The form returns `errors` and stores nothing, and the database refuses the row too."""
    rows = type(record).objects.all()
    before = set(rows.values_list("pk", flat=True))

    assert form_errors(post_add_form(client, record)) == errors
    assert set(rows.values_list("pk", flat=True)) == before

    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.bulk_create([record])
