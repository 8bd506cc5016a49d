from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citizens.actions import merge_petitions, record_state
from citizens.models import Petition, PetitionStatus
from tests.factories.citizens import PetitionFactory, VoterMeetingFactory
from tests.factories.councils import AgencyFactory
from tests.factories.resolutions import PDF

pytestmark = pytest.mark.django_db


def test_record_state_updates_the_copied_fields_in_memory_and_in_the_database():
    petition = PetitionFactory()

    record_state(petition=petition, state="forwarded", on=date(2021, 10, 12), reply_symbol="97/HĐND-VP")
    record_state(petition=petition, state="forwarded", on=date(2021, 11, 12), reply_symbol="120/HĐND-VP")
    record_state(petition=petition, state="resolved", on=date(2021, 12, 1))

    for seen in (petition, Petition.objects.get()):
        assert (seen.state, seen.forwarded_on, seen.forwarded_symbol) == ("resolved", date(2021, 10, 12), "97/HĐND-VP")


def test_record_state_of_an_earlier_day_does_not_become_the_newest():
    petition = PetitionFactory()

    record_state(petition=petition, state="resolved", on=date(2021, 12, 1))
    record_state(petition=petition, state="in_progress", on=date(2021, 11, 1))

    assert Petition.objects.get().state == "resolved"


def test_record_state_changes_in_the_row_of_the_same_day_only_what_is_given():
    petition = PetitionFactory()
    agency = AgencyFactory(council=petition.council)
    again = {"petition": petition, "state": "unresolved", "on": date(2021, 12, 1)}
    first = record_state(
        **again, agency=agency, reply_symbol="12/UBND", reason="Chờ vốn", reply_file=ContentFile(PDF, name="tra-loi.pdf")
    )

    second = record_state(**again, reason="Chờ vốn năm 2022", text="Đã trả lời")
    record_state(**again)

    status = PetitionStatus.objects.get()
    assert (first, second) == (status, status)
    typed = (status.agency, status.reply_symbol, status.reason, status.text)
    assert typed == (agency, "12/UBND", "Chờ vốn năm 2022", "Đã trả lời")
    with status.reply_file.open() as file:
        assert file.read() == PDF


def test_record_state_without_change_writes_no_history():
    petition = PetitionFactory()
    record_state(petition=petition, state="forwarded", on=date(2021, 10, 12))
    versions = petition.history.count()

    record_state(petition=petition, state="forwarded", on=date(2021, 10, 12))

    assert petition.history.count() == versions == 2


@pytest.mark.parametrize(
    ("state", "errors"),
    [
        ({"state": "unresolved", "on": date(2021, 12, 1)}, {"reason": ["Chưa giải quyết thì phải ghi nguyên nhân."]}),
        (
            {"state": "forwarded", "on": date(2021, 10, 4)},
            {"on": ["Ngày của diễn biến không thể trước ngày nhận kiến nghị (05/10/2021)."]},
        ),
    ],
)
def test_record_state_refuses_invalid_values(state, errors):
    petition = PetitionFactory()

    with pytest.raises(ValidationError) as error:
        record_state(petition=petition, **state)

    assert error.value.message_dict == errors
    assert not PetitionStatus.objects.exists()


def test_record_state_refuses_a_reply_file_of_another_type():
    with pytest.raises(ValidationError) as error:
        record_state(
            petition=PetitionFactory(),
            state="explained",
            on=date(2021, 12, 1),
            reply_file=ContentFile(b"<html>", name="tra-loi.pdf"),
        )

    assert error.value.message_dict == {
        "reply_file": ["Tệp không phải là PDF như đuôi tệp ghi; hãy lưu lại đúng loại hoặc chọn tệp khác."]
    }
    assert not PetitionStatus.objects.exists()


def test_merge_petitions_adds_opinions_and_meetings_to_the_target():
    target = PetitionFactory(opinions=2, published=True)
    meetings = [VoterMeetingFactory(council=target.council), VoterMeetingFactory(council=target.council)]
    target.meetings.add(meetings[0])
    draft = PetitionFactory(council=target.council, meetings=meetings)
    public = PetitionFactory(council=target.council, opinions=3, published=True)

    merge_petitions(target=target, merged=[draft, public])

    assert list(Petition.objects.distinct_matters()) == [target]
    target.refresh_from_db()
    assert (target.opinions, set(target.meetings.all())) == (6, set(meetings))
    public.refresh_from_db()
    assert (public.status, public.withdrawn_reason) == ("withdrawn", f"Đã gộp vào kiến nghị {target.code}.")


def test_merge_petitions_leaves_no_chain_of_merged_petitions():
    earlier, middle, target = PetitionFactory.create_batch(3, council=PetitionFactory().council)
    merge_petitions(target=middle, merged=[earlier])

    merge_petitions(target=target, merged=[middle])

    assert set(target.merged.all()) == {earlier, middle}
    target.refresh_from_db()
    assert target.opinions == 3
    assert list(target.merged.values_list("opinions", flat=True)) == [1, 1]  # of each its own, together with the target's 3


def test_merge_petitions_refuses_to_merge_a_petition_into_one_that_was_merged_into_it():
    good, gone = PetitionFactory.create_batch(2, council=PetitionFactory().council)
    merge_petitions(target=good, merged=[gone])

    with pytest.raises(ValidationError, match=f"Kiến nghị đã gộp từ trước: {gone.code}."):
        merge_petitions(target=gone, merged=[good])


def test_record_state_refuses_a_petition_that_was_merged():
    target, merged = PetitionFactory.create_batch(2, council=PetitionFactory().council)
    record_state(petition=merged, state="in_progress", on=date(2021, 11, 1))
    merge_petitions(target=target, merged=[merged])

    with pytest.raises(ValidationError) as error:
        record_state(petition=merged, state="resolved", on=date(2021, 12, 1))

    assert error.value.messages == [f"Kiến nghị này đã gộp vào {target.code}; hãy ghi diễn biến ở kiến nghị ấy."]
    assert list(PetitionStatus.objects.values_list("petition", "state")) == [(merged.pk, "in_progress")]


def test_merge_petitions_locks_all_rows_in_one_order():
    """PostgreSQL only: SQLite locks the whole database."""
    first, last = PetitionFactory.create_batch(2, council=PetitionFactory().council)

    with CaptureQueriesContext(connection) as queries:
        merge_petitions(target=last, merged=[first])

    locks = [query["sql"] for query in queries if "citizens_petition" in query["sql"] and query["sql"].startswith("SELECT")]
    assert f"IN ({first.pk}, {last.pk})" in locks[0]
    assert "ORDER BY" in locks[0]
    assert locks[0].endswith("FOR UPDATE") or connection.vendor == "sqlite"
    assert not any("FOR UPDATE" in sql and "merged_into_id" not in sql for sql in locks[1:])


def test_merge_petitions_refuses_invalid_merges_and_changes_nothing():
    target, good, gone = PetitionFactory.create_batch(3, council=PetitionFactory().council)
    merge_petitions(target=good, merged=[gone])
    foreign = PetitionFactory()

    for merged, message in [
        ([target], "Không thể gộp một kiến nghị vào chính nó."),
        ([good, gone], f"Kiến nghị đã gộp từ trước: {gone.code}."),
        ([good, foreign], "Kiến nghị cử tri này thuộc một HĐND khác."),
    ]:
        with pytest.raises(ValidationError) as error:
            merge_petitions(target=target, merged=merged)
        assert error.value.messages == [message]

    assert not Petition.objects.filter(merged_into=target).exists()
