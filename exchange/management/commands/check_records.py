"""Print what the checks find in the stored records; fail if there are errors that nobody has waived."""

from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model, QuerySet

from core.models.findings import Finding, findings_in
from core.records.checks import all_checks, checks_as_markdown
from councils.named_council import council_named, no_council


class Command(BaseCommand):
    help = "Kiểm tra các bản ghi đang lưu: in lỗi và lưu ý theo từng bản ghi; mã kết thúc 1 nếu còn lỗi chưa được chấp nhận."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--council", metavar="SLUG", help="Chỉ kiểm tra bản ghi của HĐND này.")
        parser.add_argument("--list", action="store_true", help="In danh sách các kiểm tra (Markdown), không kiểm tra gì.")

    def handle(self, *, council: str | None, list: bool, **options: object) -> None:
        if list:
            self.stdout.write(checks_as_markdown(), ending="")
            return
        findings = sorted(all_findings(council), key=record_key)
        for _, of_record in groupby(findings, record_key):
            self.write_record([*of_record])
        errors = sum(finding.blocks for finding in findings)
        waived = sum(finding.waiver is not None for finding in findings)
        advice = len(findings) - errors - waived
        summary = f"{errors} lỗi, {waived} lỗi đã được chấp nhận, {advice} lưu ý."
        if errors:
            raise CommandError(f"Còn lỗi: {summary}")
        self.stdout.write(summary)

    def write_record(self, findings: list[Finding]) -> None:
        """Write the name of a record, and a line for each of its findings."""
        record = findings[0].record
        self.stdout.write(f"{record._meta.verbose_name} {record.pk}: {record}")
        for finding in findings:
            self.stdout.write(f"  {label_of(finding)}: {finding.sentence} [{finding.check.code}]")


def label_of(finding: Finding) -> str:
    """The severity of a finding in words, with the reason for which it was waived."""
    if finding.waiver:
        return f"đã chấp nhận ({finding.waiver.reason})"
    return "LỖI" if finding.check.is_error else "lưu ý"


def record_key(finding: Finding) -> tuple[str, int]:
    """The model and the id of the record, by which findings are ordered."""
    return finding.record._meta.label_lower, finding.record.pk


def all_findings(slug: str | None) -> list[Finding]:
    """The findings in the records of one council, or of all. Raises CommandError for an unknown council."""
    council: Model | None = None
    if slug is not None and (council := council_named(slug)) is None:
        raise CommandError(no_council(slug))
    findings: list[Finding] = []
    for each_check in all_checks():
        rows: QuerySet[Any] = each_check.model._default_manager.all()  # Any: the model of each check
        findings += findings_in(rows if council is None else rows.of(council), [each_check])  # type: ignore[attr-defined]  # each has it
    return findings
