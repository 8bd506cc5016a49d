"""Prints the report of a council as JSON, HTML or PDF: a draft computed now, or the issued report."""

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import HttpRequest
from django.template.loader import render_to_string

from core.records.periods import Period
from core.vietnamese.dates import parse_date, short_date
from councils.models import Council
from councils.named_council import council_named, no_council
from reports.content import ReportContent
from reports.formats.pdf import RenderError, font_notice
from reports.models import AnnualReport
from reports.report_page import page_context
from reports.scope import Mode, default_mode

FORMATS = ("json", "html", "pdf")
FUTURE_FORMATS = ("docx", "xlsx")


def request_for(report: AnnualReport) -> HttpRequest:
    """A request for the page of the report, for the context processors of the page."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = report.get_absolute_url()
    request.META["HTTP_HOST"] = urlsplit(settings.BASE_URL).netloc
    return request


Options = dict[str, Any]  # Any: the parsed arguments


class Command(BaseCommand):
    help = "Báo cáo tổng kết của một HĐND, tính từ hồ sơ (bản dự thảo) hoặc bản đã ban hành (--issued)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--council", required=True, help="slug of the council")
        parser.add_argument("--year", type=int)
        parser.add_argument("--from", dest="first", help="first day of the period")
        parser.add_argument("--to", dest="last", help="last day of the period")
        parser.add_argument("--scope", choices=[mode.value for mode in Mode])
        parser.add_argument(
            "--cut-off",
            dest="cut_off",
            help="day of the stocks and states; by default the stored report's, else the period's last",
        )
        parser.add_argument(
            "--with-predecessors",
            action="store_true",
            help="count the records of the councils before the merger too; they are a report of its own",
        )
        parser.add_argument("--format", required=True, choices=FORMATS + FUTURE_FORMATS)
        parser.add_argument("--output", type=Path)
        parser.add_argument("--issued", action="store_true")

    def handle(self, **options: Any) -> None:  # Any: the parsed arguments
        if options["format"] in FUTURE_FORMATS:
            raise CommandError(f"Định dạng {options['format']} chưa có trong phiên bản này.", returncode=2)
        if options["format"] == "pdf" and not options["output"]:
            raise CommandError("Bản PDF phải ghi vào tệp: thêm --output TỆP.")
        report = self.get_report(options)
        self.write(self.render(ReportContent(report), options["format"]), options["output"])

    def get_report(self, options: Options) -> AnnualReport:
        """The issued report, or a draft: the stored one, or a new one that is not saved.

        Raises CommandError where the council or the issued report does not exist.
        """
        council = council_named(options["council"])
        if council is None:
            raise CommandError(no_council(options["council"]))
        period = self.period(options)
        with_predecessors = options["with_predecessors"]
        mode = options["scope"] or default_mode(council, period, with_predecessors=with_predecessors)
        new = self.new_report(council, period, Mode(mode), with_predecessors=with_predecessors)
        same = ("council", "period_from", "period_to", "scope", "with_predecessors")
        reports = AnnualReport.objects.filter(**{name: getattr(new, name) for name in same}).order_by("version")
        if options["issued"]:
            report = reports.issued().last()
            if report is None:
                raise CommandError("Chưa có báo cáo nào đã ban hành cho HĐND, kỳ và phạm vi này.")
            return report
        report = reports.last() or new
        return report.as_draft(cut_off=self.cut_off(options, report))

    def new_report(self, council: Council, period: Period, mode: Mode, *, with_predecessors: bool) -> AnnualReport:
        """A report with the usual title and labels; it is not saved."""
        label = f"năm {period.first.year}"
        if period != Period.year(period.first.year):
            label = f"từ {short_date(period.first)} đến {short_date(period.last)}"
        report = AnnualReport(
            council=council,
            title=f"Tổng kết hoạt động của {council.as_on(period.last).full_name} {label}",
            period_label=label,
            period_from=period.first,
            period_to=period.last,
            cut_off=period.last,
            scope=mode,
            with_predecessors=with_predecessors,
        )
        report.normalise()
        return report

    def cut_off(self, options: Options, report: AnnualReport) -> date:
        """The day of --cut-off, by default the report's own. Raises CommandError for a day before the period."""
        if not options["cut_off"]:
            return report.cut_off
        cut_off = self.day(options["cut_off"])
        if cut_off < report.period_from:
            raise CommandError("Ngày chốt số liệu (--cut-off) không thể trước ngày đầu kỳ.")
        return cut_off

    def period(self, options: Options) -> Period:
        """The period of --year, or of --from and --to. Raises CommandError for any other combination."""
        if options["year"] is not None and not (options["first"] or options["last"]):
            if not 1945 <= options["year"] <= 2100:
                raise CommandError("Năm phải từ 1945 đến 2100.")
            return Period.year(options["year"])
        if options["year"] is None and options["first"] and options["last"]:
            first, last = self.day(options["first"]), self.day(options["last"])
            if last < first:
                raise CommandError("Ngày cuối kỳ (--to) không thể trước ngày đầu kỳ (--from).")
            return Period.inclusive(first, last)
        raise CommandError("Ghi --year NĂM, hoặc cả --from NGÀY và --to NGÀY.")

    def day(self, text: str) -> date:
        try:
            return parse_date(text)
        except ValueError as error:
            raise CommandError(str(error)) from error

    def render(self, content: ReportContent, file_format: str) -> bytes:
        if file_format == "json":
            return content.json()
        if file_format == "html":
            context = page_context(content)
            return render_to_string("reports/annualreport_detail.html", context, request_for(content.report)).encode()
        try:
            pdf = content.pdf()
        except RenderError as error:
            raise CommandError(str(error)) from error
        if notice := font_notice():
            self.stderr.write(notice)
        return pdf

    def write(self, content: bytes, output: Path | None) -> None:
        if not output:
            self.stdout.write(content.decode(), ending="")
            return
        try:
            Path(output).write_bytes(content)
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {output}: {error.strerror}.") from error
