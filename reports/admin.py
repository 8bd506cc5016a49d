from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html

from core.admin import RecordAdmin, RecordInline
from core.dates import parse_date
from reports.actions import issue_report
from reports.models import AnnualReport, ReportedTotal, ReportSection
from reports.outline import SECTIONS
from reports.reading import Reading


@admin.register(ReportedTotal)
class ReportedTotalAdmin(RecordAdmin):
    list_display = ["code", "part", "council", "coverage", "period_from", "period_to", "value", "decision"]
    list_filter = ["decision", "coverage", "code"]
    list_select_related = ["council"]
    search_fields = ["source", "code"]
    autocomplete_fields = ["council"]
    fieldsets = [
        (None, {"fields": ["council", "coverage", "level", "period_from", "period_to"]}),
        ("Số liệu", {"fields": ["code", "part", "is_percent", "value", "base", "qualifier"]}),
        ("Nguồn và lựa chọn", {"fields": ["source", "source_on", "decision", "decision_reason"]}),
    ]


class ReportSectionInline(RecordInline):
    model = ReportSection
    fields = ["key", "heading", "text"]
    max_num = len(SECTIONS)


@admin.register(AnnualReport)
class AnnualReportAdmin(RecordAdmin):
    list_display = ["title", "council", "period_label", "scope", "status", "version"]
    list_filter = ["status", "scope"]
    list_select_related = ["council"]
    search_fields = ["title", "period_label"]
    autocomplete_fields = ["council", "signer"]
    inlines = [ReportSectionInline]
    readonly_fields = ["readiness"]
    fieldsets = [
        (None, {"fields": ["readiness"]}),
        ("Báo cáo", {"fields": ["council", "title", "period_label", "period_from", "period_to", "cut_off", "scope", "slug"]}),
        ("Thể thức", {"fields": ["signer", "sign_mode", "recipients"]}),
        ("Bản", {"fields": ["version", "correction_reason"]}),
    ]

    def get_urls(self):
        issue = path("<path:object_id>/ban-hanh/", self.admin_site.admin_view(self.issue_view), name="reports_annualreport_issue")
        return [issue, *super().get_urls()]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_issued)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_issued)

    @admin.display(description="Tình trạng")
    def readiness(self, report):
        """What stands between the draft and its issue, with the way to preview, print and issue it."""
        if report is None or report.pk is None:
            return "Lưu bản nháp rồi xem trước, in thử và ban hành từ đây."
        reading = Reading(report)
        links = format_html(
            '<a href="{}">Xem báo cáo</a> · <a href="{}">Tải bản PDF</a>', report.get_absolute_url(), report.pdf_url
        )
        if report.is_issued:
            return format_html("Đã ban hành, số {}. {}", report.paper.symbol, links)
        issue = reverse("admin:reports_annualreport_issue", args=[report.pk])
        return format_html(
            '{} · <a href="{}">Ban hành…</a><br>{} mâu thuẫn phải xử lý, {} chỉ tiêu còn thiếu số liệu.',
            links,
            issue,
            len(reading.conflicts),
            len(reading.missing),
        )

    def issue_view(self, request, object_id):
        """Asks for the day on the paper, then issues; what stands in the way is told and nothing is lost."""
        report = get_object_or_404(self.get_queryset(request), pk=object_id if object_id.isdecimal() else None)
        may_issue = request.user.has_perm("reports.issue_annualreport", report)
        context = {**self.admin_site.each_context(request), "title": "Ban hành báo cáo", "report": report, "opts": self.opts}
        context |= {"may_issue": may_issue, "issued_on": request.POST.get("issued_on", ""), "faults": []}
        if request.method == "POST" and may_issue:
            try:
                issue_report(report=report, user=request.user, on=parse_date(context["issued_on"]))
            except ValidationError as error:
                context["faults"] = error.messages
            except ValueError as error:
                context["faults"] = [str(error)]
            else:
                self.message_user(request, "Đã ban hành báo cáo.", messages.SUCCESS)
                return HttpResponseRedirect(report.get_absolute_url())
        context["conflicts"] = Reading(report).conflicts
        return render(request, "admin/reports/annualreport/issue.html", context)
