"""The input preview: the view parses a text with the form field that parses it on saving."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from tests.admin_forms import form_errors, post_add_form
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.resolutions import ResolutionFactory, SupportResultFactory
from tests.hdnd_portal.admin_models import MODELS, model_label
from tests.unsaved import unsaved

URL = "/quan-tri/doc/{}/"


@pytest.fixture
def clerk(client, db):
    client.force_login(ServiceFactory().user)
    return client


def test_preview_input_is_stored_nowhere(clerk):
    response = clerk.get(URL.format("resolutions.resolution/adopted_on"), {"go": "28/9/21"})

    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def preview_of(client, column, text):
    return client.get(URL.format(column), {"go": text}).json()


@pytest.mark.parametrize(
    ("column", "text", "preview"),
    [
        ("resolutions.resolution/adopted_on", "28/9/21", "thứ Ba, 28/9/2021"),
        ("news.article/publish_at", "26/1/22 16:58", "thứ Tư, 26/1/2022, 16:58"),
        ("resolutions.supportresult/amount", "50,583 tỷ", "50.583.000.000 đồng = 50,583 tỷ đồng"),
        ("resolutions.supportresult/beneficiaries", "21281", "21.281"),
        ("resolutions.resolution/year", "2021", ""),
        ("resolutions.resolution/adopted_on", " ", ""),
    ],
)
def test_preview_input_writes_out_the_parsed_value(clerk, django_assert_max_num_queries, column, text, preview):
    with django_assert_max_num_queries(2):  # the session and the user
        assert preview_of(clerk, column, text) == {"preview": preview, "error": ""}


@pytest.mark.parametrize(
    ("factory", "column", "text"),
    [
        (ResolutionFactory, "adopted_on", "31/02/2021"),
        (ResolutionFactory, "adopted_on", "x" * 100),
        (ResolutionFactory, "year", "1900"),
        (ResolutionFactory, "number", "-1"),
        (SupportResultFactory, "amount", "50,583"),
    ],
)
def test_preview_input_returns_the_error_of_the_form(admin_client, factory, column, text):
    record = unsaved(factory)

    (message,) = form_errors(post_add_form(admin_client, record, **{column: text}))[column]

    assert preview_of(admin_client, f"{record._meta.label_lower}/{column}", text) == {"preview": "", "error": message}


@pytest.mark.parametrize(
    "column",
    ["resolutions.resolution/title", "resolutions.resolution/status", "resolutions.resolution/votes", "la.la/day", "la/day"],
)
def test_preview_input_accepts_date_and_number_fields_only(clerk, column):
    assert clerk.get(URL.format(column), {"go": "1"}).status_code == 404


def test_preview_input_requires_staff(client, db):
    response = client.get(URL.format("resolutions.resolution/adopted_on"), {"go": "28/9/21"})

    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/quan-tri/login/")


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_preview_input_answers_every_field_with_a_preview_url(clerk, model):
    request = RequestFactory().get("/")
    request.user = UserFactory(administrator=True)
    fields = admin.site.get_model_admin(model).get_form(request).base_fields
    urls = [field.widget.attrs["data-preview-url"] for field in fields.values() if "data-preview-url" in field.widget.attrs]

    assert {url: clerk.get(url).json() for url in urls} == dict.fromkeys(urls, {"preview": "", "error": ""})
