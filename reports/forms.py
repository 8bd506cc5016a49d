"""The forms of reported totals and for issuing a report."""

from collections.abc import Callable
from typing import Any, ClassVar

from core.admin.forms import StaffForm, date_field
from core.vietnamese.dates import parse_date
from core.vietnamese.unicode_forms import UnicodeForm
from reports.models import ReportedTotal
from resolutions.models import IssuedDocument


class TotalForm(StaffForm):
    """The form of a total. It is approved before it is validated where `may_approve` accepts it, by `approver_id`."""

    approver_id: ClassVar[int | None] = None
    may_approve: ClassVar[Callable[[ReportedTotal], bool] | None] = None
    has_approved = False

    def clean(self) -> dict[str, Any]:  # Any: values of all fields
        cleaned_data = super().clean() or self.cleaned_data
        if council := cleaned_data.get("council"):
            self.instance.council = council  # as Django will set it after this method
        may_approve = type(self).may_approve
        is_waiting = not self.errors and self.instance.council_id and not self.instance.is_approved
        if is_waiting and may_approve and may_approve(self.instance):
            self.instance.approve(by=self.approver_id)
            self.has_approved = True
        return cleaned_data

    def add_error(self, field: str | None, error: Any) -> None:  # Any: Django accepts errors in many forms
        """Add `error`; a total that is refused waits as before, and its page says so."""
        super().add_error(field, error)
        if self.has_approved:
            self.instance.approved_on = self.instance.approved_by_id = None


class ReportForm(StaffForm):
    """The form of a report: versions are numbered without gaps."""

    def _post_clean(self) -> None:
        super()._post_clean()
        is_typed = not self.instance.pk or "version" in self.changed_data
        if not self.errors and is_typed and (sentence := self.instance.wrong_version()):
            self.add_error("version", sentence)


class IssueForm(UnicodeForm):
    """Asks for the day that is printed on the report; the hidden `confirmed_on` is the day of which the preview was shown."""

    issued_on = date_field(
        "Ngày ghi trên báo cáo",
        IssuedDocument._meta.get_field("issued_on"),
        help_text="Ví dụ 05/01/2022.",
        error_messages={"required": "Hãy ghi ngày."},
    )

    @property
    def is_confirmed(self) -> bool:
        """Whether the user has seen the preview of the day that is submitted."""
        if not self.is_valid():
            return False
        try:
            return bool(parse_date(str(self.data.get("confirmed_on", ""))[:20]) == self.cleaned_data["issued_on"])
        except ValueError:
            return False
