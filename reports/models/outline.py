"""The outline of the report: its parts and its sections, in the order of printing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportPart:
    """A part of the report, which groups sections; its title may contain {period} and {next_period}."""

    label: str
    title: str


@dataclass(frozen=True)
class Section:
    """A section of the report. A section with the heading "" has none: its text follows directly."""

    key: str
    label: str  # in the forms of staff
    heading: str
    level: int = 0  # 1 "I.", 2 "1.", 3 "a)"
    part: ReportPart | None = None  # the part that begins with this section
    parent_heading: str = ""  # a heading of level 1, printed once before neighbouring sections that share it


RESULTS, ASSESSMENT = "Kết quả hoạt động", "Đánh giá chung"
RESULTS_PART = ReportPart("Phần thứ nhất", "KẾT QUẢ HOẠT ĐỘNG {period}")
PLANS_PART = ReportPart("Phần thứ hai", "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM{next_period}")

SECTIONS = (
    Section("opening", "Mở đầu", ""),
    Section("organisation", "Đặc điểm tình hình, tổ chức bộ máy", "Đặc điểm tình hình, tổ chức bộ máy", 1, RESULTS_PART),
    Section("sessions", "Kỳ họp và nghị quyết", "Công tác tổ chức kỳ họp và ban hành nghị quyết", 2, parent_heading=RESULTS),
    Section("supervision", "Giám sát, khảo sát", "Hoạt động giám sát, khảo sát", 2, parent_heading=RESULTS),
    Section(
        "voters",
        "Tiếp xúc cử tri, kiến nghị",
        "Tiếp xúc cử tri, tổng hợp và theo dõi giải quyết kiến nghị",
        2,
        parent_heading=RESULTS,
    ),
    Section("reception", "Tiếp công dân, đơn thư", "Tiếp công dân, xử lý đơn thư", 2, parent_heading=RESULTS),
    Section(
        "standing",
        "Hoạt động của Thường trực, các Ban, các Tổ",
        "Hoạt động của Thường trực, các Ban và các Tổ đại biểu",
        2,
        parent_heading=RESULTS,
    ),
    Section("wards", "HĐND cấp dưới", "Hoạt động của {levels}", 2, parent_heading=RESULTS),
    Section(
        "coordination", "Phối hợp, thi đua, khen thưởng", "Công tác phối hợp; thi đua, khen thưởng", 2, parent_heading=RESULTS
    ),
    Section("assessment_strengths", "Đánh giá: ưu điểm", "Ưu điểm", 2, parent_heading=ASSESSMENT),
    Section("assessment_weaknesses", "Đánh giá: tồn tại, hạn chế", "Tồn tại, hạn chế", 2, parent_heading=ASSESSMENT),
    Section("assessment_causes", "Đánh giá: nguyên nhân", "Nguyên nhân", 2, parent_heading=ASSESSMENT),
    Section("directions", "Phương hướng, nhiệm vụ", "Phương hướng, nhiệm vụ trọng tâm", 1, PLANS_PART),
    Section("proposals", "Kiến nghị, đề xuất", "Kiến nghị, đề xuất", 1),
)


def section_choices() -> list[tuple[str, str]]:
    """The sections as choices of a form field, in the order of the report: (key, label)."""
    return [(section.key, section.label) for section in SECTIONS]
