import pytest
from django.db import transaction

from core.records.history import FIRST_VERSION
from councils.models import Agency
from tests.factories.accounts import UserFactory
from tests.factories.citizens import VoterMeetingFactory
from tests.factories.councils import AgencyFactory, AreaFactory

pytestmark = pytest.mark.django_db


def areas_by_version(meeting):
    """The names of the areas in each history row of a meeting, the oldest first."""
    rows = meeting.history.order_by("history_id")
    return [sorted(link.area.name for link in row.areas.select_related("area")) for row in rows]


def test_history_user_is_the_account_as_long_as_it_exists():
    meeting, user = VoterMeetingFactory(), UserFactory()
    meeting._history_user = user
    meeting.save()
    with_user, without_user = meeting.history.all()

    assert (with_user.history_user, without_user.history_user) == (user, None)
    user.delete()
    assert meeting.history.first().history_user is None


def test_history_has_one_row_for_a_record_saved_with_its_relations():
    first, second = AreaFactory.create_batch(2)
    meeting = VoterMeetingFactory()
    meeting.areas.add(first)
    stored = type(meeting).objects.get()
    with transaction.atomic():
        stored.save()
        stored.areas.set([second])

    assert areas_by_version(meeting) == [[first.name], [second.name]]


def test_history_has_a_row_for_relations_changed_alone():
    area = AreaFactory()
    meeting = VoterMeetingFactory()
    type(meeting).objects.get().areas.add(area)
    type(meeting).objects.get().areas.add(area)  # changes nothing
    area.voter_meetings.remove(meeting)

    assert areas_by_version(meeting) == [[], [area.name], []]


def test_history_stores_what_relations_were_before_their_first_stored_version():
    first, second = AreaFactory.create_batch(2)
    meeting = VoterMeetingFactory()
    meeting.areas.add(first)
    meeting.history.update(relations_stored=None)
    meeting.history.model.areas.model.objects.all().delete()
    stored = type(meeting).objects.get()
    stored.save()
    stored.areas.set([second])

    assert areas_by_version(meeting) == [[], [first.name], [second.name]]
    assert [row.relations_stored for row in meeting.history.order_by("history_id")] == [None, True, True]


def test_history_stores_what_relations_were_before_a_deletion():
    meeting = VoterMeetingFactory()
    meeting.areas.add(AreaFactory(name="Phường Dịch Vọng"))
    meeting.history.update(relations_stored=None)
    history = meeting.history.model.objects.filter(id=meeting.pk)
    meeting.delete()

    assert [row.history_type for row in history.order_by("history_id")] == ["+", "~", "-"]
    assert [link.area.name for link in history.order_by("history_id")[1].areas.all()] == ["Phường Dịch Vọng"]


@pytest.mark.parametrize("is_deleted", [False, True])
def test_history_that_began_later_stores_the_values_before_the_first_change(is_deleted):
    agency = AgencyFactory(name="Sở Xây dựng")
    agency.history.all().delete()
    history = agency.history.model.objects.filter(id=agency.pk)
    agency._history_user = UserFactory()
    agency._change_reason = "đổi tên"
    agency.name = "Sở Xây dựng và Giao thông"
    if is_deleted:
        Agency.objects.get().delete()
    else:
        agency.save()

    before, after = history.order_by("history_id")
    assert (before.name, before.history_type, before.history_change_reason, before.history_user_id) == (
        "Sở Xây dựng",
        "~",
        FIRST_VERSION,
        None,
    )
    assert after.history_type == ("-" if is_deleted else "~")
