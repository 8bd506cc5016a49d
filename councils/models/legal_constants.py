"""Measures that the law sets, with their basis: sizes, deadlines and thresholds change with the law, not with the program."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from core.records.constraints import check, unique
from core.records.history import history
from core.records.models import Dated
from councils.models.council import Council
from councils.querysets import CouncilQuerySet

MIN_DELEGATES, MAX_DELEGATES = "delegates.min", "delegates.max"
NORMATIVE_EFFECT_DAYS, PUBLICATION_DAYS = "normative.effect-days", "publication.days"


class LegalConstant(Dated):
    """A number that the law sets for a Council, a kind of unit, a level or all, with its legal basis.

    The migrations bring what a text confirms: sizes by Luật 77/2015/QH13 (from 01/01/2016), as amended by Luật 47/2019/QH14
    (from the election of 23/05/2021), and by Luật 72/2025/QH15, Điều 30 (from 16/06/2025); ten days before a normative
    resolution takes effect by Luật 64/2025/QH15, Điều 53 (from 01/04/2025). A basis that was not compared with the text of
    the law says so. Values are numbers of delegates or of calendar days.
    """

    class Key(models.TextChoices):
        MIN_DELEGATES = MIN_DELEGATES, "số đại biểu ít nhất"
        MAX_DELEGATES = MAX_DELEGATES, "số đại biểu nhiều nhất"
        NORMATIVE_EFFECT_DAYS = NORMATIVE_EFFECT_DAYS, "số ngày từ khi thông qua đến khi nghị quyết QPPL có hiệu lực"
        PUBLICATION_DAYS = PUBLICATION_DAYS, "số ngày phải công khai văn bản sau khi ký"

    key = models.CharField("mức", max_length=60, choices=Key)
    council = models.ForeignKey(
        Council,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="legal_constants",
        verbose_name="riêng HĐND",
        help_text="Để trống nếu mức áp dụng cho nhiều HĐND.",
    )
    unit_kind = models.CharField("loại đơn vị", max_length=14, choices=Council.UnitKind, blank=True)
    level = models.CharField("cấp", max_length=8, choices=Council.Level, blank=True)
    value = models.PositiveIntegerField("giá trị")
    basis = models.CharField("căn cứ", max_length=200, help_text='Ví dụ "Luật 72/2025/QH15, Điều 30".')

    objects = CouncilQuerySet.as_manager()
    history = history(is_late=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "mức quy định"
        ordering = ["key", "level", "unit_kind", "-start", "id"]
        constraints = [
            *Dated.Meta.constraints,
            unique(
                *("key", "level", "unit_kind", "start"),
                name="councils_legal_constant_general",
                message="Mức này đã ghi từ ngày ấy.",
                when=Q(council__isnull=True),
            ),
            unique(
                *("key", "council", "start"),
                name="councils_legal_constant_own",
                message="Mức này đã ghi từ ngày ấy.",
                when=Q(council__isnull=False),
            ),
            check(~Q(basis=""), name="councils_legal_constant_basis", message="Phải ghi căn cứ.", beside="basis"),
        ]

    def __str__(self):
        return f"{self.get_key_display()}: {self.value}"

    @property
    def precision(self) -> int:
        """How narrow the measure is: 3 for one council, 2 for a kind of unit, 1 for a level, 0 for all."""
        return 3 if self.council_id else 2 if self.unit_kind else 1 if self.level else 0

    @classmethod
    def narrowest(cls, measures: Iterable[Self], key: str, council: Council, day: date) -> Self | None:
        """Of `measures` the narrowest one `key` on `day`: that of `council`, of its kind of unit, of its level, or of all."""
        applicable = [row for row in measures if row.key == key and row.is_in_force_on(day) and row.applies_to(council)]
        return max(applicable, key=lambda row: row.precision, default=None)

    def applies_to(self, council: Council) -> bool:
        """Whether the measure is about `council`, whatever the day."""
        return (
            self.council_id in (None, council.pk)
            and self.unit_kind in ("", council.unit_kind)
            and self.level in ("", council.level)
        )
