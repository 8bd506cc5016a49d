"""Shortened addresses of resolutions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.resolutions import RegisterFactory, ResolutionFactory, ResolutionFileFactory, VoteFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db

HIDDEN = {
    "draft": {"status": "draft"},
    "scheduled": {"status": "published", "publish_at": timezone.now() + timedelta(days=1)},
    "withdrawn": {"status": "withdrawn", "withdrawn_reason": "Có dữ liệu cá nhân."},
}


def page(response):
    return response.content.decode()


def status_and_location(client, path):
    response = client.get(path)
    return response.status_code, response.get("Location")


def council(slug):
    """A function that creates numbered published resolutions of a new council."""
    session = CouncilSessionFactory(term=TermFactory(council=CouncilFactory(slug=slug, name=f"HĐND {slug}")))
    registers = {}

    def make(number, year=2021, pattern="{number}/NQ-HĐND", **fields):
        if pattern not in registers:
            registers[pattern] = RegisterFactory(council=session.term.council, pattern=pattern)
        values = {"number": number, "year": year, "register": registers[pattern], "session": session}
        return ResolutionFactory(numbered=True, **{"published": True} | values | fields)

    return make


@pytest.fixture
def district():
    return council("cau-giay")


@pytest.mark.parametrize(
    "short",
    ["12-nq-hdnd-2021", "012-NQ-HDND-2021", "nq-12-2021", "nghi-quyet-so-12-nam-2021"],
)
def test_short_address_view_redirects_to_the_one_resolution_with_the_number(client, district, short):
    district(12)
    district(13)

    assert status_and_location(client, f"/nghi-quyet/{short}/") == (301, "/nghi-quyet/cau-giay/2021/12-nq-hdnd/")


def test_short_address_view_leads_a_former_number_on(client, district):
    resolution = district(12)
    resolution.number, resolution.symbol = 84, "84/NQ-HĐND"
    resolution.full_clean()
    resolution.save()

    assert status_and_location(client, "/nghi-quyet/12-nq-hdnd-2021/") == (301, resolution.get_absolute_url())
    assert status_and_location(client, "/nghi-quyet/12-nq-hdnd/") == (302, resolution.get_absolute_url())
    assert status_and_location(client, "/nghi-quyet/2-nq-hdnd-2021/") == (404, None)
    real = district(12)
    assert status_and_location(client, "/nghi-quyet/12-nq-hdnd-2021/") == (301, real.get_absolute_url())


@pytest.mark.parametrize("short", ["12-nq-hdnd", "nq-12", "12"])
def test_short_address_view_redirects_temporarily_without_a_year(client, district, short):
    district(12)

    assert status_and_location(client, f"/nghi-quyet/{short}/") == (302, "/nghi-quyet/cau-giay/2021/12-nq-hdnd/")


def test_short_address_view_distinguishes_a_year_in_the_symbol_from_one_after_it(client, district):
    district(6)
    district(6, pattern="{number}/{year}/NQ-HĐND")

    assert status_and_location(client, "/nghi-quyet/6-2021-nq-hdnd/") == (301, "/nghi-quyet/cau-giay/2021/6-2021-nq-hdnd/")
    assert status_and_location(client, "/nghi-quyet/6-nq-hdnd-2021/") == (301, "/nghi-quyet/cau-giay/2021/6-nq-hdnd/")


def test_short_address_view_uses_the_year_of_adoption_without_a_register(client):
    session = CouncilSessionFactory(term__council__slug="cau-giay")
    resolution = ResolutionFactory(session=session, signed=True, published=True, symbol="12/NQ-HĐND")

    assert status_and_location(client, "/nghi-quyet/12-nq-hdnd-2021/") == (301, resolution.get_absolute_url())
    assert client.get("/nghi-quyet/12-nq-hdnd-2020/").status_code == 404


def test_short_address_view_lists_several_resolutions_with_the_number(client, district):
    first, second = district(12), council("dong-da")(12)
    district(12, year=2020)

    response = client.get("/nghi-quyet/12-nq-hdnd-2021/")

    assert response.status_code == 300
    assert set(response.context["object_list"]) == {first, second}
    assert "<h1>Bạn tìm nghị quyết nào?</h1>" in page(response)
    assert "chỉ ghi <q>12/NQ-HĐND 2021</q>. Có 2 nghị quyết mang số này" in page(response)
    assert '<meta name="robots" content="noindex">' in page(response)


def test_short_address_view_lists_resolutions_of_several_years(client, district):
    of_2021, of_2020 = district(12), district(12, year=2020)

    response = client.get("/nghi-quyet/12-nq-hdnd/")

    assert (response.status_code, set(response.context["object_list"])) == (300, {of_2021, of_2020})


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_short_address_view_ignores_hidden_resolutions(client, district, hidden):
    district(12, published=False, signed=True, title="Nghị quyết kín", **hidden)
    assert client.get("/nghi-quyet/12-nq-hdnd-2021/").status_code == 404

    visible = council("dong-da")(12)
    assert status_and_location(client, "/nghi-quyet/12-nq-hdnd-2021/") == (301, visible.get_absolute_url())


@pytest.mark.parametrize("short", ["99-nq-hdnd-2021", "12-nq-hdnd-2020", "khong-co", "12-qd-ubnd", "9" * 3000, "12-nq-hdnd-9999"])
def test_short_address_view_returns_404_for_an_unknown_number(client, district, short):
    district(12)

    assert client.get(f"/nghi-quyet/{short}/").status_code == 404


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("2021/", "?nam=2021"),
        ("cau-giay/", "?hd=cau-giay"),
        ("cau-giay/2021/", "?hd=cau-giay&nam=2021"),
        ("cau-giay/1945/", "?hd=cau-giay&nam=1945"),
    ],
)
def test_short_urls_redirect_to_the_list_of_a_council_or_year(client, district, cut, whole):
    district(12)

    assert status_and_location(client, f"/nghi-quyet/{cut}") == (302, f"/nghi-quyet/{whole}")


@pytest.mark.parametrize("cut", ["dong-da/", "dong-da/2021/", "cau-giay/1944/", "cau-giay/2101/", "cau-giay/02021/"])
def test_short_urls_return_404_for_unknown_councils_and_years(client, district, cut):
    district(12)

    assert client.get(f"/nghi-quyet/{cut}").status_code == 404


def test_council_year_view_displays_a_resolution_whose_id_is_a_year(client):
    session = CouncilSessionFactory(term__council__slug="cau-giay")
    resolution = ResolutionFactory(pk=2021, session=session, signed=True, published=True)

    assert resolution.get_absolute_url() == "/nghi-quyet/cau-giay/2021/"
    assert client.get("/nghi-quyet/cau-giay/2021/").context["resolution"] == resolution
    assert status_and_location(client, "/nghi-quyet/cau-giay/2020/") == (302, "/nghi-quyet/?hd=cau-giay&nam=2020")


OTHERS = {
    "numbered": {"numbered": True, "published": True},
    "draft": {"signed": True},
    "scheduled": HIDDEN["scheduled"] | {"signed": True},
}


@pytest.mark.parametrize("state", OTHERS.values(), ids=OTHERS)
def test_council_year_view_redirects_if_the_resolution_has_another_address_or_is_hidden(client, state):
    ResolutionFactory(pk=2021, session=CouncilSessionFactory(term__council__slug="cau-giay"), **state)

    assert status_and_location(client, "/nghi-quyet/cau-giay/2021/") == (302, "/nghi-quyet/?hd=cau-giay&nam=2021")


@pytest.mark.parametrize("rows", [2, 4])
def test_short_address_view_needs_six_queries(client, django_assert_num_queries, rows):
    for n in range(rows):
        resolution = council(f"hdnd-so-{n}")(12)
        VoteFactory(session=resolution.session, resolution=resolution, is_final=True)
        ResolutionFileFactory(resolution=resolution)

    with django_assert_num_queries(6):
        client.get("/nghi-quyet/12-nq-hdnd-2021/")
