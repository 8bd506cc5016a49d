import os
from datetime import timedelta
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from core.models import ProposedChange
from core.uploads.storage import private_storage
from resolutions.models import ResolutionFile
from tests.factories.news import PhotoFactory
from tests.factories.resolutions import ResolutionFileFactory
from tests.uploads import PDF, docx, docx_with_remarks, store_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(monkeypatch, tmp_path):
    """Storages with nothing but what the test writes."""
    store_in(tmp_path, monkeypatch)


def run(**options):
    """Return the lines that the command prints, the last one with its failure."""
    output = StringIO()
    try:
        call_command("check_files", stdout=output, **options)
    except CommandError as error:
        output.write(str(error))
    return output.getvalue().splitlines()


def write(storage, name, *, days_old):
    storage.save(name, ContentFile(b"x"))
    moment = (timezone.now() - timedelta(days=days_old)).timestamp()
    os.utime(storage.path(name), (moment, moment))


def test_check_files_is_satisfied_with_files_that_agree_with_their_records(client):
    ResolutionFileFactory(file=ContentFile(docx(), name="a.docx"))
    client.get(PhotoFactory(article__published=True).url)

    assert run() == ["0 tệp không có bản ghi, 0 bản ghi không có tệp, 0 tệp có mã băm khác."]


def test_check_files_lists_lost_foreign_and_changed_files_and_fails():
    lost, changed = ResolutionFileFactory(), ResolutionFileFactory()
    write(private_storage(), "resolutions.resolutionfile/la.pdf", days_old=0)
    Path(private_storage().path(lost.file.name)).unlink()
    Path(private_storage().path(changed.file.name)).write_bytes(PDF + b"%\n")

    assert set(run()) == {
        "tệp không có bản ghi: resolutions.resolutionfile/la.pdf (chưa được một ngày)",
        f"bản ghi không có tệp: tệp nghị quyết {lost.pk}: {lost.file.name}",
        f"mã băm khác: tệp nghị quyết {changed.pk}: {changed.file.name}",
        "Tệp và bản ghi không khớp: 1 tệp không có bản ghi, 1 bản ghi không có tệp, 1 tệp có mã băm khác.",
    }


def test_check_files_deletes_only_files_without_record_older_than_a_day():
    named = ResolutionFileFactory().file.name
    for storage in (private_storage(), default_storage):
        write(storage, "news.photo/cu.jpg-400.webp", days_old=2)
        write(storage, "news.photo/moi.jpg-400.webp", days_old=0)
    write(private_storage(), "proposed/cho-duyet.pdf", days_old=2)
    fields = {"file": {"file": {"path": "proposed/cho-duyet.pdf"}}}
    ProposedChange.objects.create(kind="resolutions.resolution", object_id=1, by_id=1, payload={"fields": fields, "parts": []})

    *_, summary = run(delete=True)

    assert "2 tệp không có bản ghi" in summary
    assert [storage.exists("news.photo/cu.jpg-400.webp") for storage in (private_storage(), default_storage)] == [False] * 2
    remaining = ("news.photo/moi.jpg-400.webp", "proposed/cho-duyet.pdf", named)
    assert [private_storage().exists(name) for name in remaining] == [True] * 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (docx(docProps__core_dot_xml="<c>Nguyễn Văn Ất</c>"), "còn thuộc tính như tác giả, cơ quan, hoặc phiên bản trước"),
        (docx_with_remarks(2, 1), "còn 2 chỗ sửa đang theo dõi, 1 ghi chú"),
        (b"PK\x03\x04", "Tệp hỏng hoặc tải chưa hết"),
    ],
)
def test_check_files_mentions_what_documents_of_earlier_versions_hold(content, words):
    file = ResolutionFileFactory(file=ContentFile(docx(), name="a.docx"))
    Path(private_storage().path(file.file.name)).write_bytes(content)
    ResolutionFile.objects.update(sha256="")

    note, summary = run()

    assert note.startswith(f"lưu ý: tệp nghị quyết {file.pk}: {file.file.name}: {words}")
    assert summary == "0 tệp không có bản ghi, 0 bản ghi không có tệp, 0 tệp có mã băm khác."


def test_check_files_cleans_documents_of_earlier_versions():
    file = ResolutionFileFactory(file=ContentFile(docx(), name="a.docx"))
    before = file.file.name
    Path(private_storage().path(before)).write_bytes(docx(docProps__core_dot_xml="<c>Nguyễn Văn Ất</c>"))
    ResolutionFile.objects.update(sha256="")

    with TestCase.captureOnCommitCallbacks(execute=True):
        line, summary = run(clean=True)

    file.refresh_from_db()
    assert line == f"đã bỏ thuộc tính: tệp nghị quyết {file.pk}: {before}"
    with file.file.open() as stored, ZipFile(stored) as archive:
        assert b"Nguy" not in b"".join(archive.read(name) for name in archive.namelist())
    assert run() == ["0 tệp không có bản ghi, 0 bản ghi không có tệp, 0 tệp có mã băm khác."]


def test_check_files_leaves_a_document_that_it_cannot_clean():
    file = ResolutionFileFactory(file=ContentFile(docx(), name="a.docx"))
    Path(private_storage().path(file.file.name)).write_bytes(b"PK\x03\x04")
    ResolutionFile.objects.update(sha256="")

    note, _summary = run(clean=True)

    assert note.startswith(f"lưu ý: tệp nghị quyết {file.pk}: {file.file.name}: Tệp hỏng hoặc tải chưa hết")
    assert Path(private_storage().path(file.file.name)).read_bytes() == b"PK\x03\x04"
