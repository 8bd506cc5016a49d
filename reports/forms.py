"""The forms of reported totals and for issuing a report."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast

from django.forms import ChoiceField, Media, Select
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Script
from django.utils.safestring import SafeString

from core.admin.fields import NOT_CHOSEN
from core.admin.forms import StaffForm, date_field
from core.vietnamese.dates import parse_date
from core.vietnamese.unicode_forms import UnicodeForm
from reports.indicators import CATALOGUE
from reports.models import ReportedTotal
from reports.part_list import PartList, grouped_indicators
from resolutions.models import IssuedDocument


class PartInput(Select):
    """The list of the parts of all indicators, grouped by indicator, and an input for a part or a union that is not listed.

    What is typed is used before what is chosen. The script part-list.js leaves only the parts of the chosen indicator.
    """

    template_name = "admin/widgets/part_input.html"
    part_list = PartList({})
    code = ""  # the indicator that is chosen when the form is opened

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:  # Any: as in Django's method
        typed = str(data.get(f"{name}_typed") or "").strip()
        return typed or super().value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # Any: as in Django's method
        context: dict[str, Any] = super().get_context(name, value, attrs)
        chosen = "" if value is None else str(value)
        groups = [
            (indicator, [(key, label, (indicator.code, key) == (self.code, chosen)) for key, label in parts.items()])
            for indicator, parts in self.part_list.groups()
        ]
        is_listed = any(is_chosen for _, parts in groups for *_, is_chosen in parts)
        percent_codes = " ".join(indicator.code for indicator in CATALOGUE if indicator.has_percent)
        return context | {
            "groups": groups,
            "percent_codes": percent_codes,
            "typed": "" if is_listed else self.part_list.label(self.code, chosen),
        }

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # Any: as in Django's method
        """Render with the templates of the project, which the renderer of the forms does not find."""
        return super().render(name, value, attrs, TemplatesSetting())

    @property
    def media(self) -> Media:
        return Media(js=[Script("js/part-list.js", defer=True)])  # type: ignore[list-item]  # the stubs know only texts


class TotalForm(StaffForm):
    """The form of a total. It is approved before it is validated where `may_approve` accepts it, by `approver_id`.

    The indicator and its part are chosen from lists; `part_list` has the parts that the user may choose.
    """

    part_list: ClassVar[PartList] = PartList({})
    approver_id: ClassVar[int | None] = None
    may_approve: ClassVar[Callable[[ReportedTotal], bool] | None] = None
    has_approved = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's class
        super().__init__(*args, **kwargs)
        if "code" not in self.fields:  # the user may only view the total
            return
        cast(ChoiceField, self.fields["code"]).choices = [("", NOT_CHOSEN), *grouped_indicators()]
        widget = PartInput(attrs=self.fields["part"].widget.attrs)
        widget.part_list, widget.code = self.part_list, str(self["code"].value() or "")
        self.fields["part"].widget = widget

    def clean_part(self) -> str:
        """The key of the part that is chosen, or named by its label."""
        return self.part_list.key_of(self.cleaned_data.get("code") or "", self.cleaned_data.get("part") or "")

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
