"""The payload of a proposed change: what a form would change, as old and new text, and as data to post the form again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, TypeAlias

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db.models import FileField, ManyToManyField, Model
from django.forms import BaseForm, BoundField, CheckboxInput, ModelForm
from django.utils.text import capfirst

from core.admin.form_errors import InlineFormSet
from core.models.pending_uploads import PendingFile
from core.records.models import private_storage
from core.records.versions import UNKNOWN, display_value

Payload: TypeAlias = dict[str, Any]  # Any: JSON


def posted_strings(field: BoundField, value: Any) -> list[str]:  # Any: of every type of field
    """Return the `value` of a form field as a browser would post it."""
    if value in (None, "") or (value is False and isinstance(field.field.widget, CheckboxInput)):
        return []
    if isinstance(value, File):
        return []
    if isinstance(value, list | tuple):
        return [str(getattr(each, "pk", each)) for each in value]
    return ["on"] if value is True and isinstance(field.field.widget, CheckboxInput) else [str(value)]


def stored_strings(field: BoundField) -> list[str]:
    """Return what the stored record has in a form field, as `posted_strings`."""
    return posted_strings(field, field.field.prepare_value(field.initial))


def text_of(record: Model, name: str, cleaned: Any = None) -> str:  # Any: the cleaned value of a form
    """Return the value of a field of `record` for readers; a many-to-many relation takes `cleaned` if it is given."""
    field = next((field for field in record._meta.get_fields() if field.name == name), None)
    if isinstance(field, ManyToManyField):
        rows = cleaned if cleaned is not None else getattr(record, name).all()
        return ", ".join(map(str, rows)) or UNKNOWN
    if isinstance(field, FileField):
        stored = getattr(record, name)
        return PurePath(stored.name).name if stored else UNKNOWN
    return UNKNOWN if field is None else display_value(record, field)  # type: ignore[arg-type]  # a column


def changed_fields(form: ModelForm[Any], stored: Model | None) -> Payload:  # Any: of all models
    """Return the fields that a bound and valid `form` changes, by name within the form; `stored` is the row in the database."""
    fields = {}
    for name in form.changed_data:
        bound = form[name]
        cleaned = form.cleaned_data.get(name)
        entry: Payload = {
            "label": capfirst(str(bound.label)),
            "old": text_of(stored, name) if stored else UNKNOWN,
            "new": text_of(form.instance, name, cleaned),
            "before": stored_strings(bound),
            "posted": posted_strings(bound, bound.value()),
        }
        if isinstance(cleaned, UploadedFile | PendingFile):
            entry |= {"new": cleaned.name, "file": stored_upload(cleaned)}
        elif cleaned is False and isinstance(form.fields[name].widget, CheckboxInput) is False and hasattr(bound.initial, "url"):
            entry |= {"new": UNKNOWN, "clear": True}
        fields[name] = entry
    return fields


def stored_upload(upload: UploadedFile[bytes] | PendingFile) -> Payload:
    """Store an upload privately under its SHA-256 and return its name, type and hash."""
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    digest = hashlib.sha256(content).hexdigest()
    path = f"proposed/{digest}{PurePath(upload.name or '').suffix.lower()[:8]}"
    storage = private_storage()
    if not storage.exists(path):
        storage.save(path, ContentFile(content))
    if isinstance(upload, PendingFile):
        upload.pending.delete()
    return {"path": path, "name": upload.name, "type": upload.content_type, "sha256": digest}


def files_in(payload: Payload) -> set[str]:
    """Return the paths of the files that wait in a payload."""
    groups = [payload["fields"], *(part["fields"] for part in payload["parts"])]
    return {entry["file"]["path"] for fields in groups for entry in fields.values() if "file" in entry}


def changed_parts(formset: InlineFormSet) -> Iterator[Payload]:
    """Yield one entry for each row that a bound and valid inline adds, changes or deletes."""
    kind = capfirst(str(formset.model._meta.verbose_name))  # type: ignore[union-attr]  # an inline has a model
    for form in formset.forms:
        stored = form.instance.as_stored()
        if form in formset.deleted_forms:
            if stored:
                yield {
                    "prefix": formset.prefix,
                    "kind": kind,
                    "action": "delete",
                    "id": stored.pk,
                    "name": str(stored),
                    "fields": {},
                }
        elif form.has_changed():
            fields = changed_fields(form, stored)
            yield {
                "prefix": formset.prefix,
                "kind": kind,
                "action": "change" if stored else "add",
                "id": stored.pk if stored else None,
                "name": str(stored) if stored else "",
                "fields": fields,
            }


def payload_of(form: ModelForm[Any], formsets: Iterable[InlineFormSet], stored: Model | None) -> Payload:  # Any: of all models
    """Return the payload of what a valid form and its inlines change."""
    parts = [part for formset in formsets for part in changed_parts(formset)]
    return {"fields": changed_fields(form, stored), "parts": parts}


def form_strings(form: BaseForm) -> dict[str, list[str]]:
    """Return what a browser posts if nothing is changed in the unbound `form`."""
    return {field.html_name: stored_strings(field) for field in form}


class FormData:
    """The data and files to post the present form of a record with the proposed values in `payload`."""

    def __init__(self, payload: Payload, form: BaseForm, formsets: Iterable[InlineFormSet]) -> None:
        self.data = form_strings(form)
        self.files: dict[str, UploadedFile[bytes]] = {}
        self.apply(payload["fields"], "")
        for formset in formsets:
            self.add_rows(formset, [part for part in payload["parts"] if part["prefix"] == formset.prefix])

    def apply(self, fields: Payload, prefix: str) -> None:
        """Replace the values of `fields`, whose names in the form begin with `prefix`."""
        for name, entry in fields.items():
            self.data[f"{prefix}{name}"] = entry["posted"]
            if "file" in entry:
                stored = entry["file"]
                with private_storage().open(stored["path"]) as file:
                    self.files[f"{prefix}{name}"] = SimpleUploadedFile(stored["name"], file.read(), stored["type"])
            if entry.get("clear"):
                self.data[f"{prefix}{name}-clear"] = ["on"]

    def add_rows(self, formset: InlineFormSet, parts: list[Payload]) -> None:
        """Add the rows of an inline: those that are stored with their changes, then the new ones."""
        by_id = {part["id"]: part for part in parts if part["id"] is not None}
        for form in formset.initial_forms:
            self.data |= form_strings(form)
            part = by_id.get(form.instance.pk)
            if part and part["action"] == "delete":
                self.data[f"{form.prefix}-DELETE"] = ["on"]
            elif part:
                self.apply(part["fields"], f"{form.prefix}-")
        number = initial = len(formset.initial_forms)
        for part in parts:
            if part["action"] == "add":
                prefix = formset.add_prefix(number)
                empty = formset.empty_form
                self.data |= {name.replace(empty.prefix or "", prefix): values for name, values in form_strings(empty).items()}
                self.apply(part["fields"], f"{prefix}-")
                number += 1
        self.data |= {f"{formset.prefix}-TOTAL_FORMS": [str(number)], f"{formset.prefix}-INITIAL_FORMS": [str(initial)]}
