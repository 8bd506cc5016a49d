"""The content of a report: computed from the records for a draft, read from what was stored for an issued report."""

from collections.abc import Set
from functools import cached_property

from reports.document.compose import ComposedReport, compose
from reports.document.gaps import conflict_sentences
from reports.document.structure import Annex, ReportDocument, load
from reports.figures.collect import CollectedFigures, collect
from reports.figures.numbers import Figure, JsonObject
from reports.formats.json import figures_json, json_bytes
from reports.formats.pdf import render_pdf
from reports.indicators import INDICATORS
from reports.models import AnnualReport, ReportFile


class ReportContent:
    """The document, the figures and the files of one version of a report."""

    def __init__(self, report: AnnualReport) -> None:
        self.report = report

    @cached_property
    def collected(self) -> CollectedFigures:
        """The figures as the records and totals of today give them."""
        return collect(self.report.as_scope())

    @cached_property
    def _composed(self) -> ComposedReport:
        return compose(self.report, self.collected)

    @cached_property
    def document(self) -> ReportDocument:
        if self.report.is_issued:
            return load(ReportDocument, self._stored["document"])
        return self._composed.document

    @property
    def comparison(self) -> Annex | None:
        return next((annex for annex in self.document.annexes if annex.key == "comparison"), None)

    @property
    def codes(self) -> Set[str]:
        """The codes of the indicators in the report: those stored at its issue, or all of the catalogue."""
        if not self.report.is_issued:
            return INDICATORS.keys()
        return INDICATORS.keys() & {data["code"] for data in self._stored["figures"].get("figures", ())}

    def published_figure(self, code: str) -> Figure:
        """The figure of an issued report as it was published."""
        return next(Figure.from_json(data) for data in self._stored["figures"]["figures"] if data["code"] == code)

    def frozen_page(self, code: str) -> JsonObject | None:
        """What the pages of a figure showed at the issue; None for a report that was issued before this was stored."""
        page: JsonObject | None = self._stored.get("pages", {}).get(code)
        return page

    @property
    def changed_figures(self) -> list[Figure]:
        """The published figures of an issued report for which the records and totals of today give another value."""
        if not self.report.is_issued:
            return []
        published = [self.published_figure(code) for code in INDICATORS if code in self.codes]
        today = self.collected.figures
        return [figure for figure in published if figure.printed_values() != today[figure.code].printed_values()]

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The sentences on conflicts in a draft."""
        return () if self.report.is_issued else tuple(conflict_sentences(self.collected))

    @property
    def missing_codes(self) -> set[str]:
        """The codes of the indicators of a draft for which at least one council has neither rows nor totals."""
        return set() if self.report.is_issued else {missing.code for missing in self.collected.missing}

    def figures_data(self) -> JsonObject:
        """The content of figures.json as plain data."""
        if self.report.is_issued:
            figures: JsonObject = self._stored["figures"]
            return figures
        return figures_json(self.collected, period_label=self.report.period_label)

    def pdf(self) -> bytes:
        """The PDF: the issued file, or the draft as it is now. Raises RenderError where a draft cannot be printed."""
        if self.report.is_issued:
            return self._issued_bytes(ReportFile.Format.PDF)
        return render_pdf(self.document)

    def json(self) -> bytes:
        """The bytes of figures.json."""
        return self._issued_bytes(ReportFile.Format.JSON) if self.report.is_issued else json_bytes(self.figures_data())

    def sha256(self, file_format: ReportFile.Format) -> str:
        """The hash of an issued file; blank for a draft, whose files are made anew each time."""
        return self._issued_files[file_format].sha256 if self.report.is_issued else ""

    def issued_file(self, file_format: ReportFile.Format) -> ReportFile | None:
        """The file of an issued report in one format; None for a draft."""
        return self._issued_files.get(file_format) if self.report.is_issued else None

    @property
    def _stored(self) -> JsonObject:
        """What an issued report has stored: its document and its figures."""
        stored: JsonObject = self.report.content or {}
        return stored

    def _issued_bytes(self, file_format: ReportFile.Format) -> bytes:
        with self._issued_files[file_format].file.open("rb") as file:
            content: bytes = file.read()
            return content

    @cached_property
    def _issued_files(self) -> dict[str, ReportFile]:
        return {file.format: file for file in self.report.files.all()}
