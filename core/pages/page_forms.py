"""The hidden input that says who opened a form of the admin and where, so that what is typed in it is offered to nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import admin
from django.core import signing
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils.crypto import get_random_string

OPENED = "_form"  # the name of the input
SALT = "core.pages.page_forms"
NUMBER_LENGTH = 16
NOT_SAVED = "Nội dung dưới đây chưa được lưu. Hãy xem lại rồi bấm nút lưu."


@dataclass(frozen=True)
class PageForm:
    """A form as one user has opened it once: `page` is where it stands, `number` tells it from the same form opened again."""

    user_id: int
    page: str
    number: str

    @property
    def token(self) -> str:
        """The value of the input."""
        return signing.dumps([self.user_id, self.page, self.number], salt=SALT)


def posted_page_form(posted: QueryDict) -> PageForm | None:
    """Return what the input of a posted form says; None if it has none that was made here."""
    return form_of_token(posted.get(OPENED, ""))


def form_of_token(token: str) -> PageForm | None:
    """Return what the value of the input says; None if it was not made here."""
    try:
        user_id, page, number = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return PageForm(user_id, page, number)


def page_of(request: HttpRequest) -> str:
    """Return where the form of the request stands: its path; of an action of a list also the name of the action."""
    is_list_action = "_selected_action" in request.POST
    return f"{request.path}#{request.POST.get('action', '')}" if is_list_action else request.path


def form_on_page(request: HttpRequest) -> PageForm:
    """Return the form that the response displays: the posted one that it displays again, or one that is opened now."""
    user_id, page = cast(int, request.user.pk), page_of(request)
    posted = posted_page_form(request.POST)
    if posted and (posted.user_id, posted.page) == (user_id, page):
        return posted
    return PageForm(user_id, page, get_random_string(NUMBER_LENGTH))


def takes_personal_data(model: type[Model]) -> bool:
    """Return whether a form of `model`, or of a part that stands in its form, may be about private persons."""
    inlines = admin.site.get_model_admin(model).inlines if admin.site.is_registered(model) else ()
    models = [model, *(inline.model for inline in inlines)]
    return any(getattr(each, "is_personal", False) for each in models)


def is_reopened(request: HttpRequest) -> bool:
    """Return whether the request only opens a form again, with what was typed and not saved."""
    return bool(getattr(request, "is_reopened", False))
