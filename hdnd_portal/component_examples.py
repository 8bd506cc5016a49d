"""Sample data for the page that displays all template components."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.templatetags.static import static

from core.pages.charts import BarNumber, PeriodValue, Series
from core.pages.component_data import ContentsItem
from core.pages.facets import Dimension, Facets, FacetValue, Group, year_values
from core.pages.linked_data import schema_object
from core.pages.seats import draw_vote
from core.pages.stacked_bar import Part
from core.pages.timeline import Event, ProcessStep
from core.vietnamese.forms import DateField, MoneyField
from reports.document.structure import Bar, Chart, Column


class SampleTable:
    """A table with a group of two columns and a total row."""

    columns = (
        Column("STT", align="center"),
        Column("Chỉ tiêu"),
        Column("Số lượng", align="right", group="Tăng (+), giảm (-)"),
        Column("Tỷ lệ", align="right", group="Tăng (+), giảm (-)"),
    )
    rows = (("1", "Kỳ họp", "+1", "+33,3%"), ("2", "Nghị quyết ban hành", "+5", "+26,3%"))
    total = ("", "Tổng cộng", "+6", "–")


CHART = Chart(
    title="Kỳ họp, nghị quyết và giám sát, năm 2021 so với năm 2020",
    description="Năm 2021 có 4 kỳ họp và 24 nghị quyết; năm 2020 có 3 kỳ họp, số nghị quyết chưa rõ.",
    current_label="Năm 2021",
    previous_label="Năm 2020",
    bars=(
        Bar("Kỳ họp", 4, "04", 3, "03", "/bao-cao/"),
        Bar("Buổi tiếp công dân của Thường trực Hội đồng nhân dân quận", 24, "24", None, ""),
    ),
)


SERIES = (
    Series("Kỳ họp", (PeriodValue("2019", 3, "03"), PeriodValue("2020", 3, "03"), PeriodValue("2021", 4, "04")), "/bao-cao/"),
    Series(
        "Đối tượng được hỗ trợ",
        (PeriodValue("2019", None, ""), PeriodValue("2020", 8416, "hơn 8.416"), PeriodValue("2021", 21281, "21.281")),
    ),
)
NUMBERS = (BarNumber("Chuyên đề", 12, "12 nghị quyết", "/"), BarNumber("Thường kỳ", 7, "07 nghị quyết"))


@dataclass(frozen=True)
class SamplePicture:
    """A picture with a caption."""

    url: str
    srcset: str
    width: int = 600
    height: int = 400
    alt: str = "Đường viền tròn của con dấu"
    caption: str = "Toàn cảnh hội nghị tổng kết hoạt động của Hội đồng nhân dân."
    credit: str = "Ảnh minh họa"


@dataclass(frozen=True)
class SampleFile:
    """A file for download."""

    title: str = "Nghị quyết số 12/NQ-HĐND"
    type_name: str = "PDF"
    size: int = 412_000
    pages: int = 8

    def get_absolute_url(self):
        return "/"


class SamplePerson:
    """A person without a portrait."""

    full_name = "Tô Thị Bảo Châu"
    initials = "TC"
    portrait_url = ""


class SampleForm(forms.Form):
    """A form with one field of each type."""

    title = forms.CharField(label="Trích yếu", required=False)
    amount = MoneyField(label="Số tiền", help_text="Ví dụ 50.583.000.000 hoặc 50,583 tỷ.")
    day = DateField(label="Ngày ký")
    kind = forms.ChoiceField(label="Loại", choices=(("thematic", "Chuyên đề"), ("personnel", "Nhân sự")))
    mode = forms.ChoiceField(
        label="Hình thức biểu quyết", choices=(("hands", "Giơ tay"), ("ballot", "Bỏ phiếu kín")), widget=forms.RadioSelect
    )
    summary = forms.CharField(label="Tóm tắt", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    is_public = forms.BooleanField(label="Đăng trên cổng", required=False)


FORM_DATA = {"amount": "50.583.000.000", "day": "31/02/2021", "kind": "personnel", "mode": "hands"}
EVENTS = (
    Event(date(2021, 9, 28), "Thông qua", "Kỳ họp thứ 2", "/"),
    Event(date(2021, 9, 30), "Đang lấy ý kiến", tone="going"),
    Event(date(2021, 10, 1), "Có hiệu lực", tone="done"),
    Event(date(2022, 1, 1), "Hết hiệu lực", tone="ended"),
)
STEPS = (
    ProcessStep("Triệu tập", date(2021, 11, 30)),
    ProcessStep("Đăng tài liệu", date(2021, 12, 15), "38 tệp"),
    ProcessStep("Họp", date(2021, 12, 20), has_begun=False),
    ProcessStep("Ký nghị quyết", has_begun=False),
)
PARTS = (
    Part(19, "đã giải quyết xong", "done"),
    Part(26, "đã giải trình, thông tin", "informed"),
    Part(34, "đang giải quyết", "going"),
    Part(4, "chưa giải quyết được", "ended"),
    Part(14, "mới chuyển, chưa trả lời", "waiting"),
)
CONTENTS = (
    ContentsItem("Kết quả hoạt động", "muc-1"),
    ContentsItem("Kỳ họp và nghị quyết", "muc-2", is_subsection=True),
    ContentsItem("Nhiệm vụ năm 2022", "muc-3"),
)
GROUPS = tuple(
    ContentsItem(label, anchor)
    for label, anchor in (("Khung", "dau-trang"), ("Danh sách", "so-dang-ky"), ("Văn bản", "dau-ho-so"), ("Con số", "con-so"))
)
LONG_TITLE = (
    "Về bổ sung dự toán chi ngân sách quận năm 2021 để hỗ trợ các đối tượng gặp khó khăn do dịch bệnh Covid-19 trên địa bàn quận"
)


def facets():
    """The Facets of a list that is filtered by a year; one of them has more choices than are in sight."""
    years, kinds = year_values((2021, 2020)), [FacetValue(f"{n:02}", f"Loại {n}", (n,)) for n in range(1, 13)]
    groups = [Group({"nam": year, "loai": kind}, 3) for year in years.values() for kind in kinds]
    dimensions = (Dimension("nam", "Năm", "", dict, "ở năm khác"), Dimension("loai", "Loại", "", dict, "thuộc loại khác"))
    return Facets(dimensions, groups, {"nam": "2021"}, lambda values: "/")


def context():
    """The context of the page that displays all template components."""
    return {
        "chart": CHART,
        "contents": CONTENTS,
        "long_title": LONG_TITLE,
        "groups": GROUPS,
        "numbers": NUMBERS,
        "series": SERIES,
        "day": date(2021, 9, 28),
        "events": EVENTS,
        "facets": facets(),
        "files": [SampleFile()],
        "form": SampleForm(FORM_DATA),
        "parts": PARTS,
        "person": SamplePerson(),
        "page": Paginator(range(500), 25).page(9),
        "picture": SamplePicture(static("favicon.svg"), f"{static('favicon.svg')} 600w"),
        "schema_object": schema_object("Legislation", name="Về chính sách hỗ trợ đặc thù", legislationIdentifier="12/NQ-HĐND"),
        "steps": STEPS,
        "table": SampleTable(),
        "today": date(2021, 12, 20),
        "vote": draw_vote(in_favour=29, against=1, abstained=2, present=32, total=35),
        "tones": (("Chưa xử lý", "neutral"), ("Còn hiệu lực", "done"), ("Đang xử lý", "going"), ("Hết hiệu lực", "ended")),
    }
