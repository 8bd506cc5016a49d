"""The forms of the admin that know the version that they were opened from: two people save one record, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin, messages
from django.db import connections, router, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from core.admin.form_conflicts import Change, sentence_of
from core.admin.form_merging import FieldMerge, Posted, record_places
from core.admin.form_versions import FormVersion, OpenForms, is_editable, lock_rows, open_forms, page_version, posted_version
from core.admin.row_merging import RowMerge
from core.admin.unsaved_pages import FROM_DELETED, RECORD_WAS_DELETED, deleted_record_page, locked_record_page

CONFLICT = "Chưa lưu: trong lúc bạn mở biểu mẫu, bản ghi này đã đổi ở chỗ bạn cũng sửa."
UNTRUSTED = (
    "Chưa lưu: không rõ biểu mẫu này được mở từ bản nào của bản ghi, nên mỗi chỗ khác với bản đang lưu đều cần bạn chọn lại."
)


def merge_forms(request: HttpRequest, record: Model, forms: OpenForms, version: FormVersion) -> tuple[FieldMerge, FormVersion]:
    """Merge what the user posts with the stored `record`; return it with the version of the merged form."""
    merge = FieldMerge(Posted(request), version)
    fields = merge.merge_fields(record_places(forms.form, record, version)) | merge.merge_locked(forms.form, record)
    rows = {
        str(formset.prefix): RowMerge(merge, formset, may_change=inline.has_change_permission(request, record)).merged()
        for inline, formset in forms.inlines
    }
    return merge, FormVersion(fields, rows)


@contextmanager
def posted_as(request: HttpRequest, posted: Posted) -> Iterator[None]:
    """Let the request have `posted` data and files, and afterwards its own again: the view may run a second time."""
    data, files = request.POST, dict(request.FILES.lists())
    request.POST = posted.data  # type: ignore[assignment]  # a QueryDict may be mutable
    set_files(request, dict(posted.files.lists()))
    try:
        yield
    finally:
        request.POST = data
        set_files(request, files)


def set_files(request: HttpRequest, files: dict[str, list[Any]]) -> None:  # Any: uploads
    """Replace the files of a request, whose attribute cannot be set."""
    request.FILES.clear()
    for name, uploads in files.items():
        request.FILES.setlist(name, uploads)


class VersionedFormsMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin whose forms carry the version that they were opened from.

    What the user did not change is saved as it is stored now. Where two people changed the same, the form is displayed
    with both values and a choice.
    """

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:  # Any: the context of a template
        """Merge what is posted with the stored record, inside one transaction that locks it, before Django saves it."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        if object_id is None:
            if FROM_DELETED in request.POST:
                request.hold_reason = RECORD_WAS_DELETED  # type: ignore[attr-defined]  # stored here
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic(using=router.db_for_write(self.model)):
            record = self.locked_object(request, object_id)
            version = posted_version(request, self.opts.label_lower, record.pk if record else object_id)
            if record is None or not self.has_change_permission(request, record):
                unsaved = self.unsaved_page(request, record, version)
                return unsaved or super().changeform_view(request, object_id, form_url, extra_context)
            merge, request.form_version = merge_forms(request, record, open_forms(self, request, record), version)  # type: ignore[attr-defined]  # stored here
            if not self.save_as:
                merge.posted.data.pop("_saveasnew", None)  # it would add a record with the values of this one
            request.form_conflicts = merge.conflicts  # type: ignore[attr-defined]  # stored here
            with held(request, merge, version), posted_as(request, merge.posted):
                response = super().changeform_view(request, object_id, form_url, extra_context)
        self.report_taken(request, merge.taken)
        return response

    def unsaved_page(self, request: HttpRequest, record: Model | None, version: FormVersion) -> HttpResponse | None:
        """Return the page with what was typed for a record that is gone or locked; None if Django's answer is enough."""
        if record is None:
            return deleted_record_page(self, request, version) if self.has_change_permission(request) else None
        return locked_record_page(self, request, record, version) if version.is_trusted else None

    def locked_object(self, request: HttpRequest, object_id: str) -> Model | None:
        """Return the record of the form, which nobody else changes until the transaction ends."""
        record: Model | None = self.get_object(request, object_id)
        if record is None or not connections[router.db_for_write(self.model)].features.has_select_for_update:
            return record
        lock_rows(self, request, record)
        locked: Model | None = self.get_object(request, object_id)
        return locked

    def report_taken(self, request: HttpRequest, changes: list[Change]) -> None:
        """Say which changes of others are in the record beside those of the user."""
        if changes:
            self.message_user(request, sentence_of(changes), messages.WARNING)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:  # Any: the context of a template and the other arguments of Django's method
        """Add the version of the form, unless the user cannot change anything in it, and what the user has to choose."""
        record = context.get("original")
        if is_editable(self, request, record):
            version: FormVersion | None = getattr(request, "form_version", None)
            if version is None:
                version = FormVersion() if record is None else page_version(context)
            context["form_version"] = version.token(request, self.opts.label_lower, record and record.pk)
        context["form_conflicts"] = getattr(request, "form_conflicts", [])
        return super().render_change_form(request, context, *args, **kwargs)


@contextmanager
def held(request: HttpRequest, merge: FieldMerge, version: FormVersion) -> Iterator[None]:
    """Hold the form while the user has something to choose, unless it is held for another reason already."""
    is_own = bool(merge.conflicts) and not getattr(request, "hold_reason", "")
    if is_own:
        request.hold_reason = CONFLICT if version.is_trusted else UNTRUSTED  # type: ignore[attr-defined]  # stored here
    try:
        yield
    finally:
        if is_own:
            request.hold_reason = ""  # type: ignore[attr-defined]  # stored here
