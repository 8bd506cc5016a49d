"""The list of reports: the highlights of each report, and the same figures through several periods."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from core.pages.charts import PeriodValue, Series
from core.records.periods import Period
from councils.models import Council
from reports.figures.numbers import Figure, JsonObject
from reports.highlights import Highlight, highlights, printed_number, published_figures
from reports.models import AnnualReport, ReportFile

MAX_PERIODS = 5  # in a chart


@dataclass(frozen=True)
class ListedReport:
    """A report as the list shows it; a draft has no highlights and no file."""

    report: AnnualReport
    heading: str
    highlights: list[Highlight]
    pdf: ReportFile | None


def listed_reports(reports: Sequence[AnnualReport], subject: Council | None) -> list[ListedReport]:
    """The reports of a page of the list, selected by `with_figures`. The heading names more than the period only where needed.

    `subject` is the council that the page or the portal is about: reports of others need the name of their council.
    """
    is_of_subject = all(report.council == subject for report in reports)
    periods = Counter((report.council_id, report.period_label) for report in reports)
    listed = []
    for report in reports:
        is_ambiguous = periods[report.council_id, report.period_label] > 1
        heading = [
            capfirst(report.period_label),
            "" if is_of_subject else report.council.name,
            report.get_scope_display() if is_ambiguous else "",
        ]
        listed.append(
            ListedReport(
                report,
                ", ".join(filter(None, heading)),
                highlights(figures) if (figures := figures_of(report)) else [],
                next((file for file in report.files.all() if file.format == ReportFile.Format.PDF), None),
            )
        )
    return listed


def figures_of(report: AnnualReport) -> JsonObject | None:
    """The content of figures.json of an issued report that was selected by `with_figures`; None for a draft."""
    figures: JsonObject | None = report.published_figures  # type: ignore[attr-defined]  # added by with_figures
    return figures


def kind_of_period(report: AnnualReport) -> tuple[str, ...]:
    """What two reports must have in common to be compared: the scope and the days of the year."""
    return report.scope, f"{report.period_from:%m-%d}", f"{report.period_to:%m-%d}"


def series_through_periods(reports: Iterable[AnnualReport], council: Council) -> list[Series]:
    """The highlights of the newest issued report of a council in it and in earlier reports of the same kind.

    [] where no kind has two periods. Amounts of money and rates are left out.
    """
    kinds: dict[tuple[str, ...], list[AnnualReport]] = {}
    for report in reports:
        if report.council_id == council.pk and report.is_issued:
            kinds.setdefault(kind_of_period(report), []).append(report)
    same_kind = next((reports for reports in kinds.values() if len(reports) > 1), [])[:MAX_PERIODS]
    if not same_kind:
        return []
    published = {report.period_to.year: figures_of(report) or {} for report in reversed(same_kind)}
    series = [one_series(highlight, published) for highlight in highlights(figures_of(same_kind[0]) or {})]
    return [one for one in series if any(value.value is not None for value in one.values)]


def one_series(highlight: Highlight, published: dict[int, JsonObject]) -> Series:
    """The figure of a highlight in several years, by the content of their figures.json."""
    values = [PeriodValue(str(year), *value_and_text(highlight, data)) for year, data in published.items()]
    return Series(capfirst(highlight.label), values, highlight.url)


def value_and_text(highlight: Highlight, data: JsonObject) -> tuple[int | None, str]:
    """The value of the figure of a highlight and its printed number; (None, "") where it is unknown or no count."""
    published = published_figures(data).get(highlight.code)
    figure = Figure.from_json(published) if published else None
    match = figure.find(highlight.part) if figure else None
    if figure is None or match is None or not isinstance(match.number.value, int) or match.number.is_percent:
        return None, ""
    return match.number.value, printed_number(match.number.text, figure.unit)


def next_year(reports: Iterable[AnnualReport], council: Council) -> str:
    """The year after the newest issued report of a council on a calendar year; "" where that year has a report already."""
    own = [report for report in reports if report.council_id == council.pk]
    years = [report.period_to.year for report in own if report.is_issued and report.period == Period.year(report.period_to.year)]
    if not years or any(report.period_to.year > max(years) for report in own):
        return ""
    return str(max(years) + 1)
