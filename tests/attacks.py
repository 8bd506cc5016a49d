"""Attacks on the rules of the records: by the staff's add form, and past every form."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse


def typed(user, record):
    """What a member of staff types into the add form of `record`'s kind to say what the unsaved `record` says."""
    model_admin = admin.site.get_model_admin(type(record))
    request = RequestFactory().get("/")
    request.user = user
    form = model_admin.get_form(request)(instance=record)
    values = {field.html_name: field.value() for field in form}
    data = {name: value for name, value in values.items() if value not in (None, "") and value is not False}
    for inline in model_admin.get_inline_instances(request):
        prefix = inline.get_formset(request).get_default_prefix()
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data


def form_class_of(user, kind, record=None):
    """The class of the form on the staff page of `kind`, to add a record or to change the stored `record`."""
    request = RequestFactory().get("/")
    request.user = user
    return admin.site.get_model_admin(kind).get_form(request, record, change=record is not None)


def bound(form_class, data, record=None):
    """The form that a staff page makes of posted `data`, without the page around it."""
    request = RequestFactory().post("/", data)
    return form_class(request.POST, request.FILES, instance=record)


def signed_in(client):
    """The user whose session `client` has."""
    request = HttpRequest()
    request.session = client.session
    return get_user(request)


def post(client, record, **data):
    """Send the add form of `record`'s kind, filled in as `record`, with what `data` says instead."""
    address = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_add")
    return client.post(address, typed(signed_in(client), record) | data)


def refusals(response):
    """The messages of a refused form by field; what was typed must still stand in it."""
    assert response.status_code == 200
    form = response.context["adminform"].form
    kept = {name: form.data.getlist(name) for name in form.data}
    shown = {field.html_name: field.value() for field in form if field.html_name in kept}
    assert {name: value if isinstance(value, list) else [str(value)] for name, value in shown.items()} == {
        name: values for name, values in kept.items() if name in shown
    }
    return {field: list(messages) for field, messages in form.errors.items()}


def assert_refused(client, record, errors):
    """The form tells `errors` and stores nothing; the database refuses the row by itself."""
    rows = type(record).objects.all()
    before = set(rows.values_list("pk", flat=True))

    assert refusals(post(client, record)) == errors
    assert set(rows.values_list("pk", flat=True)) == before

    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.bulk_create([record])
