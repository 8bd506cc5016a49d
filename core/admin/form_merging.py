"""Three-way merging of a posted form: what it was opened with, what is stored now, and what the user posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.forms import BaseForm, BoundField, CheckboxInput, Field, FileField, ModelMultipleChoiceField, SelectMultiple
from django.http import HttpRequest
from django.utils.text import capfirst

from core.admin.files import PENDING_SUFFIX
from core.admin.form_conflicts import THEIRS, Change, Conflict, author_of, choice_of
from core.admin.form_texts import is_same, text_of_strings
from core.admin.form_versions import FormVersion, Strings, Values, digest_of, opened_strings, versioned_fields
from core.admin.proposed_values import text_of
from core.vietnamese.text import clean_text

LOCKED_NOW = "Bỏ phần đã gõ: mục này bạn không sửa được nữa"
NEW_FILE = "tệp mới: {}"


@dataclass(frozen=True)
class Place:
    """One field of a posted form: its field in the present form of `record`, its name in the request, its label.

    `before` is what the form was opened with, None if that is unknown.
    """

    bound: BoundField
    record: Model
    html_name: str
    key: str
    label: str
    before: Strings | None

    @property
    def field(self) -> Field:
        """The form field."""
        return self.bound.field

    @property
    def stored(self) -> Strings:
        """What the record has now."""
        return opened_strings(self.bound)


class Posted:
    """The data and the files of a request, as a copy that is merged."""

    def __init__(self, request: HttpRequest) -> None:
        self.data, self.files = request.POST.copy(), request.FILES.copy()

    def strings(self, place: Place) -> Strings:
        """Return what the user posts for a field; of a new file a text that is no name of a stored one."""
        if not isinstance(place.field, FileField):
            return self.data.getlist(place.html_name)
        value = place.field.widget.value_from_datadict(self.data, self.files, place.html_name)
        if value is None or value == "":
            return place.stored if place.before is None else place.before
        if value is False:
            return []
        return [NEW_FILE.format(getattr(value, "name", ""))]

    def take(self, place: Place, strings: Strings) -> None:
        """Put `strings` in place of what the user posts; for a file that is no file, because the stored one stays."""
        name = place.html_name
        if isinstance(place.field, FileField):
            self.files.pop(name, None)
            for ending in ("-clear", PENDING_SUFFIX, f"{PENDING_SUFFIX}-remove"):
                self.data.pop(f"{name}{ending}", None)
        elif strings or not isinstance(place.field.widget, CheckboxInput | SelectMultiple):
            self.data.setlist(name, strings or [""])
        else:
            self.data.pop(name, None)

    def has(self, place: Place) -> bool:
        """Return whether the request says anything about a field; a box that is not ticked says nothing."""
        is_silent = isinstance(place.field.widget, CheckboxInput) or isinstance(place.field, ModelMultipleChoiceField)
        return is_silent or isinstance(place.field, FileField) or place.html_name in self.data


class FieldMerge:
    """The merging of the fields of a record and of its rows.

    Afterwards `posted` has what is to be saved, `conflicts` what the user has to choose, `taken` what others changed.
    """

    def __init__(self, posted: Posted, version: FormVersion) -> None:
        self.posted, self.version = posted, version
        self.conflicts: list[Conflict] = []
        self.taken: list[Change] = []

    def merge_fields(self, places: Mapping[str, Place]) -> Values:
        """Merge the fields of one form and return the values from which the form counts as opened from now on."""
        values = {name: self.merge_field(place) for name, place in places.items()}
        return {name: strings for name, strings in values.items() if strings is not None}

    def merge_field(self, place: Place) -> Strings | None:
        """Merge one field and return the value with which the form counts as opened, None if that stays unknown."""
        stored, before, field = place.stored, place.before, place.field
        if before is None and self.version.is_trusted and not self.posted.has(place):
            self.posted.take(place, stored)
            return stored
        mine = self.posted.strings(place)
        if before is not None and is_same(field, mine, before):
            if not is_same(field, before, stored):
                self.taken.append(Change(place.label, author_of(place.record, place.bound.name)))
                self.posted.take(place, stored)
            return stored
        if (before is not None and is_same(field, stored, before)) or is_same(field, mine, stored):
            return stored
        digest = digest_of(stored)
        choice = choice_of(self.posted.data, place.key, digest)
        if choice == THEIRS:
            self.posted.take(place, stored)
        if choice:
            return stored
        self.conflicts.append(field_conflict(place, mine, digest))
        return before

    def merge_locked(self, form: BaseForm, record: Model) -> Values:
        """Ask about typed values of fields that are not in the form any more, and return what they were opened with."""
        unresolved: Values = {}
        for name, before in self.version.fields.items():
            typed = self.posted.data.getlist(name)
            if name in form.fields or not typed or [clean_text(text) for text in typed] == [clean_text(text) for text in before]:
                continue
            digest = digest_of(text_of(record, name))
            if choice_of(self.posted.data, name, digest):
                continue
            unresolved[name] = before
            self.conflicts.append(
                Conflict(
                    key=name,
                    label=field_label(record, name),
                    before="; ".join(before),
                    theirs=text_of(record, name),
                    mine="; ".join(typed),
                    digest=digest,
                    author=author_of(record, name),
                    is_possible=False,
                    theirs_label=LOCKED_NOW,
                    posted=tuple((name, text) for text in typed),
                )
            )
        return unresolved


def field_label(record: Model, name: str) -> str:
    """Return the label of a model field, the name itself for another one."""
    names = {field.name: str(getattr(field, "verbose_name", name)) for field in record._meta.get_fields()}
    return capfirst(names.get(name, name))


def field_conflict(place: Place, mine: Strings, digest: str) -> Conflict:
    """Return the conflict of one field."""
    return Conflict(
        key=place.key,
        label=place.label,
        before=None if place.before is None else text_of_strings(place.field, place.before),
        theirs=text_of_strings(place.field, place.stored),
        mine=text_of_strings(place.field, mine),
        digest=digest,
        author=author_of(place.record, place.bound.name),
    )


def record_places(form: BaseForm, record: Model, version: FormVersion) -> dict[str, Place]:
    """Return the fields of the form of a record."""
    return {
        bound.name: Place(bound, record, bound.html_name, bound.name, capfirst(str(bound.label)), version.fields.get(bound.name))
        for bound in versioned_fields(form)
    }
