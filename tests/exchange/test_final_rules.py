"""Rules on a stored record that are checked when the whole folder is loaded: a term or council ends with what is below it."""

from datetime import date

import pytest

from councils.models import Term
from exchange.loading import load_folder
from tests.exchange.folders import load, write_folder
from tests.factories.councils import MandateFactory, PersonFactory, TermFactory

pytestmark = pytest.mark.django_db

ENDED = {"council": "cau-giay", "ordinal": "6", "label": "2021-2026", "start": "28/06/2021", "end": "01/03/2026", "seats": "35"}


@pytest.fixture
def mandate():
    return MandateFactory(term=TermFactory(council__slug="cau-giay"), person=PersonFactory(slug="nguyen-thi-minh"))


def mandate_row(**values):
    return {"person": "nguyen-thi-minh", "term": "cau-giay | 6", "start": "28/06/2021"} | values


def test_load_folder_refuses_to_end_a_stored_term_above_an_open_mandate(tmp_path, mandate):
    result = load_folder(write_folder(tmp_path, terms=[ENDED]), "cau-giay")

    (error,) = result.errors
    assert (error.file, error.row, error.column, error.value) == ("terms.csv", 2, "end", "01/03/2026")
    assert error.message.startswith("Còn 1 tư cách đại biểu chưa thôi từ ngày 01/03/2026.")
    assert Term.objects.get().end is None


def test_load_folder_ends_a_term_whose_mandates_end_in_the_same_folder(tmp_path, mandate):
    ended = mandate_row(end="01/03/2026", end_reason="hết nhiệm kỳ")
    folder = write_folder(tmp_path, terms=[ENDED], mandates=[ended])

    assert load(folder) == (0, 2, 0)
    assert Term.objects.get().end == date(2026, 3, 1)
    assert load(folder) == (0, 0, 2)


def test_load_folder_adds_an_ended_term_with_open_mandates(tmp_path):
    """The past of a council, whose ends nobody wrote down: its mandates are not in force after the term."""
    council = TermFactory(council__slug="cau-giay", ordinal=7, label="2026-2031", start=date(2026, 3, 1)).council
    PersonFactory(slug="nguyen-thi-minh")

    assert load(write_folder(tmp_path, terms=[ENDED], mandates=[mandate_row()])) == (2, 0, 0)
    assert not council.terms.get(ordinal=6).mandates.in_force_on(date(2026, 3, 1)).exists()
