from datetime import date

import pytest

from core.records.periods import Period
from resolutions.models import Programme, SupportResult
from tests.admin_forms import form_errors, post_add_form
from tests.factories.resolutions import IssuedDocumentFactory, ProgrammeFactory, ResolutionFactory, SupportResultFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


def test_for_period_uses_the_last_day_of_the_result():
    year = SupportResultFactory(period_from=date(2020, 7, 1), period_to=date(2021, 12, 31))
    SupportResultFactory(period_from=date(2021, 7, 1), period_to=date(2022, 1, 1))

    assert set(SupportResult.objects.for_period(Period.year(2021))) == {year}


def test_support_result_amount_is_stored_in_dong(admin_client):
    record = unsaved(SupportResultFactory)

    response = post_add_form(admin_client, record, beneficiaries="21.281", amount="50,583 tỷ", amount_qualifier="nearly")

    assert response.status_code == 302
    assert SupportResult.objects.values_list("beneficiaries", "amount", "amount_qualifier").get() == (
        21_281,
        50_583_000_000,
        "nearly",
    )


@pytest.mark.parametrize("amount", ["1e999", "50.58", "abc", "9" * 40])
def test_support_result_amount_refuses_invalid_numbers(admin_client, amount):
    record = unsaved(SupportResultFactory)

    assert set(form_errors(post_add_form(admin_client, record, amount=amount))) == {"amount"}
    assert SupportResult.objects.count() == 0


def test_support_result_clean_refuses_a_resolution_of_another_council(admin_client):
    record = unsaved(SupportResultFactory, resolution=ResolutionFactory())

    assert set(form_errors(post_add_form(admin_client, record))) == {"resolution"}


def test_of_year_ignores_the_day_of_signature():
    signed_late = ProgrammeFactory(year=2022, signed_on=date(2022, 1, 26))
    ProgrammeFactory(year=2021, signed_on=date(2022, 1, 5))

    assert set(Programme.objects.of_year(2022)) == {signed_late}


def test_programme_clean_refuses_a_document_of_another_council(admin_client):
    record = unsaved(ProgrammeFactory, document=IssuedDocumentFactory())

    assert set(form_errors(post_add_form(admin_client, record))) == {"document"}
