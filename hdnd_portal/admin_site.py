"""The admin site: models in groups by task, distinct labels in autocomplete fields, views for files and input previews."""

from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.templatetags import admin_list
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.shortcuts import render
from django.urls import path
from django.views.i18n import JavaScriptCatalog

GROUPS = (
    (
        "Kỳ họp",
        (
            "sessions_app.CouncilSession",
            "sessions_app.Sitting",
            "sessions_app.Attendance",
            "sessions_app.AgendaItem",
            "sessions_app.SessionDocument",
            "sessions_app.Question",
            "sessions_app.QuestionTopic",
            "sessions_app.StandingMeeting",
        ),
    ),
    (
        "Nghị quyết",
        (
            "resolutions.Resolution",
            "resolutions.IssuedDocument",
            "resolutions.Vote",
            "resolutions.DelegateVote",
            "resolutions.ConfidenceBallot",
            "resolutions.PersonnelDecision",
            "resolutions.SupportResult",
            "resolutions.Programme",
        ),
    ),
    ("Giám sát", ("supervision.Supervision",)),
    (
        "Cử tri",
        ("citizens.Petition", "citizens.VoterMeeting", "citizens.VoterMeetingRound", "citizens.ReceptionSession"),
    ),
    (
        "Tổ chức",
        (
            "councils.Council",
            "councils.CouncilName",
            "councils.Subordination",
            "councils.Term",
            "councils.ElectoralUnit",
            "councils.Person",
            "councils.Mandate",
            "councils.Body",
            "councils.Membership",
            "councils.Office",
            "councils.Commendation",
        ),
    ),
    ("Tin bài", ("news.Article",)),
    ("Báo cáo", ("reports.AnnualReport", "reports.ReportedTotal", "reports.ReportChoice")),
    (
        "Danh mục",
        (
            "councils.Field",
            "resolutions.ResolutionClass",
            "resolutions.Register",
            "resolutions.ChoiceWord",
            "sessions_app.RequiredDocument",
            "news.Category",
            "councils.Agency",
            "councils.Area",
            "councils.LegalConstant",
        ),
    ),
    ("Hệ thống", ("accounts.User", "accounts.Service")),
)


YES_NO = {True: "có", False: "không", None: "chưa rõ"}


class PortalAdminConfig(AdminConfig):
    """Makes PortalAdminSite the default admin site."""

    default_site = "hdnd_portal.admin_site.PortalAdminSite"

    def ready(self):
        super().ready()
        admin_list._boolean_icon = YES_NO.get  # Django's own is a picture with the text "True" or "False"


class RecordAutocompleteView(AutocompleteJsonView):
    """The rows of an autocomplete field, with the labels of its form field."""

    def get_queryset(self):
        rows = super().get_queryset()
        return self.model_admin.selectable(rows) if hasattr(self.model_admin, "selectable") else rows

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if hasattr(self.model_admin, "choice_label"):
            result["text"] = self.model_admin.choice_label(self.request, obj)
        return result


class AdminJavaScriptCatalog(JavaScriptCatalog):
    """The translations for Django's scripts, with our own where Django has no Vietnamese."""

    def get_paths(self, packages):
        return [*super().get_paths(packages), *map(str, settings.LOCALE_PATHS)]


