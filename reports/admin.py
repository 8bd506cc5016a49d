"""The lists and forms of reported totals and annual reports, and the form for issuing a report."""

from datetime import date
from functools import partial
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from accounts.models import User
from core.admin import RecordAdmin, StackedRecordInline
from core.admin.addresses import change_url
from core.admin.row_versions import digest_of_rows, record_changes, record_token
from core.admin.verb_pages import add_errors
from core.records.periods import Period
from core.records.rights import staff_user
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_number
from core.vietnamese.text import fold
from councils.models import Council
from reports.actions import IssuePreview, approve_total, issue_report, preview_issue
from reports.checks import errors_before_issue
from reports.content import ReportContent
from reports.forms import IssueForm, ReportForm, TotalForm
from reports.models import AnnualReport, ReportChoice, ReportedTotal, ReportSection
from reports.models.outline import SECTIONS
from reports.part_list import PartList, codes_matching, labels_of_parts
from reports.verbs import ApproveTotalPage, CorrectReportPage, PreferTotalPage

OTHER_FIGURES = "Số liệu đã đổi từ lần xem trước nên chưa ban hành; hãy xem lại những gì sẽ chốt rồi bấm Ban hành."
MAX_NAMED_FIGURES = 5  # in one sentence
ISSUED_STAYS = (
    "Báo cáo đã ban hành không sửa nữa; chỗ sai thì người duyệt của HĐND này lập bản đính chính bằng nút “Đính chính…”."
)
KEPT_BY_CORRECTION = "Bản đính chính giữ HĐND, đường dẫn và số bản như lúc lập."
WAITING = "Chờ người duyệt; chưa số liệu nào dùng số này"


@admin.action(description="Duyệt các dòng đã chọn", permissions=["publish"])
def approve_selected(model_admin: Any, request: HttpRequest, queryset: Any) -> None:  # Any: the admin and rows of totals
    """Approve those of the selected totals that wait; list those that cannot be approved.

    Raises PermissionDenied where the user may not publish one of them.
    """
    totals = list(queryset.waiting())
    if not all(model_admin.permits(request, "publish", total) for total in totals):
        raise PermissionDenied
    approved = 0
    for total in totals:
        try:
            approve_total(total=total, by=request.user.pk)
        except ValidationError as error:
            model_admin.message_user(request, f"{total}, theo {total.source}: {' '.join(error.messages)}", messages.ERROR)
            continue
        model_admin.log_change(request, total, "Đã duyệt.")
        approved += 1
    if approved or not totals:
        model_admin.message_user(request, f"Đã duyệt {approved} số liệu tổng hợp.", messages.SUCCESS)


