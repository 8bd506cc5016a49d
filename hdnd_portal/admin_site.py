"""The admin site: kinds grouped by work, choices that tell similar records apart, files for those who may see them."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.templatetags import admin_list
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import path
from django.views.i18n import JavaScriptCatalog

GROUPS = (
    ("Kỳ họp", ("sessions_app.CouncilSession",)),
    (
        "Nghị quyết",
        (
            "resolutions.Resolution",
            "resolutions.IssuedDocument",
            "resolutions.Vote",
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
    ("Báo cáo", ("reports.AnnualReport", "reports.ReportedTotal")),
    (
        "Danh mục",
        (
            "councils.Field",
            "resolutions.ResolutionClass",
            "resolutions.Register",
            "news.Category",
            "councils.Agency",
            "councils.Area",
        ),
    ),
    ("Hệ thống", ("accounts.User", "accounts.Service")),
)


YES_NO = {True: "có", False: "không", None: "chưa rõ"}


class PortalAdminConfig(AdminConfig):
    default_site = "hdnd_portal.admin_site.PortalAdminSite"

    def ready(self):
        super().ready()
        admin_list._boolean_icon = YES_NO.get  # the framework's own is a picture called "True" or "False"


class RecordAutocompleteView(AutocompleteJsonView):
    """The rows that a box suggests, by the names under which they are chosen."""

    def get_queryset(self):
        rows = super().get_queryset()
        return self.model_admin.offered(rows) if hasattr(self.model_admin, "offered") else rows

    def serialize_result(self, obj, to_field_name):
        row = super().serialize_result(obj, to_field_name)
        if hasattr(self.model_admin, "choice_label"):
            row["text"] = self.model_admin.choice_label(self.request, obj)
        return row


class AdminJavaScriptCatalog(JavaScriptCatalog):
    """The words of the framework's scripts, with our own where its Vietnamese lacks them."""

    def get_paths(self, packages):
        return [*super().get_paths(packages), *map(str, settings.LOCALE_PATHS)]


class PortalAdminSite(AdminSite):
    """The staff's site of the portal."""

    site_header = "Cổng HĐND – Quản trị"
    site_title = "Cổng HĐND – Quản trị"
    index_title = "Bàn làm việc"
    empty_value_display = "–"

    def get_urls(self):
        # They need the models, which are loaded after this module.
        from core.admin.files import record_file  # noqa: PLC0415 see above
        from core.admin.input_preview import preview_input  # noqa: PLC0415 see above

        file = path("tep/<str:label>/<int:pk>/<str:field>/", self.admin_view(record_file), name="record_file")
        preview = path("doc/<str:label>/<str:field>/", self.admin_view(preview_input), name="record_input_preview")
        return [file, preview, *super().get_urls()]

    def get_app_list(self, request, app_label=None):
        """The kinds by GROUPS in place of apps; of one app its own kinds."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        kinds = {kind["model"]._meta.label: kind for app in super().get_app_list(request) for kind in app["models"]}
        groups = []
        for number, (name, labels) in enumerate(GROUPS):
            models = [kinds[label] for label in labels if label in kinds]
            if models:
                groups.append({"name": name, "app_label": f"group-{number}", "models": models, "has_module_perms": True})
        return groups

    def autocomplete_view(self, request):
        return RecordAutocompleteView.as_view(admin_site=self)(request)

    def i18n_javascript(self, request, extra_context=None):
        return AdminJavaScriptCatalog.as_view(packages=["django.contrib.admin"])(request)
