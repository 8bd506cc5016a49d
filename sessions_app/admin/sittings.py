"""The admin of sittings and of the attendance of delegates."""

from django.contrib import admin
from django.utils.html import format_html

from core.admin import RecordAdmin
from sessions_app.admin.attendance import AttendancePageMixin, attendance_url
from sessions_app.admin.session_choices import OfSessionMixin
from sessions_app.models import Attendance, Sitting


@admin.register(Sitting)
class SittingAdmin(OfSessionMixin, AttendancePageMixin, RecordAdmin):
    list_display = ["name", "session", "held_on", "starts_at", "present_text", "roll_link"]
    list_filter = ["session__term", "is_closed", "has_questions"]
    list_select_related = ["session__term__council"]
    search_fields = ["session__number", "session__term__label"]
    search_help_text = "Tìm theo số kỳ họp, nhiệm kỳ; không cần gõ dấu."
    autocomplete_fields = ["session"]
    date_hierarchy = "held_on"
    ordering = ["-held_on", "number", "pk"]
    fieldsets = [
        (
            "Phiên họp",
            {
                "fields": [
                    "session",
                    ("number", "held_on", "part_of_day"),
                    ("starts_at", "ends_at"),
                    ("is_closed", "has_questions"),
                ]
            },
        ),
    ]
    retained_fields = ["session", "held_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_attendance()

    @admin.display(description="phiên họp", ordering="number")
    def name(self, sitting):
        return str(sitting)

    @admin.display(description="có mặt")
    def present_text(self, sitting):
        marked = sitting.present + sitting.excused + sitting.absent
        return f"{sitting.present}/{sitting.base}" if marked else "chưa điểm danh"

    @admin.display(description="điểm danh")
    def roll_link(self, sitting):
        return format_html('<a href="{}">Điểm danh<span class="visually-hidden"> {}</span></a>', attendance_url(sitting), sitting)

    def verb_links(self, request, record):
        links = super().verb_links(request, record)
        return [{"label": "Điểm danh", "url": attendance_url(record)}, *links] if record and record.pk else links

    def name_in_choices(self, sitting):
        return f"{sitting} ({sitting.session})"


@admin.register(Attendance)
class AttendanceAdmin(RecordAdmin):
    """The rows of the roll one by one; all of a sitting are entered on its own page."""

    list_display = ["person", "sitting", "state", "came_at", "left_at"]
    list_filter = ["state", "sitting__session"]
    list_select_related = ["mandate__person", "mandate__term", "sitting__session__term__council"]
    search_fields = ["mandate__person__search_key"]
    search_help_text = "Tìm theo tên đại biểu; không cần gõ dấu."
    autocomplete_fields = ["sitting", "mandate"]
    fieldsets = [
        ("Điểm danh", {"fields": ["sitting", "mandate", "state", ("came_at", "left_at"), "reason"]}),
    ]
    retained_fields = ["sitting"]

    @admin.display(description="đại biểu", ordering="mandate__person__sort_key")
    def person(self, attendance):
        return attendance.mandate.person
