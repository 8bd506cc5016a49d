"""Changes to petitions: a new state is recorded, and petitions about one matter are merged."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from citizens.models import Petition, PetitionStatus
from core.records.changes import note_linked
from core.records.settlement import is_direct_change
from councils.models import Agency


@transaction.atomic
def record_state(
    *,
    petition: Petition,
    state: str,
    on: date,
    agency: Agency | None = None,
    reply_symbol: str = "",
    reason: str = "",
    text: str = "",
    reply_file: "File[bytes] | None" = None,
    by_keeper: bool = False,
) -> PetitionStatus:
    """Record that `petition` is in `state` (a value of `Petition.State`) from the day `on`, and return the status.

    If the petition already has a status with this day and state, that row is changed: what is given replaces what it
    has, and what is left out stays. The copies of state and forwarding in the petition are updated. `by_keeper`: the
    petition is public and the user may not publish it, so the text waits and a settled status stays. Raises ValidationError.
    """
    locked = Petition.objects.select_for_update().get(pk=petition.pk)
    if sentence := locked.why_no_state():
        raise ValidationError(sentence)
    status = locked.statuses.filter(on=on, state=state).first() or PetitionStatus(petition=locked, on=on, state=state)
    if by_keeper and status.pk and not is_direct_change(status, ["state"]):
        raise ValidationError("Diễn biến này đã chốt; hãy sửa trong biểu mẫu của kiến nghị để gửi người duyệt.")
    if by_keeper and (text or reply_file):
        status.text_state = PetitionStatus.TextState.WAITING
    given = {"agency": agency, "reply_symbol": reply_symbol, "reason": reason, "text": text, "reply_file": reply_file}
    for name, value in given.items():
        if value:
            setattr(status, name, value)
    status.full_clean()
    status.save()
    petition.refresh_from_db(fields=Petition.COPIED_FIELDS)
    return status


@transaction.atomic
def merge_petitions(*, target: Petition, merged: Iterable[Petition]) -> Petition:
    """Merge the petitions `merged` into the petition `target`, and return the target.

    The target gets their opinions and meetings, and what was merged into them before. A merged petition refers to the
    target in `merged_into` and is withdrawn if it is published. Raises ValidationError if one of them cannot be merged;
    nothing is saved then.
    """
    merged_keys = {petition.pk for petition in merged}
    # All rows in one order: of two people who merge the same petitions the second one waits, and neither blocks the other.
    locked = list(Petition.objects.select_for_update().filter(pk__in=merged_keys | {target.pk}).order_by("pk"))
    if target.pk in merged_keys:
        raise ValidationError("Không thể gộp một kiến nghị vào chính nó.")
    others = [petition for petition in locked if petition.pk != target.pk]
    target = next(petition for petition in locked if petition.pk == target.pk)
    if already_merged := [petition.code for petition in (target, *others) if petition.merged_into_id is not None]:
        raise ValidationError(f"Kiến nghị đã gộp từ trước: {', '.join(already_merged)}.")
    for petition in others:
        target.opinions += petition.opinions
        add_meetings(target, petition)
        for earlier in petition.merged.all():
            earlier.merged_into = target
            earlier.save()
            petition.opinions = max(1, petition.opinions - earlier.opinions)  # those count in the target only
        petition.merged_into = target
        if petition.status == Petition.Status.PUBLISHED:
            petition.status = Petition.Status.WITHDRAWN
            petition.withdrawn_reason = f"Đã gộp vào kiến nghị {target.code}."
        petition.full_clean()
        petition.save()
    target.full_clean()
    target.save()
    return target


def add_meetings(target: Petition, merged: Petition) -> None:
    """Add the meetings of `merged` to those of `target`."""
    before = target.meetings.count()
    target.meetings.add(*merged.meetings.all())
    if target.meetings.count() > before:
        note_linked(target, "thêm cuộc tiếp xúc")


@transaction.atomic
def publish_replies(petitions: Iterable[Petition]) -> int:
    """Let readers see the replies of `petitions` that wait, and return how many there were.

    Raises ValidationError, and publishes none, if a file among them has tracked changes or comments.
    """
    waiting = PetitionStatus.objects.filter(petition__in=list(petitions), text_state=PetitionStatus.TextState.WAITING)
    statuses = list(waiting.select_for_update())
    if refusals := [f"{status}: {sentence}" for status in statuses if (sentence := status.remarks_of_reply)]:
        raise ValidationError(refusals)
    for status in statuses:
        status.text_state = PetitionStatus.TextState.PUBLIC
        status.save()
    return len(statuses)
