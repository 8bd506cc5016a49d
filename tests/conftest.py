"""What all tests share: a fresh cache, the strict client, the sample council. Files lie in a folder of the run's own."""

import shutil

import pytest
from django.conf import settings as portal
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from tests.client import client  # noqa: F401 pytest finds a fixture by its name here

pytest_plugins = ["tests.samples"]

# The same inputs each time, and no clock: a slow machine is no problem of the code.
settings.register_profile("repeatable", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    shutil.rmtree(portal.PAGE_VIEWS, ignore_errors=True)
