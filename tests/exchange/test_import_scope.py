from datetime import date

import pytest

from councils.models import Area, Council, Subordination
from exchange.tables import TABLES
from tests.exchange.folders import errors, load, write_examples, write_folder

pytestmark = pytest.mark.django_db


def council(slug, **cells):
    """A row of councils.csv; the name and abbreviation follow the slug."""
    cells = {"name": f"HĐND {slug}", "abbreviation": slug.upper(), "unit_kind": "ward", "level": "commune"} | cells
    return {"slug": slug, "start": "01/07/2016", "predecessors": ""} | cells


def area(slug, of):
    return {"council": of, "slug": slug, "name": slug}


def test_import_scope_includes_councils_under_its_own_and_their_predecessors(tmp_path):
    write_folder(
        tmp_path,
        councils=[
            council("quan", unit_kind="urban_district", level="district", predecessors="huyen"),
            council("phuong", predecessors="xa"),
            council("xa", end="01/01/2020"),
            council("huyen", unit_kind="rural_district", level="district", end="01/01/2018"),
            council("thi-tran"),
        ],
        subordinations=[
            {"council": "phuong", "parent": "quan", "start": "01/07/2016"},
            {"council": "thi-tran", "parent": "huyen", "start": "01/07/2016"},
        ],
        areas=[area(slug, of=slug) for slug in ("quan", "phuong", "xa", "huyen", "thi-tran")],
    )

    assert load(tmp_path, "quan") == (12, 0, 0)
    assert load(tmp_path, "quan") == (0, 0, 12)


def test_import_scope_refusal_of_rows_of_other_councils(tmp_path):
    write_folder(tmp_path, councils=[council("phuong-khac")])
    load(tmp_path, "phuong-khac")
    write_folder(
        tmp_path,
        councils=[council("phuong"), council("phuong-khac", place_name="Khác"), council("phuong-la")],
        areas=[area("khu-1", of=""), area("khu-2", of="phuong-khac") | {"name": ""}],
    )

    places, messages = errors(tmp_path, "phuong")

    assert places == [
        ("areas.csv", 3, "name", ""),
        ("areas.csv", 3, "council", "phuong-khac"),
        ("councils.csv", 3, "slug", "phuong-khac"),
        ("councils.csv", 4, "slug", "phuong-la"),
    ]
    assert messages[1] == (
        "HĐND phuong-khac (phuong-khac) không thuộc phạm vi của lần nạp cho “phuong”; "
        "hãy bỏ dòng này, hoặc nạp riêng với --council phuong-khac."
    )
    assert not Area.objects.exists()


def test_import_scope_refusal_of_a_row_of_the_council_above(tmp_path):
    district = council("quan", unit_kind="urban_district", level="district")
    write_folder(
        tmp_path,
        councils=[district, council("phuong")],
        subordinations=[{"council": "phuong", "parent": "quan", "start": "01/07/2016"}],
    )
    load(tmp_path, "quan")
    (tmp_path / "councils.csv").unlink()
    write_folder(tmp_path, areas=[area("khu-1", of="quan"), area("khu-2", of="phuong")])

    assert errors(tmp_path, "phuong")[0] == [("areas.csv", 2, "council", "quan")]


def test_import_scope_refusal_of_links_in_the_folder_to_an_existing_council(tmp_path):
    write_folder(tmp_path, councils=[council("phuong-khac")])
    load(tmp_path, "phuong-khac")
    write_folder(
        tmp_path,
        councils=[council("quan", unit_kind="urban_district", level="district", predecessors="phuong-khac")],
        subordinations=[{"council": "phuong-khac", "parent": "quan", "start": "01/07/2016"}],
        areas=[area("khu-1", of="phuong-khac")],
    )

    assert errors(tmp_path, "quan")[0] == [
        ("areas.csv", 2, "council", "phuong-khac"),
        ("subordinations.csv", 2, "council", "phuong-khac"),
    ]


def test_import_scope_does_not_matter_for_rows_that_change_nothing(tmp_path):
    write_folder(tmp_path, councils=[council("phuong-khac")])
    load(tmp_path, "phuong-khac")
    write_folder(tmp_path, councils=[council("phuong"), council("phuong-khac")])

    assert load(tmp_path, "phuong") == (1, 0, 1)


def test_import_scope_includes_a_council_above_that_the_folder_creates(tmp_path):
    write_folder(
        tmp_path,
        councils=[council("phuong"), council("quan", unit_kind="urban_district", level="district")],
        subordinations=[{"council": "phuong", "parent": "quan", "start": "01/07/2016"}],
    )

    assert load(tmp_path, "phuong") == (3, 0, 0)


