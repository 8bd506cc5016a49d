"""Files that are chosen in a form wait until it is saved, and only their user can see and use them."""

import errno
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.models import PendingUpload
from core.models.pending_uploads import MAX_BYTES, MAX_FILES
from core.uploads.storage import WholeFileStorage, private_storage
from news.models import Article, ArticleFile, Photo
from tests.admin_forms import post_add_form
from tests.core.uploads.test_stored_files import files
from tests.factories.accounts import ServiceFactory
from tests.factories.news import ArticleFactory, picture
from tests.hdnd_portal.admin_models import admin_url, visible_text
from tests.unsaved import unsaved
from tests.uploads import PDF, docx, store_in

pytestmark = pytest.mark.django_db

GONE = "Tệp đã tải lên không còn ở máy chủ (quá 24 giờ chưa lưu, hoặc do người khác tải lên); hãy chọn lại tệp."
USED = "Tệp “mot.jpg” đã được lưu trong một lần lưu trước; hãy mở lại bản ghi để xem, hoặc chọn lại tệp nếu cần lưu thêm."
PHOTO = reverse("admin:pending_upload_add", args=["news.photo", "image"])
DOCUMENT = reverse("admin:pending_upload_add", args=["news.articlefile", "file"])


@pytest.fixture(autouse=True)
def storage(monkeypatch, tmp_path):
    """Storages with nothing but what the test writes."""
    store_in(tmp_path, monkeypatch)


@pytest.fixture
def service(client):
    """The service of a news editor, who is signed in."""
    service = ServiceFactory(role="news_editor")
    client.force_login(service.user)
    return service


@pytest.fixture
def article(service):
    return unsaved(lambda: ArticleFactory(council=service.council))


@pytest.fixture
def other_client(service, client):
    """The client of another news editor of the same council."""
    other = type(client)()
    other.force_login(ServiceFactory(role="news_editor", council=service.council).user)
    return other


def upload(client, address=PHOTO, content=None, name="mot.jpg", **data):
    """What the view answers to one chosen file."""
    return client.post(address, {"file": SimpleUploadedFile(name, content or picture())} | data).json()


def photo_rows(*tokens, **values):
    """The POST data of pictures whose files wait under `tokens`."""
    data = {"photos-TOTAL_FORMS": len(tokens)}
    for number, token in enumerate(tokens):
        row = {"image-pending": token, "caption": f"Ảnh {number + 1}", "alt": "Hội trường", "order": number + 1} | values
        data |= {f"photos-{number}-{name}": value for name, value in row.items()}
    return data


def errors_of_rows(response, number=0):
    return [dict(form.errors) for form in response.context["inline_admin_formsets"][number].formset.forms]


# One file as it is chosen


def test_chosen_picture_is_stored_as_it_will_be_and_displayed(client, service):
    answer = upload(client, content=picture("PNG", (3000, 1500)), name="Hội nghị.png")

    pending = PendingUpload.objects.get()
    assert answer == {
        "token": pending.token,
        "name": "Hội nghị.png",
        "size": f"2400 × 1200 điểm ảnh, {answer['size'].split(', ')[1]}",
        "url": f"/quan-tri/tep-cho/{pending.token}/",
        "is_picture": True,
    }
    assert (pending.user_id, pending.kind) == (service.user.pk, "news.photo.image")
    response = client.get(answer["url"])
    assert Image.open(BytesIO(response.getvalue())).size == (2400, 1200)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"{answer['url']}du-lieu/").json() == answer


