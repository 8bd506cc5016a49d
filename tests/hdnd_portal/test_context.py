from datetime import date

import pytest
from django.test import RequestFactory

from hdnd_portal.context import PortalIdentity, find_portal_identity, portal
from tests.factories.councils import CouncilFactory

pytestmark = pytest.mark.django_db


def test_find_portal_identity_without_a_council_returns_a_default_name():
    identity = find_portal_identity()

    assert identity == PortalIdentity()
    assert identity.full_name == "Hội đồng nhân dân"


def test_find_portal_identity_returns_the_hosted_council():
    CouncilFactory(name="HĐND quận Đống Đa", is_hosted=False)
    CouncilFactory(
        name="HĐND quận Cầu Giấy",
        place_name="Cầu Giấy",
        is_sample=True,
        contact_address="36 Cầu Giấy",
        contact_phone="024 3833 0000",
        contact_email="hdnd@example.vn",
    )

    assert find_portal_identity() == PortalIdentity(
        name="HĐND quận Cầu Giấy",
        full_name="Hội đồng nhân dân quận Cầu Giấy",
        place="quận Cầu Giấy",
        address="36 Cầu Giấy",
        phone="024 3833 0000",
        email="hdnd@example.vn",
        is_sample=True,
    )


def test_find_portal_identity_returns_the_marked_council_of_several():
    CouncilFactory(name="HĐND quận Cầu Giấy")
    CouncilFactory(ward=True, name="HĐND phường Nghĩa Đô", is_portal=True, end=date(2025, 7, 1))

    assert find_portal_identity().name == "HĐND phường Nghĩa Đô"


def test_find_portal_identity_returns_the_default_name_for_several_councils_of_which_none_is_marked():
    CouncilFactory(name="HĐND quận Cầu Giấy", end=date(2025, 7, 1))
    CouncilFactory(ward=True, name="HĐND phường Cầu Giấy", start=date(2025, 7, 1))

    assert find_portal_identity() == PortalIdentity()


def test_name_prefix_excludes_the_administrative_unit():
    CouncilFactory(name="HĐND quận Cầu Giấy", place_name="Hà Nội", is_portal=True)

    identity = find_portal_identity()

    assert (identity.name_prefix, identity.place) == ("Hội đồng nhân dân", "quận Cầu Giấy")


def test_phone_digits_removes_other_characters():
    assert PortalIdentity(phone="(024) 3833.0000").phone_digits == "02438330000"


def test_portal_costs_one_query(django_assert_num_queries):
    CouncilFactory(is_portal=True)
    context = portal(RequestFactory().get("/"))

    with django_assert_num_queries(1):
        assert context["portal"].name
        assert context["portal"].full_name


def test_portal_costs_no_query_if_it_is_not_used(django_assert_num_queries):
    with django_assert_num_queries(0):
        portal(RequestFactory().get("/quan-tri/"))


@pytest.mark.parametrize(
    ("path", "active_items"),
    [
        ("/", []),
        ("/tin-tuc/", ["Tin tức"]),
        ("/nghi-quyet/cau-giay/2021/12-nq-hdnd/", ["Nghị quyết"]),
        ("/bao-cao/cau-giay/2021/", ["Báo cáo"]),
        ("/khong-co/", []),
    ],
)
def test_menu_marks_the_active_item(path, active_items):
    menu = portal(RequestFactory().get(path))["menu"]

    assert [item.label for item in menu if item.is_active] == active_items
    assert [item.label for item in menu] == ["Nghị quyết", "Kỳ họp", "Báo cáo", "Tin tức"]
