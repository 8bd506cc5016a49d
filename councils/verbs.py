"""The pages on which an administrator opens and closes terms, and ends a council."""

from django.db.models import Max

from core.admin.verb_pages import VerbPage
from core.vietnamese.dates import short_date
from councils.actions import close_term, end_council, open_term
from councils.forms import CloseTermForm, EndCouncilForm, OpenTermForm


class OpenTermPage(VerbPage):
    key = "mo-nhiem-ky"
    label = "Mở nhiệm kỳ mới…"
    submit = "Mở nhiệm kỳ"
    explanation = "Nhiệm kỳ trước phải kết thúc rồi: dùng trang “Kết thúc nhiệm kỳ” của nhiệm kỳ ấy."
    permission = "councils.restructure_council"

    def form(self, request, records, data):
        highest = records[0].terms.aggregate(highest=Max("ordinal"))["highest"]
        return OpenTermForm(data, initial={"ordinal": (highest or 0) + 1})

    def run(self, records, form):
        term = open_term(council=records[0], **form.cleaned_data)
        return f"Đã mở {term}."

    def refusal(self, records):
        return "HĐND này đã chấm dứt hoạt động." if records[0].end else ""


class CloseTermPage(VerbPage):
    key = "ket-thuc"
    label = "Kết thúc nhiệm kỳ…"
    submit = "Kết thúc nhiệm kỳ"
    explanation = "Tư cách đại biểu, thành viên và các Tổ đại biểu đang còn của nhiệm kỳ thôi cùng ngày."
    permission = "councils.restructure_term"

    def form(self, request, records, data):
        return CloseTermForm(data)

    def run(self, records, form):
        term = close_term(term=records[0], end=form.cleaned_data["end"])
        return f"Đã kết thúc {term} từ ngày {short_date(term.end)}."

    def refusal(self, records):
        return "Nhiệm kỳ này đã kết thúc." if records[0].end else ""


class EndCouncilPage(VerbPage):
    key = "cham-dut"
    label = "Chấm dứt hoạt động…"
    submit = "Chấm dứt hoạt động"
    explanation = "Nhiệm kỳ, tư cách đại biểu, thành viên, cơ quan và quan hệ trực thuộc đang còn thôi cùng ngày."
    permission = "councils.restructure_council"

    def form(self, request, records, data):
        return EndCouncilForm(data, council=records[0])

    def run(self, records, form):
        council = end_council(council=records[0], **form.cleaned_data)
        return f"{council} đã chấm dứt hoạt động từ ngày {short_date(council.end)}."

    def refusal(self, records):
        return "HĐND này đã chấm dứt hoạt động." if records[0].end else ""
