"""A day that says that something has happened does not lie after today, in forms and in CSV tables alike."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import DateField

from resolutions.models import Resolution
from sessions_app.models import Sitting
from tests.admin_forms import form_errors, post_add_form
from tests.factories.citizens import PetitionFactory, VoterMeetingFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.factories.supervision import SupervisionFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

# Days that may lie ahead: validity, plans, periods of reports, due days, and days that the portal writes itself.
MAY_LIE_AHEAD = {
    "start",
    "end",
    "elected_on",
    "planned_on",
    "due_on",
    "promise_due_on",
    "sent_on",
    "period_from",
    "period_to",
    "cut_off",
    "effective_from",
    "effective_on",
    "expires_on",
    "publish_at",
    "first_published_at",
    "last_login",
    "date_joined",
}
RECORDS = [model for model in MODELS if hasattr(model, "HAPPENED_FIELDS")]
SAYS_SO = [(model, name) for model in RECORDS for name in model.HAPPENED_FIELDS]


@pytest.fixture(autouse=True)
def _day(time_machine):
    time_machine.move_to("2026-11-30 23:30+07:00", tick=False)


def sentence():
    return "Ngày đã diễn ra không thể sau hôm nay (30/11/2026)."


def errors_of(record):
    try:
        record.clean_fields()
    except ValidationError as error:
        return error.message_dict
    return {}


def with_day(model, name, day):
    """An unsaved record of the model which says that it happened on `day`."""
    record = unsaved(FACTORIES[model])
    for other, values in model.HAPPENED_FIELDS[name].items():
        setattr(record, other, next(iter(values)))
    setattr(record, name, day)
    return record


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_day_of_a_record_has_happened_or_may_lie_ahead(model):
    days = {field.name for field in model._meta.fields if isinstance(field, DateField)}
    planned = {"held_on"} if model is Sitting else set()  # of a session to come

    assert days - set(model.HAPPENED_FIELDS) <= MAY_LIE_AHEAD | planned
    assert not (MAY_LIE_AHEAD - {"period_from"}) & set(model.HAPPENED_FIELDS)


DAYS = [pair for pair in SAYS_SO if isinstance(pair[0]._meta.get_field(pair[1]), DateField) and pair[1] != "issued_at"]
YEARS = [pair for pair in SAYS_SO if pair[1] in ("year", "birth_year")]


@pytest.mark.parametrize(("model", "name"), DAYS)
def test_clean_fields_refuses_a_day_after_today_for_what_has_happened(model, name):
    assert errors_of(with_day(model, name, date(2026, 12, 1))).get(name) == [sentence()]
    assert name not in errors_of(with_day(model, name, date(2026, 11, 30)))


@pytest.mark.parametrize(("model", "name"), YEARS)
def test_clean_fields_refuses_a_year_after_this_one_for_what_has_happened(model, name):
    assert errors_of(with_day(model, name, 2027)).get(name) == ["Năm ở đây không thể sau năm nay (2026)."]
    assert name not in errors_of(with_day(model, name, 2026))


def test_clean_fields_names_the_day_only_if_the_year_follows_from_it():
    petition = unsaved(PetitionFactory, received_on=date(2027, 1, 1), year=None)

    assert errors_of(petition) == {"received_on": [sentence()]}


def test_clean_fields_accepts_a_planned_day_after_today():
    planned = [
        CouncilSessionFactory.build(life="planned", opened_on=date(2062, 1, 5), term=None),
        VoterMeetingFactory.build(life="planned", held_on=date(2062, 1, 5), council=None),
        SupervisionFactory.build(life="planned", started_on=date(2062, 1, 5), council=None),
    ]

    assert [record.days_after_today() for record in planned] == [[], [], []]


def test_days_after_today_uses_the_day_of_vietnam(time_machine):
    time_machine.move_to("2026-11-30 18:00+00:00", tick=False)  # 01:00 of the next day in Vietnam
    resolution = Resolution(adopted_on=date(2026, 12, 1))

    assert resolution.days_after_today() == []


def test_record_form_reports_a_day_after_today_beside_its_field(admin_client):
    session = unsaved(lambda: CouncilSessionFactory(life="held", opened_on=date(2026, 12, 1), closed_on=None))
    petition = unsaved(lambda: PetitionFactory(received_on=date(2090, 1, 1)))

    assert form_errors(post_add_form(admin_client, session)) == {"opened_on": [sentence()]}
    assert form_errors(post_add_form(admin_client, petition)) == {"received_on": [sentence()]}
