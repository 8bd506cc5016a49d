"""Where a user goes after signing in, and what happens if the page that the user wanted is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote, urldefrag, urljoin

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User
from core.pages.previews import never_cached

PROLONGED_BY = 3600  # seconds
WANTED_PATH = "path_wanted_at_sign_in"  # the key in the session
REFUSALS = (403, 404, 405)
REFUSED = "Trang bạn định mở không có, hoặc không thuộc phần việc của tài khoản này. Bạn được đưa về đây."
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy gõ lại, chú ý chữ hoa và chữ thường."
FOR_DELEGATES = "Đây là tài khoản đại biểu. Đại biểu đăng nhập ở trang {path}, không ở trang quản trị."
NO_ROLE = "Tài khoản này chưa được giao vai trò nào. Hãy đề nghị người quản trị cổng phân công."


class NameLengthMixin(AuthenticationForm):
    """Refuses a user name that no account can have, before the failed attempt is stored with it."""

    def clean_username(self) -> str:
        """The user name; Django sets the length of the column on the field too late for its validators."""
        name: str = self.cleaned_data["username"]
        limit = User._meta.get_field("username").max_length
        if limit and len(name) > limit:
            raise ValidationError(WRONG, code="invalid_login")
        return name


class SignInForm(NameLengthMixin):
    """Django's form of name and password, for staff and delegates; an account without any role is refused."""

    error_messages = AuthenticationForm.error_messages | {"invalid_login": WRONG}

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if not (user.is_staff or user.is_delegate):
            raise ValidationError(NO_ROLE, code="no_role")


class StaffSignInForm(NameLengthMixin, AdminAuthenticationForm):
    """The form of the admin; it tells a delegate, whose password was right, where delegates sign in."""

    error_messages = AdminAuthenticationForm.error_messages | {"invalid_login": WRONG}

    def confirm_login_allowed(self, user: User) -> None:
        if user.is_active and not user.is_staff and user.is_delegate:
            raise ValidationError(FOR_DELEGATES.format(path=reverse("sign_in")), code="delegate")
        super().confirm_login_allowed(user)


def own_page(user: User | AnonymousUser) -> str:
    """Return the path where a signed-in user works: the admin for staff, else the delegate's page."""
    return reverse("admin:index" if user.is_staff else "delegate_page")


def wanted_page(request: HttpRequest, user: User) -> str:
    """Return the path in `next` if it is one of this portal that `user` may ask for, else "".

    The admin is no page for a delegate. Whether a record may be seen is decided by its own page; see RefusedPageMiddleware.
    """
    wanted = request.POST.get("next", request.GET.get("next", ""))
    hosts = {request.get_host()}
    if not wanted.startswith("/") or not url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure()):
        return ""
    is_in_admin = wanted.startswith(f"/{settings.ADMIN_URL}")
    leads_back = wanted.partition("?")[0] in {reverse("sign_in"), reverse("sign_out"), reverse("admin:login")}
    return "" if leads_back or (is_in_admin and not user.is_staff) else wanted


class RefusedPageMiddleware:
    """Leads users who have just signed in to their own page, with a sentence, if the page that they wanted is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.method != "GET":
            return response
        is_refused = response.status_code in REFUSALS
        if not (is_refused or request.session.accessed) or not request.session.get(WANTED_PATH):
            return response
        wanted = request.session.pop(WANTED_PATH)
        if not is_refused or wanted != unquote(request.get_full_path()) or not request.user.is_authenticated:
            return response
        messages.warning(request, REFUSED)
        return HttpResponseRedirect(own_page(request.user))


def begin_session(request: HttpRequest) -> None:
    """Let the session end at a fixed moment, a day of work after signing in, whatever pages are opened meanwhile."""
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def seconds_left(request: HttpRequest) -> int:
    """Return for how many seconds the user stays signed in."""
    return max(0, request.session.get_expiry_age())


def session_time(request: HttpRequest) -> HttpResponse:
    """Return for how many seconds the user stays signed in; a POST prolongs it to an hour from now at least.

    Only a person who presses the button posts here. What scripts do by themselves, such as storing drafts, prolongs
    nothing, so that a form left open on a desk does not keep its session for ever.
    """
    if request.method == "POST" and seconds_left(request) < PROLONGED_BY:
        request.session.set_expiry(timezone.now() + timedelta(seconds=PROLONGED_BY))
    return never_cached(JsonResponse({"seconds": seconds_left(request)}))


def remember_wanted_page(request: HttpRequest, wanted: str) -> None:
    """Store in the session which page the user wants to open after signing in, as the browser will ask for it; "" for none."""
    if wanted:
        request.session[WANTED_PATH] = unquote(urldefrag(urljoin(request.path, wanted)).url)
