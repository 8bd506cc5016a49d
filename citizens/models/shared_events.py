"""Events that two councils have recorded independently."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from core.records.choices import Life
from core.records.constraints import check
from core.records.models import Record
from core.records.querysets import RecordT
from councils.models import Council
from councils.querysets import CouncilQuerySet

SAME_COUNCIL = "Bản ghi được chọn cũng của HĐND này; chỉ ghi bản của HĐND khác. Nếu một cuộc đã ghi hai lần, hãy xóa một bản."


class SharedEventQuerySet(CouncilQuerySet[RecordT]):
    """Events that another council may have recorded too."""

    def counted(self) -> Self:
        """The rows that figures of any period count."""
        raise NotImplementedError  # each model has its own condition for "it took place"

    def planned_from(self, day: date) -> Self:
        """Events to come from `day` on, the next first."""
        return self.filter(life=Life.PLANNED, held_on__gte=day).order_by("held_on", "id")

    def without_duplicates(self, councils: Iterable[Council], *other_groups: Iterable[Council]) -> Self:
        """Exclude the rows whose `same_as` is a counted row of another of `councils`.

        The report of one council still counts its row; a report of both councils counts the event once. Two rows of one
        council are two events. With `other_groups` an event is counted once in each group of councils.
        """
        if not other_groups:
            return self.filter(~Exists(self._originals(councils)))
        is_duplicate = Q()
        for group in (councils, *other_groups):
            is_duplicate |= Q(Q(council__in=group), Exists(self._originals(group)))
        return self.exclude(is_duplicate)

    def _originals(self, councils: Iterable[Council]) -> QuerySet[RecordT]:
        """The counted rows of `councils` to which the row of the outer query refers, but not those of its own council."""
        manager = self.model._default_manager
        originals: QuerySet[RecordT] = manager.of(councils).counted().filter(pk=OuterRef("same_as"))  # type: ignore[attr-defined]  # it is made from this class
        return originals.exclude(council=OuterRef("council"))


class SharedEvent(Record):
    """An event that another council may have recorded too; `same_as` then refers to the original row.

    `matching_field` is the field in which both rows must be equal.
    """

    matching_field = "held_on"

    same_as = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="duplicates",
        verbose_name="cùng một cuộc với",
        help_text="Bản ghi của HĐND khác về cùng một cuộc; báo cáo gộp chỉ tính một lần.",
    )

    class Meta:
        abstract = True
        constraints = [
            check(
                Q(same_as__isnull=True) | ~Q(same_as=F("id")),
                name="%(app_label)s_%(class)s_not_same_as_itself",
                message="Không thể trùng với chính nó.",
                beside="same_as",
            )
        ]

    def clean(self):
        super().clean()
        original = self.same_as
        if original is None or original.pk == self.pk:
            return
        if original.get_council() == self.get_council():
            raise ValidationError({"same_as": SAME_COUNCIL})
        if original.same_as_id is not None:
            raise ValidationError({"same_as": "Bản ghi được chọn lại trùng với một bản ghi khác; hãy chọn bản ghi gốc."})
        if self.pk and self.duplicates.exists():
            raise ValidationError({"same_as": "Đã có bản ghi khác trùng với bản ghi này, nên bản ghi này phải là bản gốc."})
        if getattr(original, self.matching_field) != getattr(self, self.matching_field):
            field_name = self._meta.get_field(self.matching_field).verbose_name
            raise ValidationError({"same_as": f"Hai bản ghi của cùng một cuộc phải có cùng {field_name}."})
