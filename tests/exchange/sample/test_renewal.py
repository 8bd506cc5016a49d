"""What lies ahead in the living ward moves forward once it has passed; what staff have touched stays."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from accounts.models import User
from citizens.models import ReceptionSession, VoterMeeting
from core.records.choices import Life
from councils.models import Council
from exchange.sample.loading import renew_sample
from exchange.sample.renewal import SERIES, renew_council
from exchange.stored_state import LOAD_REASON
from sessions_app.models import CouncilSession
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.councils import CouncilFactory
from tests.samples import LOADED_ON

LOADED = LOADED_ON.date()


def planned_days(series, council):
    rows = series.model.objects.of(council).filter(life=Life.PLANNED).order_by(series.day)
    return list(rows.values_list(series.day, flat=True))


@pytest.mark.parametrize("series", SERIES, ids=lambda series: series.model.__name__)
def test_load_sample_plans_more_than_400_days_in_equal_steps(living_ward, series):
    days = planned_days(series, living_ward)

    assert LOADED < days[0] <= LOADED + timedelta(days=series.step)
    assert days[-1] >= LOADED + timedelta(days=400)
    assert {later - earlier for earlier, later in zip(days, days[1:], strict=False)} == {timedelta(days=series.step)}


def test_renew_sample_changes_nothing_before_a_day_has_passed(living_ward):
    before = [planned_days(series, living_ward) for series in SERIES]

    assert renew_sample(LOADED + timedelta(days=7)) == 0  # the day of the next reception

    assert [planned_days(series, living_ward) for series in SERIES] == before


@pytest.mark.parametrize("days", [8, 25, 100, 401, 1000])
def test_renew_sample_moves_each_series_past_the_day_and_no_further(living_ward, days):
    on = LOADED + timedelta(days=days)
    numbers = {series: len(planned_days(series, living_ward)) for series in SERIES}

    assert renew_sample(on) > 0
    assert renew_sample(on) == 0

    for series in SERIES:
        moved = planned_days(series, living_ward)
        assert on <= moved[0] <= on + timedelta(days=series.step)
        assert len(moved) == numbers[series]
    assert list(CouncilSession.objects.of(living_ward).filter(life="planned").order_by("planned_on").values_list("number")) == [
        (number,) for number in range(4, 10)
    ]


def loaded_reception(council, day):
    """A planned reception as an unchanged record of a loaded folder."""
    reception = ReceptionSessionFactory.build(council=council, life="planned", held_on=day, place="Trụ sở")
    reception._change_reason = LOAD_REASON
    reception.save()
    return reception


def test_renew_sample_moves_only_the_living_ward(living_ward):
    other = loaded_reception(CouncilFactory(), LOADED)

    assert renew_sample(LOADED + timedelta(days=30)) > 0

    assert ReceptionSession.objects.get(pk=other.pk).held_on == LOADED


def test_renew_sample_moves_the_sittings_with_their_session(living_ward):
    session = CouncilSession.objects.of(living_ward).get(term__ordinal=2, number=4)
    assert session.planned_on == LOADED + timedelta(days=10)

    renew_sample(LOADED + timedelta(days=11))

    session.refresh_from_db()
    assert session.planned_on == LOADED + timedelta(days=94)
    assert set(session.sittings.values_list("held_on", flat=True)) == {session.planned_on}
    assert session.agenda.count() == 12


def test_renew_sample_leaves_a_sitting_that_staff_have_changed(living_ward):
    session = CouncilSession.objects.of(living_ward).get(term__ordinal=2, number=4)
    touched_by_staff(session.sittings.get(number=2), has_questions=False)

    renew_sample(LOADED + timedelta(days=11))

    days = session.sittings.order_by("number").values_list("held_on", flat=True)
    assert list(days) == [LOADED + timedelta(days=94), LOADED + timedelta(days=10)]


def touched_by_staff(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record._history_user = User.objects.get_or_create(username="can-bo")[0]
    record.save()
    return record


def test_renew_sample_leaves_what_staff_have_changed(living_ward):
    meeting = touched_by_staff(VoterMeeting.objects.of(living_ward).filter(life="planned").last(), place="Sân vận động")
    session = CouncilSession.objects.of(living_ward).get(term__ordinal=2, number=4)
    touched_by_staff(session, life="held", opened_on=session.planned_on)
    own = touched_by_staff(ReceptionSessionFactory.build(council=living_ward, life="planned", held_on=LOADED))

    renew_sample(LOADED + timedelta(days=30))

    assert VoterMeeting.objects.get(pk=meeting.pk).held_on == meeting.held_on
    assert CouncilSession.objects.get(pk=session.pk).planned_on == session.planned_on
    assert ReceptionSession.objects.get(pk=own.pk).held_on == LOADED


@pytest.mark.django_db
def test_renew_council_passes_over_a_day_that_is_taken():
    council = CouncilFactory()
    for day in (1, 15):
        loaded_reception(council, date(2026, 12, day))
    touched_by_staff(ReceptionSessionFactory.build(council=council, life="planned", held_on=date(2026, 12, 29), place="Trụ sở"))

    assert renew_council(council, date(2026, 12, 20)) == 2

    days = ReceptionSession.objects.order_by("held_on").values_list("held_on", flat=True)
    assert list(days) == [date(2026, 12, 29), date(2027, 1, 12), date(2027, 1, 26)]


def test_load_sample_command_says_how_many_days_were_moved(living_ward, time_machine, monkeypatch, capsys):
    time_machine.move_to(LOADED_ON + timedelta(days=10))
    monkeypatch.setattr("exchange.sample.loading.COUNCILS", ["phuong-ben-say"])

    call_command("load_sample", renew=True)

    assert capsys.readouterr().out.splitlines()[-1] == "Đã dời 30 ngày dự kiến của phường mẫu."


def test_renew_sample_leaves_a_real_council_of_the_same_slug(living_ward):
    Council.objects.filter(pk=living_ward.pk).update(is_sample=False)

    assert renew_sample(date(2030, 1, 1)) == 0