class PortalAdminSite(AdminSite):
    """The admin site of the portal."""

    site_header = "Cổng HĐND – Quản trị"
    site_title = "Cổng HĐND – Quản trị"
    index_title = "Bàn làm việc"
    empty_value_display = "–"

    @property
    def login_form(self):
        """The form of the portal's own page for signing in, which also tells delegates where they sign in."""
        from accounts.sign_in import StaffSignInForm  # noqa: PLC0415 it imports the models

        return StaffSignInForm

    def admin_view(self, view, cacheable=False):
        """Django's wrapper of all views; around it what keeps the text of a posted form."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def wrapper(request, *args, **kwargs):
            from core.admin.form_requests import respond  # noqa: PLC0415 it imports the models

            if request.method != "POST":
                return inner(request, *args, **kwargs)
            return respond(self, inner, request, *args, **kwargs)

        return wrapper

    def login(self, request, extra_context=None):
        """Django's view; a delegate who is signed in gets a page that leads on. A page that is refused leads to the desk.

        A form that was posted without a session is carried along and opened again.
        """
        from accounts.sign_in import begin_session, remember_wanted_page  # noqa: PLC0415 it imports the models
        from core.admin.carried_forms import CARRIED  # noqa: PLC0415 as above
        from core.admin.form_requests import response_after_sign_in  # noqa: PLC0415 as above
        from core.pages.previews import never_cached  # noqa: PLC0415 as above

        user = request.user
        if request.method == "GET" and user.is_authenticated and user.is_active and not user.is_staff and user.is_delegate:
            return never_cached(render(request, "accounts/staff_only.html", status=403))
        carried = request.POST.get(CARRIED, "")
        response = super().login(request, {"carried": carried} | (extra_context or {}))
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            begin_session(request)
            if reopening := response_after_sign_in(request, carried):
                return reopening
            remember_wanted_page(request, response.url)
        return never_cached(response)

    def logout(self, request, extra_context=None):
        """Django's view; what the user has typed and not saved is erased, in the database and in the browser."""
        from core.admin.form_requests import signed_out  # noqa: PLC0415 it imports the models

        user_id = request.user.pk
        return signed_out(request, super().logout(request, extra_context), user_id)

    def get_urls(self):
        # These modules import the models, which Django loads after this module.
        from accounts.sign_in import session_time  # noqa: PLC0415 see above
        from core.admin.files import record_file  # noqa: PLC0415 see above
        from core.admin.form_drafts import form_drafts  # noqa: PLC0415 see above
        from core.admin.input_preview import preview_input  # noqa: PLC0415 see above
        from core.admin.opened_forms import opened_form  # noqa: PLC0415 see above
        from core.admin.pending_uploads import pending_upload_urls  # noqa: PLC0415 see above
        from core.admin.proposal_pages import proposal_list, review_page  # noqa: PLC0415 see above
        from core.admin.public_pages import public_page_of_record  # noqa: PLC0415 see above
        from core.admin.waivers import record_waiver  # noqa: PLC0415 see above

        file = path("tep/<str:label>/<int:pk>/<str:field>/", self.admin_view(record_file), name="record_file")
        preview = path("doc/<str:label>/<str:field>/", self.admin_view(preview_input), name="record_input_preview")
        waiver = path("chap-nhan/<str:label>/<int:pk>/<str:code>/", self.admin_view(record_waiver), name="record_waiver")
        proposals = path("ban-sua/", self.admin_view(proposal_list), name="proposed_changes")
        proposal = path("ban-sua/<int:pk>/", self.admin_view(review_page), name="proposed_change")
        opened = path("dang-mo/<str:label>/<int:pk>/", self.admin_view(opened_form), name="opened_form")
        drafts = path("ban-chua-luu/", self.admin_view(form_drafts), name="form_drafts")
        session = path("phien/", self.admin_view(session_time), name="session_time")
        public = path("r/<int:content_type_id>/<path:object_id>/", self.admin_view(public_page_of_record), name="view_on_site")
        pending = pending_upload_urls(self.admin_view)
        return [file, *pending, preview, waiver, proposals, proposal, drafts, session, opened, public, *super().get_urls()]

    def get_app_list(self, request, app_label=None):
        """The models in GROUPS instead of apps; only the models of `app_label` if it is given.

        Django asks several times on one page and needs all permissions of the user; they are checked once for a request.
        """
        if not hasattr(request, "admin_apps"):
            request.admin_apps = super().get_app_list(request)
        if app_label is not None:
            return [app for app in request.admin_apps if app["app_label"] == app_label]
        by_label = {row["model"]._meta.label: row for app in request.admin_apps for row in app["models"]}
        groups = []
        for number, (name, labels) in enumerate(GROUPS):
            models = [by_label[label] for label in labels if label in by_label]
            if models:
                groups.append({"name": name, "app_label": f"group-{number}", "models": models, "has_module_perms": True})
        return groups

    def autocomplete_view(self, request):
        return RecordAutocompleteView.as_view(admin_site=self)(request)

    def i18n_javascript(self, request, extra_context=None):
        return AdminJavaScriptCatalog.as_view(packages=["django.contrib.admin"])(request)
