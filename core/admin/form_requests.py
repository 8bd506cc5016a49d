"""Posted forms of the admin: what was typed outlives a session that has ended, and what was saved is offered no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse

from core.admin.carried_forms import REOPEN, CarriedForm, form_of_text, posted_form
from core.admin.reopened_forms import may_be_reopened, prepare_reopened
from core.models import FormDraft, OpenedForm
from core.pages.page_forms import posted_page_form
from core.pages.previews import never_cached

DONE_COOKIE = "forms_done"  # the forms whose drafts the browser may forget; a script reads and deletes it
DONE_AGE = 24 * 3600  # seconds
MAX_DONE = 20  # forms in the cookie
ALL_FORMS = "all"  # in place of the number of one form
NOT_REOPENED = "Không mở lại được biểu mẫu: bản chưa lưu không còn, hoặc do tài khoản khác gõ."
OTHER_USER = "Biểu mẫu gửi trước khi đăng nhập do một tài khoản khác mở nên không hiện ở đây. Nội dung đó chưa được lưu."
SIGNED_IN_AGAIN = "Bạn đã đăng nhập lại. Biểu mẫu gửi lúc hết phiên chưa được lưu; nội dung đã gõ vẫn còn."

Arguments = ParamSpec("Arguments")
StaffView = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def respond(
    site: Any,  # Any: the admin site, which is in an app above core
    view: StaffView[Arguments],
    request: HttpRequest,
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> HttpResponse:
    """Return the response of a view of the admin to a POST."""
    if not site.has_permission(request):
        form = posted_form(request)
        return sign_in_page(site, request, form) if form and may_be_reopened(form) else view(request, *args, **kwargs)
    if REOPEN in request.POST and not (getattr(view, "is_reopenable", False) and prepare_reopened(request)):
        messages.warning(request, NOT_REOPENED)
        return HttpResponseRedirect(request.get_full_path())
    opened = posted_page_form(request.POST)
    response = view(request, *args, **kwargs)
    if opened and opened.user_id == request.user.pk and is_accepted(response):
        FormDraft.objects.filter(by_id=opened.user_id, page=opened.page, number=opened.number).delete()
        mark_done(request, response, opened.user_id, opened.number)
    return response


def is_accepted(response: HttpResponse) -> bool:
    """Return whether the response to a form says that it was accepted: it leads on, or closes its popup window."""
    if isinstance(response, TemplateResponse):
        names = response.template_name if isinstance(response.template_name, (list, tuple)) else [response.template_name]
        return "admin/popup_response.html" in names
    return isinstance(response, HttpResponseRedirect)


def mark_done(request: HttpRequest, response: HttpResponse, user_id: int, number: str) -> None:
    """Tell the scripts of the next page that the draft of a form may go, or those of ALL_FORMS of the user."""
    earlier = request.COOKIES.get(DONE_COOKIE, "").split("|")
    done = [each for each in earlier if each][-MAX_DONE:] + [f"{user_id}.{number}"]
    response.set_cookie(
        DONE_COOKIE,
        "|".join(done),
        max_age=DONE_AGE,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def signed_out(request: HttpRequest, response: HttpResponse, user_id: int | None) -> HttpResponse:
    """Erase all drafts of a user who signs out, close the user's forms, and tell the browser to forget its own drafts."""
    if request.method == "POST" and user_id is not None:
        FormDraft.objects.filter(by_id=user_id).delete()
        OpenedForm.objects.close(user_id)
        mark_done(request, response, user_id, ALL_FORMS)
    return response


def sign_in_page(site: Any, request: HttpRequest, form: CarriedForm) -> HttpResponse:  # Any: as above
    """Return the page for signing in, which carries the posted form in a field that only the portal can read."""
    data, method = request.POST, request.method
    request.method, request.POST = "GET", cast(Any, QueryDict())  # Any: the type of Django's stubs is narrower
    try:
        response: HttpResponse = site.login(
            request,
            {
                "carried": form.encrypted(),
                "app_path": reverse("admin:login"),
                "next": form.address,
            },
        )
        if isinstance(response, TemplateResponse):
            response.render()  # with the method of a page that is opened
        return response
    finally:
        request.method, request.POST = method, data


def response_after_sign_in(request: HttpRequest, text: str) -> HttpResponse | None:
    """Return the page that opens the carried form again; None if the text carries none, or one that nobody may open."""
    form = form_of_text(text)
    if form is None or not may_be_reopened(form):
        return None
    if form.user_id != request.user.pk:
        messages.warning(request, OTHER_USER)
        return HttpResponseRedirect(reverse("admin:index"))
    return reopening_page(request, form, SIGNED_IN_AGAIN, is_automatic=True)


def reopening_page(
    request: HttpRequest, form: CarriedForm, sentence: str, *, is_automatic: bool = False, status: int = 200
) -> HttpResponse:
    """Return a page with the button that opens a form again; with `is_automatic` a script presses it."""
    context = {
        **admin.site.each_context(request),
        "title": "Mở lại biểu mẫu",
        "sentence": sentence,
        "form": form,
        "is_automatic": is_automatic,
    }
    return never_cached(render(request, "admin/reopening.html", context, status=status))
