"""What all tests share: a fresh cache, the strict client, the sample council. Uploads lie in a folder of the run's own."""

import pytest
from django.core.cache import cache

from tests.client import client  # noqa: F401 pytest finds a fixture by its name here

pytest_plugins = ["tests.samples"]


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()
