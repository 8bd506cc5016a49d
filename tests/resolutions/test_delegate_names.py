"""Which delegate a name in a file means."""

import unicodedata
from datetime import date

import pytest

from resolutions.delegate_names import bare_name, match_name
from tests.factories.councils import MandateFactory, PersonFactory, TermFactory

pytestmark = pytest.mark.django_db

NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Nguyễn Văn Ân", "Lê Hoà", "Phạm Quý Hiển", "Phạm Quý Hiển", "Thích Minh Tâm")


@pytest.fixture
def mandates():
    term = TermFactory()
    people = [PersonFactory(full_name=name, birth_year=1970 + number) for number, name in enumerate(NAMES)]
    people[-1].other_name = "Đỗ Văn Tám"
    people[-1].save()
    return [MandateFactory(term=term, person=person, start=date(2021, 6, 30)) for person in people]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Nguyễn Văn An", 0),
        ("nguyễn  văn  an", 0),
        ("NGUYỄN VĂN ÂN", 2),
        (unicodedata.normalize("NFD", "Nguyễn Văn An"), 0),
        ("Lê Hòa", 3),
        ("Ông Nguyễn Văn An", 0),
        ("Bà Trần Thị Bình", 1),
        ("Đ/c Trần Thị Bình", 1),
        ("ĐB. Trần Thị Bình", 1),
        ("2. Bà Trần Thị Bình (Tổ 4)", 1),
        ("Trần Thị Bình - Tổ 2", 1),
        ("Trần Thị Bình, Trưởng Ban", 1),
        ("Đỗ Văn Tám", 6),
        ("Thượng tọa Thích Minh Tâm", 6),
        ("4", 3),
        ("04", 3),
        ("4.", 3),
        ("ĐB 4", 3),
    ],
)
def test_match_name_is_sure(mandates, text, position):
    assert match_name(text, mandates).mandate == mandates[position]


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("Nguyen Van An", [0, 2]),
        ("Tran Thi Binh", [1]),
        ("Bình Trần Thị", [1]),
        ("Trần Bình", [1]),
        ("Trần Thị Bìn", [1]),
        ("Phạm Quý Hiển", [4, 5]),
        ("Hoàng Văn Không", []),
        ("Họ và tên", []),
        ("Ông", []),
        ("", []),
        ("99", []),
        ("0", []),
    ],
)
def test_match_name_is_unsure(mandates, text, positions):
    match = match_name(text, mandates)

    assert match.mandate is None
    assert match.candidates == [mandates[position] for position in positions]


def test_match_name_takes_the_rank_if_each_delegate_has_one(mandates):
    for number, mandate in enumerate(mandates):
        mandate.rank = 10 * (number + 1)

    assert match_name("20", mandates).mandate == mandates[1]
    assert match_name("2", mandates).mandate is None


@pytest.mark.parametrize(("text", "name"), [("Ông Bà Văn An", "Văn An"), ("Anh Đào", "Đào"), ("1) TS. Lê Hòa", "Lê Hòa")])
def test_bare_name(text, name):
    assert bare_name(text) == name
