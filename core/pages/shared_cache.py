"""The cache as an aid: without it, or with one that does not answer, pages are slower and nothing else."""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache import cache

logger = logging.getLogger(__name__)


class SharedCache:
    """Django's cache, whose errors are logged once until it answers again."""

    def __init__(self) -> None:
        self.is_failing = False

    def get(self, key: str) -> Any:  # Any: what was stored
        """Return the stored value; None if there is none or the cache fails."""
        try:
            value = cache.get(key)
        except Exception:  # each backend has errors of its own; a value of another version may not load either
            self.log_failure()
            return None
        self.is_failing = False
        return value

    def set(self, key: str, value: object, seconds: int) -> None:
        """Store a value for some seconds, unless the cache fails."""
        try:
            cache.set(key, value, seconds)
        except Exception:  # as above
            self.log_failure()

    def log_failure(self) -> None:
        """Log the present error, unless the cache has failed since the last time."""
        if not self.is_failing:
            logger.warning("The cache fails; pages are made without it.", exc_info=True)
        self.is_failing = True


shared_cache = SharedCache()
