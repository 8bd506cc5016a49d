"""Rules on a stored record that are checked when the whole folder is loaded: ends of terms, merged petitions, decisions."""

from datetime import date

import pytest

from citizens.actions import merge_petitions
from citizens.models import Petition
from councils.models import Term
from exchange.loading import load_folder
from tests.exchange.folders import load, write_folder
from tests.factories.citizens import PetitionFactory, VoterMeetingFactory
from tests.factories.councils import CouncilFactory, MandateFactory, PersonFactory, TermFactory

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


@pytest.fixture
def petitions():
    """Two stored petitions, number 1 with two opinions, and number 2 with three and a meeting."""
    council = CouncilFactory(slug="cau-giay")
    meeting = VoterMeetingFactory(council=council, held_on=date(2021, 9, 5), place="Nhà văn hóa")
    return [PetitionFactory(council=council, opinions=2), PetitionFactory(council=council, opinions=3, meetings=[meeting])]


def petition_row(number, **values):
    required = {"council": "cau-giay", "year": "2021", "number": number, "status": "bản nháp", "received_on": "05/10/2021"}
    return required | {"content": "Đường ngập."} | values


MEETING = "cau-giay | 05/09/2021 | Nhà văn hóa | định kỳ"
MERGED = {"merged_into": "cau-giay | 2021 | 1", "opinions": "3", "meetings": MEETING}


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ({"opinions": "4", "meetings": MEETING}, "đang ghi 4 ý kiến, ít hơn số phải có khi cộng các kiến nghị đã gộp vào (5)"),
        ({"opinions": "5", "meetings": ""}, "chưa có cuộc tiếp xúc"),
    ],
)
def test_load_folder_refuses_to_merge_a_petition_without_its_opinions_and_meetings(tmp_path, petitions, standing, words):
    folder = write_folder(tmp_path, petitions=[petition_row("2", **MERGED), petition_row("1", **standing)])

    (error,) = load_folder(folder, "cau-giay").errors

    assert (error.file, error.row, error.column) == ("petitions.csv", 2, "merged_into")
    assert words in error.message
    assert not Petition.objects.filter(merged_into__isnull=False).exists()


def test_load_folder_merges_a_petition_as_the_action_does(tmp_path, petitions):
    target, merged = petitions
    standing = {"opinions": "5", "meetings": MEETING}
    folder = write_folder(tmp_path, petitions=[petition_row("2", **MERGED), petition_row("1", **standing)])

    assert load(folder) == (0, 2, 0)
    assert load(folder) == (0, 0, 2)

    by_folder = Petition.objects.values_list("number", "opinions", "merged_into", "meetings")
    values = list(by_folder)
    merged.refresh_from_db()
    Petition.objects.filter(pk=merged.pk).update(merged_into=None)
    Petition.objects.filter(pk=target.pk).update(opinions=2)
    target.meetings.clear()
    merge_petitions(target=target, merged=[merged])
    assert list(by_folder.all()) == values


def test_load_folder_refuses_fewer_opinions_than_those_of_merged_petitions(tmp_path, petitions):
    target, merged = petitions
    merge_petitions(target=target, merged=[merged])

    (error,) = load_folder(write_folder(tmp_path, petitions=[petition_row("1", opinions="3")]), "cau-giay").errors

    assert (error.column, error.value) == ("opinions", "3")
    assert "ít hơn số phải có khi cộng các kiến nghị đã gộp vào (4)" in error.message


def test_load_folder_adds_a_petition_that_was_merged_long_ago(tmp_path, petitions):
    old = petition_row("3", merged_into="cau-giay | 2021 | 4", opinions="9")

    assert load(write_folder(tmp_path, petitions=[old, petition_row("4")])) == (2, 0, 0)
