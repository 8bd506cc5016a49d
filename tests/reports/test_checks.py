"""The check of reported totals."""

import pytest

from tests.checked import sentences
from tests.factories.reports import ReportedTotalFactory

pytestmark = pytest.mark.django_db


def test_total_conflict_is_advice_until_one_of_the_sources_is_chosen():
    first = ReportedTotalFactory(value=5, source="Báo cáo số 1")
    same = {"council": first.council, "period_from": first.period_from, "period_to": first.period_to, "code": first.code}
    second = ReportedTotalFactory(**same, value=6, source="Báo cáo số 2")
    ReportedTotalFactory(value=7)

    assert sentences("total-conflict") == {
        first.pk: "Nguồn “Báo cáo số 2” báo số khác: 6; hãy chọn một nguồn.",
        second.pk: "Nguồn “Báo cáo số 1” báo số khác: 5; hãy chọn một nguồn.",
    }
    type(first).objects.filter(pk=first.pk).update(decision="preferred", decision_reason="Bản ký.")
    assert sentences("total-conflict") == {}
