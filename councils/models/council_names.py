"""The names that a Council had one after the other."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from core.records.constraints import unique
from core.records.history import history
from core.records.models import Dated
from councils.models.council import Council
from councils.models.naming import Named
from councils.querysets import CouncilQuerySet, overlaps


class CouncilName(Named, Dated):
    """The name, the kind of unit and the place of a Council for some time; the one without end is the Council's own.

    A district that becomes a town within a term stays one Council: its documents of 2018 have the name of 2018.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="names", verbose_name="HĐND")
    name = models.CharField("tên", max_length=150, help_text='Tên đầy đủ của thời gian ấy, ví dụ "HĐND huyện Hoài Nhơn".')
    unit_kind = models.CharField("loại đơn vị", max_length=14, choices=Council.UnitKind)
    place_name = models.CharField("địa danh", max_length=80, blank=True)

    objects = CouncilQuerySet.as_manager()
    history = history()

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "tên của HĐND"
        ordering = ["council", "start"]
        constraints = [
            *Dated.Meta.constraints,
            unique(
                "council",
                name="councils_council_name_one_open",
                message="Tên trước chưa có ngày thôi.",
                when=Q(end__isnull=True),
                beside="end",
            ),
            unique("council", "start", name="councils_council_name_start", message="Đã có tên từ ngày này."),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError where another name of the Council is in force on one of the days."""
        super().clean()
        if self.council_id and overlaps(self, CouncilName.objects.filter(council=self.council_id).exclude(start=self.start)):
            raise ValidationError({"start": "Thời gian trùng với một tên đã ghi."})

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's method
        """Save the name; the one without end becomes that of the Council too."""
        super().save(*args, **kwargs)
        council = Council.objects.get(pk=self.council_id)
        if self.end is None and not council.is_named_as(self):
            council.take_name_of(self)
            council.save()
