"""CSV tables of totals without records of their own, and of reports that are being written."""

from exchange.record_table import NaturalKey, RecordTable
from reports import models

ISSUED = "Báo cáo đã ban hành, không sửa được; hãy lập bản đính chính."


def report_lock(report: models.AnnualReport) -> str:
    """Return why a report may no longer change, or ""."""
    return ISSUED if report.is_issued else ""


def section_lock(section: models.ReportSection) -> str:
    """Return why a section of a report may be neither added nor changed any more, or ""."""
    return report_lock(section.report) if section.report_id else ""


def approve_total(total: models.ReportedTotal) -> None:
    """Approve a total that is loaded by somebody who may publish it."""
    total.approve()


TABLES = (
    RecordTable(
        "reported_totals",
        models.ReportedTotal,
        natural_keys=(
            NaturalKey(
                ("council", "coverage", "level", "period_from", "period_to", "code", "part", "is_percent", "source"),
                optional=("coverage", "level", "part", "is_percent"),
            ),
        ),
        percent_flags={"value": "is_percent"},
        totals={"value": "base"},
        prepare=approve_total,
        restored=("approved_on",),
        examples=(
            {
                "council": "cau-giay",
                "coverage": "below",
                "level": "cấp xã",
                "period_from": "01/01/2021",
                "period_to": "31/12/2021",
                "code": "receptions.held",
                "part": "standing",
                "value": "163",
                "source": "Báo cáo tổng hợp của các phường năm 2021",
                "source_on": "15/01/2022",
            },
        ),
    ),
    RecordTable(
        "annual_reports",
        models.AnnualReport,
        natural_keys=(NaturalKey(("council", "slug", "version"), optional=("version",)),),
        lock_reason=report_lock,
        exported=(("status", models.AnnualReport.Status.DRAFT),),
        examples=(
            {
                "council": "cau-giay",
                "slug": "2021",
                "title": "Báo cáo kết quả hoạt động của HĐND các cấp quận Cầu Giấy năm 2021",
                "period_label": "năm 2021",
                "period_from": "01/01/2021",
                "period_to": "31/12/2021",
                "cut_off": "31/12/2021",
                "scope": "theo từng cấp",
                "signer": "nguyen-thi-minh",
            },
        ),
    ),
    RecordTable(
        "report_choices",
        models.ReportChoice,
        natural_keys=(NaturalKey(("council", "report_slug", "total")),),
        examples=(
            {
                "council": "cau-giay",
                "report_slug": "2021",
                "total": "cau-giay | below | commune | 01/01/2021 | 31/12/2021 | receptions.held | standing | không | "
                "Báo cáo tổng hợp của các phường năm 2021",
                "decision": "preferred",
                "reason": "Số đã được Thường trực HĐND quận đối chiếu.",
            },
        ),
    ),
    RecordTable(
        "report_sections",
        models.ReportSection,
        natural_keys=(NaturalKey(("report", "key")),),
        lock_reason=section_lock,
        exported=(("report__status", models.AnnualReport.Status.DRAFT),),
        examples=(
            {
                "report": "cau-giay | 2021",
                "key": "sessions",
                "text": "Trong kỳ, HĐND quận tổ chức {sessions.held} kỳ họp.",
            },
        ),
    ),
)
