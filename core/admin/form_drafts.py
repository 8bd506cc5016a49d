"""Drafts of forms about private persons: stored while somebody types, offered when the form is opened again, then erased."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.debug import sensitive_post_parameters

from core.admin.carried_forms import NOT_CARRIED, Fields, is_too_large
from core.admin.related_fields import is_primary_key
from core.models import FormDraft
from core.pages.page_forms import OPENED, PageForm, form_of_token
from core.pages.previews import never_cached
from core.records.encryption import decrypted, encrypted
from core.vietnamese.dates import short_moment

PURPOSE = "form_draft"
DISCARD = "discard"  # the name of the input with the id of the draft that is not wanted
MAX_DRAFTS = 10  # of a user for one page


def draft_fields(draft: FormDraft) -> Fields:
    """Return the fields of a draft; none if it cannot be decrypted any more."""
    content = decrypted(draft.content, PURPOSE)
    return tuple((name, value) for name, value in json.loads(content)["fields"]) if content else ()


def minute_of(draft: FormDraft) -> str:
    """Return when a draft was typed: `26/01/2022 16:58`."""
    return short_moment(draft.at.replace(second=0, microsecond=0))


def store_draft(opened: PageForm, fields: Fields) -> FormDraft:
    """Store the fields in place of what the same form held before; erase what is too old or too much in passing.

    The same page opened again has a draft of its own: typing there does not erase what is still offered.
    """
    now = timezone.now()
    FormDraft.objects.expired_at(now).delete()
    content = encrypted(json.dumps({"fields": fields}), PURPOSE)
    draft, _ = FormDraft.objects.update_or_create(
        by_id=opened.user_id, page=opened.page, number=opened.number, defaults={"content": content, "at": now}
    )
    drafts = FormDraft.objects.filter(by_id=opened.user_id, page=opened.page)
    drafts.filter(pk__in=list(drafts.values_list("pk", flat=True)[MAX_DRAFTS:])).delete()
    return draft


def drafts_of(opened: PageForm) -> list[FormDraft]:
    """Return the drafts of the user for the page that were typed in other openings of it, the newest first."""
    drafts = FormDraft.objects.filter(by_id=opened.user_id, page=opened.page).exclude(number=opened.number)
    return [draft for draft in drafts if decrypted(draft.content, PURPOSE)]


def discard_draft(opened: PageForm, choice: str) -> None:
    """Erase the draft of the page that the user does not want; without a `choice` that of the form itself."""
    drafts = FormDraft.objects.filter(by_id=opened.user_id, page=opened.page)
    (drafts.filter(pk=choice) if is_primary_key(choice) else drafts.filter(number=opened.number)).delete()


def posted_fields(text: str) -> Fields | None:
    """Return the fields that a script has sent; None if the text is not a list of names and values, or too large."""
    try:
        pairs = json.loads(text)
        fields = tuple((name, value) for name, value in pairs)
    except (ValueError, TypeError):
        return None
    if not all(isinstance(part, str) and "\0" not in part for pair in fields for part in pair):
        return None
    fields = tuple((name, value) for name, value in fields if not NOT_CARRIED.search(name))
    return None if is_too_large(fields) else fields


@sensitive_post_parameters()
def form_drafts(request: HttpRequest) -> HttpResponse:
    """Return the drafts that are offered for a form (GET); store the fields of the form, or erase a draft (POST).

    A form is named by the token that its page got when the user opened it, so that nobody stores a draft for a page or
    a user that is not their own.
    """
    try:
        opened = form_of_token((request.POST if request.method == "POST" else request.GET)[OPENED])
    except MultiValueDictKeyError:
        opened = None
    if opened is None or opened.user_id != request.user.pk:
        return never_cached(JsonResponse({"error": "Biểu mẫu này không mở bằng tài khoản đang đăng nhập."}, status=403))
    if request.method != "POST":
        drafts = [{"id": draft.pk, "at": minute_of(draft)} for draft in drafts_of(opened)]
        return never_cached(JsonResponse({"drafts": drafts}))
    if "fields" not in request.POST:
        discard_draft(opened, request.POST.get(DISCARD, ""))
        return never_cached(JsonResponse({}))
    fields = posted_fields(request.POST["fields"])
    if fields is None:
        return never_cached(JsonResponse({"error": "Nội dung quá dài hoặc không đúng dạng."}, status=400))
    return never_cached(JsonResponse({"at": minute_of(store_draft(opened, fields))}))
