"""The form for issuing a report."""

from django import forms

from core.vietnamese.forms import DateField


class IssueForm(forms.Form):
    """Asks for the day that is printed on the report."""

    issued_on = DateField(
        label="Ngày ghi trên báo cáo", help_text="Ví dụ 05/01/2022.", error_messages={"required": "Hãy ghi ngày."}
    )
