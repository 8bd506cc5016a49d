"""Vocabularies: the labels by which a Council classifies its records."""

from django.db import models

from core.models import Keyed
from core.records.constraints import unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.slugs import Slugged
from councils.models.council import Council
from councils.querysets import CouncilQuerySet


class Vocabulary(Slugged, Keyed):
    """A label that a Council defines for itself; a label that is no longer used is deactivated, never deleted."""

    KEY_FIELD = SLUG_FIELD = "key"
    SLUG_SOURCE = "label"

    council = models.ForeignKey(Council, models.CASCADE, verbose_name="HĐND")
    key = models.SlugField(
        "mã",
        max_length=40,
        blank=True,
        db_index=False,
        help_text="Chữ không dấu, nối bằng gạch ngang; để trống thì lấy từ tên. Khi đổi, mã cũ vẫn được hiểu.",
    )
    label = models.CharField("tên", max_length=120)
    label_key = NormalFormField("label", verbose_name="khóa của tên")
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
            ),
            unique(
                "council",
                "label_key",
                name="%(app_label)s_%(class)s_label",
                message="Tên này đã có trong danh mục.",
                beside="label",
            ),
        ]

    def __str__(self):
        return self.label


class Field(Vocabulary):
    """A field of public affairs by which a Council sorts petitions, topics and targets."""

    CSV_TABLE = "fields"

    history = history(excluded_fields=["label_key"], is_late=True)

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "lĩnh vực"
