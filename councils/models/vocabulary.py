"""Vocabularies: the labels by which a Council classifies its records."""

from django.db import models

from core.models import Keyed
from core.records.constraints import unique
from councils.models.council import Council
from councils.querysets import CouncilQuerySet


class Vocabulary(Keyed):
    """A label that a Council defines for itself; a label that is no longer used is deactivated, never deleted."""

    KEY_FIELD = "key"

    council = models.ForeignKey(Council, models.CASCADE, verbose_name="HĐND")
    key = models.SlugField(
        "mã",
        max_length=40,
        db_index=False,
        help_text="Chữ không dấu, nối bằng gạch ngang; khi đổi, mã cũ vẫn được hiểu.",
    )
    label = models.CharField("tên", max_length=120)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_active = models.BooleanField("đang dùng", default=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "label"]
        constraints = [
            unique(
                "council",
                "key",
                name="%(app_label)s_%(class)s_key",
                message="Mã này đã có.",
            )
        ]

    def __str__(self):
        return self.label


class Field(Vocabulary):
    """A field of public affairs by which a Council sorts petitions, topics and targets."""

    CSV_TABLE = "fields"

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "lĩnh vực"
