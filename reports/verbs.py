"""The page on which a reviewer prefers one reported total to the others for the same figure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from core.admin.verb_pages import VerbPage
from reports.actions import prefer_total
from reports.models import ReportedTotal


class ReasonForm(forms.Form):
    """Why this total is used."""

    reason = forms.CharField(label="Lý do chọn", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


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
