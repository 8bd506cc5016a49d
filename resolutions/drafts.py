"""Drafts of resolutions that a session has passed, and the resolutions that are made from them."""

from collections import Counter

from django.db import transaction

from core.vietnamese.normal_form import normal_form
from resolutions.actions import take_number
from resolutions.models import Register, Resolution, Vote
from sessions_app.models import CouncilSession, SessionDocument


def passed_drafts(session: CouncilSession) -> list[tuple[SessionDocument, Vote]]:
    """The newest drafts of `session` without a resolution, each with the vote by which it has passed.

    A vote is on a draft if its subject is the title, or if it is on the whole text and the only draft of its agenda item.
    """
    drafts = SessionDocument.objects.filter(session=session.pk, kind=SessionDocument.Kind.DRAFT_RESOLUTION, is_confidential=False)
    rows = list(drafts.newest_versions().filter(resolutions__isnull=True).order_by("agenda_item__order", "order", "pk"))
    votes = list(Vote.objects.passed().filter(session=session.pk, resolution=None, candidate=None)) if rows else []
    drafts_of_items = Counter(draft.agenda_item_id for draft in rows)
    by_subject = {vote.subject_key: vote for vote in votes}
    by_item: dict[int | None, Vote] = {vote.agenda_item_id: vote for vote in votes if vote.is_final and vote.agenda_item_id}
    pairs, taken = [], set()
    for draft in rows:
        is_alone = drafts_of_items[draft.agenda_item_id] == 1
        vote = by_subject.get(normal_form(draft.title)) or (by_item.get(draft.agenda_item_id) if is_alone else None)
        if vote is not None and vote.pk not in taken:
            taken.add(vote.pk)
            pairs.append((draft, vote))
    return pairs


@transaction.atomic
def make_resolutions(*, session: CouncilSession, register: Register | None = None) -> list[Resolution]:
    """Make a draft Resolution from each passed draft of `session`, and return them in the order of the agenda.

    Each gets the next number of `register`, if one is given. Its vote becomes the vote on its whole text. Raises
    ValidationError; nothing is saved then.
    """
    resolutions = []
    for draft, vote in passed_drafts(session):
        resolution = Resolution(session=session, draft=draft, title=draft.title, adopted_on=vote.held_on)
        if register is not None:
            take_number(register=register, year=vote.held_on.year, document=resolution)
        else:
            resolution.full_clean()
            resolution.save()
        vote.resolution, vote.is_final = resolution, True
        vote.full_clean()
        vote.save()
        resolutions.append(resolution)
    return resolutions
