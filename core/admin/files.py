"""The stored file of a record in the admin, for the users who may see the record."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models.fields.files import FieldFile
from django.forms import ClearableFileInput, FileField
from django.forms.renderers import BaseRenderer, TemplatesSetting
from django.forms.widgets import FILE_INPUT_CONTRADICTION
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.admin.input_preview import model_field_or_404
from core.models import PendingUpload
from core.models.pending_uploads import PendingFile, kind_of
from core.records.rights import permission, staff_user, visible_rows
from core.uploads.clean_files import MAX_SIZE
from core.uploads.fields import StoredFileField
from core.uploads.file_types import TOO_LARGE
from core.uploads.upload_errors import RefusedFile
from core.vietnamese.numbers import format_size

PICTURE_TYPES = {"image/jpeg", "image/png", "image/webp"}
INLINE_TYPES = PICTURE_TYPES | {"application/pdf"}
PENDING_SUFFIX = "-pending"  # of the hidden input with the token, after the name of the file input
MAX_POSTED_FILES = 5  # with one form: a large picture takes up to five seconds
MAX_POSTED_BYTES = 60 * 1024 * 1024  # with one form
POSTED_LIMIT = f"Mỗi lần lưu nhận nhiều nhất {MAX_POSTED_FILES} tệp, tổng cộng {MAX_POSTED_BYTES // 1024**2} MB"
GONE = "Tệp đã tải lên không còn ở máy chủ (quá 24 giờ chưa lưu, hoặc do người khác tải lên); hãy chọn lại tệp."
USED = "Tệp “{}” đã được lưu trong một lần lưu trước; hãy mở lại bản ghi để xem, hoặc chọn lại tệp nếu cần lưu thêm."


def stored_content_type(stored: FieldFile) -> str:
    """Return the media type of a `stored` file by its name, which the portal has chosen itself."""
    return mimetypes.guess_type(stored.name or "")[0] or "application/octet-stream"


def file_url(stored: FieldFile) -> str:
    """Return the URL where staff see a `stored` file of a record."""
    record = stored.instance
    return reverse("admin:record_file", args=[record._meta.label_lower, record.pk, stored.field.name])


def stored_file_link(stored: FieldFile) -> SafeString:
    """Return a link to a `stored` file: its title, which uploads of records have, or words for it."""
    title = getattr(stored.instance, "title", "")
    return format_html('<a href="{}">{}</a>', file_url(stored), title or "Xem tệp đang lưu")


Pending: TypeAlias = Mapping[str, PendingUpload]


@dataclass(frozen=True)
class Uploads:
    """The pending uploads of a posted form, by token."""

    pending: Pending = field(default_factory=dict)


def pending_context(pending: PendingUpload) -> dict[str, Any]:  # Any: JSON
    """Return what a form displays of a pending upload."""
    size = format_size(pending.size)
    if {"width", "height"} <= pending.measures.keys():
        size = f"{pending.measures['width']} × {pending.measures['height']} điểm ảnh, {size}"
    return {
        "token": pending.token,
        "name": pending.name,
        "size": size,
        "url": reverse("admin:pending_upload", args=[pending.token]),
        "is_picture": pending.content_type in PICTURE_TYPES,
    }


class StoredFileInput(ClearableFileInput):
    """A file input that shows the stored file: uploads have no public URL, so a view of the admin sends them.

    A hidden input beside it has the token of the file that was chosen before and waits until the form is saved.
    """

    template_name = "admin/widgets/stored_file.html"
    model_field: StoredFileField | None = None  # with it, files that are chosen wait
    uploads = Uploads()  # those of the posted form
    uploaded: UploadedFile[bytes] | None = None  # the file that came with an invalid form
    pending: PendingUpload | None = None  # the file that waits

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # Any: as in Django's method
        value = super().value_from_datadict(data, files, name)
        self.pending = None
        token = data.get(f"{name}{PENDING_SUFFIX}", "") if self.model_field else ""
        if token and f"{name}{PENDING_SUFFIX}-remove" not in data and not isinstance(value, UploadedFile):
            pending = self.pending_value(token)
            value = pending if value is None else FILE_INPUT_CONTRADICTION
        self.uploaded = value if isinstance(value, UploadedFile) else None
        return value

    def pending_value(self, token: str) -> PendingFile | RefusedFile:
        """Return the file that waits under `token`, or the reason why the form cannot have it."""
        pending = self.uploads.pending.get(token)
        if pending is None or self.model_field is None or pending.kind != kind_of(self.model_field):
            return RefusedFile("", GONE)
        if not pending.file:
            return RefusedFile(pending.name, USED.format(pending.name))
        if not pending.is_present:
            return RefusedFile(pending.name, GONE)
        self.pending = pending
        return PendingFile(pending)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # Any: as in Django's
        context = super().get_context(name, value, attrs)
        if self.model_field:
            label = self.model_field.model._meta.label_lower
            context["upload_url"] = reverse("admin:pending_upload_add", args=[label, self.model_field.name])
            context["pending_name"] = f"{name}{PENDING_SUFFIX}"
            context["pending"] = pending_context(self.pending) if self.pending else None
            context["pending_token"] = self.pending.token if self.pending else ""
            context |= {"posted_limit": POSTED_LIMIT, "max_size": str(MAX_SIZE), "too_large": TOO_LARGE}
        if self.uploaded:
            self.add_file_to_choose_again(context, self.uploaded)
        if context["widget"]["is_initial"]:
            context["stored"] = {
                "url": file_url(value),
                "is_picture": stored_content_type(value) in PICTURE_TYPES,
            }
        return context

    def add_file_to_choose_again(self, context: dict[str, Any], uploaded: UploadedFile[bytes]) -> None:  # Any: of a template
        """Add to the context of the template the name of the file that the user must choose again."""
        attrs = context["widget"]["attrs"]
        note_id = f"{attrs['id']}_choose_again"
        context["file_to_choose_again"] = {"name": uploaded.name, "id": note_id}
        attrs["aria-describedby"] = f"{note_id} {attrs.get('aria-describedby', '')}".strip()

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:  # Any: as in Django's method
        """Render with the templates of the project, which the renderer of the forms does not find."""
        return super().render(name, value, attrs, TemplatesSetting())


class StoredFileFormField(FileField):
    """A file of a form; an upload that was refused gets its reason."""

    def clean(self, data: Any, initial: Any = None) -> Any:  # Any: as in Django's method
        if isinstance(data, RefusedFile):
            raise ValidationError(data.refusal, code="refused")
        return super().clean(data, initial)


def record_file(request: HttpRequest, label: str, pk: int, field: str) -> FileResponse:
    """Return the file in the field of a record, for staff who may see the record. Raises Http404 for all others."""
    model_field = model_field_or_404(label, field)
    if not isinstance(model_field, models.FileField):
        raise Http404
    model, user = model_field.model, staff_user(request)
    record = get_object_or_404(visible_rows(model._default_manager.all(), user), pk=pk)
    stored = getattr(record, field)
    if not stored or not user.has_perm(permission("view", model._meta), record):
        raise Http404
    try:
        content = stored.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    content_type = stored_content_type(stored)
    response = FileResponse(content, as_attachment=content_type not in INLINE_TYPES, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
