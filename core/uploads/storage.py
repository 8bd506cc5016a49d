"""Where uploaded files are stored: privately, and under a name of our own."""

from __future__ import annotations

import secrets
from pathlib import PurePath

from django.core.files.storage import Storage, storages
from django.db import models


def private_storage() -> Storage:
    """Return the storage of uploaded files, which has no public URL."""
    return storages["private"]


def upload_name(instance: models.Model, filename: str) -> str:
    """Return a random path for an upload; only the extension of the user's file name is used."""
    return f"{instance._meta.label_lower}/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()[:8]}"
