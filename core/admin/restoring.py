"""Forms that are opened with an older version of their record, or with the last version of a deleted one; nothing is saved."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from core.admin.form_errors import InlineFormSet, forms_of_page
from core.admin.form_versions import open_forms
from core.admin.history_pages import VERSION, HistoryMixin, named_rows
from core.admin.related_fields import is_primary_key
from core.admin.restored_values import PartForms, RestoredForm
from core.records.history_rows import HistoryRow, RelatedRows, history_model
from core.records.models import Publishable
from core.records.rights import council_path_of, staff_user

MAX_DELETED = 100  # rows of the page of deleted records
NO_VERSION = "Không có bản cũ nào của bản ghi này với mã trong địa chỉ; biểu mẫu giữ giá trị đang lưu."
NO_DELETED_VERSION = "Không có bản ghi đã xóa nào mà bạn khôi phục được với mã trong địa chỉ; biểu mẫu để trống."


class RestoringMixin(HistoryMixin):
    """A ModelAdmin whose forms open with an older version, named in the URL by its id in the history.

    The form is bound to the values of that version, but only displayed: saving posts it as any other form.
    """

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:  # Any: the context of a template
        if request.method == "GET" and VERSION in request.GET and hasattr(self.model, "history"):
            restored = self.older_version(request, object_id) if object_id else self.deleted_version(request)
            note = "" if restored else NO_VERSION if object_id else NO_DELETED_VERSION
            request.restored = restored  # type: ignore[attr-defined]  # stored here
            author = get_user_model()._default_manager.filter(pk=restored.version.history_user_id).first() if restored else None
            extra_context = {**(extra_context or {}), "restored": restored, "restore_note": note, "restored_author": author}
        return super().changeform_view(request, object_id, form_url, extra_context)

    def history_row(self, request: HttpRequest, **conditions: Any) -> HistoryRow | None:  # Any: values of columns
        """Return the row of the history that the URL names, if it meets `conditions`."""
        text = request.GET.get(VERSION, "")
        rows = history_model(self.model)._default_manager.filter(**conditions)
        return rows.filter(history_id=int(text)).first() if is_primary_key(text) else None

    def older_version(self, request: HttpRequest, object_id: str) -> RestoredForm | None:
        """Return the form of a record with the values of the version that the URL names; None if there is none."""
        record = self.get_object(request, object_id)
        if record is None or not self.has_change_permission(request, record):
            return None
        row = self.history_row(request, history_type__in="+~", **{self.opts.pk.attname: record.pk})
        if row is None:
            return None
        forms = open_forms(self, request, record)
        parts = [
            PartForms(formset, inline.has_add_permission(request, record), inline.has_change_permission(request, record))
            for inline, formset in forms.inlines
        ]
        return RestoredForm(
            row, cast("ModelForm[Any]", forms.form), parts, partial(named_rows, self.admin_site)
        )  # Any: of all models

    def deleted_version(self, request: HttpRequest) -> RestoredForm | None:
        """Return the add form with the last values of the deleted record that the URL names; None if there is none."""
        deletion = self.history_row(request, history_type="-") if self.offers_deleted(request) else None
        if deletion is None or not self.restorable(request, [deletion]):
            return None
        rows = history_model(self.model)._default_manager.filter(**{self.opts.pk.attname: deletion.id})
        version = rows.exclude(history_type="-").order_by("-history_id").first() or deletion
        parts = []
        for formset_class, inline in self.get_formsets_with_inlines(request):
            prefix = formset_class.get_default_prefix()
            formset = formset_class(instance=self.model(), prefix=prefix, queryset=inline.model._default_manager.none())
            parts.append(PartForms(cast(InlineFormSet, formset), may_add=True, may_change=True))
        form: ModelForm[Any] = self.get_form(request)()  # Any: of all models
        return RestoredForm(version, form, parts, partial(named_rows, self.admin_site), deleted_at=deletion.history_date)

    # The form

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Any]]:  # Any: as in Django's method
        form = super().get_form(request, obj, change=change, **kwargs)
        restored: RestoredForm | None = getattr(request, "restored", None)
        if restored:
            form.restored_data = restored.data  # type: ignore[attr-defined]  # of StaffForm
        return form

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:  # Any: Django's
        arguments: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        restored: RestoredForm | None = getattr(request, "restored", None)
        return arguments | {"data": restored.data} if restored else arguments

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:  # Any: the context of a template and the other arguments of Django's method
        """Mark the fields that differ from what is stored."""
        restored: RestoredForm | None = getattr(request, "restored", None)
        if restored:
            for form in forms_of_page(context["adminform"].form, context["inline_admin_formsets"]):
                for bound in form:
                    if bound.html_name in restored.stored_texts:
                        bound.field.is_retained = True
                        bound.field.retained_note = f"đang lưu: {Truncator(restored.stored_texts[bound.html_name]).chars(60)}"
        return super().render_change_form(request, context, *args, **kwargs)

    # Deleted records

    def offers_deleted(self, request: HttpRequest) -> bool:
        """Return whether the user may see deleted records of the model: who may add one; none about private persons."""
        is_offered = hasattr(self.model, "history") and not getattr(self.model, "is_personal", False)
        return is_offered and self.has_add_permission(request)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_deleted"
        page = path("da-xoa/", self.admin_site.admin_view(require_safe(self.deleted_view)), name=name)
        return [page, *super().get_urls()] if hasattr(self.model, "history") else super().get_urls()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # Any: as above
        url = f"admin:{self.opts.app_label}_{self.opts.model_name}_deleted"
        link = {"deleted_url": reverse(url)} if self.offers_deleted(request) else {}
        return super().changelist_view(request, {**(extra_context or {}), **link})

    def deleted_rows(self, request: HttpRequest) -> list[HistoryRow]:
        """Return the newest deletions in the councils of the user."""
        user, council_path = staff_user(request), council_path_of(self.model)
        rows: QuerySet[Any] = history_model(self.model)._default_manager.filter(history_type="-")  # Any: of a history table
        if not user.is_superuser:
            rows = rows.filter(**{f"{council_path}__in": user.councils}) if council_path else rows.none()
        return list(rows.order_by("-history_date", "-history_id")[:MAX_DELETED])

    def restorable(self, request: HttpRequest, rows: list[HistoryRow]) -> list[tuple[HistoryRow, Model]]:
        """Return those of deleted `rows` that the user may add again, each with its record."""
        related = RelatedRows(rows, {}, partial(named_rows, self.admin_site))
        pairs = []
        for row in rows:
            record = related.instance_of(row)
            if isinstance(record, Publishable):
                record.status = Publishable.Status.DRAFT
            if cast(Any, self).may_add(request, record):  # Any: a RecordAdmin, which is above this module
                pairs.append((row, record))
        return pairs

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """Return the page of deleted records, each with a link to the add form with its last version."""
        if not self.offers_deleted(request):
            raise PermissionDenied
        pairs = self.restorable(request, self.deleted_rows(request))
        users = get_user_model()._default_manager.in_bulk({row.history_user_id for row, _ in pairs if row.history_user_id})
        context = {
            **self.admin_site.each_context(request),
            "title": f"Bản ghi đã xóa: {self.opts.verbose_name}",
            "opts": self.opts,
            "deletions": [(row, name_of(record), users.get(row.history_user_id)) for row, record in pairs],
            "limit": MAX_DELETED,
        }
        return TemplateResponse(request, "admin/deleted_records.html", context)


def name_of(record: Model) -> str:
    """Return the name of a deleted record; its kind if the name follows from what is deleted too."""
    try:
        return str(record)
    except (AttributeError, LookupError, TypeError, ValueError):
        return str(record._meta.verbose_name)
