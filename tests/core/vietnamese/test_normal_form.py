"""The normal form of names, places and titles."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.vietnamese.normal_form import COPY_MARK, KEY_LENGTH, MAX_NORMAL_FORM, normal_form

ONE_NAME = [
    [
        "Nhà văn hoá tổ 5",
        "Nhà văn hóa tổ 5",
        "nhà văn hóa tổ 5",
        "NHÀ VĂN HÓA TỔ 05.",
        " Nhà  văn\u00a0hoá tổ 5 ,",
        "Nhà văn hóa “tổ 5”",
        "Nhà văn hóa 'tổ 5'…",
        "- Nhà văn\u200b hóa tổ\u20075;",
        unicodedata.normalize("NFD", "Nhà văn hoá tổ 5"),
    ],
    ["tổ 5-6", "tổ 5 – 6", "Tổ 5—6", "tổ 5‑6", "tổ 5 \u2212 6.", "tổ 05 - 06"],
    ["M'Đrắk", "M’Đrắk", "M\u02bcĐrắk", "M`Đrắk", "M´Đrắk", "m'đrắk", "M'\u00d0rắk"],
    ["UBND TP. Thủ Đức (cơ sở 2)", "UBND TP.Thủ Đức(cơ sở 2)"],
    ["Ủy ban, quý", "Uỷ ban,qúy"],
]
OTHER_NAMES = [
    ["Hoằng Thành", "Hoằng Thanh", "Hoằng Thạnh"],
    ["tổ 5", "tổ 5-6", "tổ 56", "tổ 5.6", "tổ 50", "tổ 5 6"],
    ["Mĩ", "Mỹ"],
    ["Ktŭl", "Ktưl", "Ktul"],
    ["Ƀuôn", "Buôn"],
    ["Đa", "Da"],
    ["a" * 400 + "b", "a" * 400 + "c"],
]


@pytest.mark.parametrize("spellings", ONE_NAME)
def test_normal_form_is_equal_for_spellings_of_one_name(spellings):
    assert len({normal_form(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("names", OTHER_NAMES)
def test_normal_form_differs_for_different_names(names):
    assert len({normal_form(name) for name in names}) == len(names)


@given(st.text(alphabet=st.characters(), max_size=400))
def test_normal_form_fits_its_column_and_contains_no_copy_mark(text):
    form = normal_form(text)

    assert len(form) <= MAX_NORMAL_FORM < KEY_LENGTH
    assert COPY_MARK not in form


@given(st.text(alphabet="aàăằeếyỳuùúoòóđĐ05 -–.,'’()\u200b\u0301", max_size=40), st.integers())
def test_normal_form_ignores_unicode_form_and_spaces_around(text, seed):
    form = normal_form(text)
    variant = random.Random(seed).choice([unicodedata.normalize("NFD", text), f"  {text} .", text.replace("-", "—")])

    assert normal_form(variant) == form == normal_form(form)
