"""Drafts of forms about private persons: stored while somebody types, offered when the form is opened again, then erased."""

from __future__ import annotations

import json
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.debug import sensitive_post_parameters

from core.admin.carried_forms import NOT_CARRIED, Fields, is_too_large
from core.models import FormDraft
from core.pages.page_forms import OPENED, PageForm, form_of_token
from core.pages.previews import never_cached
from core.records.encryption import decrypted, encrypted
from core.vietnamese.dates import short_moment

PURPOSE = "form_draft"


def draft_fields(draft: FormDraft) -> Fields:
    """Return the fields of a draft; none if it cannot be decrypted any more."""
    content = decrypted(draft.content, PURPOSE)
    return tuple((name, value) for name, value in json.loads(content)["fields"]) if content else ()


def minute_of(draft: FormDraft) -> str:
    """Return when a draft was typed: `26/01/2022 16:58`."""
    return short_moment(draft.at.replace(second=0, microsecond=0))


def store_draft(opened: PageForm, fields: Fields) -> FormDraft:
    """Store the fields in place of an earlier draft of the same user and page; erase what is too old in passing."""
    now = timezone.now()
    FormDraft.objects.expired_at(now).delete()
    content = encrypted(json.dumps({"number": opened.number, "fields": fields}), PURPOSE)
    draft, _ = FormDraft.objects.update_or_create(
        by_id=opened.user_id, page=opened.page, defaults={"content": content, "at": now}
    )
    return draft


def drafts_of(opened: PageForm) -> list[FormDraft]:
    """Return the draft of the user for the page, if there is one that was typed before the form was opened."""
    drafts = FormDraft.objects.filter(by_id=opened.user_id, page=opened.page)
    return [draft for draft in drafts if (content := decrypted(draft.content, PURPOSE)) and not is_of(content, opened)]


def is_of(content: str, opened: PageForm) -> bool:
    """Return whether a decrypted draft was typed in this very form."""
    return cast(bool, json.loads(content)["number"] == opened.number)


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
    """Return the draft that is offered for a form (GET); store the fields of the form, or erase its draft (POST).

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
        FormDraft.objects.filter(by_id=opened.user_id, page=opened.page).delete()
        return never_cached(JsonResponse({}))
    fields = posted_fields(request.POST["fields"])
    if fields is None:
        return never_cached(JsonResponse({"error": "Nội dung quá dài hoặc không đúng dạng."}, status=400))
    return never_cached(JsonResponse({"at": minute_of(store_draft(opened, fields))}))
