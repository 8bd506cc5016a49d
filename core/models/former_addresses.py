"""Addresses at which a record was public before; they lead on to its present address."""

from django.db import models
from django.utils import timezone

from core.models.querysets import CouncilIdQuerySet
from core.records.constraints import unique


class FormerAddress(models.Model):
    """An address at which a record was really public once, or a key by which files named it.

    `path` is the path of a page ("/nghi-quyet/…/"), or "csv:<table>:<key>" for a key of imported files. `kind` is the
    label of the model in lower case ("resolutions.resolution"). A live record at the path wins.
    """

    path = models.CharField("đường dẫn", max_length=300)
    kind = models.CharField("loại bản ghi", max_length=60)
    object_id = models.BigIntegerField("mã bản ghi")
    council_id = models.BigIntegerField("mã HĐND", null=True, blank=True, db_index=True)
    since = models.DateTimeField("từ lúc", default=timezone.now)

    objects = CouncilIdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "địa chỉ cũ"
        ordering = ["-since", "-id"]
        constraints = [
            unique("path", "kind", "object_id", name="core_former_address", message="Địa chỉ cũ này đã ghi."),
        ]

    def __str__(self) -> str:
        return self.path
