"""What all tests share: fresh caches, the strict client, files that vanish."""

import pytest
from django.core.cache import cache

from tests.client import client  # noqa: F401 pytest finds a fixture by its name here

pytest_plugins = ["tests.samples"]


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def _vanishing_files(settings, tmp_path):
    """Uploads of a test lie in its own folder."""
    storages = {**settings.STORAGES}
    for name in ("default", "private"):
        storages[name] = {**storages[name], "OPTIONS": {"location": tmp_path / "media" / name}}
    settings.STORAGES = storages
