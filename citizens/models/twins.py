"""One event that two councils have each written down."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from core.records.constraints import check
from core.records.models import Record
from councils.querysets import CouncilRows


class TwinRows(CouncilRows):
    """Rows of events, some of which another council has written down too."""

    def counted(self):
        """The rows that enter a figure of whatever period."""
        raise NotImplementedError  # each kind has its own word for "it took place"

    def once(self, councils):
        """Without the rows whose twin belongs to one of `councils` and is itself counted.

        A council's own report keeps its row, a report over both counts the event once.
        """
        twins = self.model._default_manager.of(councils).counted().filter(pk=OuterRef("same_as"))
        return self.filter(~Exists(twins))


class Twin(Record):
    """An event that may be the same as one which another council has written down."""

    same_on = "held_on"

    same_as = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="twins",
        verbose_name="cùng một cuộc với",
        help_text="Bản ghi của HĐND khác về cùng một cuộc; báo cáo gộp chỉ tính một lần.",
    )

    class Meta:
        abstract = True
        constraints = [
            check(
                Q(same_as__isnull=True) | ~Q(same_as=F("id")),
                name="%(app_label)s_%(class)s_not_its_own_twin",
                message="Không thể trùng với chính nó.",
                beside="same_as",
            )
        ]

    def clean(self):
        super().clean()
        twin = self.same_as
        if twin is None or twin.pk == self.pk:
            return
        if twin.same_as_id is not None:
            raise ValidationError({"same_as": "Bản ghi được chọn lại trùng với một bản ghi khác; hãy chọn bản ghi gốc."})
        if self.pk and self.twins.exists():
            raise ValidationError({"same_as": "Đã có bản ghi khác trùng với bản ghi này, nên bản ghi này phải là bản gốc."})
        if getattr(twin, self.same_on) != getattr(self, self.same_on):
            word = self._meta.get_field(self.same_on).verbose_name
            raise ValidationError({"same_as": f"Hai bản ghi của cùng một cuộc phải có cùng {word}."})
