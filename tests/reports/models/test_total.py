from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.factories.councils import CouncilFactory
from tests.factories.reports import ReportedTotalFactory


@pytest.mark.parametrize(("value", "text"), [(4, "4"), (Decimal("4.50"), "4.5")])
def test_str_is_the_label_with_the_value_before_the_row_is_stored(value, text):
    total = ReportedTotalFactory.build(council=None, value=value)

    assert str(total) == f"{total.get_code_display()}: {text}"


def test_clean_refuses_a_percentage_of_an_indicator_that_has_none():
    total = ReportedTotalFactory.build(council=CouncilFactory.build(), value=70, is_percent=True)

    with pytest.raises(ValidationError) as error:
        total.clean()
    (message,) = error.value.message_dict["is_percent"]
    assert message.startswith("Chỉ tiêu này không ghi theo tỷ lệ %; hãy ghi số đếm. Các chỉ tiêu có tỷ lệ: ")
    assert "Kết quả giải quyết kiến nghị cử tri" in message
    assert "Kỳ họp" not in message


@pytest.mark.parametrize("code", ["petitions.by_status", "supervision.recommendations", "voter_meetings.attendance_rate"])
def test_clean_accepts_a_percentage_of_an_indicator_that_has_them(code):
    ReportedTotalFactory.build(council=CouncilFactory.build(), code=code, value=70, is_percent=True).clean()
