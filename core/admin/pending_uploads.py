"""Files that were chosen in a form of the admin and wait until it is saved.

The script posts each file alone as it is chosen, and the form carries only its token. Without scripts the files come with
the form: they are stored before its transaction opens, so that a picture is never decoded while rows are locked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ForeignKey, Model
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from core.admin.files import (
    INLINE_TYPES,
    MAX_POSTED_BYTES,
    MAX_POSTED_FILES,
    PENDING_SUFFIX,
    POSTED_LIMIT,
    Pending,
    Uploads,
    pending_context,
)
from core.admin.input_preview import model_field_or_404
from core.models import PendingUpload
from core.records.rights import permits, staff_user
from core.uploads.fields import DocumentField, PictureField, StoredFileField
from core.uploads.upload_errors import RefusedFile
from core.vietnamese.numbers import format_size

MAX_TOKENS = 700  # in one form
TOO_MANY_POSTED = f"{POSTED_LIMIT}; tệp này chưa nhận, hãy chọn lại rồi lưu tiếp."
CUT = "Tệp bị cắt khi truyền: máy chủ nhận được {received} trong {size}; hãy kiểm tra đường truyền rồi chọn lại tệp."
NO_FILE = "Máy chủ không nhận được tệp nào; hãy chọn lại tệp."


def may_upload(request: HttpRequest, model: type[Model]) -> bool:
    """Return whether the user may add or change some record of `model`, and so choose a file for one."""
    user = staff_user(request)
    return permits(user, "add", model._meta) or permits(user, "change", model._meta)


# The files of a form that is posted


def file_fields(model: type[Model]) -> Iterator[StoredFileField]:
    """Yield the file fields of a model that forms have."""
    for field in model._meta.concrete_fields:
        if isinstance(field, DocumentField | PictureField) and field.editable:
            yield field


def fields_of_form(model_admin: admin.ModelAdmin[Any]) -> dict[str, StoredFileField]:  # Any: of all models
    """Return the file fields of a form and its inlines, by their name in the form without the number of the row."""
    fields = {field.name: field for field in file_fields(model_admin.model)}
    for inline in model_admin.inlines:
        keys = (field for field in inline.model._meta.concrete_fields if isinstance(field, ForeignKey))
        key = next(key for key in keys if key.related_model is model_admin.model and inline.fk_name in (None, key.name))
        prefix = key.remote_field.get_accessor_name()
        fields |= {f"{prefix}-{field.name}": field for field in file_fields(inline.model)}
    return fields


def without_row_number(name: str) -> str:
    """Return "photos-image" for the name "photos-3-image" of a field in a form."""
    return "-".join(part for part in name.split("-") if not part.isdecimal())


def store_posted_files(request: HttpRequest, fields: dict[str, StoredFileField]) -> None:
    """Store the files of a posted form as pending ones, and put their tokens into its data; a refused one says why."""
    data: QueryDict = request.POST.copy()
    number = total = 0
    for name, file in list(request.FILES.items()):
        field = fields.get(without_row_number(name))
        if field is None or isinstance(file, RefusedFile | list) or not may_upload(request, field.model):
            continue
        number, total = number + 1, total + (file.size or 0)
        try:
            if number > MAX_POSTED_FILES or total > MAX_POSTED_BYTES:
                raise ValidationError(TOO_MANY_POSTED, code="limit")
            data[f"{name}{PENDING_SUFFIX}"] = PendingUpload.objects.add(request.user, field, file).token
            del request.FILES[name]
        except ValidationError as error:
            request.FILES[name] = RefusedFile(file.name or "", " ".join(error.messages))
        finally:
            file.close()
    request.POST = data  # type: ignore[assignment]  # a QueryDict may be mutable


def posted_uploads(request: HttpRequest) -> Pending:
    """Return the pending uploads of the user whose tokens a posted form has, by token."""
    names = [name for name in request.POST if name.endswith(PENDING_SUFFIX)]
    tokens = {token for name in names if (token := request.POST[name]) and "\x00" not in token}
    rows = PendingUpload.objects.visible_to(request.user).filter(token__in=sorted(tokens)[:MAX_TOKENS]) if tokens else ()
    return {pending.token: pending for pending in rows}


class PendingUploadsMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin whose forms keep the files that were chosen for them until they are saved."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:  # Any: the context of a template
        """Store posted files before the transaction of the form opens; those of an accepted proposal are stored already."""
        if request.method == "POST" and not hasattr(request, "uploads"):
            if request.FILES:
                store_posted_files(request, fields_of_form(self))
            request.uploads = Uploads(posted_uploads(request))  # type: ignore[attr-defined]  # stored here
        return super().changeform_view(request, object_id, form_url, extra_context)


# The views that the script calls


@require_POST
def add_pending(request: HttpRequest, label: str, field: str) -> JsonResponse:
    """Store one file for the file field of a record, and return as JSON its token and preview, or why it is refused."""
    model_field = model_field_or_404(label, field)
    if not isinstance(model_field, StoredFileField) or model_field not in file_fields(model_field.model):
        raise Http404
    if not may_upload(request, model_field.model):
        raise PermissionDenied
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": NO_FILE})
    if isinstance(file, RefusedFile):
        return JsonResponse({"error": file.refusal})
    size = request.POST.get("size", "")
    if size.isdecimal() and len(size) < 12 and int(size) != file.size:
        return JsonResponse({"error": CUT.format(received=format_size(file.size or 0), size=format_size(int(size)))})
    try:
        pending = PendingUpload.objects.add(request.user, model_field, file)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)})
    return JsonResponse(pending_context(pending))


def own_pending(request: HttpRequest, token: str) -> PendingUpload:
    """Return the pending upload of the user with this token. Raises Http404 if there is none, or its file is gone."""
    if "\x00" in token:
        raise Http404
    pending = get_object_or_404(PendingUpload.objects.visible_to(request.user), token=token)
    if not pending.is_present:
        raise Http404
    return pending


def pending_file(request: HttpRequest, token: str) -> FileResponse:
    """Return the file of a pending upload, for its user only."""
    pending = own_pending(request, token)
    content_type = pending.content_type
    response = FileResponse(
        pending.file.open("rb"),
        as_attachment=content_type not in INLINE_TYPES,
        filename=pending.name,
        content_type=content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def pending_data(request: HttpRequest, token: str) -> JsonResponse:
    """Return as JSON what a form displays of a pending upload whose token was restored; an empty object without one."""
    try:
        return JsonResponse(pending_context(own_pending(request, token)))
    except Http404:
        return JsonResponse({})


@require_POST
def remove_pending(request: HttpRequest, token: str) -> JsonResponse:
    """Delete a pending upload that its user has removed from a form."""
    PendingUpload.objects.visible_to(request.user).present().filter(token=token.replace("\x00", "")).delete()
    return JsonResponse({})


def pending_upload_urls(admin_view: Any) -> Iterable[URLPattern]:  # Any: the method of an AdminSite
    """Return the URL patterns of these views."""
    return [
        path("tep-cho/them/<str:label>/<str:field>/", admin_view(add_pending), name="pending_upload_add"),
        path("tep-cho/<str:token>/", admin_view(pending_file), name="pending_upload"),
        path("tep-cho/<str:token>/du-lieu/", admin_view(pending_data), name="pending_upload_data"),
        path("tep-cho/<str:token>/bo/", admin_view(remove_pending), name="pending_upload_remove"),
    ]
