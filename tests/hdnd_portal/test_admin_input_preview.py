"""The boxes of the staff's forms ask what would be read in them, of the very field that reads it on saving."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from tests.attacks import post, refusals
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.resolutions import ResolutionFactory, SupportResultFactory
from tests.hdnd_portal.kinds import KINDS, name_of
from tests.unsaved import unsaved

ADDRESS = "/quan-tri/doc/{}/"


@pytest.fixture
def clerk(client, db):
    client.force_login(ServiceFactory().user)
    return client


def asked(client, column, typed):
    return client.get(ADDRESS.format(column), {"go": typed}).json()


@pytest.mark.parametrize(
    ("column", "typed", "preview"),
    [
        ("resolutions.resolution/adopted_on", "28/9/21", "thứ Ba, 28/9/2021"),
        ("news.article/publish_at", "26/1/22 16:58", "thứ Tư, 26/1/2022, 16:58"),
        ("resolutions.supportresult/amount", "50,583 tỷ", "50.583.000.000 đồng = 50,583 tỷ đồng"),
        ("resolutions.supportresult/beneficiaries", "21281", "21.281"),
        ("resolutions.resolution/year", "2021", ""),
        ("resolutions.resolution/adopted_on", " ", ""),
    ],
)
def test_what_is_read_is_spelt_out(clerk, django_assert_max_num_queries, column, typed, preview):
    with django_assert_max_num_queries(2):  # the session and its user
        assert asked(clerk, column, typed) == {"preview": preview, "error": ""}


@pytest.mark.parametrize(
    ("factory", "column", "typed"),
    [
        (ResolutionFactory, "adopted_on", "31/02/2021"),
        (ResolutionFactory, "adopted_on", "x" * 100),
        (ResolutionFactory, "year", "1900"),
        (ResolutionFactory, "number", "-1"),
        (SupportResultFactory, "amount", "50,583"),
    ],
)
def test_error_is_told_in_the_words_of_the_form(admin_client, factory, column, typed):
    record = unsaved(factory)

    (told,) = refusals(post(admin_client, record, **{column: typed}))[column]

    assert asked(admin_client, f"{record._meta.label_lower}/{column}", typed) == {"preview": "", "error": told}


@pytest.mark.parametrize(
    "column",
    ["resolutions.resolution/title", "resolutions.resolution/status", "resolutions.resolution/votes", "la.la/day", "la/day"],
)
def test_only_days_and_numbers_are_read(clerk, column):
    assert clerk.get(ADDRESS.format(column), {"go": "1"}).status_code == 404


def test_only_staff_may_ask(client, db):
    answer = client.get(ADDRESS.format("resolutions.resolution/adopted_on"), {"go": "28/9/21"})

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/quan-tri/login/")


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_every_box_with_an_address_gets_an_answer(clerk, kind):
    request = RequestFactory().get("/")
    request.user = UserFactory(administrator=True)
    fields = admin.site.get_model_admin(kind).get_form(request).base_fields
    addresses = [box.widget.attrs["data-preview-url"] for box in fields.values() if "data-preview-url" in box.widget.attrs]

    assert {address: clerk.get(address).json() for address in addresses} == dict.fromkeys(addresses, {"preview": "", "error": ""})
