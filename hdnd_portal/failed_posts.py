"""The answer to a form of the admin that could not be received: it gives everything typed back, for another attempt."""

import errno
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse

from core.admin.carried_forms import CarriedForm, has_password, names_of_files, posted_form, typed_fields
from core.admin.form_requests import reopening_page, sign_in_page
from core.admin.reopened_forms import may_be_reopened
from core.pages.page_forms import posted_page_form
from core.pages.previews import never_cached
from hdnd_portal import error_pages

RETRY_AFTER = 30  # seconds
NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
NO_SPACE_TEXTS = ("disk is full", "no space left on device")
DISK_FULL = "Ổ đĩa của máy chủ đã đầy nên nội dung chưa được lưu. Hãy báo người quản trị kỹ thuật."
DATABASE_AWAY = "Cơ sở dữ liệu chưa trả lời nên nội dung chưa được lưu. Thường chỉ ít phút là trở lại."
UNEXPECTED = "Cổng gặp lỗi khi nhận biểu mẫu nên nội dung chưa được lưu. Lỗi đã được ghi lại để khắc phục."
OLD_TOKEN = (
    "Biểu mẫu này mở từ trước lần đăng nhập gần nhất nên cổng chưa nhận. "
    "Nội dung đã gõ vẫn còn: mở lại biểu mẫu, xem lại rồi lưu."
)


def posted_data(request):
    """The posted fields; none if the body cannot be read, which may be what failed."""
    try:
        return request.POST
    except Exception:  # whatever it is, an error page must not fail in its turn
        return QueryDict()


def is_staff_form(request):
    """Whether the request has posted a form of the admin other than those for signing in and out."""
    if request.method != "POST" or not request.path.startswith(f"/{settings.ADMIN_URL}"):
        return False
    return request.path not in (reverse("admin:login"), reverse("admin:logout"))


def chain_of(error):
    """The error, and those that it was raised from."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def is_disk_full(error):
    """Whether the storage of files or the database had no space left."""
    return any(
        getattr(each, "errno", None) in NO_SPACE or any(text in str(each).lower() for text in NO_SPACE_TEXTS)
        for each in chain_of(error)
    )


def status_and_sentence(error):
    """The status of the answer and what happened, in words."""
    if is_disk_full(error):
        return 503, DISK_FULL
    if any(isinstance(each, (OperationalError, InterfaceError)) for each in chain_of(error)):
        return 503, DATABASE_AWAY
    return 500, UNEXPECTED


def failed_post_page(request):
    """The page for a form of the admin whose view has failed; None for another request. It needs no database."""
    if not is_staff_form(request):
        return None
    data = posted_data(request)
    fields = typed_fields(data)
    if not fields:
        return None
    status, sentence = status_and_sentence(sys.exc_info()[1])
    file_names = names_of_files(request)
    is_incomplete = bool(file_names) or has_password(data)  # it cannot be sent once more as it was
    context = {
        "sentence": sentence,
        "address": request.get_full_path(),
        "fields": fields,
        "file_names": file_names,
        "is_reopened": is_incomplete and posted_page_form(data) is not None,
        "csrf_token": get_token(request),
    }
    response = HttpResponse(render_to_string("failed_post.html", context), status=status)
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER)
    return never_cached(response)


def server_error(request):
    """The page for an error of the portal itself: for a form of the admin with what was typed, else the same for all."""
    return failed_post_page(request) or error_pages.error_page(500)


def is_same_origin(request):
    """Whether the browser says that a page of this portal has sent the request."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == f"{request.scheme}://{request.get_host()}"
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    referrer = urlsplit(request.headers.get("Referer", ""))
    return (referrer.scheme, referrer.netloc) == (request.scheme, request.get_host())


def csrf_failure(request, reason=""):
    """The page for a form whose CSRF token is not the one of the browser: most often it is older than the last sign-in.

    A form of the admin gets its text back, if a page of this portal has sent it and the same user had opened it.
    """
    if is_staff_form(request) and is_same_origin(request):
        form = posted_form_or_none(request)
        if form and may_be_reopened(form):
            if not request.user.is_authenticated:
                return sign_in_page(admin.site, request, form)
            if request.user.pk == form.user_id and admin.site.has_permission(request):
                return reopening_page(request, form, OLD_TOKEN, status=403)
    return error_pages.csrf_failure(request)


def posted_form_or_none(request) -> CarriedForm | None:
    """The posted form; None if the body cannot be read."""
    try:
        return posted_form(request)
    except Exception:  # as above
        return None
