"""What is still open below a term or a council when it ends: its mandates, memberships, bodies and subordinations."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from councils.models.bodies import Body, Membership
from councils.models.council import Council, Subordination, Term
from councils.models.people import Mandate

OPEN_BELOW_TERM = (
    "Còn {rows} chưa thôi từ ngày {end:%d/%m/%Y}. Hãy dùng trang “Kết thúc nhiệm kỳ” của nhiệm kỳ này, "
    "trang ấy ghi ngày thôi cho tất cả; hoặc ghi ngày thôi của từng bản ghi trước."
)
OPEN_BELOW_COUNCIL = (
    "Còn {rows} chưa thôi từ ngày {end:%d/%m/%Y}. Hãy dùng trang “Chấm dứt hoạt động” của HĐND này, "
    "trang ấy ghi ngày thôi cho tất cả; hoặc ghi ngày thôi của từng bản ghi trước."
)


def rows_below(record: Term | Council) -> list[QuerySet[Any]]:  # Any: rows of several models
    """Return the rows that end with `record`, model by model: parts first, then what they are parts of.

    The mandates of a council are below its terms, and the memberships below the mandates.
    """
    if isinstance(record, Term):
        return [
            Membership.objects.filter(mandate__term=record),
            Body.objects.filter(term=record),
            Mandate.objects.filter(term=record),
        ]
    return [
        Term.objects.filter(council=record),
        Body.objects.filter(council=record),
        Subordination.objects.filter(Q(council=record) | Q(parent=record)),
    ]


def refuse_open_rows(record: Term | Council) -> None:
    """Raise ValidationError beside `end` if rows below `record` are still valid on the day on which it ends, or later."""
    end: date | None = record.end
    if end is None or record.pk is None:
        return
    still_valid = Q(end__isnull=True) | Q(end__gt=end)
    counts = [(rows.filter(still_valid).count(), rows.model._meta.verbose_name) for rows in rows_below(record)]
    if texts := [f"{count} {name}" for count, name in counts if count]:
        message = OPEN_BELOW_TERM if isinstance(record, Term) else OPEN_BELOW_COUNCIL
        raise ValidationError({"end": message.format(rows=", ".join(texts), end=end)})
