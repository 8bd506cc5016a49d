"""Numbers: printed as offices print them, parsed as clerks type them, refused with a sentence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.vietnamese.numbers import (
    format_count,
    format_money,
    format_number,
    format_percent,
    format_size,
    money_with_short_form,
    ordinal,
    parse_decimal,
    parse_money,
    parse_number,
    roman,
)
from tests.core.refusals import refusal

LARGEST = 10**18 - 1


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (21281, None, "21.281"),
        (50583000000, None, "50.583.000.000"),
        (0, None, "0"),
        (-1234, None, "-1.234"),
        (Decimal("0.50"), None, "0,5"),
        (Decimal("1234.56"), None, "1.234,56"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("0.5"), 2, "0,50"),
        (Decimal("2.5"), 0, "3"),
        (None, None, "–"),
    ],
)
def test_format_number(value, places, text):
    assert format_number(value, places) == text


@pytest.mark.parametrize(
    ("number", "plain", "padded"),
    [
        (0, "0", "0"),
        (4, "4", "04"),
        (9, "9", "09"),
        (10, "10", "10"),
        (21281, "21.281", "21.281"),
        (-4, "-4", "-4"),
        (None, "–", "–"),
    ],
)
def test_format_count(number, plain, padded):
    assert (format_count(number), format_count(number, padded=True)) == (plain, padded)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (50583000000, "50,583 tỷ đồng"),
        (Decimal("50583000000.00"), "50,583 tỷ đồng"),
        (50000000000, "50 tỷ đồng"),
        (1250000000000, "1.250 tỷ đồng"),
        (50583250000, "50.583,25 triệu đồng"),
        (750000000, "750 triệu đồng"),
        (1250000, "1,25 triệu đồng"),
        (12500, "12.500 đồng"),
        (50583000001, "50.583.000.001 đồng"),
        (0, "0 đồng"),
        (-750000000, "-750 triệu đồng"),
        (None, "–"),
    ],
)
def test_format_money_is_exact(amount, text):
    assert format_money(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (50_583_000_000, "50.583.000.000 đồng = 50,583 tỷ đồng"),
        (50_583_123_456, "50.583.123.456 đồng ≈ 50,583 tỷ đồng"),
        (999_999_999, "999.999.999 đồng ≈ 1.000 triệu đồng"),
        (1_500_000, "1.500.000 đồng = 1,5 triệu đồng"),
        (50_583, "50.583 đồng"),
        (0, "0 đồng"),
    ],
)
def test_money_with_short_form_marks_a_rounded_short_form(amount, text):
    assert money_with_short_form(amount) == text


@pytest.mark.parametrize(
    ("part", "whole", "places", "rounding", "text"),
    [
        (45, 115, 1, "half_up", "39,1%"),
        (70, 115, 1, "half_up", "60,9%"),
        (6, 29, 2, "truncate", "20,68%"),
        (6, 29, 2, "half_up", "20,69%"),
        (439, 473, 2, "half_up", "92,81%"),
        (7, 9, 0, "half_up", "78%"),
        (7, 9, 0, "truncate", "77%"),
        (1, 200, 0, "half_up", "1%"),
        (1, 8, 2, "half_up", "12,5%"),
        (29, 29, 1, "half_up", "100%"),
        (0, 29, 1, "half_up", "0%"),
        (-1, 8, 1, "truncate", "-12,5%"),
        (Decimal("0.5"), Decimal("1.5"), 1, "half_up", "33,3%"),
        (3, 0, 1, "half_up", "–"),
        (None, 5, 1, "half_up", "–"),
        (5, None, 1, "half_up", "–"),
    ],
)
def test_format_percent(part, whole, places, rounding, text):
    assert format_percent(part, whole, places, rounding) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("21281", 21281),
        ("21.281", 21281),
        ("50.583.000.000", 50583000000),
        ("50 583 000 000", 50583000000),
        ("50\u00a0583", 50583),
        (" 04 ", 4),
        ("1.0", 1),
        ("12,00", 12),
        ("1.000", 1000),
        ("-5", -5),
        ("\u22125", -5),
        ("\uff12\uff11", 21),
        ("9" * 18, LARGEST),
    ],
)
def test_parse_number(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "50.58",
            "“50.58” không đọc được là số; dấu chấm chỉ ngăn từng nhóm ba chữ số (21.281), phần thập phân sau dấu phẩy (0,5).",
        ),
        (
            "0.583",
            "“0.583” không đọc được là số; dấu chấm chỉ ngăn từng nhóm ba chữ số (21.281), phần thập phân sau dấu phẩy (0,5).",
        ),
        ("1e999", "“1e999” không đọc được là số; hãy gõ như 21281 hoặc 21.281, phần thập phân sau dấu phẩy như 0,5."),
        ("abc", "“abc” không đọc được là số; hãy gõ như 21281 hoặc 21.281, phần thập phân sau dấu phẩy như 0,5."),
        ("--5", "“--5” không đọc được là số; hãy gõ như 21281 hoặc 21.281, phần thập phân sau dấu phẩy như 0,5."),
        ("1.234.56", "“1.234.56” không đọc được là số; hãy gõ như 21281 hoặc 21.281, phần thập phân sau dấu phẩy như 0,5."),
        ("12 34", "“12 34” không đọc được là số; hãy gõ như 21281 hoặc 21.281, phần thập phân sau dấu phẩy như 0,5."),
        ("50.583 000", "“50.583 000” không đọc được là số; hãy gõ như 21281 hoặc 21.281, phần thập phân sau dấu phẩy như 0,5."),
        ("10²", "“10²” không đọc được là số; hãy gõ như 21281 hoặc 21.281, phần thập phân sau dấu phẩy như 0,5."),
        ("50,5", "“50,5” có phần thập phân; ở đây phải là số nguyên, ví dụ 21.281."),
        ("1,234", "“1,234” có thể hiểu hai cách; ở đây phải là số nguyên: gõ 1.234 nếu là hàng nghìn."),
        (
            "1,234,567",
            "“1,234,567” không đọc được là số; dấu phẩy chỉ ngăn phần thập phân; hàng nghìn ngăn bằng dấu chấm, ví dụ 21.281.",
        ),
        ("50 buổi", "“50 buổi” không đọc được là số; ô này chỉ ghi số, không ghi đơn vị: hãy ghi 50, bỏ “buổi”."),
        ("gần 5.000", "“gần 5.000” không đọc được là số; ô này chỉ ghi số: hãy ghi 5.000; từ “gần” ghi ở ô từ chỉ mức nếu có."),
        ("15/15", "“15/15” không đọc được là số; đây là hai số; mỗi ô chỉ ghi một số, ví dụ 15."),
        ("20/5/1965", "“20/5/1965” không đọc được là số; đây là một ngày; nếu ô này là năm, hãy ghi 1965."),
        ("100 – 120", "“100 – 120” không đọc được là số; đây là hai số; mỗi ô chỉ ghi một số, ví dụ 100."),
        ("–", "“–” không đọc được là số; hãy ghi 0 nếu không có, để trống nếu chưa biết."),
        ("không có", "“không có” không đọc được là số; hãy ghi 0 nếu không có, để trống nếu chưa biết."),
        ("Chưa thống kê", "“Chưa thống kê” không đọc được là số; hãy ghi 0 nếu không có, để trống nếu chưa biết."),
        ("1.250.", "“1.250.” không đọc được là số; ô này chỉ ghi số: hãy ghi 1.250."),
        ("120 (một trăm)", "“120 (một trăm)” không đọc được là số; ô này chỉ ghi số: hãy ghi 120."),
        (
            "39%",
            "“39%” không đọc được là số; ô này không ghi tỷ lệ phần trăm; nếu đúng là số ấy, hãy ghi 39 không kèm dấu %.",
        ),
        ("9" * 19, "Số quá dài; nhiều nhất 18 chữ số."),
        ("9" * 100_000, "Nội dung quá dài, không phải số."),
        (" \u00a0", "Chưa nhập số."),
    ],
)
def test_parse_number_refuses(text, sentence):
    assert refusal(parse_number, text) == sentence


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0,5", "0.5"),
        ("1.234,56", "1234.56"),
        ("50.583", "50583"),
        ("-0,05", "-0.05"),
        ("12", "12"),
        ("50,583 tỷ", "50583000000"),
    ],
)
def test_parse_decimal(text, number):
    assert parse_decimal(text, 2) == Decimal(number)


@pytest.mark.parametrize("text", ["0.5", "1,234", ",5", "5,", "1,2,3", "NaN", "Infinity", "50 buổi", "1_000", "0x10", "½"])
def test_parse_decimal_refuses(text):
    with pytest.raises(ValueError, match=r"^“.+” .+\.$"):
        parse_decimal(text, 2)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50.583.000.000", 50583000000),
        ("50583000000", 50583000000),
        ("50,583 tỷ", 50583000000),
        ("50,583 tỷ đồng", 50583000000),
        ("50,583 TỈ", 50583000000),
        ("50,583ty dong", 50583000000),
        ("50,583 ty\u0309", 50583000000),
        ("750 triệu", 750000000),
        ("0,5 trieu", 500000),
        ("12 nghìn", 12000),
        ("12 ngàn đồng", 12000),
        ("12.500 đồng", 12500),
        ("12.500 đ", 12500),
        ("12.500 VNĐ", 12500),
        ("50.583", 50583),
        ("50.583 triệu", 50583000000),
        ("0", 0),
    ],
)
def test_parse_money(text, amount):
    assert parse_money(text) == amount


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("50,583", "“50,583” có thể hiểu hai cách: gõ 50.583 nếu tính bằng đồng, hoặc 50,583 tỷ nếu là tỷ."),
        ("50,583 đồng", "“50,583 đồng” có thể hiểu hai cách: gõ 50.583 nếu tính bằng đồng, hoặc 50,583 tỷ nếu là tỷ."),
        ("50,5", "“50,5” có phần thập phân mà không có đơn vị; hãy ghi đơn vị, ví dụ 50,5 tỷ."),
        ("1,2345 nghìn", "“1,2345 nghìn” lẻ dưới một đồng; hãy gõ số đồng chẵn."),
        ("5 USD", "“5 USD”: không có đơn vị “USD”; hãy dùng đồng, nghìn, triệu hoặc tỷ."),
        ("5 tỷ triệu", "“5 tỷ triệu”: không có đơn vị “tỷ triệu”; hãy dùng đồng, nghìn, triệu hoặc tỷ."),
        ("tỷ", "“tỷ” không phải số tiền; hãy gõ như 50.583.000.000 hoặc 50,583 tỷ."),
        ("50 tỷ 583 triệu", "“50 tỷ 583 triệu” không phải số tiền; hãy gõ như 50.583.000.000 hoặc 50,583 tỷ."),
        ("1e999", "“1e999” không phải số tiền; hãy gõ như 50.583.000.000 hoặc 50,583 tỷ."),
        ("9999999999 tỷ", "“9999999999 tỷ” quá lớn; số tiền có nhiều nhất 18 chữ số."),
        ("5" * 100_000, "Nội dung quá dài, không phải số tiền."),
        ("", "Chưa nhập số tiền."),
    ],
)
def test_parse_money_refuses(text, sentence):
    assert refusal(parse_money, text) == sentence


def test_parse_money_refuses_a_wrong_number_with_the_message_of_parse_number():
    with pytest.raises(ValueError, match="dấu chấm chỉ ngăn từng nhóm ba chữ số"):
        parse_money("50.58 tỷ")


@given(st.integers(-LARGEST, LARGEST))
def test_parse_number_and_parse_money_read_each_printed_form(number):
    assert parse_number(format_number(number)) == number
    assert parse_money(format_money(number)) == number
    assert parse_money(format_number(number)) == number


@given(st.decimals(-(10**12), 10**12, places=4))
def test_parse_decimal_reads_each_printed_form(number):
    assert parse_decimal(format_number(number), 4) == number
    assert parse_decimal(format_number(number, 4), 4) == number


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_format_percent_truncated_is_at_most_one_step_below_rounded(part, whole, places):
    rounded, truncated = (
        parse_decimal(format_percent(part, whole, places, rounding)[:-1], places) for rounding in ("half_up", "truncate")
    )

    assert rounded - truncated in (0, Decimal(1).scaleb(-places))
    assert abs(rounded * whole - 100 * part) * 2 <= whole * Decimal(1).scaleb(-places)


typed = st.text() | st.text(alphabet="0123456789., -+eEtỷriệuđồngi\u0303\u00a0", max_size=30)


@given(typed)
def test_parse_number_parse_money_and_parse_decimal_refuse_any_other_text_with_a_sentence(text):
    for parse in (parse_number, parse_money, lambda text: parse_decimal(text, 3)):
        assert (refusal(parse, text) or "đọc được.").endswith(".")


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "I"), (4, "IV"), (6, "VI"), (9, "IX"), (14, "XIV"), (40, "XL"), (1999, "MCMXCIX"), (3999, "MMMCMXCIX")],
)
def test_roman(number, text):
    assert roman(number) == text


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_roman_refuses_numbers_without_roman_digits(number):
    with pytest.raises(ValueError, match="chữ số La Mã"):
        roman(number)


def test_ordinal_is_in_words_for_one_only():
    assert [ordinal(number) for number in (1, 2, 4, 11)] == ["thứ nhất", "thứ 2", "thứ 4", "thứ 11"]


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "1 KB"),
        (1, "1 KB"),
        (1499, "1 KB"),
        (411_600, "412 KB"),
        (999_499, "999 KB"),
        (999_500, "1,0 MB"),
        (1_234_567, "1,2 MB"),
    ],
)
def test_format_size(size, text):
    assert format_size(size) == text
