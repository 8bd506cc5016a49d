"""The page on which a reviewer accepts what a check calls an error, with a reason, or withdraws that."""

from __future__ import annotations

from typing import cast

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from core.admin.addresses import change_url
from core.admin.checks import may_waive
from core.admin.reopened_forms import reopenable
from core.admin.row_versions import record_changes, record_token
from core.models.findings import Finding, findings_in
from core.models.waivers import Waiver
from core.pages.page_forms import is_reopened
from core.records.checks import checks_by_code
from core.records.models import Record
from core.records.rights import is_visible, staff_user
from core.vietnamese.text import clean_text
from core.vietnamese.unicode_forms import UnicodeForm

MAX_REASON_LENGTH = Waiver._meta.get_field("reason").max_length or 0
NO_REASON = "Hãy ghi lý do chấp nhận."
ACCEPTED = "Đã chấp nhận kèm lý do."
ACCEPTED_BEFORE = "Lỗi này đã được chấp nhận từ trước với lý do dưới đây. Lý do vừa gửi không được lưu: “%s”."
NOT_STORED = "Lý do vừa gửi không được lưu: “{}”."
CHANGED = "Câu của kiểm tra đã thay đổi hoặc không còn; hãy xem lại trên biểu mẫu."


class WaiverForm(UnicodeForm):
    """The form that asks why an error is accepted."""

    reason = forms.CharField(
        label="Lý do chấp nhận",
        help_text="Lý do này luôn hiện trên biểu mẫu của bản ghi, cùng tên người chấp nhận.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": NO_REASON},
        validators=[MaxLengthValidator(MAX_REASON_LENGTH, "Lý do dài quá %(limit_value)d ký tự (đang có %(show_value)d).")],
    )

    def clean_reason(self) -> str:
        """Return the reason as text is stored. Raises ValidationError if it has no letter and no digit."""
        reason = clean_text(self.cleaned_data["reason"])
        if not any(character.isalnum() for character in reason):
            raise ValidationError(NO_REASON)
        return reason


class WithdrawalForm(forms.Form):
    """The form that withdraws the waiver that its page displays, and no other."""

    waiver = forms.IntegerField(widget=forms.HiddenInput)


def checked_record(label: str, pk: int, code: str, request: HttpRequest) -> Model:
    """Return the record that the check `code` looks at. Raises Http404 if there is none that the user may see."""
    each_check = checks_by_code.get(code)
    if each_check is None or each_check.model._meta.label_lower != label:
        raise Http404
    record: Model | None = apps.get_model(label)._default_manager.filter(pk=pk).first()
    if record is None or not is_visible(record, staff_user(request)):
        raise Http404
    return record


@reopenable
def record_waiver(request: HttpRequest, label: str, pk: int, code: str) -> HttpResponse:
    """Accept an error of a record, or withdraw the acceptance. `cau` in the address is the hash of the sentence."""
    record = checked_record(label, pk, code, request)
    if not may_waive(request, record):
        raise PermissionDenied
    rows = type(record)._default_manager.filter(pk=record.pk)
    findings = [
        finding
        for finding in findings_in(rows, [checks_by_code[code]])
        if finding.check.is_error and finding.problem.sentence_hash == request.GET.get("cau")
    ]
    if not findings:
        reason = request.POST.get("reason", "")
        messages.warning(request, f"{CHANGED} {NOT_STORED.format(reason)}" if reason else CHANGED)
        return HttpResponseRedirect(change_url(record))
    finding = findings[0]
    if finding.waiver:
        return withdrawal(request, finding, finding.waiver)
    form = WaiverForm(request.POST if request.method == "POST" else None)
    if not is_reopened(request) and form.is_valid():
        with transaction.atomic():
            changed = record_changes(request, record)
            if not changed:
                waive(finding, form.cleaned_data["reason"], cast(int, request.user.pk))
                messages.success(request, ACCEPTED)
                return HttpResponseRedirect(change_url(record))
        request.changes_of_record = changed  # type: ignore[attr-defined]  # stored here
    return waiver_page(request, finding, form, "Chấp nhận một lỗi")


def withdrawal(request: HttpRequest, finding: Finding, waiver: Waiver) -> HttpResponse:
    """Delete a waiver after a question. A form that accepts the error, sent late or twice, withdraws nothing."""
    if request.POST.get("waiver") == str(waiver.pk):
        waiver.delete()
        messages.success(request, "Đã rút lời chấp nhận.")
        return HttpResponseRedirect(change_url(finding.record))
    late = WaiverForm(request.POST)
    if late.is_valid():
        if late.cleaned_data["reason"] == waiver.reason:
            messages.success(request, ACCEPTED)
            return HttpResponseRedirect(change_url(finding.record))
        messages.warning(request, ACCEPTED_BEFORE % late.cleaned_data["reason"])
    return waiver_page(request, finding, WithdrawalForm(initial={"waiver": waiver.pk}), "Rút lời chấp nhận")


def waive(finding: Finding, reason: str, user_id: int) -> None:
    """Store that a user accepts a finding; nothing changes if another request has just done so."""
    record = finding.record
    council = record.get_council() if isinstance(record, Record) else None
    Waiver.objects.get_or_create(
        check_code=finding.check.code,
        kind=record._meta.label_lower,
        object_id=record.pk,
        sentence_hash=finding.problem.sentence_hash,
        defaults={"reason": reason, "by_id": user_id, "council_id": council.pk if council else None},
    )


def waiver_page(request: HttpRequest, finding: Finding, form: forms.Form, title: str) -> HttpResponse:
    """Return the page with the sentence of the check and the form."""
    context = admin.site.each_context(request) | {
        "title": title,
        "opts": finding.record._meta,
        "record": finding.record,
        "finding": finding,
        "form": form,
        "version": record_token(request, finding.record),
        "changes_of_record": getattr(request, "changes_of_record", []),
        "url": change_url(finding.record),
    }
    return render(request, "admin/waiver.html", context)
