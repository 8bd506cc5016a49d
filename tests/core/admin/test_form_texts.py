"""The values of form fields as text, and the passages in which two texts differ."""

import pytest
from django import forms

from core.admin.form_texts import Passage, is_same, passages, text_of_strings
from core.admin.forms import LongText
from core.vietnamese.forms import DateField

LONG = "một hai ba bốn năm sáu bảy tám chín mười " * 20


@pytest.mark.parametrize(
    ("field", "one", "other", "expected"),
    [
        (forms.CharField(), ["Họp  báo "], ["Họp báo"], True),
        (forms.CharField(), ["Họp báo"], ["họp báo"], False),
        (forms.CharField(), [], [""], True),
        (LongText(), ["a\r\nb"], ["a\nb"], True),
        (DateField(), ["1/3/2021"], ["01/03/2021"], True),
        (DateField(), ["1/3/2021"], ["2/3/2021"], False),
        (DateField(), ["32/3/2021"], ["32/3/2021 "], True),
        (forms.BooleanField(), ["on"], ["True"], True),
        (forms.BooleanField(), [], ["on"], False),
        (forms.NullBooleanField(), ["True"], ["true"], True),
        (forms.NullBooleanField(), [], ["unknown"], True),
        (forms.NullBooleanField(), ["false"], ["unknown"], False),
        (forms.MultipleChoiceField(), ["1", "2"], ["1"], False),
    ],
)
def test_is_same_compares_values_and_not_their_spelling(field, one, other, expected):
    assert is_same(field, one, other) is expected


@pytest.mark.parametrize(
    ("field", "strings", "expected"),
    [
        (forms.CharField(), [], "–"),
        (LongText(), ["<p>Chào &amp; hỏi</p><p>Hai</p>"], "Chào & hỏi\nHai"),
        (forms.BooleanField(), ["on"], "có"),
        (forms.BooleanField(), [], "không"),
        (forms.ChoiceField(choices=[("a", "Bản nháp"), ("Nhóm", [("b", "Công khai")])]), ["b"], "Công khai"),
        (forms.FileField(), ["private/2021/to-trinh.pdf"], "to-trinh.pdf"),
    ],
)
def test_text_of_strings_is_for_readers(field, strings, expected):
    assert text_of_strings(field, strings) == expected


def test_passages_of_a_long_text_are_the_parts_around_its_differences():
    parts = passages(LONG, LONG.replace("chín mười", "mười một", 1))

    assert [(part.kind, part.text.strip()) for part in parts] == [
        ("same", "một hai ba bốn năm sáu bảy tám"),
        ("removed", "chín"),
        ("same", "mười"),
        ("added", "một"),
        ("same", "một hai ba bốn năm sáu bảy tám chín mười một hai"),
        ("skipped", "…"),
    ]


def test_passages_of_two_entirely_different_long_texts_are_their_beginnings():
    parts = passages(" ".join(map(str, range(5000))), " ".join(map(str, range(5000, 10000))))

    assert [part.kind for part in parts] == ["removed", "added"]
    assert all(part.text.endswith("…") and len(part.text) < 400 for part in parts)


def test_passages_of_a_short_text_are_the_whole_text():
    assert passages("cũ", "mới") == [Passage("same", "mới")]
    assert passages(None, "mới") == [Passage("same", "mới")]
