"""Until when a happening may be corrected by staff who may not publish."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.records.settlement import is_direct_change, is_direct_removal, write_refusal
from tests.factories.accounts import ServiceFactory
from tests.factories.citizens import PetitionFactory, PetitionStatusFactory, ReceptionSessionFactory
from tests.factories.resolutions import ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def noon(day):
    return datetime(2026, 11, day, 12, tzinfo=VIETNAM)


def test_is_direct_change_counts_from_the_day_on_which_the_present_value_was_entered(time_machine):
    time_machine.move_to(noon(20), tick=False)
    reception = ReceptionSessionFactory(visits=3)
    time_machine.move_to(noon(25), tick=False)
    reception.visits = 4
    reception.save()
    time_machine.move_to(noon(26), tick=False)
    reception.place = "Phòng khác"
    reception.save()

    assert is_direct_change(reception, ["visits"])
    assert not is_direct_change(reception, ["held_on"])
    time_machine.move_to(noon(27), tick=False)
    assert not is_direct_change(reception, ["visits"])


def test_is_direct_change_allows_a_session_without_a_closing_day_for_any_time(time_machine):
    time_machine.move_to(noon(30), tick=False)
    session = CouncilSessionFactory(published=True, life="held", opened_on=date(2026, 1, 5), closed_on=None)

    assert is_direct_change(session, ["opened_on"])
    assert not is_direct_change(session, ["opened_on", "venue"])


def test_is_direct_change_knows_the_entry_of_a_text_that_the_history_leaves_out(time_machine):
    time_machine.move_to(noon(20), tick=False)
    status = PetitionStatusFactory(petition__published=True, petition__public_summary="Đèn hỏng.", text="Đang sửa.")

    assert is_direct_change(status, ["text"])
    time_machine.move_to(noon(22), tick=False)
    assert not is_direct_change(status, ["text"])
    assert not is_direct_removal(status)


@pytest.mark.parametrize(
    ("role", "status", "refusal"),
    [
        ("news_editor", "draft", "Tài khoản này không có quyền ghi loại bản ghi này"),
        ("records_officer", "published", "chỉ người có quyền đăng của HĐND này"),
        ("records_officer", "draft", ""),
        ("reviewer", "published", ""),
    ],
)
def test_write_refusal_of_a_draft_that_becomes_public(role, status, refusal):
    resolution = ResolutionFactory(signed=True)
    user = ServiceFactory(council=resolution.council, role=role).user
    changed = resolution.as_stored()
    changed.status, changed.publish_at = status, datetime(2026, 1, 1, tzinfo=VIETNAM)

    sentence = write_refusal(user, resolution, changed, {"status", "publish_at"})

    assert refusal in sentence
    assert bool(sentence) == bool(refusal)


def test_write_refusal_of_a_reply_that_readers_would_see_at_once():
    petition = PetitionFactory(published=True, public_summary="Đèn hỏng.")
    user = ServiceFactory(council=petition.council, role="records_officer").user
    status = PetitionStatusFactory.build(petition=petition)

    assert write_refusal(user, None, status, set()) == ""
    status.text = "Đã sửa."
    assert "chỉ người có quyền đăng" in write_refusal(user, None, status, set())
