"""A few figures of the newest issued report, as published, for the home page."""

from dataclasses import dataclass

from reports.figures.numbers import JsonObject
from reports.models import AnnualReport

MAX_HIGHLIGHTS = 6
# The most important first; the first six that have a value in the report are printed.
HIGHLIGHTED_CODES = (
    "sessions.held",
    "resolutions.adopted",
    "supervision.conducted",
    "petitions.forwarded",
    "support.beneficiaries",
    "support.amount",
    "voter_meetings.held",
    "documents.issued",
    "councils.delegates",
    "cooperation.programmes",
)


@dataclass(frozen=True)
class Highlight:
    """One published figure: the number as printed, what it counts, and the address of its page."""

    text: str
    label: str
    url: str


def newest_report() -> AnnualReport | None:
    """The issued report of the latest period, hosted councils first; None where there is none."""
    reports = AnnualReport.objects.issued().newest_versions().select_related("council", "issued_document")
    return reports.order_by("-council__is_hosted", "-period_to", "slug", "id").first()


def highlights(report: AnnualReport) -> list[Highlight]:
    """The highlights of an issued report, at most six."""
    content: JsonObject = report.content or {}
    published = {figure["code"]: figure for figure in content["figures"].get("figures", [])}
    figures = [published[code] for code in HIGHLIGHTED_CODES if published.get(code, {}).get("value") is not None]
    return [_highlight(figure) for figure in figures[:MAX_HIGHLIGHTS]]


def _highlight(figure: JsonObject) -> Highlight:
    """The highlight of a figure. Its text has no unit, since the label names it; amounts of money keep "đồng"."""
    text = figure["text"] if figure["unit"] == "đồng" else figure["text"].removesuffix(figure["unit"]).strip()
    return Highlight(text, figure["label"], figure["url"])
