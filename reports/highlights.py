"""The newest issued report in a few figures, as published: what a home page shows of it."""

from dataclasses import dataclass

from reports.models import AnnualReport

MOST = 6
# From the most telling on; the first six that the report can state are shown.
TOLD = (
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
    """One published figure: the number as printed, what it counts, the page behind it."""

    text: str
    label: str
    url: str


def newest_report():
    """The issued report of the latest period, of a hosted council before all others; None where there is none."""
    reports = AnnualReport.objects.issued().newest_versions().select_related("council", "issued_document")
    return reports.order_by("-council__is_hosted", "-period_to", "slug", "id").first()


def highlights(report):
    """The Highlights of an issued report, at most six."""
    published = {figure["code"]: figure for figure in report.content["figures"].get("figures", [])}
    told = [published[code] for code in TOLD if published.get(code, {}).get("value") is not None]
    return [highlight(figure) for figure in told[:MOST]]


def highlight(figure):
    """The label says what is counted, so the unit goes; an amount keeps its đồng."""
    text = figure["text"] if figure["unit"] == "đồng" else figure["text"].removesuffix(figure["unit"]).strip()
    return Highlight(text, figure["label"], figure["url"])
