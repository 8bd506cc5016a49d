"""Addresses at which a record was public before; they lead on to its present address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Model
from django.utils import timezone

from core.models.querysets import CouncilIdQuerySet
from core.records.constraints import unique

MAX_RECORDS = 20  # at one former address


class FormerAddressQuerySet(CouncilIdQuerySet["FormerAddress"]):
    def at(self, paths: Iterable[str]) -> Self:
        """Return the rows with one of these paths, the newest first; PostgreSQL refuses to compare with a NUL character."""
        return self.filter(path__in={path for path in paths if "\x00" not in path}).order_by("-since", "-id")[:MAX_RECORDS]

    def add(self, path: str, record: Model, council_id: int | None) -> None:
        """Store that `path` was an address of `record` until now."""
        self.update_or_create(
            path=path,
            kind=record._meta.label_lower,
            object_id=record.pk,
            defaults={"council_id": council_id, "since": timezone.now()},
        )


class FormerAddress(models.Model):
    """An address at which a record was really public once, or a key by which files named it.

    `path` is the path of a page ("/nghi-quyet/…/"), "csv:<table>:<key>" for a key of imported files, or
    "abbreviation:<text>". `kind` is the label of the model in lower case ("resolutions.resolution"). A live record at the
    path wins.
    """

    path = models.CharField("đường dẫn", max_length=300)
    kind = models.CharField("loại bản ghi", max_length=60)
    object_id = models.BigIntegerField("mã bản ghi")
    council_id = models.BigIntegerField("mã HĐND", null=True, blank=True, db_index=True)
    since = models.DateTimeField("từ lúc", default=timezone.now)

    objects = FormerAddressQuerySet.as_manager()  # type: ignore[django-manager-missing]  # its base names every model

    class Meta:
        verbose_name = verbose_name_plural = "địa chỉ cũ"
        ordering = ["-since", "-id"]
        constraints = [
            unique("path", "kind", "object_id", name="core_former_address", message="Địa chỉ cũ này đã ghi."),
        ]

    def __str__(self) -> str:
        return self.path
