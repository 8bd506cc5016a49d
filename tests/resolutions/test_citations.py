from datetime import date

import pytest

from resolutions.citations import citation, cited_title


def test_citation_has_the_form_of_the_decree_on_records():
    sentence = citation("Nghị quyết", "12/NQ-HĐND", date(2021, 2, 8), "Hội đồng nhân dân quận Cầu Giấy", "Về dự toán")

    assert sentence == "Nghị quyết số 12/NQ-HĐND ngày 08 tháng 02 năm 2021 của Hội đồng nhân dân quận Cầu Giấy về dự toán"


@pytest.mark.parametrize(("symbol", "day"), [("", date(2021, 9, 28)), ("12/NQ-HĐND", None)])
def test_citation_is_blank_without_number_or_day(symbol, day):
    assert citation("Nghị quyết", symbol, day, "HĐND quận Cầu Giấy", "Về dự toán") == ""


@pytest.mark.parametrize(
    ("title", "cited"),
    [
        ("Về Kế hoạch đầu tư công", "về Kế hoạch đầu tư công"),
        ("Phê chuẩn quyết toán", "phê chuẩn quyết toán"),
        ("Đặt tên tuyến phố", "đặt tên tuyến phố"),
        ("HĐND quận quyết định", "HĐND quận quyết định"),
        ("Hà Nội năm 2030", "Hà Nội năm 2030"),
        ("", ""),
    ],
)
def test_cited_title_begins_with_a_small_letter_unless_it_is_a_name(title, cited):
    assert cited_title(title) == cited
