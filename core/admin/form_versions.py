"""The version that a form was opened from: the values of its fields and rows, signed, in a hidden input of the form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.auth.forms import ReadOnlyPasswordHashWidget
from django.core import signing
from django.db import router
from django.db.models import Model
from django.forms import BaseForm, BoundField, FileField, PasswordInput
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest

from core.admin.form_errors import InlineFormSet
from core.admin.proposed_values import stored_strings

VERSION_INPUT = "_version"
SALT = "core.admin.form_versions"

Strings: TypeAlias = list[str]  # the value of one field as a browser posts it
Values: TypeAlias = dict[str, Strings]  # by the name of the field
RowValues: TypeAlias = dict[str, Values]  # by the primary key of the row
AnyAdmin: TypeAlias = "ModelAdmin[Any]"  # Any: of all models
AnyInline: TypeAlias = "InlineModelAdmin[Any, Any]"  # Any: of all models


@dataclass(frozen=True)
class FormVersion:
    """The values of the fields of a form, and of the stored rows of its inlines by their prefix.

    `is_trusted` is false for a form that came without a valid version: nobody knows what it was opened with.
    """

    fields: Values = field(default_factory=dict)
    rows: dict[str, RowValues] = field(default_factory=dict)
    is_trusted: bool = True

    def token(self, request: HttpRequest, kind: str, pk: Any) -> str:  # Any: a primary key, None for a new record
        """Return the signed text for the form of one user and one record."""
        content = {"kind": kind, "pk": key_text(pk), "user": request.user.pk, "fields": self.fields, "rows": self.rows}
        return signing.dumps(content, salt=SALT, compress=True)

    @property
    def digest(self) -> str:
        """A short text that differs for different values."""
        return digest_of([self.fields, self.rows])


UNKNOWN_VERSION = FormVersion(is_trusted=False)


def key_text(pk: Any) -> str | None:  # Any: a primary key
    """Return a primary key as text, None for that of a new record."""
    return None if pk is None else str(pk)


def digest_of(value: Any) -> str:  # Any: JSON
    """Return a short text that differs for different values."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def posted_version(request: HttpRequest, kind: str, pk: Any) -> FormVersion:  # Any: a primary key
    """Return the version that the form was opened from; UNKNOWN_VERSION if there is none of this user and this record."""
    try:
        content = signing.loads(request.POST.get(VERSION_INPUT, ""), salt=SALT)
    except signing.BadSignature:
        return UNKNOWN_VERSION
    if (content["kind"], content["pk"], content["user"]) != (kind, key_text(pk), request.user.pk):
        return UNKNOWN_VERSION
    return FormVersion(content["fields"], content["rows"])


def versioned_fields(form: BaseForm, formset: InlineFormSet | None = None) -> Iterator[BoundField]:
    """Yield the fields whose values are compared: no password, nothing that says which row it is."""
    skipped: set[str] = set()
    if formset is not None:
        skipped = {pk_name(formset), formset.fk.name, DELETION_FIELD_NAME}
    for bound in form:
        is_password = isinstance(bound.field.widget, PasswordInput | ReadOnlyPasswordHashWidget)
        if not (is_password or bound.field.disabled or bound.name in skipped):
            yield bound


def pk_name(formset: InlineFormSet) -> str:
    """Return the name of the input with the primary key of a row."""
    return str(formset.model._meta.pk.name)  # type: ignore[union-attr]  # an inline has a model


def opened_strings(bound: BoundField) -> Strings:
    """Return what the record has in a form field; of a file its stored name."""
    if isinstance(bound.field, FileField):
        name = getattr(bound.initial, "name", "")
        return [name] if name else []
    return stored_strings(bound)


def values_of(form: BaseForm, formset: InlineFormSet | None = None) -> Values:
    """Return the values that the record of a form has, by the name of the field."""
    return {bound.name: opened_strings(bound) for bound in versioned_fields(form, formset)}


def version_of(form: BaseForm, formsets: Iterable[InlineFormSet]) -> FormVersion:
    """Return the version of unbound forms, as they are opened."""
    rows = {
        str(formset.prefix): {str(row.instance.pk): values_of(row, formset) for row in formset.initial_forms}
        for formset in formsets
    }
    return FormVersion(values_of(form), rows)


@dataclass(frozen=True)
class OpenForms:
    """The unbound form of a stored record and its inlines, as the user of a request would open them now."""

    form: BaseForm
    inlines: tuple[tuple[AnyInline, InlineFormSet], ...]

    @property
    def version(self) -> FormVersion:
        """The values of the record."""
        return version_of(self.form, [formset for _, formset in self.inlines])


def open_forms(model_admin: AnyAdmin, request: HttpRequest, record: Model) -> OpenForms:
    """Return the forms of `record`; the prefixes of the inlines are those of Django's own view."""
    form = model_admin.get_form(request, record, change=True)(instance=record)
    inlines, numbers = [], dict[str, int]()
    for formset_class, inline in model_admin.get_formsets_with_inlines(request, record):
        prefix = formset_class.get_default_prefix()
        numbers[prefix] = number = numbers.get(prefix, 0) + 1
        prefix = prefix if number == 1 else f"{prefix}-{number}"
        formset = formset_class(instance=record, prefix=prefix, queryset=inline.get_queryset(request))
        inlines.append((inline, cast(InlineFormSet, formset)))
    return OpenForms(form, tuple(inlines))


def lock_rows(model_admin: AnyAdmin, request: HttpRequest, record: Model) -> None:
    """Lock `record` and the rows of its inlines until the transaction ends; SQLite lets only one transaction write."""
    rows = type(record)._default_manager.using(router.db_for_write(type(record))).filter(pk=record.pk)
    list(rows.select_for_update(no_key=True).values_list("pk"))
    for formset_class, inline in model_admin.get_formsets_with_inlines(request, record):
        parts = inline.model._default_manager.filter(**{formset_class.fk.name: record})
        list(parts.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def is_editable(model_admin: AnyAdmin, request: HttpRequest, record: Model | None) -> bool:
    """Return whether the form of `record`, or of a new record, has inputs for the user."""
    if record is None:
        return model_admin.has_add_permission(request)
    return model_admin.has_change_permission(request, record)


def page_version(context: Mapping[str, Any]) -> FormVersion:  # Any: the context of a template
    """Return the version of the forms of a page that is opened."""
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    return version_of(context["adminform"].form, formsets)


def version_token(model_admin: AnyAdmin, request: HttpRequest, record: Model) -> str:
    """Return the text of the hidden input that the user would get by opening the form of `record` now."""
    return open_forms(model_admin, request, record).version.token(request, model_admin.opts.label_lower, record.pk)
