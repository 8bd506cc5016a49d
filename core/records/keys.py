"""Stored normal forms of names, places and titles: by them constraints and CSV tables recognise a record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model, Q

from core.vietnamese.normal_form import COPY_MARK, KEY_LENGTH, normal_form
from core.vietnamese.search_query import search_key_of
from core.vietnamese.text import fold

BATCH = 500  # rows that a migration writes in one statement


class NormalFormField(models.CharField):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """The normal form of the text field `source` of the same record; it is computed whenever the record is stored.

    A row that was stored before its constraint and has the same normal form as another one carries COPY_MARK and its
    primary key behind the normal form, until its text changes. In migrations it is a plain CharField, without a source.
    """

    def __init__(self, source: str = "", **options: Any) -> None:  # Any: the arguments of Django's class
        self.source = source
        fixed: dict[str, Any] = {"max_length": KEY_LENGTH, "editable": False, "blank": True, "default": ""}  # Any: as above
        super().__init__(**fixed | options)

    def deconstruct(self) -> Any:  # Any: as in Django's method
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def normal_form_of(self, record: Model) -> str:
        """Return the normal form of the source; the stored value if this is a marked copy of it."""
        form = normal_form(getattr(record, self.source) or "")
        stored: str = getattr(record, self.attname) or ""
        return stored if stored.partition(COPY_MARK)[0] == form else form

    def pre_save(self, model_instance: Model, add: bool) -> str:
        """Return the normal form, also for rows that are stored without `save()`."""
        value = self.normal_form_of(model_instance)
        setattr(model_instance, self.attname, value)
        return value


class RecordExists(ValidationError):
    """A unique constraint over a normal form is broken; `record` is the one that exists already.

    `rule` is the message of the constraint, `noun` and `name` name the record.
    """

    def __init__(self, rule: str, record: Model, code: str | None = None) -> None:
        key = getattr(record, getattr(record, "KEY_FIELD", "slug"), "")
        self.rule, self.record, self.noun = rule, record, str(record._meta.verbose_name)
        self.name = f"“{record}” (mã {key})" if key else f"“{record}”"
        super().__init__(f"{rule} Đã có {self.noun} {self.name}.", code=code)


def normal_form_fields(model: type[Model]) -> Iterator[NormalFormField]:
    """Yield the fields of `model` that hold a normal form."""
    for field in model._meta.concrete_fields:
        if isinstance(field, NormalFormField):
            yield field


def normal_form_field(model: type[Model], source: str) -> NormalFormField | None:
    """Return the field with the normal form of the text field `source`, None if `model` has none."""
    return next((field for field in normal_form_fields(model) if field.source == source), None)


def with_normal_forms(model: type[Model], update_fields: Collection[str]) -> set[str]:
    """Return `update_fields` and the fields with the normal forms of those of them that have one."""
    return {*update_fields, *(field.name for field in normal_form_fields(model) if field.source in update_fields)}


def fill_normal_forms(
    model: type[Model], sources: Mapping[str, str], unique: Iterable[Collection[str]], when: Q | None = None
) -> None:
    """Fill the columns of normal forms of all stored rows, in a migration; nothing is merged or deleted.

    `sources` maps each such column to its text column, `unique` are the columns that each constraint will compare, for the
    rows that match `when` only. Of several rows that are equal then, the oldest keeps the normal form, the others are marked.
    """
    compared = set(model._default_manager.filter(when or Q()).values_list("pk", flat=True)) if when else None
    seen: set[tuple[object, ...]] = set()
    batch: list[Model] = []
    unique = list(unique)
    columns_read = {*sources.values(), *(name for columns in unique for name in columns)}
    for row in model._default_manager.order_by("pk").only(*columns_read).iterator():
        for column, source in sources.items():
            setattr(row, column, normal_form(getattr(row, source) or ""))
        for columns in unique if compared is None or row.pk in compared else ():
            names = [model._meta.get_field(name).attname for name in columns]  # type: ignore[union-attr]  # no relation back
            values = (tuple(columns), *(getattr(row, name) for name in names))
            if values in seen:
                column = next(name for name in columns if name in sources)
                setattr(row, column, f"{getattr(row, column)}{COPY_MARK}{row.pk}")
            seen.add(values)
        batch.append(row)
        if len(batch) == BATCH:
            model._default_manager.bulk_update(batch, list(sources))
            batch = []
    model._default_manager.bulk_update(batch, list(sources))


def fold_search_keys_again(model: type[Model]) -> None:
    """Fold stored search keys once more, in a migration: some letters, such as ƀ, were not folded before."""
    for pk, search_key in model._default_manager.order_by().values_list("pk", "search_key").iterator():
        if not search_key.isascii() and (folded := fold(search_key)) != search_key:
            model._default_manager.filter(pk=pk).update(search_key=folded)


def fill_search_keys(model: type[Model], sources: Sequence[str]) -> None:
    """Compute the search keys of all stored rows again, in a migration, from the columns `sources`."""
    batch: list[Any] = []  # Any: rows of a historical model
    for row in model._default_manager.order_by("pk").only(*sources).iterator():
        batch.append(row)
        row.search_key = search_key_of(" ".join(getattr(row, name) for name in sources))  # type: ignore[attr-defined]  # as above
        if len(batch) == BATCH:
            model._default_manager.bulk_update(batch, ["search_key"])
            batch = []
    model._default_manager.bulk_update(batch, ["search_key"])
