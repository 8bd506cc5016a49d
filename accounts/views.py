"""Pages of those who sign in outside the admin: signing in and out, the delegate's own page, the change of the password."""

from datetime import timedelta

from django.contrib.auth import views
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from accounts.sign_in import SignInForm, begin_session, own_page, remember_wanted_page, wanted_page
from core.admin.form_requests import signed_out
from core.pages.previews import never_cached
from councils.models import Mandate, Membership


class PrivatePage:
    """A view whose every response, also a redirect, is for one user and must not be stored."""

    def dispatch(self, request, *args, **kwargs):
        return never_cached(super().dispatch(request, *args, **kwargs))


class DelegateOnly(LoginRequiredMixin):
    """A view for signed-in delegates; staff are sent to the admin, others to the form for signing in."""

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if user.is_authenticated and not user.is_delegate:
            return HttpResponseRedirect(reverse("admin:index" if user.is_staff else "sign_in"))
        return super().dispatch(request, *args, **kwargs)


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class SignInView(PrivatePage, views.LoginView):
    """The form for signing in. Who is signed in already goes to the page where he or she works."""

    template_name = "accounts/sign_in.html"
    form_class = SignInForm

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if request.method == "GET" and user.is_authenticated and (user.is_staff or user.is_delegate):
            return never_cached(HttpResponseRedirect(wanted_page(request, user) or own_page(user)))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        wanted = wanted_page(self.request, form.get_user())
        response = super().form_valid(form)
        begin_session(self.request)
        remember_wanted_page(self.request, wanted)
        return response

    def get_success_url(self):
        return wanted_page(self.request, self.request.user) or own_page(self.request.user)

    def get_context_data(self, **kwargs):
        posted = self.request.POST.get("next", self.request.GET.get("next", ""))
        return super().get_context_data(next_path=posted, **kwargs)


class SignOutView(PrivatePage, views.LogoutView):
    """Signs the user out (POST only) and leads to the home page. What was typed and not saved is erased."""

    def post(self, request, *args, **kwargs):
        user_id = request.user.pk
        return signed_out(request, super().post(request, *args, **kwargs), user_id)

    def get_default_redirect_url(self):
        return reverse("home")


class DelegatePageView(PrivatePage, DelegateOnly, TemplateView):
    """What a delegate sees after signing in: the mandates of today with their bodies, and the account."""

    template_name = "accounts/delegate_page.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(mandates=mandates_of(self.request.user, timezone.localdate()), **kwargs)


class PasswordView(PrivatePage, DelegateOnly, views.PasswordChangeView):
    """Changes the delegate's own password."""

    template_name = "accounts/password.html"
    success_url = reverse_lazy("password_changed")


class PasswordChangedView(PrivatePage, DelegateOnly, TemplateView):
    template_name = "accounts/password_changed.html"


def mandates_of(user, day):
    """The mandates of the user's person that are valid on `day`, each with its `seats` in bodies on that day.

    Without one it is the last mandate, as on its last day.
    """
    own = Mandate.objects.filter(person=user.person_id).select_related("term__council", "unit").order_by("-start")
    if user.person_id is None:
        return []
    mandates = list(own.in_force_on(day))
    if not mandates and (last := own.filter(end__lte=day).order_by("-end").first()):
        mandates, day = [last], last.end - timedelta(days=1)
    seats = list(Membership.objects.filter(mandate__in=mandates).in_force_on(day).select_related("body__council").order_by("pk"))
    for mandate in mandates:
        mandate.seats = [seat for seat in seats if seat.mandate_id == mandate.pk]
        mandate.has_ended = mandate.end is not None and mandate.end <= timezone.localdate()
    return mandates
