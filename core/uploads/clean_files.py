"""An upload after it was checked: the content that is stored, and what was found in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import IO, Any
from weakref import ReferenceType

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model

MAX_SIZE = 20 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Content:
    """What is stored of a document: its bytes, and what readers would find in them.

    `kept_properties` names the properties, such as the author, that a signed file keeps because it is never altered.
    `is_scan` is None for a file that is no PDF.
    """

    data: bytes
    tracked_changes: int = 0
    comments: int = 0
    kept_properties: tuple[str, ...] = ()
    is_scan: bool | None = None


class CleanFile(ContentFile):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """The content that is stored of an upload; `measures` are the values of the columns that describe it, by name.

    `source_sha256` is the SHA-256 of the upload, `noted_for` the record that has the measures in its columns already.
    """

    noted_for: ReferenceType[Model] | None = None

    def __init__(self, content: bytes, *, name: str, source: bytes, **measures: Any) -> None:  # Any: values of columns
        super().__init__(content, name=name)
        self.source_sha256 = hashlib.sha256(source).hexdigest()
        self.measures = {
            "source_sha256": self.source_sha256,
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            **measures,
        }

    def take_over(self) -> str:
        """Return the name under which the private storage has the content already, for the record; "" if it must be written."""
        return ""


def read_upload(file: IO[bytes] | UploadedFile[bytes]) -> bytes:
    """Return the bytes of an upload, at most one more than MAX_SIZE; the file is rewound to its beginning."""
    file.seek(0)
    content: bytes = file.read(MAX_SIZE + 1)
    file.seek(0)
    return content
