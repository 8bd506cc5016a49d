"""How the files of a request are received: each at most 20 MB large, and with a sentence where the disk is full."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from core.uploads.clean_files import MAX_SIZE
from core.uploads.file_types import TOO_LARGE
from core.uploads.upload_errors import DISK_FULL, RefusedFile, is_disk_full


class LimitedFileHandler(FileUploadHandler):
    """Write each file to the temporary folder, up to 20 MB; the rest of a larger one is received and forgotten.

    A file that was not received whole is in `request.FILES` as a RefusedFile, so that its field says why.
    """

    file: TemporaryUploadedFile | BytesIO = BytesIO()  # Django closes it when the request ends early
    refusal = ""

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's method
        """Open a temporary file; no other handler receives it."""
        super().new_file(*args, **kwargs)
        self.refusal = ""
        try:
            self.file = TemporaryUploadedFile(self.file_name or "", self.content_type, 0, self.charset, self.content_type_extra)
        except OSError as error:
            self.refuse_for(error)
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a part of the file, unless the file is refused already."""
        if self.refusal:
            return
        if start + len(raw_data) > MAX_SIZE:
            self.refuse(TOO_LARGE)
            return
        try:
            self.file.write(raw_data)
        except OSError as error:
            self.refuse_for(error)

    def file_complete(self, file_size: int) -> UploadedFile:  # type: ignore[type-arg]  # Django's class takes none at run time
        """Return the file, or a RefusedFile with the reason."""
        if not self.refusal:
            try:
                self.file.seek(0)  # writes what is still in memory
            except OSError as error:
                self.refuse_for(error)
        if self.refusal or not isinstance(self.file, TemporaryUploadedFile):
            return RefusedFile(self.file_name or "", self.refusal)
        self.file.size = file_size
        return self.file

    def refuse_for(self, error: OSError) -> None:
        """Refuse the file because the disk is full. Raises any other `error`."""
        if not is_disk_full(error):
            raise error
        self.refuse(DISK_FULL)

    def refuse(self, refusal: str) -> None:
        """Delete the temporary file, for the reason in the sentence `refusal`."""
        with suppress(OSError):  # its last part cannot be written; it is deleted all the same
            self.file.close()
        self.file, self.refusal = BytesIO(), refusal
