"""Rows that many tests share: stored once, and taken back when their tests are done.

A test asks for a set of rows by its fixture and may change whatever it likes: its changes are taken back after it, as with
`db`. The rows stand in a transaction around all tests that ask for them, which therefore run one after another (in random
order among themselves), so that no other test meets them. A server in another thread does not see them: tests with
`transactional_db` or `live_server` cannot have them, and store their own.
"""

from contextlib import ExitStack

import pytest
from django.db import transaction

from councils.models import Council
from exchange.sample.loading import COUNCIL, load_sample
from tests.exchange.examples import load_examples
from tests.hdnd_portal.full_lists import fill_lists

SETS = {"cau_giay": load_sample, "example_folder": load_examples, "full_lists": fill_lists}
OTHER_CONNECTIONS = {"transactional_db", "live_server"}


def pytest_collection_modifyitems(items):
    """Put the tests of each set together, before all others; next come the slow tests, so that no worker ends on one."""
    items.sort(key=rank)
    for item in items:
        if set_of(item) and needs_commits(item):
            raise pytest.UsageError(f"{item.nodeid}: the rows of {set_of(item)} stand in a transaction; store rows of its own.")


def rank(item):
    name = set_of(item)
    return [*SETS].index(name) if name else len(SETS) + (item.get_closest_marker("slow") is None)


def set_of(item):
    """The name of the set of rows that a test asks for, None where it asks for none."""
    return next((name for name in SETS if name in getattr(item, "fixturenames", ())), None)


def needs_commits(item):
    marker = item.get_closest_marker("django_db")
    return bool(OTHER_CONNECTIONS & set(item.fixturenames)) or bool(marker and marker.kwargs.get("transaction"))


class StoredSet:
    """The set of rows that is in the database now, and what its builder returned."""

    def __init__(self):
        self.blocker = None  # pytest-django's guard of the database; None until the database is there
        self.wanted = self.name = self.value = None
        self.transaction = ExitStack()

    def want(self, name):
        self.wanted = name
        if self.blocker is not None and name != self.name:
            self.change()

    def change(self):
        with self.blocker.unblock():
            if self.name:
                transaction.set_rollback(True)
            self.transaction.close()
            self.name, self.value = self.wanted, None
            if self.name:
                self.transaction.enter_context(transaction.atomic())
                self.value = SETS[self.name]()


STORED = StoredSet()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Take the rows of another set back before the test, and store those that it asks for."""
    STORED.want(set_of(item))


@pytest.fixture(scope="session")
def _stored_set(django_db_setup, django_db_blocker):
    STORED.blocker = django_db_blocker
    STORED.change()
    yield STORED
    STORED.want(None)


@pytest.fixture
def cau_giay(_stored_set, db):
    """HĐND quận Cầu Giấy with all that the sample has."""
    return Council.objects.get(slug=COUNCIL)


@pytest.fixture
def example_folder(_stored_set, db):
    """The folder of all example rows of the CSV tables, which are loaded; a test that changes it takes `loaded_folder`."""
    return _stored_set.value


@pytest.fixture
def full_lists(_stored_set, db):
    """Each list with more than a page of rows as long as an office writes them."""