@admin.register(ReportedTotal)
class ReportedTotalAdmin(RecordAdmin):
    form = TotalForm
    verb_pages = (ApproveTotalPage, PreferTotalPage)
    list_display = ["code", "parts", "council", "period_to", "figure", "decision", "approval"]
    list_filter = [("approved_on", admin.EmptyFieldListFilter), "decision", "coverage", "level", "council", "code"]
    list_select_related = ["council"]
    date_hierarchy = "period_to"
    search_fields = ["source", "code", "part"]
    search_help_text = "Tìm theo nguồn, mã chỉ tiêu, mã phần; không cần gõ dấu."
    autocomplete_fields = ["council"]
    fieldsets = [
        ("Của ai, kỳ nào", {"fields": ["council", "coverage", "level", "period_from", "period_to"]}),
        ("Số liệu", {"fields": ["code", "part", "is_percent", "value", "base", "qualifier"]}),
        ("Nguồn", {"fields": ["source", "source_on"]}),
        ("Tổng của nhiều HĐND", {"fields": ["councils_count"], "classes": ["collapse"]}),
        ("Lựa chọn khi các nguồn nói khác nhau", {"fields": ["decision", "decision_reason"], "classes": ["collapse"]}),
        ("Duyệt", {"fields": ["approval"]}),
    ]
    help_texts = {
        "period_to": "Kể cả ngày này.",
        "part": "Phần khác: phần không có trong danh sách, hoặc nhiều phần gộp một số, ví dụ “Khiếu nại + Tố cáo”.",
        "is_percent": "Chỉ với chỉ tiêu có tỷ lệ.",
        "value": "Số tiền ghi đủ, đơn vị đồng.",
        "qualifier": "Ghi khi nguồn viết “gần”, “hơn”, “trên”, “khoảng”, “ước”.",
        "decision": "Chỉ chọn khi nhiều nguồn, hoặc nguồn và bản ghi, nói khác nhau.",
    }
    retained_fields = ["coverage", "level", "period_from", "period_to", "source", "source_on"]
    readonly_fields = ["approval"]

    @property
    def actions(self) -> list[Any]:  # type: ignore[override]  # Any: as in Django's attribute, which is no property
        return [approve_selected]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[TotalForm]:  # Any: Django's
        """The form, which approves what a user types who may publish totals; what others type waits."""
        form = cast(type[TotalForm], super().get_form(request, *args, **kwargs))
        form.approver_id = request.user.pk
        form.may_approve = staticmethod(partial(self.permits, request, "publish"))
        form.part_list = PartList.of(staff_user(request), cast(Council | None, self.sole_council(request)))
        return form

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[ReportedTotal], search_term: str
    ) -> tuple[QuerySet[ReportedTotal], bool]:
        """The totals that Django's method finds, and those of indicators whose label has the words."""
        rows, may_have_duplicates = super().get_search_results(request, queryset, search_term)
        codes = codes_matching(fold(search_term).split()) if search_term.strip() else []
        return rows | queryset.filter(code__in=codes) if codes else rows, may_have_duplicates

    def name_in_choices(self, total: ReportedTotal) -> str:
        """The label of a total where a report chooses it: what it is about, its source and its days."""
        part = f" ({labels_of_parts(total)})" if total.part else ""
        figure = f"{total.get_code_display()}{part}: {self.figure(total)}"
        days = f"kỳ {short_date(total.period_from)} – {short_date(total.period_to)}"
        return f"{figure} theo {total.source}, {days}"

    def save_model(self, request: HttpRequest, obj: ReportedTotal, form: Any, change: bool) -> None:  # Any: Django's form
        """Save the total, and say where it waits."""
        super().save_model(request, obj, form, change)
        if not obj.is_approved:
            self.message_user(request, f"{WAITING}.", messages.WARNING)

    @admin.display(description="duyệt", ordering="approved_on")
    def approval(self, total: ReportedTotal | None) -> str:
        """When the total was approved, or that it waits."""
        if total is None or total.pk is None:
            return "Người duyệt ghi thì dùng ngay; người khác ghi thì chờ duyệt."
        return f"đã duyệt {short_date(total.approved_on)}" if total.approved_on else WAITING

    @admin.display(description="phần", ordering="part")
    def parts(self, total: ReportedTotal) -> str:
        """The labels of the parts of a total; the key of a part that the indicator does not list."""
        return labels_of_parts(total)

    @admin.display(description="giá trị", ordering="value")
    def figure(self, total: ReportedTotal) -> str:
        return f"{format_number(total.value)}{'%' if total.is_percent else ''}"


@admin.register(ReportChoice)
class ReportChoiceAdmin(RecordAdmin):
    list_display = ["total", "council", "report_slug", "decision", "reason"]
    list_filter = ["decision", "council", "report_slug"]
    list_select_related = ["council", "total"]
    search_fields = ["report_slug", "reason", "total__source"]
    search_help_text = "Tìm theo đường dẫn báo cáo, lý do, nguồn; không cần gõ dấu."
    autocomplete_fields = ["council", "total"]
    fieldsets = [
        ("Báo cáo", {"fields": ["council", "report_slug"]}),
        ("Lựa chọn", {"fields": ["total", "decision", "reason"]}),
    ]
    help_texts = {
        "total": "Lựa chọn này chỉ áp dụng cho báo cáo ghi ở trên; ở báo cáo khác dùng lựa chọn ghi tại số liệu.",
        "reason": "Bắt buộc, trừ khi chưa chọn.",
    }
    retained_fields = ["council", "report_slug"]

    def save_model(self, request: HttpRequest, obj: ReportChoice, form: Any, change: bool) -> None:  # Any: Django's form
        """Save the choice with the user who makes it."""
        obj.by_id = request.user.pk
        super().save_model(request, obj, form, change)