@pytest.mark.parametrize(
    ("address", "name", "content", "sentence"),
    [
        (PHOTO, "a.jpg", picture()[:300], "Tệp không phải là ảnh JPEG, PNG hoặc WebP, hoặc đã hỏng; hãy chọn tệp ảnh khác."),
        (PHOTO, "a.jpg", b"GIF89a" + bytes(30), "Tệp là ảnh GIF, cổng không nhận ảnh động"),
        (PHOTO, "a.jpg", bytes(20 * 1024**2 + 1), "Tệp lớn hơn 20 MB; hãy giảm cỡ hoặc chia thành nhiều tệp rồi tải lại."),
        (DOCUMENT, "a.pdf", PDF[:100], "PDF bị cắt cụt, thiếu phần cuối"),
        (DOCUMENT, "a.exe", b"MZ", "Chỉ nhận tệp có đuôi: pdf"),
    ],
    ids=["cut picture", "gif", "too large", "cut pdf", "program"],
)
def test_chosen_file_that_is_refused_gets_its_sentence(client, service, address, name, content, sentence):
    assert upload(client, address, content, name)["error"].startswith(sentence)
    assert (PendingUpload.objects.count(), files()) == (0, set())


def test_chosen_file_that_is_empty_gets_its_sentence(client, service):
    answer = client.post(PHOTO, {"file": SimpleUploadedFile("a.jpg", b"")}).json()

    assert answer == {"error": "Tệp trống; hãy chọn tệp khác."}
    assert client.post(PHOTO, {}).json() == {"error": "Máy chủ không nhận được tệp nào; hãy chọn lại tệp."}


def test_chosen_file_that_was_cut_on_its_way_gets_its_sentence(client, service):
    answer = upload(client, size="5000000")

    assert answer["error"].startswith("Tệp bị cắt khi truyền: máy chủ nhận được 1 KB trong 5,0 MB;")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_refuses_a_chosen_file_in_words(client, service, monkeypatch, number):
    def write(self, name, content):
        raise OSError(number, "full")

    monkeypatch.setattr(WholeFileStorage.__base__, "_save", write)

    assert upload(client)["error"].startswith("Ổ đĩa của máy chủ đã đầy nên chưa lưu được tệp;")
    assert (PendingUpload.objects.count(), files()) == (0, set())


def test_storage_leaves_no_part_of_a_file_on_a_full_disk():
    class FullDisk(BytesIO):
        name, size = "a.jpg", 9

        def chunks(self):
            yield b"first"
            raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        private_storage().save("news.photo/a.jpg", FullDisk())

    assert files() == set()


def test_chosen_file_needs_the_right_to_write_its_kind(client, service):
    client.force_login(ServiceFactory(role="viewer", council=service.council).user)
    assert client.post(PHOTO, {"file": SimpleUploadedFile("a.jpg", picture())}).status_code == 403

    client.logout()
    assert client.post(PHOTO, {"file": SimpleUploadedFile("a.jpg", picture())}).status_code == 302
    assert PendingUpload.objects.count() == 0


@pytest.mark.parametrize("kind", [("news.photo", "caption"), ("reports.reportfile", "file"), ("core.pendingupload", "file")])
def test_chosen_file_needs_a_file_field_of_a_form(admin_client, kind):
    address = reverse("admin:pending_upload_add", args=kind)

    assert admin_client.post(address, {"file": SimpleUploadedFile("a.pdf", PDF)}).status_code in (403, 404)
    assert PendingUpload.objects.count() == 0


def test_pending_file_is_of_its_user_only(client, other_client):
    answer = upload(client)

    assert other_client.get(answer["url"]).status_code == 404
    assert other_client.get(f"{answer['url']}du-lieu/").json() == {}
    other_client.post(f"{answer['url']}bo/")
    assert PendingUpload.objects.count() == 1


def test_pending_file_that_is_removed_is_deleted(client, service, django_capture_on_commit_callbacks):
    answer = upload(client)
    assert len(files()) == 1

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{answer['url']}bo/").json() == {}

    assert (PendingUpload.objects.count(), files()) == (0, set())
    assert client.get(answer["url"]).status_code == 404


def test_pending_files_are_deleted_after_a_day_when_another_is_added(client, service, django_capture_on_commit_callbacks):
    upload(client)
    upload(client)
    PendingUpload.objects.filter(pk=PendingUpload.objects.first().pk).update(at=timezone.now() - timedelta(hours=25))

    with django_capture_on_commit_callbacks(execute=True):
        upload(client)

    assert (PendingUpload.objects.count(), len(files())) == (2, 2)


