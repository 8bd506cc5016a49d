import pytest
from django.core.exceptions import ValidationError

from tests.factories.citizens import VoterMeetingFactory

pytestmark = pytest.mark.django_db


def errors_of(record):
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    return refusal.value.message_dict


def test_clean_fields_refuses_a_number_beyond_max_values_on_both_databases():
    meeting = VoterMeetingFactory()
    meeting.attendees, meeting.delegates_expected = 2**31, 40_000

    assert errors_of(meeting) == {
        "attendees": ["Số quá lớn; nhiều nhất là 2.147.483.647."],
        "delegates_expected": ["Số quá lớn; nhiều nhất là 32.767."],
    }


def test_clean_fields_accepts_max_values():
    meeting = VoterMeetingFactory()
    meeting.attendees, meeting.delegates_expected = 2**31 - 1, 32_767

    meeting.full_clean()
    meeting.save()
