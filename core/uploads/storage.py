"""Where uploaded files are stored: privately, and under a name of our own."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import PurePath

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import models


class WholeFileStorage(FileSystemStorage):
    """A folder in which no part of a file stays behind when the disk is full."""

    def _save(self, name: str, content: File[bytes]) -> str:
        try:
            saved_as: str = super()._save(name, content)  # type: ignore[misc]  # the stubs lack it
        except OSError:
            with suppress(OSError):
                self.delete(name)
            raise
        return saved_as


def private_storage() -> Storage:
    """Return the storage of uploaded files, which has no public URL."""
    return storages["private"]


def upload_name(instance: models.Model, filename: str) -> str:
    """Return a random path for an upload; only the extension of the user's file name is used."""
    return f"{instance._meta.label_lower}/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()[:8]}"
