"""Start and end of terms and councils: actions that write many rows together."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from core.records.changes import note_linked
from core.records.models import Dated
from councils.models import Council, Mandate, Term
from councils.models.open_rows import refuse_open_rows, rows_below


@transaction.atomic
def open_term(*, council: Council, ordinal: int, label: str, start: date, seats: int, elected_on: date | None = None) -> Term:
    """Create and return the term of `council` whose first session is on the day `start`.

    Raises ValidationError if the previous term is still open or the days of two terms overlap.
    """
    term = Term(council=council, ordinal=ordinal, label=label, start=start, seats=seats, elected_on=elected_on)
    term.full_clean()
    term.save()
    return term


@transaction.atomic
def close_term(*, term: Term, end: date, reason: Mandate.EndReason = Mandate.EndReason.TERM_ENDED) -> Term:
    """End `term` and its open mandates, memberships and groups on the day `end`, and return the term.

    `end` is the first day on which they are no longer valid. Mandates end for `reason`. Raises ValidationError if the
    term is already closed, or if one of these rows began on that day or later.
    """
    term = Term.objects.select_for_update().get(pk=term.pk)
    if term.end is not None:
        raise ValidationError("Nhiệm kỳ này đã kết thúc.")
    for rows in rows_below(term):
        for row in rows.filter(end__isnull=True):
            if isinstance(row, Mandate):
                row.end_reason = reason
            save_end(row, end)
    save_end(term, end)
    refuse_open_rows(term)
    return term


@transaction.atomic
def end_council(*, council: Council, end: date, successors: Iterable[Council] = ()) -> Council:
    """End `council` with its open term, bodies and subordinations on the day `end`, and return the council.

    Subordinations end on both sides: to its superior, and of the councils below it. `successors` are added to the
    council. Raises ValidationError if it has already ended, or if one of these rows began on that day or later.
    """
    council = Council.objects.select_for_update().get(pk=council.pk)
    if council.end is not None:
        raise ValidationError("HĐND này đã chấm dứt hoạt động.")
    for rows in rows_below(council):
        for row in rows.filter(end__isnull=True):
            if isinstance(row, Term):
                close_term(term=row, end=end, reason=Mandate.EndReason.COUNCIL_ENDED)
            else:
                save_end(row, end)
    save_end(council, end)
    refuse_open_rows(council)
    successors = list(successors)
    council.successors.add(*successors)
    for successor in successors:
        note_linked(successor, f"kế tục {council}")
    return council


def save_end(row: Dated, end: date) -> None:
    """Store `end` on one Dated row. Raises ValidationError with the name of the row before each message.

    Rows are saved one by one, not by `update()`, so that each is validated and gets a history row.
    """
    row.end = end
    try:
        row.full_clean()
    except ValidationError as error:
        raise ValidationError([f"{row}: {message}" for message in error.messages]) from error
    row.save()
