"""The form of a confidence ballot with the results of each person."""

import pytest

from resolutions.models import ConfidenceBallot, ConfidenceResult
from tests.admin_forms import stored_form_data
from tests.factories.resolutions import ConfidenceBallotFactory, ConfidenceResultFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db

NUMBERS = {"issued": 35, "returned": 34, "valid": 34, "high": 31, "middle": 2, "low": 1}


@pytest.fixture
def result(session):
    ballot = ConfidenceBallotFactory(session=session, held_on=session.opened_on, total_delegates=35)
    return ConfidenceResultFactory(ballot=ballot, **NUMBERS)


def test_form_of_a_ballot_has_the_shares_of_all_delegates(admin_client, result):
    page = admin_client.get(admin_url(ConfidenceBallot, "change", result.ballot_id))

    assert "88,6 – 5,7 – 2,9%" in visible_text(page)
    assert "Tỷ lệ tính trên số này." in visible_text(page)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"low": "2"}, "Ba mức cộng lại phải bằng số phiếu hợp lệ."),
        ({"valid": "35", "low": "2"}, "Phiếu hợp lệ ≤ thu về ≤ phát ra."),
        ({"issued": "36"}, "Số phiếu phát ra không thể lớn hơn tổng số đại biểu."),
    ],
)
def test_form_of_a_ballot_refuses_numbers_that_contradict_each_other(admin_client, admin_user, result, changes, sentence):
    data = stored_form_data(admin_user, result.ballot)

    page = admin_client.post(
        admin_url(ConfidenceBallot, "change", result.ballot_id),
        data | {f"results-0-{name}": text for name, text in changes.items()},
    )

    assert sentence in visible_text(page)
    assert {name: getattr(ConfidenceResult.objects.get(), name) for name in NUMBERS} == NUMBERS
