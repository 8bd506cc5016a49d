"""Fixtures of all tests: an empty cache, the strict client, shared rows. Files are stored in a folder of the test run."""

import shutil

import pytest
from django.conf import settings as portal
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from tests.client import client  # noqa: F401 pytest finds a fixture by its name here

pytest_plugins = ["tests.samples"]

# The same inputs in each run, and no time limit, because the machine may be slow.
settings.register_profile("repeatable", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def _empty_cache_and_page_views():
    cache.clear()
    shutil.rmtree(portal.PAGE_VIEWS, ignore_errors=True)
