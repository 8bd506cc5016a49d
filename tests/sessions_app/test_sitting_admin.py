"""The lists and forms of sittings and of single rows of the roll."""

from datetime import date

import pytest

from core.models import ProposedChange
from sessions_app.models import Attendance, Sitting
from tests.admin_forms import stored_form_data
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import MandateFactory
from tests.factories.sessions_app import AttendanceFactory, CouncilSessionFactory, SittingFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db


def sitting_with(state, **fields):
    """A sitting with one delegate in this state and one who is not marked."""
    sitting = SittingFactory(number=1, **fields)
    AttendanceFactory(sitting=sitting, state=state)
    MandateFactory(term=sitting.session.term, start=date(2021, 6, 30))
    return sitting


def test_list_of_sittings_says_how_many_were_present(admin_client):
    sitting_with("present")
    SittingFactory(session=Sitting.objects.get().session, number=2, part_of_day="afternoon")

    text = visible_text(admin_client.get(admin_url(Sitting, "changelist")))

    assert "1/2" in text
    assert "chưa điểm danh" in text


def test_form_of_a_sitting_leads_to_its_roll(admin_client):
    sitting = SittingFactory()

    page = admin_client.get(admin_url(Sitting, "change", sitting.pk)).content.decode()

    assert admin_url(Sitting, "attendance", sitting.pk) in page


def test_records_officer_proposes_a_settled_row_of_the_roll(client):
    sitting = sitting_with("present", session=CouncilSessionFactory(published=True))
    row = Attendance.objects.get()
    user = ServiceFactory(council=sitting.council, role="records_officer").user
    client.force_login(user)

    client.post(admin_url(Attendance, "change", row.pk), stored_form_data(user, row) | {"state": "absent"})

    row.refresh_from_db()
    assert row.state == "present"
    assert ProposedChange.objects.get().object_id == row.pk
