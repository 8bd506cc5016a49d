"""The files of a request: a file that cannot be received whole has a reason, and the other files and fields stay."""

import errno
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import RequestFactory

from core.uploads import upload_handlers
from core.uploads.clean_files import MAX_SIZE
from core.uploads.upload_errors import DISK_FULL, RefusedFile


class FullTemporaryFile(TemporaryUploadedFile):
    """A temporary file on a disk that becomes full when a file named "full" is written."""

    def write(self, data):
        if self.name.startswith("full"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return self.file.write(data)


def posted(settings, **files):
    """The request that posts these files, received by our handler also where they are small."""
    settings.FILE_UPLOAD_HANDLERS = ["core.uploads.upload_handlers.LimitedFileHandler"]
    uploads = {name: SimpleUploadedFile(f"{name}.jpg", content) for name, content in files.items()}
    request = RequestFactory().post("/", {"title": "Tiêu đề"} | uploads)
    assert request.POST["title"] == "Tiêu đề"
    return request


def test_limited_file_handler_receives_a_file_whole(settings):
    content = bytes(range(256)) * 1000
    request = posted(settings, first=content, second=b"2")

    assert (request.FILES["first"].read(), request.FILES["first"].size) == (content, len(content))
    assert request.FILES["second"].read() == b"2"
    request.close()


def test_limited_file_handler_writes_no_file_beyond_the_limit(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    request = posted(settings, large=bytes(MAX_SIZE + 1), largest=bytes(MAX_SIZE), small=b"1")

    assert isinstance(request.FILES["large"], RefusedFile)
    assert request.FILES["large"].refusal.startswith("Tệp lớn hơn 20 MB;")
    assert request.FILES["largest"].size == MAX_SIZE
    assert len([*Path(tmp_path).iterdir()]) == 2
    request.close()
    assert [*Path(tmp_path).iterdir()] == []


def test_limited_file_handler_refuses_a_file_on_a_full_disk_and_keeps_the_others(settings, monkeypatch):
    monkeypatch.setattr(upload_handlers, "TemporaryUploadedFile", FullTemporaryFile)
    request = posted(settings, full=b"1", other=b"2")

    assert request.FILES["full"].refusal == DISK_FULL
    assert request.FILES["other"].read() == b"2"
    request.close()


def test_limited_file_handler_refuses_a_file_that_cannot_be_opened_on_a_full_disk(settings, monkeypatch):
    def refuse(*arguments):
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(
        upload_handlers, "TemporaryUploadedFile", type("Refusing", (TemporaryUploadedFile,), {"__init__": refuse})
    )

    assert posted(settings, full=b"1").FILES["full"].refusal == DISK_FULL


def test_limited_file_handler_passes_other_errors_on(settings, monkeypatch):
    def refuse(*arguments):
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(
        upload_handlers, "TemporaryUploadedFile", type("Refusing", (TemporaryUploadedFile,), {"__init__": refuse})
    )

    with pytest.raises(PermissionError):
        posted(settings, full=b"1")
