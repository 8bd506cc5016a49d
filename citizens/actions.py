"""What is done to petitions: their course is recorded, and those about one matter are merged."""

from django.core.exceptions import ValidationError
from django.db import transaction

from citizens.models import Petition, PetitionStatus


@transaction.atomic
def record_state(*, petition, state, on, agency=None, reply_symbol="", reason="", text="", reply_file=None):
    """Write that `petition` was in `state` from the day `on`, and return the PetitionStatus.

    The same petition, day and state again corrects that row instead of adding one; a `reply_file` of None leaves the
    file that is there. The petition's own copies of its state and forwarding follow. Raises ValidationError.
    """
    locked = Petition.objects.select_for_update().get(pk=petition.pk)
    status = locked.statuses.filter(on=on, state=state).first() or PetitionStatus(petition=locked, on=on, state=state)
    status.agency = agency
    status.reply_symbol = reply_symbol
    status.reason = reason
    status.text = text
    if reply_file is not None:
        status.reply_file = reply_file
    status.full_clean()
    status.save()
    petition.refresh_from_db(fields=Petition.COPIES)
    return status


@transaction.atomic
def merge_petitions(*, keep, merged):
    """Let the petition `keep` stand for the petitions `merged` as well, and return it.

    Its voices and meetings grow by theirs; a merged petition stays, points to `keep` and is taken off the site.
    Raises ValidationError where one of them cannot be merged.
    """
    others = list(Petition.objects.select_for_update().filter(pk__in=[petition.pk for petition in merged]))
    keep = Petition.objects.select_for_update().get(pk=keep.pk)
    if keep in others:
        raise ValidationError("Không thể gộp một kiến nghị vào chính nó.")
    if already := [petition.code for petition in others if petition.merged_into_id is not None]:
        raise ValidationError(f"Kiến nghị đã gộp từ trước: {', '.join(already)}.")
    for petition in others:
        keep.opinions += petition.opinions
        keep.meetings.add(*petition.meetings.all())
        for follower in petition.merged.all():
            follower.merged_into = keep
            follower.save()
        petition.merged_into = keep
        if petition.status == Petition.Status.PUBLISHED:
            petition.status = Petition.Status.WITHDRAWN
            petition.withdrawn_reason = f"Đã gộp vào kiến nghị {keep.code}."
        petition.full_clean()
        petition.save()
    keep.full_clean()
    keep.save()
    return keep
