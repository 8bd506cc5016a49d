"""What staff do with the parts of a session in one step: record an agenda, record several documents."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from sessions_app.models import AgendaItem, CouncilSession, SessionDocument, Sitting


class InvalidRows(Exception):
    """Some of several records break a rule, so that none is saved; `errors` are by the number of the record."""

    def __init__(self, errors: dict[int, ValidationError]) -> None:
        super().__init__()
        self.errors = errors


@transaction.atomic
def add_agenda(*, session: CouncilSession, items: Sequence[AgendaItem]) -> int:
    """Save new `items` behind those that the session has, and the new sittings in them; return how many sittings are new.

    Raises InvalidRows.
    """
    errors: dict[int, ValidationError] = {}
    sittings = {id(item.sitting): item.sitting for item in items if item.sitting is not None}
    new_sittings = [sitting for sitting in sittings.values() if sitting._state.adding]
    number_new_sittings(session, new_sittings)
    last = session.agenda.aggregate(last=Max("order", default=0))["last"]
    for number, item in enumerate(items):
        item.session, item.order = session, last + number + 1
        try:
            if item.sitting is not None and item.sitting._state.adding:
                save_new_sitting(item.sitting)
            item.full_clean()
            item.save()
        except ValidationError as error:
            errors[number] = error
    if errors:
        raise InvalidRows(errors)
    return len(new_sittings)


def number_new_sittings(session: CouncilSession, sittings: list[Sitting]) -> None:
    """Give new sittings their numbers, in the order of their days, behind those of the session."""
    parts = list(Sitting.PartOfDay)
    sittings.sort(key=lambda sitting: (sitting.held_on, parts.index(Sitting.PartOfDay(sitting.part_of_day))))
    last = session.sittings.aggregate(last=Max("number", default=0))["last"]
    for number, sitting in enumerate(sittings, start=last + 1):
        sitting.session, sitting.number = session, number


def save_new_sitting(sitting: Sitting) -> None:
    """Save a new sitting. Raises ValidationError with its sentences beside the sitting of an item."""
    try:
        sitting.full_clean()
    except ValidationError as error:
        raise ValidationError({"sitting": error.messages}) from error
    sitting.save()


@transaction.atomic
def add_documents(*, documents: Sequence[SessionDocument]) -> None:
    """Save new `documents` in their order. Raises InvalidRows."""
    errors: dict[int, ValidationError] = {}
    for number, document in enumerate(documents):
        try:
            with transaction.atomic():
                document.full_clean()
                document.save()
        except ValidationError as error:
            errors[number] = error
    if errors:
        raise InvalidRows(errors)
