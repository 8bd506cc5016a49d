"""Fixtures of all tests: an empty cache, the strict client, shared rows. Files are stored in a folder of the test run."""

import shutil

import pytest
from django.conf import settings as portal
from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck, settings

from tests.client import admin_client, client  # noqa: F401 pytest finds a fixture by its name here

pytest_plugins = ["tests.samples"]

# The same inputs in each run, and no time limit, because the machine may be slow.
settings.register_profile("repeatable", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def _empty_cache_and_page_views():
    cache.clear()
    shutil.rmtree(portal.PAGE_VIEWS, ignore_errors=True)


@pytest.fixture
def cache_in_process(settings):
    """An empty cache in this process, for tests that move the clock: Redis has one of its own."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "moved clock"}}
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End the sessions that threads of a test server have left open: PostgreSQL drops no database that is in use."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
