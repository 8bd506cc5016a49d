"""Slugs that a record makes of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from django.db.models import QuerySet

from core.records.keys import normal_form_field
from core.records.models import Record
from core.vietnamese.normal_form import normal_form
from core.vietnamese.text import slugify

MAX_ENDING = 6  # characters of the number behind a slug that another record has


class Slugged(Record):
    """A record that gets a free slug from its name if none is typed: two names may have one slug, such as Thành and Thanh.

    `SLUG_SOURCE` is the field of the name, `SLUG_SCOPE` the fields within whose values the slug is unique.
    `is_name_unique`: records of one name in the scope are the same record.
    """

    SLUG_FIELD: ClassVar[str] = "slug"
    SLUG_SOURCE: ClassVar[str] = "name"
    SLUG_SCOPE: ClassVar[tuple[str, ...]] = ("council",)
    is_name_unique: ClassVar[bool] = True

    class Meta:
        abstract = True

    def normalise(self) -> None:
        """Fill a blank slug too."""
        super().normalise()
        if not getattr(self, self.SLUG_FIELD) and self.slug_text():
            setattr(self, self.SLUG_FIELD, self.free_slug())

    def name_columns(self) -> set[str]:
        """Return the column of the slug's source too."""
        return super().name_columns() | {self.SLUG_SOURCE}

    def slug_text(self) -> str:
        """Return the text of which the slug is made."""
        return str(getattr(self, self.SLUG_SOURCE) or "")

    def slug_rows(self) -> QuerySet[Self]:
        """Return the stored records among which the slug must be free."""
        scope = {name: getattr(self, type(self)._meta.get_field(name).attname) for name in self.SLUG_SCOPE}  # type: ignore[union-attr]  # no relation back
        rows: QuerySet[Self] = type(self)._default_manager.filter(**scope).exclude(pk=self.pk).order_by("pk")
        return rows

    def free_slug(self) -> str:
        """Return a slug made of the name; a number follows if another record already has that slug."""
        length = self._meta.get_field(self.SLUG_FIELD).max_length or 50  # type: ignore[union-attr]  # no relation back
        base = slugify(self.slug_text())[:length].rstrip("-") or slugify(str(self._meta.verbose_name))
        begins = {f"{self.SLUG_FIELD}__startswith": base[: length - MAX_ENDING]}
        taken = set(self.slug_rows().filter(**begins).values_list(self.SLUG_FIELD, flat=True))
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base[: length - len(str(number)) - 1].rstrip('-')}-{number}"
        return slug

    def same_named(self) -> Sequence[Self]:
        """Return the stored records that a CSV row with this name and without a slug may mean, the likeliest first."""
        key = normal_form_field(type(self), self.SLUG_SOURCE)
        return list(self.slug_rows().filter(**{key.name: normal_form(self.slug_text())})[:2]) if key else []
