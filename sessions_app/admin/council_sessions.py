"""The admin of council sessions."""

from typing import ClassVar

from django.contrib import admin
from django.forms.widgets import Script
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from core.admin import PUBLICATION, RecordAdmin, RecordInline
from core.admin.verb_pages import VerbPage
from core.vietnamese.dates import short_date
from sessions_app.admin.agenda import AgendaItemInline
from sessions_app.admin.attendance import attendance_url
from sessions_app.admin.questions import QuestionTopicInline
from sessions_app.forms import CouncilSessionForm
from sessions_app.models import CouncilSession, Sitting
from sessions_app.questions_page import QuestionsPage
from sessions_app.verbs import AddDocumentsPage, PasteAgendaPage


class SittingInline(RecordInline):
    model = Sitting
    fields = ["number", "held_on", "part_of_day", "starts_at", "ends_at", "is_closed", "has_questions"]
    help_texts = {"is_closed": ""}


def list_url(model, session, **values):
    """The address of a list with the rows of one session; `model` is its label with an underscore."""
    query = QueryDict(mutable=True)
    query.update({"session__id__exact": session.pk, **values})
    return f"{reverse(f'admin:{model}_changelist')}?{query.urlencode()}"


def votes_url(session):
    """The address of the grid with the votes of a session."""
    return reverse("admin:resolutions_session_votes", args=[session.pk])


class ResultFilter(admin.SimpleListFilter):
    """Sessions whose day has passed and of which nothing is recorded."""

    title = "kết quả"
    parameter_name = "ket-qua"

    def lookups(self, request, model_admin):
        return [("chua-ghi", "chưa ghi kết quả")]

    def queryset(self, request, queryset):
        if self.value() != "chua-ghi":
            return queryset
        return queryset.filter(pk__in=CouncilSession.objects.without_result_on(timezone.localdate()).values("pk"))


@admin.register(CouncilSession)
class CouncilSessionAdmin(RecordAdmin):
    form = CouncilSessionForm
    list_display = ["__str__", "council", "kind", "life_today", "opened_on", "status"]
    list_filter = ["status", "life", ResultFilter, "kind", "series", "is_regular", "term", "term__council"]
    list_select_related = ["term__council"]
    search_fields = ["number", "venue", "term__label", "term__council__name"]
    search_help_text = "Tìm theo số kỳ họp, địa điểm, nhiệm kỳ, HĐND; không cần gõ dấu."
    autocomplete_fields = ["term"]
    date_hierarchy = "opened_on"
    fieldsets = [
        ("Kỳ họp", {"fields": [("term", "number", "kind"), ("series", "second_kind"), ("season", "is_regular")]}),
        ("Thời gian", {"fields": ["life", "planned_on", ("opened_on", "closed_on")]}),
        ("Cách họp, đại biểu", {"fields": [("format", "platform"), "venue", "total_delegates"]}),
        (
            "Dự kiến nội dung, bản ghi hình",
            {
                "fields": [("planned_reports", "planned_submissions", "planned_drafts"), "recording_url"],
                "classes": ["collapse"],
            },
        ),
        *PUBLICATION,
    ]
    verb_pages: ClassVar[tuple[type[VerbPage], ...]] = (PasteAgendaPage, AddDocumentsPage, QuestionsPage)
    inlines = [SittingInline, AgendaItemInline, QuestionTopicInline]
    columns = {"kind": 6, "is_regular": 7, "life": 12, "platform": 6, "venue": 9, "total_delegates": 3}
    units = {
        "total_delegates": "đại biểu",
        "planned_reports": "báo cáo",
        "planned_submissions": "tờ trình",
        "planned_drafts": "dự thảo",
    }
    help_texts = {
        "opened_on": "Ngày này quyết định kỳ họp tính vào báo cáo năm nào.",
        "total_delegates": "Tổng số đại biểu của HĐND vào ngày khai mạc.",
    }
    retained_fields = ["term"]

    class Media:
        js = [Script("js/follow-choices.js", defer=True)]

    @admin.display(description="HĐND", ordering="term__council")
    def council(self, session):
        return session.council

    @admin.display(description="tình hình tổ chức", ordering="life")
    def life_today(self, session):
        label = session.get_life_display()
        return f"{label}, chưa ghi kết quả" if session.lacks_result_on(timezone.localdate()) else label

    def verb_links(self, request, record):
        """The pages of the session, and those of its attendance and votes."""
        links = super().verb_links(request, record)
        if record is None or record.pk is None:
            return links
        sitting = self.first_sitting_to_mark(record)
        grids = [("Điểm danh", sitting and attendance_url(sitting)), ("Biểu quyết", votes_url(record))]
        return [*links, *({"label": label, "url": url} for label, url in grids if url)]

    def entry_links(self, request, record):
        """Where one enters what the session lacks, by the code of the check."""
        sitting = self.first_sitting_to_mark(record)
        pages = {type(verb): verb.url(record) for verb in self.verbs if verb.permits(request, record)}
        paste, add = pages.get(PasteAgendaPage, ""), pages.get(AddDocumentsPage, "")
        agenda = ("Dán chương trình", paste) if paste else ("Ghi chương trình", "#agenda-heading")
        documents = ("Thêm tài liệu", add)
        resolutions = list_url("resolutions_resolution", record)
        return {
            "session-attendance": ("Điểm danh", attendance_url(sitting)) if sitting else ("Thêm phiên họp", "#sittings-heading"),
            "session-agenda": agenda,
            "session-agenda-documents": documents,
            "session-required": documents,
            "session-minutes": documents,
            "session-documents-unpublished": ("Xem tài liệu", list_url("sessions_app_sessiondocument", record)),
            "session-questions": ("Ghi trả lời", pages.get(QuestionsPage, "")),
            "session-votes": ("Ghi biểu quyết", votes_url(record)),
            "session-unsigned": ("Ghi ngày ký", resolutions),
            "session-unpublished": ("Xem nghị quyết", resolutions),
            "session-unclosed": ("Ghi ngày bế mạc", "#id_closed_on"),
            "session-delegates": ("Sửa tổng số", "#id_total_delegates"),
        }

    def first_sitting_to_mark(self, session):
        """The first sitting whose attendance is not complete, else the first of all; None without any."""
        sittings = list(session.sittings.with_attendance())
        lacking = [row for row in sittings if row.present + row.excused + row.absent < max(1, row.base)]
        return next(iter(lacking or sittings), None)

    def name_in_choices(self, session):
        return f"{session} ({short_date(session.opened_on)})" if session.opened_on else str(session)
