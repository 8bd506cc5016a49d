"""The preview of a record that is not public yet, at its public URL, for the staff who may see it."""

from dataclasses import dataclass
from typing import TypeGuard, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpResponseBase
from django.urls import reverse

from core.records.models import Publishable
from core.records.rights import StaffUser, is_visible, permits
from core.vietnamese.dates import short_moment

Response = TypeVar("Response", bound=HttpResponseBase)

TITLES = {
    Publishable.Status.DRAFT: "BẢN NHÁP, CHƯA CÔNG KHAI",
    Publishable.Status.REVIEW: "CHỜ DUYỆT, CHƯA CÔNG KHAI",
    Publishable.Status.PUBLISHED: "HẸN ĐĂNG LÚC {moment}, CHƯA CÔNG KHAI",
    Publishable.Status.WITHDRAWN: "KHÔNG CÔNG KHAI",
}
TITLE_WITHOUT_PAGES = "HĐND NÀY KHÔNG DÙNG CỔNG, CHƯA CÔNG KHAI"


@dataclass(frozen=True)
class Preview:
    """The content of the ribbon on such a page: the publication state and the URL of the change form."""

    title: str
    reason: str
    form_url: str
    may_edit: bool


def may_preview(user: StaffUser | AnonymousUser, record: Model) -> TypeGuard[StaffUser]:
    """Return whether `user` is a member of staff who may see `record` before it is public."""
    if isinstance(user, AnonymousUser) or not user.is_staff:
        return False
    return permits(user, "view", record._meta, record) and is_visible(record, user)


def preview_of(record: Publishable, user: StaffUser) -> Preview:
    """Return the Preview of `record` for a `user` who may see it."""
    opts = record._meta
    return Preview(
        title=TITLE_WITHOUT_PAGES
        if record.status == Publishable.Status.PUBLISHED and not record.is_hosted
        else TITLES[Publishable.Status(record.status)].format(moment=short_moment(record.publish_at)),
        reason=record.withdrawn_reason if record.status == Publishable.Status.WITHDRAWN else "",
        form_url=reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk]),
        may_edit=permits(user, "change", opts, record),
    )


def never_cached(response: Response) -> Response:
    """Return `response` with a header that forbids browsers and proxies to store a page that only staff may see."""
    response["Cache-Control"] = "private, no-store"
    return response
