"""What staff see of their own record at its public address while the public does not see it."""

from dataclasses import dataclass

from django.urls import reverse

from core.records.models import Publishable
from core.records.rights import is_visible, permits
from core.vietnamese.dates import short_moment

TITLES = {
    Publishable.Status.DRAFT: "BẢN NHÁP, CHƯA CÔNG KHAI",
    Publishable.Status.REVIEW: "CHỜ DUYỆT, CHƯA CÔNG KHAI",
    Publishable.Status.PUBLISHED: "HẸN ĐĂNG LÚC {moment}, CHƯA CÔNG KHAI",
    Publishable.Status.WITHDRAWN: "KHÔNG CÔNG KHAI",
}


@dataclass(frozen=True)
class Preview:
    """What the ribbon of such a page says: the state of the record, and the way to its form."""

    title: str
    reason: str
    form_url: str
    may_edit: bool


def may_preview(user, record):
    """Whether `user` is staff who may look at `record` before the public does."""
    return user.is_staff and permits(user, "view", record._meta, record) and is_visible(record, user)


def preview_of(record, user):
    """The Preview of a Publishable record for a `user` who may look at it."""
    opts = record._meta
    return Preview(
        title=TITLES[record.status].format(moment=short_moment(record.publish_at)),
        reason=record.withdrawn_reason if record.status == Publishable.Status.WITHDRAWN else "",
        form_url=reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk]),
        may_edit=permits(user, "change", opts, record),
    )


def never_cached(response):
    """`response`, so marked that neither a browser nor a cache between keeps what only staff may see."""
    response["Cache-Control"] = "private, no-store"
    return response