class ReportSectionInline(StackedRecordInline):
    model = ReportSection
    fields = ["key", "heading", "text"]
    max_num = len(SECTIONS)


def initial_values_after(report: AnnualReport) -> dict[str, Any]:  # Any: values of any form field
    """The initial values of a report on the next year; {} where `report` is not on a calendar year."""
    year = report.period_from.year
    if report.period != Period.year(year):
        return {}
    first, last = date(year + 1, 1, 1), date(year + 1, 12, 31)
    return {
        "council": report.council_id,
        "title": report.title.replace(str(year + 1), str(year + 2)).replace(str(year), str(year + 1)),
        "period_label": f"năm {year + 1}",
        "period_from": first,
        "period_to": last,
        "cut_off": last,
        "scope": report.scope,
        "with_predecessors": report.with_predecessors,
        "signer": report.signer_id,
        "sign_mode": report.sign_mode,
        "recipients": report.recipients,
    }


def _link_to_newer(report: AnnualReport) -> str:
    """The link to the form of the newest version after `report`; "" without one."""
    newer = report.newer_version
    if newer is None:
        return ""
    url = change_url(newer)
    return format_html(' · <a href="{}">Bản {}, {}</a>', url, newer.version, newer.get_status_display())


def _changes_since(content: ReportContent) -> str:
    """The sentence on the figures for which the records of today give another value than the issued report; "" without any."""
    labels = [figure.label for figure in content.changed_figures]
    if not labels:
        return ""
    named = "; ".join(labels[:MAX_NAMED_FIGURES]) + ("; …" if len(labels) > MAX_NAMED_FIGURES else "")
    return f"Hồ sơ hôm nay cho số khác ở {len(labels)} chỉ tiêu: {named}. Nếu số đã công bố sai, hãy lập bản đính chính."


def _is_issued(record: Model | None) -> bool:
    return isinstance(record, AnnualReport) and record.is_issued


