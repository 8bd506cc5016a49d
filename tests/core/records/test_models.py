from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.records.models import Publishable
from tests.factories.citizens import VoterMeetingFactory
from tests.factories.resolutions import ResolutionFileFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, PUBLIC_VALUES, model_label

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


def test_clean_fields_says_nothing_of_a_day_after_today_in_a_field_that_the_form_lacks():
    meeting = VoterMeetingFactory(life="held")
    meeting.held_on = date(2999, 1, 1)

    meeting.clean_fields(exclude={"held_on"})

    assert "held_on" in errors_of(meeting)


def test_attachment_save_without_a_new_file_leaves_the_measures():
    file = ResolutionFileFactory()
    measures = (file.sha256, file.size, file.content_type)

    file.title, file.sha256 = "Bản khác", "0" * 64
    file.save()

    assert (file.sha256, file.size, file.content_type) == ("0" * 64, *measures[1:])


@pytest.mark.parametrize("model", [model for model in MODELS if issubclass(model, Publishable)], ids=model_label)
def test_publishable_refuses_to_be_public_without_a_moment_past_the_form(model):
    """A form publishes now; see tests/hdnd_portal/test_admin_buttons.py."""
    record = FACTORIES[model](**PUBLIC_VALUES.get(model._meta.label, {}))
    record.status = "published"

    assert errors_of(record)["publish_at"] == ["Bản ghi công khai phải có thời điểm đăng."]
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=record.pk).update(status="published")
