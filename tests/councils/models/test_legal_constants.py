"""The measures that the migrations bring."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from councils.models import LegalConstant
from tests.factories.councils import CouncilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def measures():
    """The measures as the migrations bring them one after the other; the test database is made without migrations."""
    import_module("councils.migrations.0003_legal_constants").add_measures(apps, None)
    import_module("councils.migrations.0007_sources_of_legal_measures").bring_measures(apps, None)


def shipped(key, unit_kind, day):
    """The value and the basis of a shipped measure for a council of a kind, on a day; None if there is none."""
    council = CouncilFactory(unit_kind=unit_kind, level={"province": "province", "city": "province"}.get(unit_kind, "commune"))
    measure = LegalConstant.narrowest(LegalConstant.objects.all(), key, council, day)
    return measure and (measure.value, measure.basis)


@pytest.mark.parametrize(
    ("unit_kind", "day", "fewest", "most"),
    [
        ("urban_district", date(2016, 5, 22), 30, 40),
        ("urban_district", date(2021, 5, 22), 30, 40),
        ("urban_district", date(2021, 5, 23), 30, 35),
        ("rural_district", date(2021, 5, 23), 30, 35),
        ("ward", date(2021, 5, 23), 21, 30),
        ("commune", date(2021, 5, 23), 15, 30),
        ("ward", date(2026, 3, 15), 15, 30),
        ("province", date(2026, 3, 15), 50, 85),
    ],
)
def test_narrowest_finds_the_shipped_sizes_of_each_law(unit_kind, day, fewest, most):
    sizes = [shipped(key, unit_kind, day)[0] for key in ("delegates.min", "delegates.max")]

    assert sizes == [fewest, most]


@pytest.mark.parametrize(
    ("unit_kind", "day"),
    [
        ("ward", date(2016, 5, 22)),
        ("town", date(2021, 5, 23)),
        ("special_zone", date(2026, 3, 15)),
        ("urban_district", date(2015, 12, 31)),
    ],
)
def test_narrowest_finds_no_size_that_no_text_confirms(unit_kind, day):
    assert shipped("delegates.max", unit_kind, day) is None


def test_shipped_measures_name_their_law_and_what_was_not_compared():
    assert all(basis.startswith("Luật ") for basis in LegalConstant.objects.values_list("basis", flat=True))
    assert shipped("delegates.max", "city", date(2026, 3, 15))[1].endswith("(Hà Nội, Thành phố Hồ Chí Minh: 125)")
    assert shipped("normative.effect-days", "ward", date(2025, 4, 1)) == (10, "Luật 64/2025/QH15, Điều 53")
    assert shipped("normative.effect-days", "ward", date(2025, 3, 31)) is None
    assert shipped("publication.days", "ward", date(2026, 3, 15))[1].endswith("(chưa đối chiếu với nguyên văn)")


def test_bring_measures_leaves_what_an_administrator_has_written():
    LegalConstant.objects.all().delete()
    own = {"key": "delegates.max", "unit_kind": "urban_district", "value": 36, "basis": "Văn bản khác"}
    LegalConstant.objects.create(start=date(2021, 5, 23), **own)
    LegalConstant.objects.create(start=date(2020, 7, 1), end=date(2021, 5, 23), **own)

    import_module("councils.migrations.0007_sources_of_legal_measures").bring_measures(apps, None)

    written = LegalConstant.objects.filter(basis="Văn bản khác").order_by("start").values_list("start", "value")
    assert list(written) == [(date(2020, 7, 1), 36), (date(2021, 5, 23), 36)]
