"""Forms of the admin as a browser posts them later than it opened them."""

from django.contrib import admin
from django.test import RequestFactory

from core.admin.form_versions import VERSION_INPUT, version_token
from tests.admin_forms import stored_form_data, user_of
from tests.hdnd_portal.admin_models import admin_url


def opened_form(user, record):
    """What a browser posts if `user` opens the form of a stored record now and changes nothing."""
    request = RequestFactory().get("/")
    request.user = user
    model_admin = admin.site.get_model_admin(type(record))
    fresh = type(record)._default_manager.get(pk=record.pk)
    return stored_form_data(user, fresh) | {VERSION_INPUT: version_token(model_admin, request, fresh)}


def post_form(client, record, data, **changes):
    """Post the form of a record that was opened earlier."""
    return client.post(admin_url(type(record), "change", record.pk), data | {"_save": "1"} | changes)


def save_now(client, record, **changes):
    """Open the form of a record, change something and save it at once."""
    response = post_form(client, record, opened_form(user_of(client), record), **changes)
    assert response.status_code == 302, [error.text for error in response.context["form_errors"]]


def conflicts_of(response):
    """The conflicts that a page asks about, by the name of their field."""
    assert response.status_code == 200
    return {conflict.key: conflict for conflict in response.context["form_conflicts"]}


def input_values(response, name):
    """The values of the hidden inputs and radio buttons of a page that are called `name`."""
    parts = response.content.decode().split(f'name="{name}" value="')[1:]
    return [part.split('"')[0] for part in parts]


def posted_again(response, data, **choices):
    """What a browser posts from a page with conflicts: what was typed, its version, and the choices, by field."""
    again = data | {VERSION_INPUT: input_values(response, VERSION_INPUT)[0]}
    for key, choice in choices.items():
        again[f"_choice-{key}"] = next(value for value in input_values(response, f"_choice-{key}") if value.startswith(choice))
    return again