@pytest.mark.parametrize(
    ("number", "size", "sentence"),
    [
        (MAX_FILES, 1, "Bạn đang có 100 tệp đã tải lên mà chưa lưu, là mức nhiều nhất;"),
        (1, MAX_BYTES, "Các tệp đã tải lên mà chưa lưu của bạn chiếm quá 500 MB;"),
    ],
)
def test_pending_files_of_a_user_are_limited(client, service, number, size, sentence):
    PendingUpload.objects.bulk_create(
        PendingUpload(user_id=service.user.pk, kind="news.photo.image", name="a.jpg", file=f"news.photo/{i}.jpg", size=size)
        for i in range(number)
    )

    assert upload(client)["error"].startswith(sentence)


# The form


def test_saved_form_takes_its_pending_files_over(client, article):
    answers = [upload(client, name=name) for name in ("mot.jpg", "hai.jpg")]
    document = upload(client, DOCUMENT, docx("1"), "Chương trình.docx")
    stored = files()
    rows = photo_rows(*(answer["token"] for answer in answers))
    rows |= {"files-TOTAL_FORMS": 1, "files-0-file-pending": document["token"], "files-0-title": "", "files-0-order": 1}

    response = post_add_form(client, article, **rows, **{"files-0-has_text": "unknown"})

    assert response.status_code == 302
    photos = Photo.objects.order_by("order")
    assert {*photos.values_list("image", flat=True), ArticleFile.objects.get().file.name} == files() == stored
    assert [(photo.width, photo.height) for photo in photos] == [(64, 48)] * 2
    assert all(photo.sha256 and photo.source_sha256 for photo in photos)
    assert ArticleFile.objects.get().title == "Chương trình"
    assert ArticleFile.objects.get().content_type.endswith("wordprocessingml.document")
    assert PendingUpload.objects.present().count() == 0
    assert client.get(answers[0]["url"]).status_code == 404


def test_form_with_errors_keeps_its_pending_files(client, article):
    answer = upload(client)

    response = post_add_form(client, article, **photo_rows(answer["token"], alt=""))

    assert errors_of_rows(response) == [{"alt": ["Trường này là bắt buộc."]}]
    source = response.content.decode()
    assert f'<input type="hidden" name="photos-0-image-pending" value="{answer["token"]}">' in source
    assert f'<img src="{answer["url"]}" alt="" width="160">' in source
    assert response.context["files_to_choose_again"] == []
    assert post_add_form(client, article, **photo_rows(answer["token"])).status_code == 302


def test_pending_file_that_is_removed_without_script_is_not_saved(client, article):
    rows = photo_rows(upload(client)["token"]) | {"photos-0-image-pending-remove": "on"}

    response = post_add_form(client, article, **rows)

    assert errors_of_rows(response) == [{"image": ["Trường này là bắt buộc."]}]


def used(client, article):
    token = upload(client)["token"]
    assert post_add_form(client, article, **photo_rows(token)).status_code == 302
    return token


def swept(client, article):
    token = upload(client)["token"]
    PendingUpload.objects.all().delete()
    return token


def without_its_file(client, article):
    token = upload(client)["token"]
    private_storage().delete(PendingUpload.objects.get().file.name)
    return token


TOKENS = {
    "used": (used, USED),
    "swept": (swept, GONE),
    "without its file": (without_its_file, GONE),
    "of another field": (lambda client, article: upload(client, DOCUMENT, PDF, "a.pdf")["token"], GONE),
    "invented": (lambda client, article: "x" * 43, GONE),
    "nul": (lambda client, article: "x\x00", GONE),
}  # fmt: skip


