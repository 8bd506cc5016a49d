"""Template tags for the fieldsets of a change form."""

from __future__ import annotations

import json
import re
from typing import Any, TypeAlias, cast

from django import template
from django.contrib.admin.helpers import AdminField, AdminReadonlyField, Fieldset, InlineAdminFormSet
from django.forms import BoundField, CharField
from django.utils.text import capfirst

register = template.Library()

GRID_COLUMNS = 12
OPTIONAL = "không bắt buộc"
ADMINISTRATOR_ONLY = "Chỉ quản trị kỹ thuật sửa được"
SAYS_WHETHER_OPTIONAL = re.compile("để trống|bắt buộc", re.IGNORECASE)  # in a help text
RETAINED = "giữ từ bản trước"
EMPTY_FOLD = "chưa ghi"

TagContext: TypeAlias = dict[str, Any]  # the context of a template; Any: values of all kinds


def bound_fields(fieldset: Fieldset) -> list[BoundField]:
    """Return the bound fields of a fieldset of the admin, without its read-only fields."""
    return [cast(BoundField, field.field) for line in fieldset for field in line if not field.is_readonly]


@register.filter
def is_folded(fieldset: Fieldset) -> bool:
    """Return whether the fieldset is folded; Django's own answer is no if some of its fields have errors."""
    return "collapse" in fieldset.classes.split()


@register.filter
def has_folded(fieldsets: list[Fieldset]) -> bool:
    """Return whether one of the fieldsets of a form is folded."""
    return any(map(is_folded, fieldsets))


@register.filter
def has_errors(fieldset: Fieldset) -> bool:
    """Return whether a field of the fieldset has an error."""
    return any(field.errors for field in bound_fields(fieldset))


@register.filter
def fold_state(fieldset: Fieldset) -> str:
    """Return what a folded fieldset holds: the values of required choices and words, and how many other fields have one."""
    fields = bound_fields(fieldset)
    choices = [required_text(field) for field in fields if field.field.required]
    count = sum(is_filled(field) for field in fields if not field.field.required)
    readonly_fields = [field for line in fieldset for field in line if isinstance(field, AdminReadonlyField)]
    count += sum(field.contents() != field.empty_value_display for field in readonly_fields)
    return ", ".join([*filter(None, choices), *([f"đã ghi {count}\u00a0ô"] if count else [])]) or EMPTY_FOLD


def required_text(field: BoundField) -> str:
    """Return the label of the selected choice, or the words of a field of text; "" for other fields."""
    if hasattr(field.field, "choices"):
        return selected_label(field)
    return str(field.value() or "") if isinstance(field.field, CharField) else ""


def selected_label(field: BoundField) -> str:
    """Return the label of the selected choice of a field, "" if there is none."""
    if field.value() in ("", None):
        return ""
    labels = {str(value): str(label) for value, label in field.field.choices}  # type: ignore[attr-defined]  # a field with choices
    return labels.get(str(field.value()), "")


def is_filled(field: BoundField) -> bool:
    """Return whether a field has a value other than the initial one of the form."""
    value, initial = field.value(), field.field.initial
    return value not in (None, "", False, []) and str(value) != str(initial)


@register.filter
def can_delete_rows(inline: InlineAdminFormSet) -> bool:
    """Return whether an inline has stored rows that the user may delete."""
    return bool(inline.formset.can_delete and inline.has_delete_permission and inline.formset.initial_form_count())


@register.filter
def script_options(inline: InlineAdminFormSet) -> str:
    """Return what Django's script needs of an inline, as JSON; the name of a row stays in lower case after "Thêm"."""
    data = json.loads(inline.inline_formset_data())
    data["options"]["addText"] = f"Thêm {inline.opts.verbose_name}"
    return json.dumps(data, ensure_ascii=False)


def administrator_fields(fieldset: Fieldset) -> list[str]:
    """Return the labels of the fields of a fieldset that are read-only because only the administrator sets them."""
    locked = getattr(fieldset.form, "locked_columns", ())
    readonly = [field.field for line in fieldset for field in line if isinstance(field, AdminReadonlyField)]
    return [capfirst(str(field["label"])) for field in readonly if field["name"] in locked]


@register.filter
def administrator_note(fieldset: Fieldset) -> str:
    """Return the sentence that says once that only the administrator sets fields of a fieldset; "" if none is so."""
    labels = administrator_fields(fieldset)
    if not labels:
        return ""
    number = sum(1 for line in fieldset for field in line)
    return f"{ADMINISTRATOR_ONLY} phần này." if number == len(labels) else f"{ADMINISTRATOR_ONLY}: {', '.join(labels)}."


@register.filter
def readonly_value(field: AdminReadonlyField) -> str:
    """Return the value of a read-only field as HTML."""
    value: str = cast(Any, field.model_admin).readonly_value(field)  # Any: a RecordFields, which is above this module
    return value


@register.inclusion_tag("admin/includes/field.html")
def admin_field(*, field: AdminField | AdminReadonlyField, is_folded: bool = False) -> TagContext:
    """One field of a fieldset, read-only or not."""
    return readonly_context(field) if isinstance(field, AdminReadonlyField) else input_context(field, is_folded)


def readonly_context(field: AdminReadonlyField) -> TagContext:
    """Return the context for a read-only field."""
    name = field.field["name"]
    return {
        "field": field,
        "css_classes": f"field field-{name} field-readonly",
        "columns": cast(Any, field.model_admin).readonly_columns(name),  # Any: a RecordFields, which is above this module
        "errors": "",
        "label": capfirst(str(field.field["label"])),
        "help_id": f"id_{name}_helptext",
        # not that of the model, which says how to fill in an input
        "help_text": getattr(field.form, "lock_reasons", {}).get(name, ""),
    }


def is_marked_optional(field: AdminField) -> bool:
    """Return whether a label says that the field is optional: not if it is required, or if its input or help text says it."""
    bound = field.field
    if bound.field.required or bound.field.disabled or field.is_checkbox or bound.use_fieldset:
        return False
    if not hasattr(bound.field, "columns"):
        return False  # a password, which no model field stands for; whether it is required depends on another field
    return not SAYS_WHETHER_OPTIONAL.search(str(bound.help_text))


def input_context(field: AdminField, is_folded: bool) -> TagContext:
    """Return the context for a field with an input; an optional one says so unless that is plain."""
    bound = field.field
    is_retained = bool(getattr(bound.field, "is_retained", False))
    states = {
        "field-checkbox": field.is_checkbox,
        "field-invalid": bool(bound.errors),
        "retained": is_retained,
        "hidden": bound.is_hidden,
    }
    return {
        "field": field,
        "bound": bound,
        "css_classes": " ".join(["field", f"field-{bound.name}", *(name for name, is_so in states.items() if is_so)]),
        "columns": getattr(bound.field, "columns", GRID_COLUMNS),
        "label": bound.label,
        "fact": OPTIONAL if not is_folded and not is_retained and is_marked_optional(field) else "",
        "is_retained": is_retained,
        "retained_note": getattr(bound.field, "retained_note", RETAINED),
        "is_group": bound.use_fieldset,
        "unit": getattr(bound.field, "unit", ""),
        "errors": field.errors(),
        "help_text": bound.help_text,
        "help_id": f"{bound.auto_id}_helptext",
    }
