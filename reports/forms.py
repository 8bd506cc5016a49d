"""What staff are asked before a report is issued."""

from django import forms

from core.vietnamese.forms import DateField


class IssueForm(forms.Form):
    """The day that is printed on the report."""

    issued_on = DateField(
        label="Ngày ghi trên báo cáo", help_text="Ví dụ 05/01/2022.", error_messages={"required": "Hãy ghi ngày."}
    )
