"""The customary outline of the report, and the sections that an office fills with its own words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A section of the report; `heading` as printed, "" for text that stands under the one before."""

    key: str
    label: str  # as staff know it
    heading: str
    level: int = 0  # 1 "I.", 2 "1.", 3 "a)"
    part: tuple[str, str] | None = None  # a part that begins here: ("Phần thứ nhất", "KẾT QUẢ …")
    under: str = ""  # the heading of level 1 that stands above it and its neighbours, printed before the first of them


RESULTS, ASSESSMENT = "Kết quả hoạt động", "Đánh giá chung"
FIRST = ("Phần thứ nhất", "KẾT QUẢ HOẠT ĐỘNG {period}")
SECOND = ("Phần thứ hai", "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM{next_period}")

SECTIONS = (
    Section("opening", "Mở đầu", ""),
    Section("organisation", "Đặc điểm tình hình, tổ chức bộ máy", "Đặc điểm tình hình, tổ chức bộ máy", 1, FIRST),
    Section("sessions", "Kỳ họp và nghị quyết", "Công tác tổ chức kỳ họp và ban hành nghị quyết", 2, under=RESULTS),
    Section("supervision", "Giám sát, khảo sát", "Hoạt động giám sát, khảo sát", 2, under=RESULTS),
    Section(
        "voters", "Tiếp xúc cử tri, kiến nghị", "Tiếp xúc cử tri, tổng hợp và theo dõi giải quyết kiến nghị", 2, under=RESULTS
    ),
    Section("reception", "Tiếp công dân, đơn thư", "Tiếp công dân, xử lý đơn thư", 2, under=RESULTS),
    Section(
        "standing",
        "Hoạt động của Thường trực, các Ban, các Tổ",
        "Hoạt động của Thường trực, các Ban và các Tổ đại biểu",
        2,
        under=RESULTS,
    ),
    Section("wards", "HĐND cấp dưới", "Hoạt động của {levels}", 2, under=RESULTS),
    Section("coordination", "Phối hợp, thi đua, khen thưởng", "Công tác phối hợp; thi đua, khen thưởng", 2, under=RESULTS),
    Section("assessment_strengths", "Đánh giá: ưu điểm", "Ưu điểm", 2, under=ASSESSMENT),
    Section("assessment_weaknesses", "Đánh giá: tồn tại, hạn chế", "Tồn tại, hạn chế", 2, under=ASSESSMENT),
    Section("assessment_causes", "Đánh giá: nguyên nhân", "Nguyên nhân", 2, under=ASSESSMENT),
    Section("directions", "Phương hướng, nhiệm vụ", "Phương hướng, nhiệm vụ trọng tâm", 1, SECOND),
    Section("proposals", "Kiến nghị, đề xuất", "Kiến nghị, đề xuất", 1),
)


def section_choices():
    """The sections as choices of a form field, in the order of the report."""
    return [(section.key, section.label) for section in SECTIONS]
