"""The stored file of a record in the admin, for the users who may see the record."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models.fields.files import FieldFile
from django.forms import ClearableFileInput
from django.forms.renderers import BaseRenderer, TemplatesSetting
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.admin.input_preview import model_field_or_404
from core.records.rights import permission, staff_user, visible_rows

PICTURE_TYPES = {"image/jpeg", "image/png", "image/webp"}
INLINE_TYPES = PICTURE_TYPES | {"application/pdf"}


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


class StoredFileInput(ClearableFileInput):
    """A file input that shows the stored file: uploads have no public URL, so a view of the admin sends them."""

    template_name = "admin/widgets/stored_file.html"
    uploaded: UploadedFile[bytes] | None = None  # the file that came with an invalid form

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # Any: as in Django's method
        value = super().value_from_datadict(data, files, name)
        self.uploaded = value if isinstance(value, UploadedFile) else None
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # Any: as in Django's
        context = super().get_context(name, value, attrs)
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
