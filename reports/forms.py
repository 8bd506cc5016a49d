"""The form for issuing a report."""

from django import forms

from core.vietnamese.dates import parse_date
from core.vietnamese.forms import DateField


class IssueForm(forms.Form):
    """Asks for the day that is printed on the report; the hidden `confirmed_on` is the day of which the preview was shown."""

    issued_on = DateField(
        label="Ngày ghi trên báo cáo", help_text="Ví dụ 05/01/2022.", error_messages={"required": "Hãy ghi ngày."}
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
