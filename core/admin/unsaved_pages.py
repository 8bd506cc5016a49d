"""The pages that list what was typed, when the record has been deleted or locked in the meantime."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.forms import Field, FileField
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from core.admin.addresses import change_url
from core.admin.files import PENDING_SUFFIX, Pending
from core.admin.form_texts import is_same, text_of_strings
from core.admin.form_versions import VERSION_INPUT, AnyAdmin, FormVersion, Strings
from core.admin.inlines import RESTORED
from core.vietnamese.forms import ModelField

AnyFieldAdmin: TypeAlias = "BaseModelAdmin[Any]"  # a ModelAdmin or an inline; Any: of all models

FROM_DELETED = "_from_deleted"
RECORD_WAS_DELETED = "Bản ghi cũ đã bị xóa. Đây là biểu mẫu thêm mới với những gì bạn đã gõ; hãy xem lại rồi lưu."
DELETED = "Chưa lưu: bản ghi này đã bị xóa, hoặc bạn không còn xem được. Dưới đây là những gì bạn đã gõ."
LOCKED = "Chưa lưu: bạn không sửa được bản ghi này nữa. Dưới đây là những gì bạn đã gõ; hãy chép lại phần còn cần."
NOT_CARRIED = {"csrfmiddlewaretoken", VERSION_INPUT, "_save", "_addanother", "_continue", "_publish", "_page", "_saveasnew"}


@dataclass(frozen=True)
class TypedValue:
    """One typed value with the label of its field."""

    label: str
    text: str


def typed_values(model_admin: AnyAdmin, request: HttpRequest, version: FormVersion) -> Iterator[TypedValue]:
    """Yield what the user typed, field by field; of a form with a valid version only what the user changed."""
    places = [(re.compile(r"()(.+)"), "", cast(AnyFieldAdmin, model_admin))]
    for inline in model_admin.get_inline_instances(request):
        prefix = inline.get_formset(request).get_default_prefix()
        places.append((re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)"), prefix, inline))
    for name in [*request.POST, *request.FILES]:
        strings = [str(upload.name) for upload in request.FILES.getlist(name)] or request.POST.getlist(name)
        if name.endswith(PENDING_SUFFIX):
            name, strings = name.removesuffix(PENDING_SUFFIX), names_of_uploads(request, strings)
        for pattern, prefix, each_admin in places:
            match = pattern.fullmatch(name)
            field = form_field_of(each_admin, request, match[2]) if match else None
            if match and field and is_worth_a_line(field, strings, before_of(request, version, prefix, match[1], match[2])):
                row = f"{capfirst(str(each_admin.opts.verbose_name))}, dòng {int(match[1]) + 1} – " if prefix else ""
                yield TypedValue(f"{row}{capfirst(str(field.label))}", text_of_strings(field, strings))


def names_of_uploads(request: HttpRequest, tokens: Strings) -> Strings:
    """Return the names of the files that wait under these tokens."""
    pending: Pending = request.uploads.pending if hasattr(request, "uploads") else {}
    return [pending[token].name for token in tokens if token in pending]


def before_of(request: HttpRequest, version: FormVersion, prefix: str, number: str, name: str) -> Strings | None:
    """Return what a field of the record, or of a row of an inline, was opened with; None if that is unknown."""
    if not prefix:
        return version.fields.get(name)
    return version.rows.get(prefix, {}).get(request.POST.get(f"{prefix}-{number}-id", ""), {}).get(name)


def form_field_of(each_admin: AnyFieldAdmin, request: HttpRequest, name: str) -> Field | None:
    """Return the form field for a field of the model, None if there is none that people type into."""
    try:
        field = each_admin.opts.get_field(name)
    except FieldDoesNotExist:
        return None
    if name in (each_admin.opts.pk.name, inline_link(each_admin), "password") or not getattr(field, "editable", False):
        return None
    return each_admin.formfield_for_dbfield(cast(ModelField, field), request)


def inline_link(each_admin: AnyFieldAdmin) -> str:
    """Return the name of the foreign key of an inline to its record, "" for a form of its own."""
    parent = getattr(each_admin, "parent_model", None)
    links = [field.name for field in each_admin.opts.fields if parent and field.related_model is parent]
    return links[0] if links else ""


def is_worth_a_line(field: Field, strings: Strings, before: Strings | None) -> bool:
    """Return whether the user chose a file, or typed something, or something else than `before`."""
    if before is None or isinstance(field, FileField):  # an input without a file says nothing
        return any(strings)
    return not is_same(field, strings, before)


def carried_inputs(model_admin: AnyAdmin, request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield the inputs that fill the form of a new record with what was typed; every row of an inline is a new one."""
    left_out, counts = ["_choice-.*"], set()
    for inline in model_admin.get_inline_instances(request):
        prefix = inline.get_formset(request).get_default_prefix()
        names = "|".join([inline.opts.pk.name, inline_link(inline), DELETION_FIELD_NAME, RESTORED])
        left_out.append(rf"{re.escape(prefix)}-\d+-(?:{names})")
        counts.add(f"{prefix}-{INITIAL_FORM_COUNT}")
    pattern = re.compile("|".join(left_out))
    for name, strings in request.POST.lists():
        if name not in NOT_CARRIED and not pattern.fullmatch(name):
            for text in strings:
                yield name, "0" if name in counts else str(text)


def deleted_record_page(model_admin: AnyAdmin, request: HttpRequest, version: FormVersion) -> HttpResponse | None:
    """Return the page for a form whose record has been deleted, with the way to add it again; None if nothing was typed."""
    context = unsaved_context(model_admin, request, version, DELETED)
    if not context["values"] and not version.is_trusted:
        return None
    if model_admin.has_add_permission(request):
        opts = model_admin.opts
        context["add_url"] = reverse(f"admin:{opts.app_label}_{opts.model_name}_add")
        context["inputs"] = [*carried_inputs(model_admin, request), (FROM_DELETED, "1")]
    return TemplateResponse(request, "admin/unsaved_values.html", context, status=409)


def locked_record_page(model_admin: AnyAdmin, request: HttpRequest, record: Model, version: FormVersion) -> HttpResponse:
    """Return the page for a form of a record that the user may not change any more."""
    context = unsaved_context(model_admin, request, version, LOCKED)
    may_view = model_admin.has_view_permission(request, record)
    reason = getattr(model_admin, "reason_of_view", None)
    context |= {
        "record_url": change_url(record) if may_view else "",
        "reason": reason(request, record) if reason and may_view else "",
    }
    return TemplateResponse(request, "admin/unsaved_values.html", context, status=409)


def unsaved_context(
    model_admin: AnyAdmin, request: HttpRequest, version: FormVersion, sentence: str
) -> dict[str, Any]:  # Any: the context of a template
    """Return the context of both pages."""
    return {
        **model_admin.admin_site.each_context(request),
        "title": f"Chưa lưu: {model_admin.opts.verbose_name}",
        "opts": model_admin.opts,
        "sentence": sentence,
        "values": list(typed_values(model_admin, request, version)),
        "reason": "",
        "record_url": "",
        "add_url": "",
        "inputs": [],
    }
