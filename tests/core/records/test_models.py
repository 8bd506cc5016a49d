import pytest
from django.core.exceptions import ValidationError

from tests.factories.citizens import VoterMeetingFactory

pytestmark = pytest.mark.django_db


def refused(record):
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    return refusal.value.message_dict


def test_a_number_beyond_the_column_is_refused_on_both_engines():
    meeting = VoterMeetingFactory()
    meeting.attendees, meeting.delegates_expected = 2**31, 40_000

    assert refused(meeting) == {
        "attendees": ["Số quá lớn; nhiều nhất là 2.147.483.647."],
        "delegates_expected": ["Số quá lớn; nhiều nhất là 32.767."],
    }


def test_the_greatest_number_of_a_column_is_taken():
    meeting = VoterMeetingFactory()
    meeting.attendees, meeting.delegates_expected = 2**31 - 1, 32_767

    meeting.full_clean()
    meeting.save()
