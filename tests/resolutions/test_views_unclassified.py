"""The public list of resolutions that nobody has classified."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("loai=chua-phan-loai", {"class", "both"}),
        ("phap-ly=chua-phan-loai", {"both"}),
        ("loai=thematic", {"budget"}),
    ],
)
def test_resolution_filter_offers_those_that_nobody_has_classified(client, public, query, names):
    rows = {
        "budget": public(12),
        "class": public(13, resolution_class=None),
        "both": public(14, resolution_class=None, legal_kind=""),
    }

    response = client.get(f"/nghi-quyet/?{query}")

    assert set(response.context["object_list"]) == {rows[name] for name in names}
    assert "Chưa phân loại" in response.content.decode()


def test_resolution_list_offers_no_unclassified_ones_where_there_are_none(client, public):
    public(12), public(13, legal_kind="normative")

    assert "Chưa phân loại" not in client.get("/nghi-quyet/").content.decode()
