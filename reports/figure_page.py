"""The page behind one figure of a report: its published value, the records that it counts, and its reported totals."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models import F, Q
from django.utils.text import capfirst

from core.pages.addresses import absolute_url
from core.pages.charts import BarNumber
from core.pages.list_data import BATCH, DataColumn, ListData
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_number
from councils.models import Council
from councils.wording import in_own_words
from reports.content import ReportContent
from reports.document.structure import Column
from reports.figures.collect import CollectedFigures, collect
from reports.figures.measured import carried_query, listed_rows, queries_of, split_queries
from reports.figures.notices import Conflict
from reports.figures.numbers import (
    SPLITS,
    Figure,
    JsonObject,
    LabelledNumber,
    LevelFigure,
    Number,
    PartFigure,
    value_text,
    without_note,
)
from reports.indicators import INDICATORS
from reports.indicators.base import FigureQuery, ListedRecord, PublicationFilter, approved, published
from reports.indicators.grouping import Records
from reports.models import AnnualReport, ReportChoice, ReportedTotal
from reports.scope import CouncilGroup, Mode

RECORD_COLUMNS = (
    DataColumn("symbol", "Số, ký hiệu", attrgetter("number")),
    DataColumn("date", "Ngày", attrgetter("date")),
    DataColumn("date_label", "Ngày của việc", attrgetter("date_label")),
    DataColumn("title", "Nội dung", attrgetter("title")),
    DataColumn("details", "Chi tiết", attrgetter("meta")),
    DataColumn("url", "Địa chỉ", lambda row: absolute_url(row.url) if row.url else None),
)

BASE_WORDS = re.compile("(?:, trong đó | thuộc thẩm quyền| đã tiếp nhận| chưa rõ thẩm quyền).*")  # what a percentage is of

Context = dict[str, Any]  # Any: a template reads values of any type


@dataclass(frozen=True)
class SourcesTable:
    """The reported totals behind a figure."""

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...] = (
        Column("Đơn vị"),
        Column("Số liệu", align="right"),
        Column("Nguồn"),
        Column("Ngày"),
        Column("Xử lý"),
    )
    total: tuple[str, ...] = ()


class FigurePage:
    """One figure, or one part or level of it. An unknown part or level shows the whole figure with an error message."""

    def __init__(
        self, report: AnnualReport, code: str, *, part: str = "", level: str = "", collected: CollectedFigures | None = None
    ) -> None:
        """`collected` are the figures of a report that is being issued, whose content is not stored yet."""
        self.report, self.indicator = report, INDICATORS[code]
        self.scope = report.as_scope()
        self.frozen: JsonObject | None = None
        self.conflicts: Sequence[Conflict] = ()
        if report.is_issued and collected is None:
            content = ReportContent(report)
            self.figure, self.frozen = content.published_figure(code), content.frozen_page(code)
        else:
            collected = collected or collect(self.scope, codes={code})
            self.figure, self.conflicts = collected.figures[code], collected.conflicts
        self.filter_error = ""
        if self.figure.find(part, level) is None:
            self.filter_error = "Không có phần hoặc cấp nào như địa chỉ đã ghi; trang này cho xem cả chỉ tiêu."
            part = level = ""
        self.part, self.level = part, level

    @cached_property
    def group(self) -> CouncilGroup | None:
        """The councils that the figure is computed for; None where none was in force at the cut-off of a stock."""
        own = self.scope.own_group(is_stock=self.indicator.is_stock)
        if not self.level or self.is_split:
            return own
        levels = self.scope.level_groups(is_stock=self.indicator.is_stock)
        return next((group for group in (*levels, own) if group and group.level == self.level), None)

    @cached_property
    def councils(self) -> tuple[Council, ...]:
        if self.is_split:
            return self.scope.own.councils[1:] if self.level == "before" else (self.scope.council,)
        if self.scope.mode == Mode.CONSOLIDATED and not self.level:
            return self.scope.councils
        return self.group.councils if self.group else ()

    @property
    def is_split(self) -> bool:
        """Whether the page is about the share of the figure before or after a merger."""
        return self.level in SPLITS

    @cached_property
    def queries(self) -> list[FigureQuery]:
        """What the records of the figure are selected by: one query for each last day on which councils are counted."""
        if self.is_split:
            return split_queries(self.scope, self.indicator, self.level)
        queries = queries_of(self.scope, self.indicator, self.councils)
        carried = carried_query(self.scope, self.indicator) if self.part in self.indicator.carried_parts else None
        is_own = self.scope.council in self.councils
        return [*queries, carried] if carried and is_own else queries

    def records(self, publication_filter: PublicationFilter) -> Records:
        """The records that the figure counts."""
        rows = listed_rows(self.queries, self.indicator, publication_filter, part=self.part)
        return rows.annotate(listed_council=F(rows.council_path))

    @cached_property
    def frozen_part(self) -> JsonObject | None:
        """What the page of this part and level showed when the report was issued; None where nothing is stored."""
        return self.frozen["pages"].get(f"{self.part}@{self.level}") if self.frozen else None

    @cached_property
    def rows(self) -> Records | list[Any]:  # Any: an empty list, or primary keys
        """The published records of the figure; [] where the page lists none.

        Of an issued report the primary keys of the records that were listed then and are still public.
        """
        if self.frozen_part is not None:
            return self._still_public(self.frozen_part["records"])
        return self.records(published) if self._lists_rows else []

    def _still_public(self, keys: list[int]) -> list[int]:
        if not keys:
            return []
        rows = self.indicator.all_rows(self.queries[0], published).model._default_manager.filter(pk__in=keys)
        is_part = not hasattr(rows, "published")  # what has no state of its own is public with the record that it is part of
        public = self.records(published).filter(pk__in=keys) if is_part else published(rows)
        self.has_pages = dict(public.values_list("pk", f"{rows.council_path}__is_hosted"))
        return [key for key in keys if key in self.has_pages]

    @property
    def _lists_rows(self) -> bool:
        """Whether there are records to list: not of people, nor of a part that only reported totals can fill."""
        is_reported = "+" in self.part or self.part in self.indicator.reported_parts
        return bool(self.indicator.rows and self.indicator.row and self.queries and not is_reported)

    def listed_record(self, record: Any) -> ListedRecord:  # Any: the model of the indicator
        """The record as the page lists it. Raises ValueError where the page lists no records."""
        if self.frozen and isinstance(record, int):
            stored = self.frozen["records"][str(record)]
            url = stored["url"] if self.has_pages[record] else ""
            day = date.fromisoformat(stored["date"]) if stored["date"] else None
            return ListedRecord(**stored | {"date": day, "url": url})
        if self.indicator.row is None:
            raise ValueError(f"{self.indicator.code} lists no records.")
        listed = self.indicator.row(record)
        name = self._names_of_others.get(getattr(record, "listed_council", None), "")
        return replace(listed, meta=", ".join(filter(None, (listed.meta, name))))

    @cached_property
    def _names_of_others(self) -> dict[int | None, str]:
        """The names of the councils of the report by primary key, without the one that reports."""
        return {one.pk: one.name for one in self.scope.councils if one != self.report.council}

    def list_data(self, path: str) -> ListData:
        """The records as data; `path` is that of the page, with its query."""
        report, rows = self.report, self.rows
        records = rows if isinstance(rows, list) else rows.iterator(chunk_size=BATCH)
        name = f"{report.council.slug}-{report.slug}-{self.indicator.code}"
        title = f"{self.figure.label}, {report.period_label}"
        return ListData(name, title, path, RECORD_COLUMNS, map(self.listed_record, records))

    def context(self, *, listed_count: int) -> Context:
        """The template context; `listed_count` is the number of published records."""
        labelled = self.figure.find(self.part, self.level) or LabelledNumber(self.figure.label, self.figure.number)
        number = labelled.number
        parts = () if self.part else self.figure.parts_at(self.level)
        title = f"{self.figure.label}: {labelled.label}" if self.part or self.level else self.figure.label
        return {
            "code": self.indicator.code,
            "part": self.part,
            "level": self.level,
            "title": title,
            "definition": self.frozen["definition"]
            if self.frozen
            else in_own_words(self.indicator.definition, self.report.council),
            "value": number.value,
            "text": number.text,
            "counts": self._counts(number),
            "reason": self.frozen_part["reason"] if self.frozen_part else self.reason_for_no_value(number, parts),
            "period_label": self.report.period_label,
            "reported_by": self._reported_by(),
            "cut_off_text": short_date(self._last_day()),
            "hidden_count": self._approved_count() - listed_count if self._lists_rows else 0,
            "sums_only": self.indicator.rows is not None and self.indicator.row is None,
            "sources": self.sources(),
            "records_note": f"{format_number(listed_count)} hồ sơ công khai" if listed_count else "",
            "parts": breakdown([_labelled(part.label, part.number) for part in parts]),
            "levels": [] if self.part or self.level else breakdown([_of_level(level) for level in self.figure.levels]),
            "splits": [] if self.part or self.level else breakdown(_of_splits(self.figure)),
            "symbol": self.report.issued_document.symbol if self.report.issued_document else "",
            "filter_error": self.filter_error,
        }

    def _counts(self, number: Number) -> str:
        """The two numbers of which a rate is computed: "136/139 lượt đại biểu"; "" of anything else."""
        if self.indicator.style != "rate" or number.is_percent or number.value is None or number.base is None:
            return ""
        unit = next((part.unit for part in self.indicator.parts if part.key == self.part), "") or self.figure.unit
        return f"{format_number(int(number.value))}/{format_number(int(number.base))} {unit}"

    def _reported_by(self) -> str:
        """The council of the report, and whether its predecessors are counted with it."""
        name = self.report.council.as_on(self.report.period_to).name
        return f"{name}, gồm cả số liệu trước sắp xếp" if self.scope.predecessors else name

    def _last_day(self) -> date:
        """The day of the states and stocks that the page is about, or the last one of the flows before a merger."""
        split = self.figure.splits.get(self.level)
        return split.on if split and (self.level == "before" or self.indicator.is_stock) else self.scope.cut_off

    def _approved_count(self) -> int:
        if self.frozen_part is not None:
            count: int = self.frozen_part["approved"]
            return count
        return self.records(approved).count()

    def sources(self) -> SourcesTable | None:
        """The reported totals of the councils of the figure in the period, whether they are used or not; None without any.

        Of an issued report those that were stored with it. Those that wait for approval are on the page of a draft only,
        which staff alone can read, and are marked there.
        """
        if self.frozen_part is not None:
            stored_rows = tuple(tuple(row) for row in self.frozen_part["sources"])
            return SourcesTable(stored_rows) if stored_rows else None
        is_about = Q(council__in=self.councils, coverage="own")
        if self.scope.with_predecessors and self.level in ("", "before"):
            is_about |= Q(council=self.scope.council, coverage="with_predecessors")
        if self.level and not self.is_split:
            is_about |= Q(council=self.scope.council, coverage="below", level=self.level)
        elif self.scope.mode == Mode.CONSOLIDATED and not self.level:
            is_about |= Q(council=self.scope.council)
        totals = ReportedTotal.objects.filter(is_about, code=self.indicator.code).overlapping(self.scope.period)
        if self.part:
            totals = totals.filter(part=self.part)
        if self.report.is_issued:
            totals = totals.accepted()
        rows = tuple(
            (
                self._owner_label(total),
                value_text(total.value, self.indicator, total.is_percent, total.qualifier),
                total.source,
                short_date(total.source_on),
                self._decision_label(total),
            )
            for total in totals.select_related("council")
        )
        return SourcesTable(rows) if rows else None

    def _decision_label(self, total: ReportedTotal) -> str:
        """What was chosen for the total: by this report, else in general."""
        if not total.is_approved:
            return "chờ duyệt, chưa dùng"
        decision = self._choices.get(total.pk, total.decision)
        return str(ReportedTotal.Decision(decision).label)

    @cached_property
    def _choices(self) -> dict[int, str]:
        """The choices of the report between totals: the primary key of the total and the decision."""
        choices = ReportChoice.objects.of_report(self.report.council, self.report.slug)
        return dict(choices.values_list("total", "decision"))

    def _owner_label(self, total: ReportedTotal) -> str:
        """The council or the coverage of a total and, on the page of the whole, the part that it is about."""
        owner = total.council.name if total.coverage == "own" else total.get_coverage_display()
        if self.part or not total.part:
            return owner
        match = self.figure.find(total.part, self.level)
        return f"{owner}: {match.label if match else total.part}"

    def reason_for_no_value(self, number: Number, parts: Sequence[PartFigure]) -> str:
        """The sentence that explains why the figure has no value; "" where it has one."""
        if number.value is not None:
            return ""
        if any(self._is_about(conflict) for conflict in self.conflicts):
            return "Các nguồn nói khác nhau và chưa chọn số nào."
        if any(part.number.value is not None for part in parts):
            return "Chỉ tiêu này không có một con số chung; xem từng phần dưới đây."
        return "Chưa có số liệu."

    def _is_about(self, conflict: Conflict) -> bool:
        if self.part and conflict.part != self.part:
            return False
        if self.scope.mode == Mode.CONSOLIDATED and not self.level:
            return True
        if self.is_split:
            return not conflict.level and conflict.council in {council.slug for council in self.scope.own.councils}
        if conflict.level:
            return conflict.level == self.level
        return conflict.council in {council.slug for council in self.councils}


def frozen_pages(report: AnnualReport, collected: CollectedFigures) -> JsonObject:
    """What the pages behind the figures show on the day of the issue, as plain data: by code, then by "part@level"."""
    return {code: _frozen_page(report, code, collected) for code in collected.figures}


def _frozen_page(report: AnnualReport, code: str, collected: CollectedFigures) -> JsonObject:
    figure = collected.figures[code]
    records: JsonObject = {}
    pages: JsonObject = {}
    for level in ("", *figure.splits, *(level_figure.level for level_figure in figure.levels)):
        for part in ("", *dict.fromkeys(part.key for part in figure.parts_at(level) if part.key)):
            page = FigurePage(report, code, part=part, level=level, collected=collected)
            rows = list(page.rows)
            for row in rows:
                listed = asdict(page.listed_record(row))
                records[str(row.pk)] = listed | {"date": listed["date"].isoformat() if listed["date"] else None}
            context = page.context(listed_count=len(rows))
            pages[f"{part}@{level}"] = {
                "records": [row.pk for row in rows],
                "approved": len(rows) + context["hidden_count"],
                "sources": context["sources"].rows if context["sources"] else [],
                "reason": context["reason"],
            }
    return {"definition": INDICATORS[code].definition, "records": records, "pages": pages}


def breakdown(numbers: list[BarNumber]) -> list[BarNumber]:
    """The numbers of parts or levels; without values, and so without bars, where they have different units."""
    units = {re.sub(r"[\d.,%()/ ]", "", BASE_WORDS.sub("", without_note(number.text))) for number in numbers}
    return numbers if len(units) <= 1 else [replace(number, value=None) for number in numbers]


def _labelled(label: str, number: Number) -> BarNumber:
    """The number with its label; the value of an amount or of a rate is not for a bar."""
    value = number.value if isinstance(number.value, int) and not number.is_percent else None
    return BarNumber(label, value, number.text, number.url)


def _of_splits(figure: Figure) -> list[BarNumber]:
    """The shares of the figure before and after a merger."""
    return [_labelled(capfirst(SPLITS[key]), split.number) for key, split in figure.splits.items()]


def _of_level(level: LevelFigure) -> BarNumber:
    """The number of a level; it has the parts as its text where they are never added."""
    text = level.number.text or "; ".join(f"{part.label}: {part.number.text}" for part in level.parts)
    return replace(_labelled(level.label, level.number), text=text)
