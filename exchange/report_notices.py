"""What the reports that are being written make of the rows that were loaded: totals that they do not use, and conflicts."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import DateField, DateTimeField, Q

from core.records.models import Record
from core.records.periods import Period
from core.records.rights import council_path_of
from reports.document.gaps import conflict_sentences, warnings
from reports.figures.collect import CollectedFigures, collect
from reports.models import AnnualReport

MAX_REPORTS = 10
MAX_SENTENCES = 20  # of one report
DAYS_OF_SOURCES = ("approved_on", "source_on")  # days that put no row into a period


@dataclass
class LoadedDays:
    """The first and the last day of the rows of each council, by its primary key; a row without day is of any period."""

    by_council: dict[int, tuple[datetime.date, datetime.date]] = field(default_factory=dict)
    _owners: dict[tuple[str, int], int | None] = field(default_factory=dict)  # of what records refer to

    def note(self, record: Record) -> None:
        """Note the days of `record`, if it belongs to a council."""
        council_id = self._council_id(record)
        if council_id is None:
            return
        days = [
            day
            for column in record._meta.concrete_fields
            if isinstance(column, DateField) and not isinstance(column, DateTimeField) and column.name not in DAYS_OF_SOURCES
            if isinstance(day := getattr(record, column.attname), datetime.date)
        ]
        first, last = (min(days), max(days)) if days else (datetime.date.min, datetime.date.max)
        earlier = self.by_council.get(council_id, (first, last))
        self.by_council[council_id] = min(first, earlier[0]), max(last, earlier[1])

    def _council_id(self, record: Record) -> int | None:
        """The primary key of the council of `record`; each of the records between them is asked once."""
        name = council_path_of(type(record)).split("__")[0].removesuffix("_id")
        if not name:
            return None
        owner_id: int | None = getattr(record, f"{name}_id")
        if name == "council" or owner_id is None:
            return owner_id
        key = (f"{record._meta.label}.{name}", owner_id)
        if key not in self._owners:
            council = record.get_council()
            self._owners[key] = council.pk if council else None
        return self._owners[key]

    def touch(self, council_ids: set[int], period: Period) -> bool:
        """Whether rows of one of these councils may be about `period`."""
        days = (self.by_council[pk] for pk in council_ids & self.by_council.keys())
        return any(first < period.end and last >= period.start for first, last in days)


@dataclass(frozen=True)
class ReportNotice:
    """What a draft makes of its totals: sentences for staff, and the same as data."""

    report: AnnualReport
    collected: CollectedFigures

    @property
    def sentences(self) -> list[str]:
        """One sentence for each conflict, warning and unused total; a long list is cut, and says so."""
        name, collected = f"Báo cáo “{self.report.title}”", self.collected
        sentences = [f"{name}: {sentence}" for sentence in conflict_sentences(collected)]
        sentences += [f"{name}: {warning.text}" for warning in warnings(collected)]
        sentences += [f"{name} không dùng – {unused.sentence}" for unused in collected.unused]
        if (others := len(sentences) - MAX_SENTENCES) > 0:
            sentences[MAX_SENTENCES:] = [f"{name}: còn {others} điều nữa; xem ở trang của báo cáo."]
        return sentences

    def as_json(self) -> dict[str, Any]:  # Any: what json.dumps takes
        return {
            "council": self.report.council.slug,
            "slug": self.report.slug,
            "conflicts": [conflict.as_json() for conflict in self.collected.conflicts],
            "warnings": [warning.as_json() for warning in self.collected.warnings],
            "unused_totals": [unused.as_json() for unused in self.collected.unused],
        }


def report_notices(council_slug: str, loaded: LoadedDays) -> Iterator[ReportNotice]:
    """The notices of at most ten drafts of the councils loaded, whose period has rows that were loaded.

    The report of the council of the run is about the councils below it and before it too.
    """
    drafts = AnnualReport.objects.filter(
        Q(council__slug=council_slug) | Q(council__in=loaded.by_council), status=AnnualReport.Status.DRAFT
    )
    noted = 0
    for report in drafts.select_related("council").order_by("-period_to", "council__slug", "slug"):
        is_of_run = report.council.slug == council_slug
        councils = set(loaded.by_council) if is_of_run else {report.council_id}
        if not loaded.touch(councils, report.period):
            continue
        collected = collect(report.as_scope())
        if collected.conflicts or collected.unused or any(warnings(collected)):
            yield ReportNotice(report, collected)
        noted += 1
        if noted == MAX_REPORTS:
            return
