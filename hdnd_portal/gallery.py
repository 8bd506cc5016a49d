"""What the gallery of components shows: one object of each kind that a component draws."""

from datetime import date

from django.core.paginator import Paginator

from reports.document import Bar, Chart, Column


class Table:
    """A table with a group of two columns and a sum."""

    columns = (
        Column("STT", align="center"),
        Column("Chỉ tiêu"),
        Column("Số lượng", align="right", group="Tăng (+), giảm (-)"),
        Column("Tỷ lệ", align="right", group="Tăng (+), giảm (-)"),
    )
    rows = (("1", "Kỳ họp", "+1", "+33,3%"), ("2", "Nghị quyết ban hành", "+5", "+26,3%"))
    total = ("", "Tổng cộng", "+6", "–")


BARS = Chart(
    title="Kỳ họp, nghị quyết và giám sát, năm 2021 so với năm 2020",
    description="Năm 2021 có 4 kỳ họp và 24 nghị quyết; năm 2020 có 3 kỳ họp, số nghị quyết chưa rõ.",
    current_label="Năm 2021",
    previous_label="Năm 2020",
    bars=(
        Bar("Kỳ họp", 4, "04", 3, "03", "/bao-cao/"),
        Bar("Buổi tiếp công dân của Thường trực Hội đồng nhân dân quận", 24, "24", None, ""),
    ),
)


def context():
    """The context of the gallery page."""
    return {
        "chart": BARS,
        "day": date(2021, 9, 28),
        "page": Paginator(range(500), 25).page(9),
        "table": Table(),
        "tones": (("Chưa xử lý", "neutral"), ("Còn hiệu lực", "done"), ("Đang xử lý", "going"), ("Hết hiệu lực", "ended")),
    }
