"""A report as a reader opens it: live while it is a draft, from what was frozen once it is issued."""

from functools import cached_property

from reports.document.compose import compose, conflict_sentences, missing_sentences
from reports.document.structure import ReportDocument, load
from reports.figures.collect import collect
from reports.figures.numbers import Figure, LevelFigure, Number, PartFigure
from reports.formats.json import dumped, figures_json
from reports.formats.pdf import render_pdf
from reports.indicators import INDICATORS
from reports.models import ReportFile


class ReportContent:
    """The document, the figures and the files of one version of a report."""

    def __init__(self, report):
        self.report = report

    @cached_property
    def _collected(self):
        return collect(self.report.as_scope())

    @cached_property
    def _live(self):
        return compose(self.report, self._collected)

    @cached_property
    def document(self):
        if self.report.is_issued:
            return load(ReportDocument, self.report.content["document"])
        return self._live.document

    @property
    def comparison(self):
        return next((annex for annex in self.document.annexes if annex.key == "comparison"), None)

    @property
    def codes(self):
        """The indicators of the report: those of the day of its issue, or all."""
        if not self.report.is_issued:
            return INDICATORS.keys()
        return INDICATORS.keys() & {data["code"] for data in self.report.content["figures"]["figures"]}

    def published_figure(self, code):
        """The Figure of an issued report as it was published."""
        return next(read_figure(data) for data in self.report.content["figures"]["figures"] if data["code"] == code)

    @property
    def conflicts(self):
        return () if self.report.is_issued else tuple(conflict_sentences(self._collected))

    @property
    def missing(self):
        return () if self.report.is_issued else tuple(missing_sentences(self._collected))

    @property
    def silent_codes(self):
        """The indicators of a draft that at least one council of the scope has neither rows nor totals for."""
        return set() if self.report.is_issued else {missing.code for missing in self._collected.missing}

    def figures_data(self):
        """The contract's JSON as plain data."""
        if self.report.is_issued:
            return self.report.content["figures"]
        return figures_json(self._collected, period_label=self.report.period_label)

    def pdf(self):
        """The bytes of the PDF: those that were issued, or the draft's of this moment. Raises RenderError."""
        if self.report.is_issued:
            return self._issued(ReportFile.Format.PDF)
        return render_pdf(self.document)

    def json(self):
        """The bytes of figures.json."""
        return self._issued(ReportFile.Format.JSON) if self.report.is_issued else dumped(self.figures_data())

    def _issued(self, file_format):
        with self.report.files.get(format=file_format).file.open("rb") as stored:
            return stored.read()


def _number(data):
    names = ("value", "base", "qualifier", "is_percent", "text", "computed", "reported", "url")
    return Number(**{name: data[name] for name in names})


def _parts(data):
    return tuple(PartFigure(part["key"], part["label"], _number(part)) for part in data["parts"])


def read_figure(data):
    """The Figure that `as_json` made of it."""
    levels = tuple(
        LevelFigure(
            level["level"],
            level["label"],
            level["councils"]["expected"],
            level["councils"]["counted"],
            _number(level),
            _parts(level),
        )
        for level in data["levels"]
    )
    return Figure(data["code"], data["label"], data["unit"], _number(data), _parts(data), levels)
