"""people.csv without slugs: the portal makes them, keeps them at each load, and never guesses who is meant."""

import pytest

from councils.models import Mandate, Person
from tests.exchange.folders import errors, example, load, write_folder

pytestmark = pytest.mark.django_db


def person(name, year="", **cells):
    return {"full_name": name, "birth_year": year} | cells


def slugs():
    return dict(Person.objects.exclude(slug="nguyen-thi-minh").values_list("slug", "birth_year"))


def test_person_of_row_keeps_the_slug_that_the_portal_has_made(loaded_folder):
    rows = [
        person("Trần Văn Đức", "12/3/1975"),
        person("Trần Văn Đức", "1960"),
        person("Trần Văn Ba (Thích Minh Tâm)", "1950"),
        person("Ktŭl Ƀuôn"),
    ]
    mandate = example("mandates", person="tran-van-duc", unit="", rank="2")
    write_folder(loaded_folder / "people", people=rows, mandates=[mandate])
    stored = {"tran-van-duc": 1975, "tran-van-duc-2": 1960, "tran-van-ba": 1950, "ktul-buon": None}

    assert load(loaded_folder / "people") == (5, 0, 0)
    assert slugs() == stored
    assert load(loaded_folder / "people") == (0, 0, 5)

    rows.reverse()
    rows[0] |= {"full_name": "KTŬL ƀuôn "}
    write_folder(loaded_folder / "people", people=rows)
    assert load(loaded_folder / "people") == (0, 1, 4)
    assert slugs() == stored
    assert Mandate.objects.filter(person__slug="tran-van-duc").count() == 1


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        (
            [person("Lê Thị Hoa", "1980"), person("Lê thị Hoa", "1980", office_phone="024 1")],
            ("people.csv", 3, "slug", ""),
            "Dòng này cùng họ tên và năm sinh với dòng 2; nếu là người khác, hãy ghi một mã riêng ở cột slug.",
        ),
        (
            [person("Nguyễn Thị Minh")],
            ("people.csv", 2, "slug", ""),
            "Họ tên và năm sinh không đủ để biết dòng nói về ai: nguyen-thi-minh (Nguyễn Thị Minh, sinh năm 1975;",
        ),
    ],
)
def test_person_of_row_refuses_to_guess(loaded_folder, rows, place, message):
    write_folder(loaded_folder, people=rows)

    places, messages = errors(loaded_folder)

    assert places == [place]
    assert messages[0].startswith(message)


def test_person_of_row_takes_the_slug_that_tells_namesakes_apart(loaded_folder):
    rows = [person("Lê Thị Hoa", "1980", slug="hoa-phuong"), person("Lê Thị Hoa", "1980", slug="hoa-quan")]
    load(write_folder(loaded_folder / "people", people=rows))

    assert slugs() == {"hoa-phuong": 1980, "hoa-quan": 1980}
    write_folder(loaded_folder / "people", people=[person("Lê Thị Hoa", "1980")])
    places, messages = errors(loaded_folder / "people")
    assert places == [("people.csv", 2, "slug", "")]
    assert "hoa-phuong (Lê Thị Hoa, sinh năm 1980" in messages[0]
    assert "hoa-quan (Lê Thị Hoa, sinh năm 1980" in messages[0]


def test_person_of_row_needs_a_name(loaded_folder):
    write_folder(loaded_folder, people=[example("people"), person("", "1980")])

    assert ("people.csv", 3, "full_name", "") in errors(loaded_folder)[0]
