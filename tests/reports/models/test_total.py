from decimal import Decimal

import pytest

from tests.factories.reports import ReportedTotalFactory


@pytest.mark.parametrize(("value", "text"), [(4, "4"), (Decimal("4.50"), "4.5")])
def test_str_is_the_label_with_the_value_before_the_row_is_stored(value, text):
    total = ReportedTotalFactory.build(council=None, value=value)

    assert str(total) == f"{total.get_code_display()}: {text}"