@pytest.mark.parametrize("name", TOKENS)
def test_token_that_cannot_be_used_gets_a_sentence_beside_the_field(client, article, name):
    token_of, sentence = TOKENS[name]
    token = token_of(client, article)

    response = post_add_form(client, article, **photo_rows(token), title="Tin thứ hai")

    assert errors_of_rows(response) == [{"image": [sentence]}]
    assert not Article.objects.filter(title="Tin thứ hai").exists()


def test_token_of_another_user_cannot_be_used(client, other_client, article):
    response = post_add_form(client, article, **photo_rows(upload(other_client)["token"]))

    assert errors_of_rows(response) == [{"image": [GONE]}]


def test_form_that_another_saves_at_the_same_moment_does_not_share_its_file(client, article, monkeypatch):
    token = upload(client)["token"]
    take_over = PendingUpload.take_over

    def take_over_late(pending):
        PendingUpload.objects.filter(pk=pending.pk).update(file="", size=0)
        return take_over(pending)

    monkeypatch.setattr(PendingUpload, "take_over", take_over_late)
    response = post_add_form(client, article, **photo_rows(token))

    assert errors_of_rows(response) == [{"image": [USED]}]


# Without scripts


def posted_photos(*contents):
    """The POST data of pictures that come with the form."""
    data = photo_rows(*("" for _ in contents))
    return data | {f"photos-{i}-image": SimpleUploadedFile(f"{i + 1}.jpg", content) for i, content in enumerate(contents)}


def test_posted_files_wait_while_a_form_has_errors(client, article):
    response = post_add_form(client, article, **posted_photos(picture(), picture()[:300]), title="")

    pending = PendingUpload.objects.get()
    assert f'name="photos-0-image-pending" value="{pending.token}"' in response.content.decode()
    assert [error.message for error in response.context["files_to_choose_again"]] == ["tệp “2.jpg” cần chọn lại"]
    assert list(errors_of_rows(response)[1]) == ["image"]


def test_posted_files_beyond_the_limit_are_named_and_the_others_wait(client, article):
    response = post_add_form(client, article, **posted_photos(*[picture()] * 6))

    assert [len(errors) for errors in errors_of_rows(response)] == [0, 0, 0, 0, 0, 1]
    sentence = "Mỗi lần lưu nhận nhiều nhất 5 tệp, tổng cộng 60 MB; tệp này chưa nhận, hãy chọn lại rồi lưu tiếp."
    assert errors_of_rows(response)[5] == {"image": [sentence]}
    assert [error.message for error in response.context["files_to_choose_again"]] == ["tệp “6.jpg” cần chọn lại"]
    assert "Mỗi lần lưu nhận nhiều nhất 5 tệp, tổng cộng 60 MB." in visible_text(response)
    assert PendingUpload.objects.count() == 5


def test_posted_file_larger_than_the_limit_gets_its_sentence_and_the_rest_stays(client, article):
    response = post_add_form(client, article, **posted_photos(bytes(20 * 1024**2 + 1), picture()))

    assert errors_of_rows(response) == [{"image": ["Tệp lớn hơn 20 MB; hãy giảm cỡ hoặc chia thành nhiều tệp rồi tải lại."]}, {}]
    assert response.context["adminform"].form["title"].value() == article.title
    assert PendingUpload.objects.count() == 1


def test_posted_files_of_a_user_without_the_right_are_not_stored(client, article):
    client.force_login(ServiceFactory(role="viewer", council=article.council).user)

    assert client.post(admin_url(Article, "add"), posted_photos(picture())).status_code == 403
    assert PendingUpload.objects.count() == 0


def test_posted_picture_is_encoded_before_the_transaction_of_the_form(client, article, monkeypatch):
    outside, blocks = len(connection.savepoint_ids), []
    encode = Photo._meta.get_field("image").encode

    def encode_and_note(file):
        blocks.append(len(connection.savepoint_ids))
        return encode(file)

    monkeypatch.setattr(Photo._meta.get_field("image"), "encode", encode_and_note)

    assert post_add_form(client, article, **posted_photos(picture(), picture())).status_code == 302
    assert blocks == [outside, outside]
