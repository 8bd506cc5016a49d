"""The search in lists and autocomplete fields of the admin understands what the public search understands."""

import pytest
from django.urls import reverse

from councils.models import Area
from resolutions.models import Resolution
from tests.factories.councils import AreaFactory
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.admin_models import admin_url

pytestmark = pytest.mark.django_db


def listed(client, model, query, **parameters):
    """The names that the list of `model` shows for a search text."""
    response = client.get(admin_url(model, "changelist"), {"q": query, **parameters})
    return [getattr(row, "name", None) or row.title for row in response.context["cl"].result_list]


def make(model, name):
    return AreaFactory(name=name) if model is Area else ResolutionFactory(title=name)


@pytest.mark.parametrize("model", [Area, Resolution])
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Hoằng Thành", ["Hoằng Thành", "Hoằng Thanh"]),
        ("hoằng thanh", ["Hoằng Thanh", "Hoằng Thành"]),
        *((query, ["M'Đrắk"]) for query in ("mdrak", "m'drak", "m’đrắk", "mʼđrắk", "m drak")),
        ("ea hleo", ["Ea H’leo"]),
        ("tphcm", ["Thành phố Hồ Chí Minh"]),
    ],
)
def test_admin_search_understands_what_the_public_search_does(admin_client, model, query, names):
    for name in ("Hoằng Thành", "Hoằng Thanh", "M'Đrắk", "Ea H’leo", "Thành phố Hồ Chí Minh"):
        make(model, name)

    assert listed(admin_client, model, query) == names


def test_admin_search_keeps_the_order_that_a_user_chooses(admin_client):
    for name in ("Hoằng Thành", "Hoằng Thanh"):
        AreaFactory(name=name)

    assert listed(admin_client, Area, "Hoằng Thành", o="1") == ["Hoằng Thanh", "Hoằng Thành"]


@pytest.mark.parametrize("query", ["9/NQ-HĐND", "09/nq-hdnd"])
def test_admin_search_takes_a_symbol_as_a_whole(admin_client, query):
    for symbol, title in (("09/NQ-HĐND", "Đúng"), ("19/NQ-HĐND", "Số khác"), ("24/NQ-HĐND", "Về Covid 9")):
        ResolutionFactory(symbol=symbol, title=title)

    assert listed(admin_client, Resolution, query) == ["Đúng"]


def test_autocomplete_has_exact_names_first(admin_client):
    for name in ("Hoằng Thanh", "Hoằng Thành"):
        AreaFactory(name=name)

    response = admin_client.get(
        reverse("admin:autocomplete"),
        {"term": "Hoằng Thành", "app_label": "councils", "model_name": "electoralunit", "field_name": "areas"},
    )

    assert [result["text"].partition(" –")[0] for result in response.json()["results"]] == ["Hoằng Thành", "Hoằng Thanh"]


@pytest.mark.parametrize("model", [Area, Resolution])
@pytest.mark.parametrize("query", ["hoàng thánh", "//hoàng.thánh", "HOẢNG THẠNH"])
def test_admin_search_lists_rows_that_have_other_diacritics_only(admin_client, model, query):
    make(model, "Hoằng Thanh")
    make(model, "Hà Đông")

    assert listed(admin_client, model, query) == ["Hoằng Thanh"]
