"""Abstract models whose address or key may be corrected: the old one is stored and leads on."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from core.models.former_addresses import FormerAddress
from core.records.models import Record


class Addressed(Record):
    """A record with a public page. If a correction changes its address, the address that was public leads on.

    `URL_FIELDS` are the lookups from which `url_from` makes the address.
    """

    URL_FIELDS: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's method
        with transaction.atomic():
            before = self.stored_public_path()
            super().save(*args, **kwargs)
            if before and before != (now := self.get_absolute_url()):
                FormerAddress.objects.about(self).filter(path=now).delete()
                council = self.get_council()
                FormerAddress.objects.add(before, self, council.pk if council else None)

    @classmethod
    def public_rows(cls) -> QuerySet[Self]:
        """Return the records that the public sees now."""
        rows: QuerySet[Self] = cls._default_manager.published()  # type: ignore[attr-defined]  # each Publishable has it
        return rows

    def stored_public_path(self) -> str:
        """Return the address of the record as it is stored, "" if it is not public there now."""
        if self.pk is None:
            return ""
        values = self.public_rows().filter(pk=self.pk).order_by().values_list(*self.URL_FIELDS).first()
        return self.url_from(*values) if values else ""

    @staticmethod
    def url_from(*values: Any) -> str:  # Any: the values of URL_FIELDS
        """Return the public address."""
        raise NotImplementedError("each model has its own addresses")

    def get_absolute_url(self) -> str:
        """Return the public address."""
        raise NotImplementedError("each model has its own addresses")


class Keyed(Record):
    """A record that files and addresses name by a key. The old key stays understood after a change.

    `CSV_TABLE` is the name of its CSV table, `KEY_FIELD` the column of the key.
    """

    CSV_TABLE: ClassVar[str]
    KEY_FIELD: ClassVar[str] = "slug"

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's method
        with transaction.atomic():
            before = self.stored_value(self.KEY_FIELD)
            super().save(*args, **kwargs)
            now = getattr(self, self.KEY_FIELD)
            if before and before != now:
                FormerAddress.objects.about(self).filter(path=key_path(self.CSV_TABLE, now)).delete()
                FormerAddress.objects.add(key_path(self.CSV_TABLE, before), self, getattr(self, "council_id", None))


class CitedKey(Record):
    """A record whose key may not change once other records refer to it; files name it by this key."""

    KEY_FIELD: ClassVar[str] = "slug"

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Raise ValidationError beside the key if it was changed although other records cite it."""
        super().clean()
        stored = self.stored_value(self.KEY_FIELD)
        if stored and stored != getattr(self, self.KEY_FIELD) and (reason := self.key_lock_reason()):
            raise ValidationError({self.KEY_FIELD: f"{reason}; hãy giữ mã cũ."})

    def key_lock_reason(self) -> str:
        """Return why the key may not change, "" if it may."""
        uses = self.uses() if self.pk is not None else []
        return f"Mã này đã được dùng ở {', '.join(uses)} nên không đổi được" if uses else ""

    def uses(self) -> list[str]:
        """Return which records cite this one, in words: "3 cuộc tiếp xúc cử tri"."""
        uses = []
        for relation in self._meta.related_objects:
            rows = relation.related_model._default_manager.filter(**{relation.field.name: self.pk})
            if count := rows.count():
                uses.append(f"{count} {relation.related_model._meta.verbose_name}")
        return uses


def key_path(table: str, key: str) -> str:
    """Return the path under which a former key of a CSV table is stored."""
    return f"csv:{table}:{key}"


def records_of_former_key(model: type[Keyed], key: str, council_id: int | None = None) -> list[Any]:  # Any: of `model`
    """Return the records of `model` that had the key `key` before, at most one for a council that is given."""
    rows = FormerAddress.objects.filter(path=key_path(model.CSV_TABLE, key), kind=model._meta.label_lower)
    if council_id is not None:
        rows = rows.filter(council_id=council_id)
    ids = list(rows.order_by("-since", "-id").values_list("object_id", flat=True))
    records = model._default_manager.in_bulk(ids)
    return [records[pk] for pk in ids if pk in records]
