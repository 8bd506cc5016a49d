"""What writes several rows of this room together: all of them or none."""

from django.core.exceptions import ValidationError
from django.db import transaction

from councils.models import Mandate
from resolutions.models import PersonnelDecision, Register

END_REASONS = {
    PersonnelDecision.Effect.RELIEVES: Mandate.EndReason.RELIEVED,
    PersonnelDecision.Effect.DISMISSES: Mandate.EndReason.DISMISSED,
}


@transaction.atomic
def take_number(*, register, year, document):
    """Give `document` the next number of the register's series of `year` and store it.

    The register's row stays locked until the end of the transaction, so that two takers never read the same
    highest number; SQLite locks the whole database instead (IMMEDIATE). Raises ValidationError where the document
    has a number already or breaks a rule; nothing is stored then.
    """
    if document.number is not None:
        raise ValidationError({"number": "Văn bản này đã có số."})
    register = Register.objects.select_for_update().get(pk=register.pk)
    document.register = register
    document.year = year
    document.number = register.highest_number(year) + 1
    document.suffix = ""
    document.symbol = register.symbol_of(document.number, year)
    document.full_clean()
    document.save()
    return document


@transaction.atomic
def decide(*, target, effect, effective_on, resolution=None, document=None, authority="", reason="", vote=None):
    """Record a decision on `target`, a mandate, membership or office, and the dates that it gives to it.

    An election or appointment begins the target on `effective_on` (a new one is stored), a relief or dismissal
    ends it; a confirmation, a suspension and its lifting leave the dates alone. Raises ValidationError.
    """
    if effect in PersonnelDecision.BEGINNINGS:
        target.start = effective_on
    elif effect in PersonnelDecision.ENDINGS:
        target.end = effective_on
        if isinstance(target, Mandate):
            target.end_reason = END_REASONS[effect]
    target.full_clean()
    target.save()
    decision = PersonnelDecision(
        **{target._meta.model_name: target},
        effect=effect,
        effective_on=effective_on,
        resolution=resolution,
        document=document,
        authority=authority,
        reason=reason,
        vote=vote,
    )
    decision.full_clean()
    decision.save()
    return decision