@admin.register(AnnualReport)
class AnnualReportAdmin(RecordAdmin):
    form = ReportForm
    verb_pages = (CorrectReportPage,)
    list_display = ["title", "council", "period_label", "scope", "status", "version"]
    list_filter = ["status", "scope", "council"]
    list_select_related = ["council"]
    search_fields = ["title", "period_label", "council__name"]
    search_help_text = "Tìm theo trích yếu, tên kỳ, HĐND; không cần gõ dấu."
    autocomplete_fields = ["council", "signer"]
    inlines = [ReportSectionInline]
    readonly_fields = ["readiness"]
    help_texts = {
        "period_to": "Kể cả ngày này.",
        "cut_off": "Đại biểu, tổ chức và tình trạng kiến nghị tính đến hết ngày này.",
        "with_predecessors": "Cộng cả bản ghi của các HĐND tiền thân đến trước ngày sắp xếp; báo cáo có đường dẫn riêng.",
        "sign_mode": "Bắt buộc khi ban hành.",
        "signer": "Bắt buộc khi ban hành.",
    }
    fieldsets = [
        ("Tình trạng", {"fields": ["readiness"]}),
        ("Báo cáo", {"fields": ["council", "title", "period_label", "period_from", "period_to", "cut_off"]}),
        ("Số liệu của HĐND nào", {"fields": ["scope", ("with_predecessors", "slug")]}),
        ("Thể thức", {"fields": ["signer", "sign_mode", "recipients"]}),
        ("Bản", {"fields": ["version", "correction_reason"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.issue_view)
        issue = path("<path:object_id>/ban-hanh/", view, name="reports_annualreport_issue")
        return [issue, *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_issued(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_issued(obj)

    def lock_reasons(self, request: HttpRequest, obj: Model | None) -> dict[str, str]:
        """The columns that nobody may change; a correction keeps what ties it to the version that it corrects."""
        reasons = super().lock_reasons(request, obj)
        is_correction = isinstance(obj, AnnualReport) and obj.version > 1
        return reasons | dict.fromkeys(("council", "slug", "version"), KEPT_BY_CORRECTION) if is_correction else reasons

    def reason_of_view(self, request: HttpRequest, record: Model) -> str:
        """Why the form is read-only: an issued report stays as it is for everybody."""
        return ISSUED_STAYS if _is_issued(record) else super().reason_of_view(request, record)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:  # Any: values of any form field
        """The values of a report on the year after the newest one."""
        newest = self.get_queryset(request).order_by("-period_to", "-version").first()
        return (initial_values_after(newest) if newest else {}) | super().get_changeform_initial_data(request)

    @admin.display(description="Tình trạng")
    def readiness(self, report: AnnualReport | None) -> str:
        """The links to preview, print and issue the draft, and the numbers of conflicts and of indicators without data."""
        if report is None or report.pk is None:
            return "Lưu bản nháp rồi xem trước, in thử và ban hành từ đây."
        content = ReportContent(report)
        links = format_html(
            '<a href="{}">Xem báo cáo</a> · <a href="{}">Tải bản PDF</a>', report.get_absolute_url(), report.pdf_url
        )
        if report.is_issued and report.issued_document:
            issued = format_html("Đã ban hành, số {}. {}{}", report.issued_document.symbol, links, _link_to_newer(report))
            return format_html("{}<br>{}", issued, changed) if (changed := _changes_since(content)) else issued
        issue = reverse("admin:reports_annualreport_issue", args=[report.pk])
        return format_html(
            '{} · <a href="{}">Ban hành…</a><br>{} mâu thuẫn phải xử lý, {} chỉ tiêu còn thiếu số liệu.',
            links,
            issue,
            len(content.conflicts),
            len(content.missing_codes),
        )

    def issue_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Issues a report on the confirmed day; before that shows what will be frozen, or why it cannot be issued."""
        report = self.get_object(request, object_id)
        if report is None:
            raise Http404
        user = cast(User, request.user)  # the admin refuses anonymous users
        may_issue = user.has_perm("reports.issue_annualreport", report)
        form = IssueForm(request.POST if request.method == "POST" else None)
        preview = self.preview_or_issue(request, report, form) if may_issue and form.is_valid() else None
        if form.is_bound and may_issue and not form.errors and preview is None:
            self.message_user(request, "Đã ban hành báo cáo.", messages.SUCCESS)
            return HttpResponseRedirect(report.get_absolute_url())
        context = self.admin_site.each_context(request) | {
            "title": "Ban hành báo cáo",
            "report": report,
            "opts": self.opts,
            "may_issue": may_issue,
            "form": form,
            "preview": preview,
            "version": record_token(request, report, extra=digest_of_rows(report.sections.all())),
            "changes_of_record": getattr(request, "changes_of_record", []),
            "conflicts": ReportContent(report).conflicts,
            "errors": [(finding, change_url(finding.record)) for finding in errors_before_issue(report)],
        }
        return render(request, "admin/reports/annualreport/issue.html", context)

    def preview_or_issue(self, request: HttpRequest, report: AnnualReport, form: IssueForm) -> IssuePreview | None:
        """Issue the report if that is what the user has seen: return None; else return what an issue would freeze now.

        None also if the issue is refused; the form then has its sentences.
        """
        on = form.cleaned_data["issued_on"]
        try:
            with transaction.atomic():
                changed = record_changes(request, report, extra=lambda: digest_of_rows(report.sections.all()))
                request.changes_of_record = changed  # type: ignore[attr-defined]  # stored here
                preview = preview_issue(report, on)
                if form.is_confirmed and request.POST.get("_figures") != preview.digest:
                    self.message_user(request, OTHER_FIGURES, messages.WARNING)
                elif form.is_confirmed and not changed:
                    issue_report(report=report, user=cast(User, request.user), on=on)
                    return None
                return preview
        except ValidationError as error:
            add_errors(form, error)
        return None
