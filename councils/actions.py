"""Start and end of terms and councils: actions that write many rows together."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from core.records.models import Dated
from councils.models import Body, Council, Mandate, Membership, Subordination, Term


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
    term.end = end
    term.full_clean()
    term.save()
    for row in (
        *Membership.objects.filter(mandate__term=term, end__isnull=True),
        *Body.objects.filter(term=term, end__isnull=True),
    ):
        save_end(row, end)
    for mandate in Mandate.objects.filter(term=term, end__isnull=True):
        mandate.end_reason = reason
        save_end(mandate, end)
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
    for term in Term.objects.filter(council=council, end__isnull=True):
        close_term(term=term, end=end, reason=Mandate.EndReason.COUNCIL_ENDED)
    for row in (
        *Body.objects.filter(council=council, end__isnull=True),
        *Subordination.objects.filter(Q(council=council) | Q(parent=council), end__isnull=True),
        council,
    ):
        save_end(row, end)
    council.successors.add(*successors)
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
