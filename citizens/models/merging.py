"""What a petition has from those that were merged into it: their opinions and their meetings."""

from django.core.exceptions import ValidationError
from django.db.models import Sum

from citizens.models.petitions import Petition

HOW_TO_MERGE = "hoặc dùng việc “Gộp” ở danh sách kiến nghị, việc ấy tự cộng."
LOST_OPINIONS = (
    "{target} đang ghi {opinions} ý kiến, ít hơn số phải có khi cộng các kiến nghị đã gộp vào ({least}); "
    "hãy ghi số ý kiến gộp của {target} từ {least} trở lên trong cùng lần lưu, "
) + HOW_TO_MERGE
LOST_MEETINGS = (
    "{target} chưa có cuộc tiếp xúc {meetings} của kiến nghị này; hãy ghi thêm vào {target} trong cùng lần lưu, "
) + HOW_TO_MERGE


def refuse_lost_opinions(petition: Petition, own: int = 1) -> None:
    """Raise ValidationError if the petition that stands has fewer opinions than it and those merged into it have together.

    It is `petition` itself, or the one that `petition` is merged into. `own` is the number of opinions that it has without
    merged petitions, at least. The error is beside the column of `petition` that was changed.
    """
    is_merged = petition.merged_into_id is not None
    target = petition if petition.merged_into_id is None else Petition.objects.get(pk=petition.merged_into_id)
    others = target.merged.exclude(pk=petition.pk).aggregate(total=Sum("opinions"))["total"] or 0
    least = own + others + (petition.opinions if is_merged else 0)
    column = "merged_into" if is_merged else "opinions"
    if target.opinions < least:
        raise ValidationError({column: LOST_OPINIONS.format(target=target, opinions=target.opinions, least=least)})


def refuse_lost_meetings(petition: Petition) -> None:
    """Raise ValidationError if the petition that `petition` is merged into lacks one of its meetings."""
    target = petition.merged_into
    missing = petition.meetings.exclude(pk__in=target.meetings.values("pk")) if target else []
    if names := "; ".join(str(meeting) for meeting in missing):
        raise ValidationError({"merged_into": LOST_MEETINGS.format(target=target, meetings=names)})
