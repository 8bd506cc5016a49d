import pytest

from tests.factories.accounts import UserFactory
from tests.factories.citizens import VoterMeetingFactory

pytestmark = pytest.mark.django_db


def test_history_user_is_the_account_as_long_as_it_exists():
    meeting, user = VoterMeetingFactory(), UserFactory()
    meeting._history_user = user
    meeting.save()
    with_user, without_user = meeting.history.all()

    assert (with_user.history_user, without_user.history_user) == (user, None)
    user.delete()
    assert meeting.history.first().history_user is None