def test_import_scope_includes_formerly_subordinate_councils(tmp_path):
    district = Council.objects.create(
        slug="quan", name="HĐND quận", unit_kind="urban_district", level="district", abbreviation="Q", start=date(2016, 7, 1)
    )
    ward = Council.objects.create(
        slug="phuong", name="HĐND phường", unit_kind="ward", level="commune", abbreviation="P", start=date(2016, 7, 1)
    )
    Subordination.objects.create(council=ward, parent=district, start=date(2016, 7, 1), end=date(2021, 7, 1))
    write_folder(tmp_path, areas=[area("khu-1", of="phuong")])

    assert load(tmp_path, "quan") == (1, 0, 0)


def test_import_scope_allows_people_who_have_no_council(tmp_path):
    write_folder(tmp_path, councils=[council("phuong")], people=[{"slug": "tran-van-duc", "full_name": "Trần Văn Đức"}])

    assert load(tmp_path, "phuong") == (2, 0, 0)


def test_import_scope_council_exists_is_false_for_an_unknown_slug(tmp_path):
    write_folder(tmp_path, areas=[area("khu-1", of="")])

    places, messages = errors(tmp_path, "phuong")

    assert places == [("councils.csv", 1, "slug", "phuong")]
    assert messages == ["Không có HĐND mang mã “phuong”. Hãy thêm dòng của HĐND ấy vào councils.csv, hoặc sửa mã sau --council."]


def test_own_council_fills_a_blank_council(tmp_path):
    terms = [{"ordinal": "1", "label": "2016-2021", "start": "01/07/2016", "seats": "25", "end": "30/06/2021"}]
    units = [{"term": " | 1", "number": "1", "seats": "5", "areas": " | khu-1"}]
    write_folder(tmp_path, councils=[council("phuong")], areas=[area("khu-1", of="")], terms=terms, electoral_units=units)

    assert load(tmp_path, "phuong") == (4, 0, 0)
    assert Area.objects.get().council.slug == "phuong"


def test_get_council_is_none_for_people_only(tmp_path):
    """Records whose council is unknown could be written outside the import scope."""
    write_examples(tmp_path)
    load(tmp_path)

    without = {name for name, table in TABLES.items() if table.model.objects.first().get_council() is None}
    assert without == {"people"}


def test_import_scope_refusal_explains_a_load_in_two_steps(tmp_path):
    """The wards of a predecessor, which is on the portal already and is linked by this folder only."""
    district = {"unit_kind": "urban_district", "level": "district"}
    old = write_folder(
        tmp_path / "old",
        councils=[council("quan-cu", **district), council("phuong")],
        subordinations=[{"council": "phuong", "parent": "quan-cu", "start": "01/07/2016"}],
    )
    load(old, "quan-cu")
    new_district = council("quan-moi", predecessors="quan-cu", **district)
    whole = write_folder(tmp_path / "whole", councils=[new_district], areas=[area("khu-1", of="phuong")])

    places, messages = errors(whole, "quan-moi")

    assert places == [("areas.csv", 2, "council", "phuong")]
    assert messages == [
        "HĐND phuong (phuong) chưa thuộc phạm vi của lần nạp này: liên kết với quan-cu mới chỉ ghi trong councils.csv. "
        "Hãy nạp hai bước: trước hết nạp riêng một thư mục có councils.csv chỉ gồm dòng của quan-moi (cột predecessors), "
        "với --council quan-moi; sau đó nạp lại cả thư mục này."
    ]
    assert load(write_folder(tmp_path / "first", councils=[new_district]), "quan-moi") == (1, 0, 0)
    assert load(whole, "quan-moi") == (1, 0, 1)


def test_import_scope_refusal_explains_a_council_that_the_folder_subordinates(tmp_path):
    load(write_folder(tmp_path / "ward", councils=[council("phuong")]), "phuong")
    load(write_folder(tmp_path / "district", councils=[council("quan", unit_kind="urban_district", level="district")]), "quan")
    link = {"council": "phuong", "parent": "quan", "start": "01/07/2016"}
    whole = write_folder(tmp_path / "whole", subordinations=[link], areas=[area("khu-1", of="phuong")])

    places, messages = errors(whole, "quan")

    assert places == [("areas.csv", 2, "council", "phuong"), ("subordinations.csv", 2, "council", "phuong")]
    assert "trước hết nạp riêng một thư mục có subordinations.csv chỉ gồm dòng của phuong" in messages[0]
    assert load(write_folder(tmp_path / "first", subordinations=[link]), "phuong") == (1, 0, 0)
    assert load(whole, "quan") == (1, 0, 1)
