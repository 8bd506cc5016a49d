"""What the preview of a change is recognised by."""

import pytest

from core.records.changes import Changes
from tests.factories.resolutions import ResolutionFactory, VoteFactory

pytestmark = pytest.mark.django_db


def written(vote, resolution):
    """The Changes of an action that adds `resolution` and makes `vote` a vote on it."""
    changes = Changes()
    changes.add(resolution, is_new=True)
    vote.resolution = resolution
    changes.add(vote, is_new=False)
    return changes


def test_fingerprint_is_the_same_when_a_new_row_gets_another_primary_key():
    vote, resolution, other = VoteFactory(), ResolutionFactory(), ResolutionFactory()
    before = written(vote, resolution).fingerprint()
    old_key, resolution.pk = resolution.pk, resolution.pk + 1000

    assert written(vote, resolution).fingerprint() == before

    resolution.pk = old_key
    changes = Changes()
    changes.add(resolution, is_new=True)
    vote.resolution = other  # which was stored before
    changes.add(vote, is_new=False)
    assert changes.fingerprint() != before
