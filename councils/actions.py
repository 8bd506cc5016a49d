"""Steps in the life of a Council that write many rows together."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from councils.models import Body, Council, Mandate, Membership, Subordination, Term


@transaction.atomic
def open_term(*, council, ordinal, label, start, seats, elected_on=None):
    """The new term of `council` from its first session on the day `start`; the term before it must be closed.

    Raises ValidationError where a term is still open or the days of two terms meet.
    """
    term = Term(council=council, ordinal=ordinal, label=label, start=start, seats=seats, elected_on=elected_on)
    term.full_clean()
    term.save()
    return term


@transaction.atomic
def close_term(*, term, end, reason=Mandate.EndReason.TERM_ENDED):
    """End `term` on the day `end`, the first on which it holds no longer, with all that is still open in it.

    Mandates end for `reason`; their memberships and the term's groups end with them. Raises ValidationError where the
    term is closed already or something in it began on that day or later.
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
        end_row(row, end)
    for mandate in Mandate.objects.filter(term=term, end__isnull=True):
        mandate.end_reason = reason
        end_row(mandate, end)
    return term


@transaction.atomic
def end_council(*, council, end, successors=()):
    """End `council` on the day `end` with its term, bodies, subordinations and those under it; name its successors.

    Raises ValidationError where it has ended already or something of it began on that day or later.
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
        end_row(row, end)
    council.successors.add(*successors)
    return council


def end_row(row, end):
    """Store `end` on a Dated row, one by one: the history and the rules of each are kept."""
    row.end = end
    try:
        row.full_clean()
    except ValidationError as error:
        raise ValidationError([f"{row}: {message}" for message in error.messages]) from error
    row.save()
