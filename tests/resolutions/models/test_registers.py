import pytest

from resolutions.models import Register
from tests.admin_forms import form_errors, post_add_form
from tests.factories.resolutions import IssuedDocumentFactory, RegisterFactory, ResolutionFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("pattern", "number", "suffix", "symbol"),
    [
        ("{number}/NQ-HĐND", 5, "", "05/NQ-HĐND"),
        ("{number}/{year}/NQ-HĐND", 6, "", "06/2021/NQ-HĐND"),
        ("{number}/BC-HĐND", 112, "", "112/BC-HĐND"),
        ("{number}/HĐND-VP", 12, "a", "12a/HĐND-VP"),
    ],
)
def test_symbol_of_fills_the_pattern(pattern, number, suffix, symbol):
    assert Register(pattern=pattern).symbol_of(number, 2021, suffix) == symbol


@pytest.mark.parametrize("pattern", ["NQ-HĐND", "{number}/{number}", "{number}/{nam}", "{number}/{year", "{number.__class__}"])
def test_register_clean_refuses_an_invalid_pattern(admin_client, pattern):
    record = unsaved(RegisterFactory)

    assert set(form_errors(post_add_form(admin_client, record, pattern=pattern))) == {"pattern"}
    assert Register.objects.count() == 0


def test_highest_number_considers_both_tables_and_one_year():
    register = RegisterFactory()
    other = RegisterFactory(council=register.council)
    assert register.highest_number(2021) == 0

    resolution = ResolutionFactory(numbered=True, year=2021, number=4)
    register = resolution.register
    IssuedDocumentFactory(council=register.council, register=register, year=2021, number=7)
    IssuedDocumentFactory(council=register.council, register=register, year=2022, number=30)
    IssuedDocumentFactory(council=other.council, register=other, year=2021, number=40)

    assert register.highest_number(2021) == 7
