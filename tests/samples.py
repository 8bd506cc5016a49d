"""The sample council for tests: loaded once for each worker, and taken back when its tests are done.

A test asks for `cau_giay` and may change whatever it likes: its changes are taken back after it, as with `db`. The
sample lies in a transaction around all tests that ask for it, which therefore run after all others (in random order
among themselves), so that nobody else meets its rows. A server in another thread does not see them: tests with
`transactional_db` or `live_server` cannot have it, and load their own by `exchange.sample.loading.load_sample`.
"""

import pytest
from django.db import transaction

from councils.models import Council
from exchange.sample.loading import COUNCIL, load_sample

FIXTURE = "cau_giay"
OTHER_CONNECTIONS = {"transactional_db", "live_server"}


def pytest_collection_modifyitems(items):
    """Put the tests of the sample behind all others."""
    items.sort(key=lambda item: FIXTURE in getattr(item, "fixturenames", ()))
    for item in items:
        if FIXTURE in getattr(item, "fixturenames", ()) and needs_commits(item):
            raise pytest.UsageError(f"{item.nodeid}: the sample lies in a transaction; load your own with load_sample().")


def needs_commits(item):
    marker = item.get_closest_marker("django_db")
    return bool(OTHER_CONNECTIONS & set(item.fixturenames)) or bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def _sample(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_sample()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cau_giay(_sample, db):
    """HĐND quận Cầu Giấy with all that the sample has."""
    return Council.objects.get(slug=COUNCIL)
