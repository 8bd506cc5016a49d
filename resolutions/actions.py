"""Changes to documents and personnel that write several rows: all of them or none."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from councils.models import Mandate, Membership, Office
from resolutions.models import DelegateVote, IssuedDocument, PersonnelDecision, Register, Resolution, Vote
from resolutions.models.numbered import NumberedDocument
from resolutions.models.personnel import TARGETS

DocumentT = TypeVar("DocumentT", bound=NumberedDocument)


@transaction.atomic
def take_number(*, register: Register, year: int, document: DocumentT) -> DocumentT:
    """Give `document` the next number of the register in `year`, save it and return it.

    The row of the register is locked until the end of the transaction, so that two callers never get the same number;
    SQLite locks the whole database instead (IMMEDIATE). Raises ValidationError if the document already has a number or
    is not valid; nothing is saved then.
    """
    if document.number is not None:
        raise ValidationError({"number": "Văn bản này đã có số."})
    register.lock()
    document.register = register
    document.year = year
    document.number = register.highest_number(year) + 1
    document.suffix = ""
    document.symbol = register.symbol_of(document.number, year)
    document.full_clean()
    document.save()
    return document


def lock_target(target: Mandate | Membership | Office) -> None:
    """Lock the stored row of `target` until the end of the transaction, and load its present values.

    Raises ValidationError if it is gone.
    """
    rows: Any = type(target)._default_manager.select_for_update()  # Any: the QuerySet of any of the three models
    try:
        target.refresh_from_db(from_queryset=rows)
    except type(target).DoesNotExist as error:
        raise ValidationError("Đối tượng của quyết định vừa bị xóa; hãy chọn lại.") from error


@transaction.atomic
def record_personnel_decision(
    *,
    target: Mandate | Membership | Office,
    effect: PersonnelDecision.Effect,
    effective_on: date,
    resolution: Resolution | None = None,
    document: IssuedDocument | None = None,
    authority: str = "",
    reason: str = "",
    vote: Vote | None = None,
) -> PersonnelDecision:
    """Record a decision on `target`, set the dates of the target, and return the decision.

    An election or appointment starts the target on `effective_on` (a new target is saved); a relief or dismissal ends
    it. A confirmation, a suspension and the end of a suspension do not change its dates. Raises ValidationError.
    """
    decision = PersonnelDecision(
        mandate=target if isinstance(target, Mandate) else None,
        membership=target if isinstance(target, Membership) else None,
        office=target if isinstance(target, Office) else None,
        effect=effect,
        effective_on=effective_on,
        resolution=resolution,
        document=document,
        authority=authority,
        reason=reason,
        vote=vote,
    )
    return save_decision(decision=decision)


@transaction.atomic
def save_decision(*, decision: PersonnelDecision) -> PersonnelDecision:
    """Save a new or changed `decision` and set the dates of its target, and return the decision. Raises ValidationError.

    The stored target is locked until the end of the transaction: a decision at the same moment finds the dates of this one,
    and no other change of the target is overwritten.
    """
    target = decision.target
    if target is not None:
        if target.pk:
            lock_target(target)
        decision.refuse_second_decision()
        decision.set_dates_of_target()
        target.full_clean()
        if not target.pk or decision.effect in PersonnelDecision.BEGINNINGS | PersonnelDecision.ENDINGS:
            target.save()
        for name in TARGETS:  # a new target has its primary key only now
            if getattr(decision, name) is not None:
                setattr(decision, name, target)
    decision.full_clean()
    decision.save()
    return decision


@transaction.atomic
def delete_decision(*, decision: PersonnelDecision) -> PersonnelDecision:
    """Delete `decision`, reopen the target if the decision ended it, and return the decision.

    The target ends with what it is part of, if that has ended. What the decision began keeps its first day. Raises
    ValidationError if the target cannot be open, for example beside a new head; nothing is deleted then.
    """
    target = decision.target
    if target is not None and decision.effect in PersonnelDecision.ENDINGS:
        lock_target(target)
        decision.reopen_target()
        try:
            target.full_clean()
        except ValidationError as error:
            raise ValidationError([f"{target}: {message}" for message in error.messages]) from error
        target.save()
    decision.delete()
    return decision


@transaction.atomic
def record_choices(*, vote: Vote, choices: Mapping[int, str], totals: Mapping[str, int]) -> int:
    """Store how each delegate voted, by the primary key of the mandate, and return how many rows were written or deleted.

    Rows of delegates who are not in `choices` are deleted. `totals` are the numbers of the vote that follow from the rows;
    more delegates may have been present than have voted. Raises ValidationError; nothing is saved then.
    """
    stored = {row.mandate_id: row for row in DelegateVote.objects.filter(vote=vote.pk)}
    written = 0
    for mandate_id, choice in choices.items():
        row = stored.pop(mandate_id, None) or DelegateVote(vote=vote, mandate_id=mandate_id)
        if row.choice != choice:
            row.vote, row.choice = vote, choice
            row.save()
            written += 1
    for row in stored.values():
        row.delete()
    if any(getattr(vote, name) != number for name, number in totals.items()):
        if vote.result == vote.result_by_numbers:
            vote.result = ""
        for name, number in totals.items():
            setattr(vote, name, number)
        vote.present = max(vote.present, sum(totals.values()))
        vote.full_clean()
        vote.save()
    return written + len(stored)
