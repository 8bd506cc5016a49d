"""The forms of the records that end together with the records below them."""

from django import forms
from django.core.exceptions import ValidationError

from core.admin.forms import StaffForm, date_field
from core.admin.related_fields import RelatedRecordsField
from core.vietnamese.forms import CountField
from core.vietnamese.unicode_forms import UnicodeForm
from councils.models import Council, Term
from councils.models.open_rows import refuse_open_rows

FIRST_DAY_AFTER = "Ngày đầu tiên không còn."


class EndedForm(StaffForm):
    """The form of a council or a term: it ends only when nothing below it is open."""

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and "end" in self.changed_data:
            try:
                refuse_open_rows(self.instance)
            except ValidationError as error:
                self.add_error(None, error)


class OpenTermForm(UnicodeForm):
    """What a new term of a council needs."""

    ordinal = CountField(label="Khóa", help_text="Ghi bằng số; in ra thành chữ số La Mã.")
    label = forms.CharField(label="Nhiệm kỳ", max_length=20, help_text='Ví dụ "2026-2031".')
    start = date_field("Từ ngày", Term._meta.get_field("start"), help_text="Ngày họp kỳ thứ nhất của khóa.")
    elected_on = date_field("Ngày bầu cử", Term._meta.get_field("elected_on"), required=False)
    seats = CountField(label="Số đại biểu được bầu")


class CloseTermForm(UnicodeForm):
    """The day on which a term ends."""

    end = date_field("Thôi từ ngày", Term._meta.get_field("end"), help_text=FIRST_DAY_AFTER)


class EndCouncilForm(CloseTermForm):
    """The day on which a council ends, and the councils that follow it."""

    successors = RelatedRecordsField(
        Council.objects.none(),
        label="HĐND kế tục",
        required=False,
        help_text="Chọn nhiều dòng bằng phím Ctrl. Để trống nếu chưa có.",
    )

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successors"].queryset = Council.objects.filter(end__isnull=True).exclude(pk=council.pk)
