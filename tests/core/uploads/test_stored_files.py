import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.uploads.storage import private_storage
from core.uploads.stored_files import file_columns, unused_files_deleted
from resolutions.models import Resolution, ResolutionFile
from tests.factories.citizens import PetitionStatusFactory
from tests.factories.councils import CouncilFactory, PersonFactory
from tests.factories.news import ArticleFactory, ArticleFileFactory, PhotoFactory, picture
from tests.factories.resolutions import ResolutionFactory, ResolutionFileFactory
from tests.uploads import PDF, docx, pdf, store_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(monkeypatch, tmp_path):
    """Storages with nothing but what the test writes."""
    store_in(tmp_path, monkeypatch)


def files(storage=None):
    """Return the names of all files of the private storage."""
    storage = storage or private_storage()
    folders = storage.listdir("")[0] if storage.exists("") else []
    return {f"{folder}/{name}" for folder in folders for name in storage.listdir(folder)[1]}


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


RECORDS = {
    "resolution file": (lambda: ResolutionFileFactory(), "file", "a.pdf", pdf("2")),
    "article file": (lambda: ArticleFileFactory(), "file", "a.docx", docx("2")),
    "reply": (lambda: PetitionStatusFactory(reply_file=ContentFile(PDF, name="a.pdf")), "reply_file", "a.pdf", pdf("2")),
    "photo": (lambda: PhotoFactory(), "image", "a.jpg", picture()),
    "portrait": (lambda: PersonFactory(portrait=ContentFile(picture(), name="a.jpg")), "portrait", "a.jpg", picture()),
    "emblem": (lambda: CouncilFactory(emblem=ContentFile(emblem(), name="a.png")), "emblem", "a.png", picture("PNG", (80, 80))),
}


def emblem():
    return picture("PNG", (100, 100))


@pytest.fixture(params=list(RECORDS))
def record_with_file(request, committed):
    make, field, name, content = RECORDS[request.param]
    with committed():
        record = make()
    return record, field, ContentFile(content, name=name)


def test_file_of_a_deleted_record_is_deleted_when_the_transaction_is_stored(record_with_file, committed):
    record, field, _ = record_with_file
    assert getattr(record, field).name in files()

    with committed():
        record.delete()
        assert files()

    assert files() == set()


def test_file_that_another_replaces_is_deleted_when_the_transaction_is_stored(record_with_file, committed):
    record, field, upload = record_with_file
    (before,) = files()

    with committed():
        record = type(record).objects.get(pk=record.pk)
        setattr(record, field, upload)
        record.save()
        assert before in files()

    assert files() == {getattr(record, field).name} != {before}


@pytest.mark.parametrize("name", ["reply", "portrait", "emblem"])
def test_file_that_is_removed_is_deleted_with_what_was_noted_of_it(name, committed):
    make, field, *_ = RECORDS[name]
    record = make()
    prefix = record._meta.get_field(field).prefix
    assert getattr(record, f"{prefix}source_sha256")

    with committed():
        setattr(record, field, "")
        record.save()

    record.refresh_from_db()
    assert (files(), getattr(record, f"{prefix}source_sha256")) == (set(), "")


def test_files_of_parts_are_deleted_with_their_record(committed):
    article = ArticleFactory()
    ArticleFileFactory(article=article)
    PhotoFactory(article=article)
    other = ArticleFileFactory()

    with committed():
        type(article).objects.filter(pk=article.pk).delete()

    assert files() == {other.file.name}


def test_file_that_another_record_names_stays(committed):
    first, second = ResolutionFileFactory(), ResolutionFileFactory()
    with committed():
        ResolutionFile.objects.filter(pk=second.pk).update(file=first.file.name)
        first.delete()

    assert first.file.name in files()


def test_smaller_copies_of_a_deleted_picture_are_deleted(client, committed):
    article = ArticleFactory(published=True)
    photo, other = PhotoFactory(article=article), PhotoFactory(article=article)
    for each in (photo, other):
        client.get(each.url)
    assert len(files(default_storage)) == 2

    with committed():
        photo.delete()

    assert {name.startswith(other.image.name) for name in files(default_storage)} == {True}


def test_a_transaction_that_fails_leaves_no_file():
    resolution = ResolutionFactory()

    def save_two():
        with unused_files_deleted(), transaction.atomic():
            ResolutionFileFactory(resolution=resolution)
            ResolutionFile(resolution=resolution, order=None, title="x", file=ContentFile(PDF, name="a.pdf")).save()

    with pytest.raises(IntegrityError):
        save_two()

    assert files() == set()


def post_file(client, resolution, name, content):
    form = client.get(reverse("admin:resolutions_resolution_change", args=[resolution.pk])).context["adminform"].form
    posted = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}
    row = {"file": SimpleUploadedFile(name, content), "title": "", "order": "1", "role": "signed", "has_text": "unknown"}
    management = {
        f"{prefix}-{key}": "0" for prefix in ("files", "votes", "relations") for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    posted |= management | {f"files-0-{key}": value for key, value in row.items()} | {"files-TOTAL_FORMS": "1"}
    return client.post(reverse("admin:resolutions_resolution_change", args=[resolution.pk]), posted)


def test_a_refused_form_leaves_no_file(admin_client):
    resolution = ResolutionFactory()

    response = post_file(admin_client, resolution, "a.pdf", PDF[:100])

    assert "PDF bị cắt cụt, thiếu phần cuối" in response.content.decode()
    assert (files(), Resolution.objects.get().files.count()) == (set(), 0)


def test_every_file_column_is_declared_by_a_field_of_uploads():
    assert {f"{model.__name__}.{field.name}": type(field).__name__ for model, field in file_columns()} == {
        "ArticleFile.file": "DocumentField",
        "Council.emblem": "PictureField",
        "DocumentFile.file": "DocumentField",
        "Person.portrait": "PictureField",
        "PendingUpload.file": "StoredFileField",
        "PetitionStatus.reply_file": "DocumentField",
        "Photo.image": "PictureField",
        "ReportFile.file": "StoredFileField",
        "ResolutionFile.file": "DocumentField",
        "SessionDocument.file": "DocumentField",
    }
