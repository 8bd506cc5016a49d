"""The page on which a reviewer prefers one reported total to the others for the same figure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from core.admin.verb_pages import VerbPage
from core.vietnamese.unicode_forms import UnicodeForm
from reports.actions import approve_total, correct_report, prefer_total
from reports.models import AnnualReport, ReportedTotal


class ReasonForm(UnicodeForm):
    """Why this total is used."""

    reason = forms.CharField(label="Lý do chọn", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ApprovalForm(UnicodeForm):
    """Asks for nothing; `by` is the primary key of the user who approves."""

    def __init__(self, data: QueryDict | None, *, by: int | None) -> None:
        super().__init__(data)
        self.by = by


class PreferTotalPage(VerbPage):
    """The page of `prefer_total`."""

    key = "dung-so-nay"
    label = "Dùng số này…"
    submit = "Dùng số này"
    explanation = "Số này được dùng thay bản ghi; các số khác của cùng chỉ tiêu, cùng kỳ thì không dùng, với cùng lý do."
    permission = "reports.settle_reportedtotal"

    def form(self, request: HttpRequest, records: Sequence[Any], data: QueryDict | None) -> ReasonForm:  # Any: as below
        return ReasonForm(data)

    def run(self, records: Sequence[Any], form: Any) -> str:  # Any: as in VerbPage
        total: ReportedTotal = prefer_total(total=records[0], reason=form.cleaned_data["reason"])
        return f"Từ nay dùng số này: {total}."


class ApproveTotalPage(VerbPage):
    """The page of `approve_total`."""

    key = "duyet"
    label = "Duyệt…"
    submit = "Duyệt số này"
    explanation = "Từ khi được duyệt, số này được dùng trong số liệu và báo cáo đang soạn; báo cáo đã ban hành không đổi."
    permission = "reports.publish_reportedtotal"

    def form(self, request: HttpRequest, records: Sequence[Any], data: QueryDict | None) -> ApprovalForm:  # Any: as below
        return ApprovalForm(data, by=request.user.pk)

    def refusal(self, records: Sequence[Any]) -> str:  # Any: as in VerbPage
        return "Số này đã được duyệt." if any(total.is_approved for total in records) else ""

    def run(self, records: Sequence[Any], form: Any) -> str:  # Any: as in VerbPage
        approve_total(total=records[0], by=form.by)
        return f"Đã duyệt: {records[0]}."


class CorrectionForm(UnicodeForm):
    """Why the report is corrected."""

    reason = forms.CharField(
        label="Lý do đính chính", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="In ở đầu bản đính chính."
    )


class CorrectReportPage(VerbPage):
    """The page of `correct_report`."""

    key = "dinh-chinh"
    label = "Đính chính…"
    submit = "Lập bản đính chính"
    explanation = (
        "Bản đính chính là bản tiếp theo của báo cáo, lúc đầu giống hệt bản đã ban hành: mọi mục và lời văn, kỳ, phạm vi, người "
        "ký, nơi nhận. Bản đã ban hành vẫn công khai và không đổi."
    )
    permission = "reports.add_annualreport"

    def form(self, request: HttpRequest, records: Sequence[Any], data: QueryDict | None) -> CorrectionForm:  # Any: as below
        return CorrectionForm(data)

    def refusal(self, records: Sequence[Any]) -> str:  # Any: as in VerbPage
        report: AnnualReport = records[0]
        return report.why_not_corrected()

    def run(self, records: Sequence[Any], form: Any) -> str:  # Any: as in VerbPage
        correction = correct_report(report=records[0], reason=form.cleaned_data["reason"])
        return f"Đã lập bản {correction.version}, đang soạn; mở từ mục Tình trạng."
