"""Why an upload cannot be stored, in words."""

from __future__ import annotations

import errno
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile

DISK_FULL = (
    "Ổ đĩa của máy chủ đã đầy nên chưa lưu được tệp; hãy báo quản trị kỹ thuật, rồi chọn lại tệp. Những gì đã nhập vẫn còn."
)


def is_disk_full(error: OSError) -> bool:
    """Return whether the storage has no space left for a file, or the portal has used up its share of it."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


class RefusedFile(UploadedFile):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """An upload that was not stored: only its name is there, and the sentence `refusal` that says why."""

    def __init__(self, name: str, refusal: str) -> None:
        super().__init__(file=BytesIO(), name=name or None, content_type="application/octet-stream", size=0)
        self.refusal = refusal
