from datetime import date

import pytest
from django.test import RequestFactory

from hdnd_portal.context import PortalIdentity, find_portal_identity, portal
from tests.factories.councils import CouncilFactory

pytestmark = pytest.mark.django_db


def test_host_of_an_empty_portal_has_a_neutral_name():
    identity = find_portal_identity()

    assert identity == PortalIdentity()
    assert identity.full_name == "Hội đồng nhân dân"


def test_host_is_the_hosted_council():
    CouncilFactory(name="HĐND quận Đống Đa")
    CouncilFactory(
        name="HĐND quận Cầu Giấy",
        place_name="Cầu Giấy",
        is_hosted=True,
        is_sample=True,
        contact_address="36 Cầu Giấy",
        contact_phone="024 3833 0000",
        contact_email="hdnd@example.vn",
    )

    assert find_portal_identity() == PortalIdentity(
        name="HĐND quận Cầu Giấy",
        full_name="Hội đồng nhân dân quận Cầu Giấy",
        place="Cầu Giấy",
        address="36 Cầu Giấy",
        phone="024 3833 0000",
        email="hdnd@example.vn",
        is_sample=True,
    )


def test_host_is_the_highest_of_several_hosted_councils():
    CouncilFactory(ward=True, name="HĐND phường Nghĩa Đô", is_hosted=True)
    CouncilFactory(name="HĐND quận Cầu Giấy", is_hosted=True)

    assert find_portal_identity().name == "HĐND quận Cầu Giấy"


def test_host_is_the_successor_once_a_council_has_ended():
    CouncilFactory(name="HĐND quận Cầu Giấy", is_hosted=True, end=date(2025, 7, 1))
    CouncilFactory(ward=True, name="HĐND phường Cầu Giấy", is_hosted=True, start=date(2025, 7, 1))

    assert find_portal_identity().name == "HĐND phường Cầu Giấy"


def test_masthead_keeps_the_place_apart():
    CouncilFactory(name="HĐND quận Cầu Giấy", place_name="Cầu Giấy", is_hosted=True)

    identity = find_portal_identity()

    assert (identity.name_prefix, identity.place) == ("Hội đồng nhân dân quận ", "Cầu Giấy")


def test_masthead_of_a_council_named_after_another_place_stays_whole():
    CouncilFactory(name="HĐND quận Cầu Giấy", place_name="Hà Nội", is_hosted=True)

    identity = find_portal_identity()

    assert (identity.name_prefix, identity.place) == ("Hội đồng nhân dân quận Cầu Giấy", "")


def test_telephone_is_dialled_without_its_words():
    assert PortalIdentity(phone="(024) 3833.0000").phone_digits == "02438330000"


def test_frame_costs_one_query_however_often_it_is_read(django_assert_num_queries):
    CouncilFactory(is_hosted=True)
    context = portal(RequestFactory().get("/"))

    with django_assert_num_queries(1):
        assert context["portal"].name
        assert context["portal"].full_name


def test_context_of_a_page_without_the_frame_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        portal(RequestFactory().get("/quan-tri/"))


@pytest.mark.parametrize(
    ("path", "active_items"),
    [
        ("/", ["Trang chủ"]),
        ("/tin-tuc/", ["Tin tức"]),
        ("/nghi-quyet/cau-giay/2021/12-nq-hdnd/", ["Nghị quyết"]),
        ("/bao-cao/cau-giay/2021/", ["Báo cáo"]),
        ("/khong-co/", []),
    ],
)
def test_menu_marks_where_the_reader_is(path, active_items):
    menu = portal(RequestFactory().get(path))["menu"]

    assert [item.label for item in menu if item.is_active] == active_items
    assert [item.label for item in menu] == ["Trang chủ", "Tin tức", "Nghị quyết", "Báo cáo"]
