from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from citizens.actions import publish_replies
from citizens.models import PetitionStatus
from core.models.findings import findings_of
from news.models import ArticleFile
from resolutions.models import DocumentFile, Resolution, ResolutionFile
from tests.admin_forms import stored_form_data, user_of
from tests.factories.citizens import PetitionFactory, PetitionStatusFactory
from tests.factories.news import ArticleFactory
from tests.factories.resolutions import IssuedDocumentFactory, ResolutionFactory, ResolutionFileFactory
from tests.uploads import PDF, docx, docx_with_remarks, scanned_pdf

pytestmark = pytest.mark.django_db

REMARKS = (
    "Tệp còn 3 chỗ sửa đang theo dõi và 2 ghi chú mà người đọc sẽ thấy, nên chưa đăng được; hãy chấp nhận hoặc bỏ các chỗ sửa, "
    "xóa ghi chú, lưu bản sạch rồi tải lại."
)
OWNERS = {
    "resolution": (partial(ResolutionFactory, signed=True), ResolutionFile, "resolution", "file", {"title": "Bản chữ"}),
    "document": (partial(IssuedDocumentFactory, signed=True), DocumentFile, "document", "file", {"title": "Bản chữ"}),
    "article": (ArticleFactory, ArticleFile, "article", "file", {"title": "Bản chữ"}),
    "petition": (
        partial(PetitionFactory, public_summary="Đèn đường hỏng."),
        PetitionStatus,
        "petition",
        "reply_file",
        {"state": "explained", "on": date(2022, 1, 5)},
    ),
}


def upload(content=None, name="nghi-quyet.docx"):
    return ContentFile(docx_with_remarks(3, 2) if content is None else content, name=name)


@pytest.fixture(params=list(OWNERS))
def owner_with_part(request):
    """The factory of a record, and a function that makes a part of it with a file that has remarks."""
    factory, model, owner, field, values = OWNERS[request.param]
    return factory, lambda record, **others: model(**{owner: record, field: upload(), **values, **others})


def errors_of(record):
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    return refusal.value.messages


def test_file_with_remarks_is_refused_on_a_published_record_and_stored_on_a_draft(owner_with_part):
    factory, part_of = owner_with_part

    assert errors_of(part_of(factory(published=True))) == [REMARKS]

    draft = part_of(factory())
    draft.full_clean()
    draft.save()


def test_record_whose_file_has_remarks_is_not_published_and_the_form_says_so(owner_with_part):
    factory, part_of = owner_with_part
    record = factory()
    part = part_of(record)
    part.save()

    assert [REMARKS in sentence for sentence in [finding.sentence for finding in findings_of(record)]] == [True]

    record.status, record.publish_at = "published", timezone.now()
    (sentence,) = errors_of(record)
    assert sentence.endswith(REMARKS)


def test_record_with_clean_files_is_published():
    record = ResolutionFileFactory(file=upload(docx()), resolution__signed=True).resolution
    record.status, record.publish_at = "published", timezone.now()

    record.full_clean()


def test_file_that_readers_see_already_does_not_stop_other_changes():
    file = ResolutionFileFactory(file=upload(), resolution__signed=True)
    Resolution.objects.update(status="published", publish_at=timezone.now())
    file = ResolutionFile.objects.get()

    file.title = "Bản chữ (sửa tên)"
    file.full_clean()
    file.resolution.full_clean()


def test_file_stored_before_remarks_were_counted_is_opened_before_publication():
    record = ResolutionFileFactory(file=upload(), resolution__signed=True).resolution
    ResolutionFile.objects.update(tracked_changes=None, comments=None)
    record.status, record.publish_at = "published", timezone.now()

    (sentence,) = errors_of(record)
    assert sentence.endswith(REMARKS)


def test_publish_selected_names_the_file_with_remarks(admin_client):
    marked = ResolutionFileFactory(file=upload(), title="Bản chữ", resolution__signed=True).resolution
    data = {"action": "publish_selected", "_selected_action": [marked.pk]}

    page = admin_client.post(reverse("admin:resolutions_resolution_changelist"), data, follow=True)

    assert f"Bản chữ: {REMARKS}" in page.content.decode()
    marked.refresh_from_db()
    assert marked.status == "draft"


def test_form_replaces_the_file_with_remarks_and_publishes_in_one_step(admin_client):
    file = ResolutionFileFactory(file=upload(), resolution=ResolutionFactory(signed=True))
    address = reverse("admin:resolutions_resolution_change", args=[file.resolution.pk])
    posted = stored_form_data(user_of(admin_client), file.resolution) | {"_publish": "1"}

    refused = admin_client.post(address, posted)
    assert REMARKS in refused.content.decode()
    assert Resolution.objects.get().status == "draft"

    admin_client.post(address, posted | {"files-0-file": SimpleUploadedFile("sach.docx", docx())})
    assert Resolution.objects.get().status == "published"


def test_publish_replies_refuses_a_waiting_file_with_remarks():
    status = PetitionStatusFactory(petition=PetitionFactory(published=True), text_state="waiting", reply_file=upload())

    with pytest.raises(ValidationError, match="3 chỗ sửa đang theo dõi và 2 ghi chú"):
        publish_replies([status.petition])

    status.refresh_from_db()
    assert status.text_state == "waiting"


def sentences_of(record):
    return [finding.sentence for finding in findings_of(record)]


def test_scan_is_mentioned_unless_another_file_has_text():
    scan = ResolutionFileFactory(file=upload(scanned_pdf(), "a.pdf"), title="Bản ký")
    assert sentences_of(scan.resolution) == [
        "Tệp “Bản ký” chỉ có ảnh chụp, không có lớp chữ: phần mềm đọc màn hình và tìm kiếm không đọc được; nên thêm bản chữ (tệp "
        "Word hoặc PDF xuất từ Word)."
    ]

    ResolutionFileFactory(resolution=scan.resolution, file=upload(PDF, "b.pdf"))
    assert sentences_of(scan.resolution) == []


def test_properties_of_a_signed_file_are_mentioned():
    file = ResolutionFileFactory(file=upload(docx(_xmlsignatures__a_dot_xml="<s/>")), title="Bản ký")

    assert sentences_of(file.resolution) == [
        "Tệp “Bản ký” đã ký số nên được giữ nguyên; người tải về xem được: tác giả, cơ quan và các thuộc tính khác của tệp."
    ]
