"""One event that two councils have each recorded."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from core.records.constraints import check
from core.records.models import Record
from councils.querysets import CouncilQuerySet


class SharedEventQuerySet(CouncilQuerySet):
    """Events, some of which another council has recorded too."""

    def counted(self):
        """The rows that count in figures, of any period."""
        raise NotImplementedError  # each kind has its own word for "it took place"

    def without_duplicates(self, councils):
        """Leave out the rows that repeat a counted row of one of `councils` (see `same_as`).

        A council's own report keeps its row, a report over both counts the event once.
        """
        originals = self.model._default_manager.of(councils).counted().filter(pk=OuterRef("same_as"))
        return self.filter(~Exists(originals))


class SharedEvent(Record):
    """An event that may be the same as one that another council has recorded."""

    same_on = "held_on"

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
        if original.same_as_id is not None:
            raise ValidationError({"same_as": "Bản ghi được chọn lại trùng với một bản ghi khác; hãy chọn bản ghi gốc."})
        if self.pk and self.duplicates.exists():
            raise ValidationError({"same_as": "Đã có bản ghi khác trùng với bản ghi này, nên bản ghi này phải là bản gốc."})
        if getattr(original, self.same_on) != getattr(self, self.same_on):
            word = self._meta.get_field(self.same_on).verbose_name
            raise ValidationError({"same_as": f"Hai bản ghi của cùng một cuộc phải có cùng {word}."})
