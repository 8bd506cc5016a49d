"""Sets of rows that many tests share: they are stored once, and rolled back after the last test that uses them.

A test requests a set of rows by its fixture. Its own changes are rolled back after it, as with `db`. The rows are stored in
a transaction around all tests of the set, so these tests run one after another (in random order), and no other test sees
the rows. A server in another thread does not see them either: tests with `transactional_db` or `live_server` must store
their own rows.
"""

from contextlib import ExitStack
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction

from councils.models import Council
from exchange.sample.loading import COUNCIL, LIVING_WARD, load_sample
from tests.exchange.examples import load_examples
from tests.hdnd_portal.full_lists import fill_lists

LOADED_ON = datetime(2026, 11, 30, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # the day of loading of the living ward


def load_cau_giay():
    load_sample(slugs=[COUNCIL])


def load_living_ward():
    with time_machine.travel(LOADED_ON):
        load_sample(slugs=[LIVING_WARD])


SETS = {"cau_giay": load_cau_giay, "living_ward": load_living_ward, "example_folder": load_examples, "full_lists": fill_lists}
OTHER_CONNECTIONS = {"transactional_db", "live_server"}


def pytest_collection_modifyitems(items):
    """Run the tests of each set together and first, then the slow tests, so that no worker ends with a slow one."""
    items.sort(key=rank)
    for item in items:
        if set_of(item) and needs_commits(item):
            raise pytest.UsageError(
                f"{item.nodeid}: the rows of {set_of(item)} are stored in a transaction; create the rows in the test."
            )


def rank(item):
    name = set_of(item)
    return [*SETS].index(name) if name else len(SETS) + (item.get_closest_marker("slow") is None)


def set_of(item):
    """The name of the set of rows that a test requests, or None."""
    return next((name for name in SETS if name in getattr(item, "fixturenames", ())), None)


def needs_commits(item):
    marker = item.get_closest_marker("django_db")
    return bool(OTHER_CONNECTIONS & set(item.fixturenames)) or bool(marker and marker.kwargs.get("transaction"))


class StoredSet:
    """The set of rows that is in the database at present, and the return value of its function."""

    def __init__(self):
        self.blocker = None  # of pytest-django; None until the test database exists
        self.requested = self.name = self.value = None
        self.transaction = ExitStack()

    def request(self, name):
        self.requested = name
        if self.blocker is not None and name != self.name:
            self.change()

    def change(self):
        with self.blocker.unblock():
            if self.name:
                transaction.set_rollback(True)
            self.transaction.close()
            self.name, self.value = self.requested, None
            if self.name:
                self.transaction.enter_context(transaction.atomic())
                self.value = SETS[self.name]()


STORED = StoredSet()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Roll back the rows of another set, and store those of the set that the test requests."""
    STORED.request(set_of(item))


@pytest.fixture(scope="session")
def _stored_set(django_db_setup, django_db_blocker):
    STORED.blocker = django_db_blocker
    STORED.change()
    yield STORED
    STORED.request(None)


@pytest.fixture
def cau_giay(_stored_set, db):
    """HĐND quận Cầu Giấy with all records of the sample."""
    return Council.objects.get(slug=COUNCIL)


@pytest.fixture
def living_ward(_stored_set, db):
    """HĐND phường Bến Sậy with all records of the second sample, loaded on LOADED_ON."""
    return Council.objects.get(slug=LIVING_WARD)


@pytest.fixture
def example_folder(_stored_set, db):
    """The folder with the example rows of all CSV tables, which are loaded. A test that changes it uses `loaded_folder`."""
    return _stored_set.value


@pytest.fixture
def full_lists(_stored_set, db):
    """More rows for each list than fit on one page, with long titles."""
