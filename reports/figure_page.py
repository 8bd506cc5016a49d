"""What stands behind one figure of a report: its value as published, its rows as they are, the totals it rests on."""

from functools import cached_property

from django.db.models import Q

from core.vietnamese.dates import short_date
from reports.content import ReportContent
from reports.figures.collect import collect
from reports.figures.numbers import bare
from reports.indicators import INDICATORS
from reports.indicators.base import APPROVED, PUBLISHED
from reports.models import ReportedTotal
from reports.scope import FigureQuery, Mode


class FigurePage:
    """One figure, or one part or level of it. An unknown part or level shows the whole with a sentence."""

    def __init__(self, report, code, *, part="", level=""):
        self.report, self.indicator = report, INDICATORS[code]
        self.scope = report.as_scope()
        collected = collect(self.scope, codes={code})
        self.present, self.conflicts = collected.figures[code], collected.conflicts
        self.figure = ReportContent(report).published_figure(code) if report.is_issued else self.present
        self.filter_error = ""
        if self.figure.find(part, level) is None:
            self.filter_error = "Không có phần hoặc cấp nào như địa chỉ đã ghi; trang này cho xem cả chỉ tiêu."
            part = level = ""
        self.part, self.level = part, level

    @cached_property
    def group(self):
        """The councils that the figure is about, as the collector asks them; None where none was in force."""
        group = self.scope.own
        if self.level:
            group = next((one for one in (self.scope.own, *self.scope.levels) if one.level == self.level), None)
        return group.in_force_on(self.scope.cut_off) if group and self.indicator.is_stock else group

    @cached_property
    def councils(self):
        if self.scope.mode == Mode.CONSOLIDATED and not self.level:
            return self.scope.councils
        return self.group.councils if self.group else ()

    @cached_property
    def query(self):
        return FigureQuery(self.councils, self.scope.period, self.scope.cut_off, self.scope.council)

    @cached_property
    def rows(self):
        """The records that the public may see, newest chain of the indicator; [] where the page lists none."""
        return self.indicator.rows_of(self.query, self.part, PUBLISHED) if self._lists_rows else []

    @property
    def _lists_rows(self):
        """Whether there are records to list: not for sums of people, nor for a part that only typed totals can name."""
        is_typed = "+" in self.part or self.part in self.indicator.reported_parts
        return bool(self.indicator.rows and self.indicator.row and self.councils and not is_typed)

    def describe(self, record):
        return self.indicator.row(record)

    def context(self, *, listed):
        """What the page says, `listed` being how many records it lists."""
        label, number = self.figure.find(self.part, self.level)
        parts = [] if self.part else self.figure.at_level(self.level).parts
        title = self.indicator.label if (self.part, self.level) == ("", "") else f"{self.indicator.label}: {label}"
        context = {
            "code": self.indicator.code,
            "part": self.part,
            "level": self.level,
            "title": title,
            "definition": self.indicator.definition,
            "value": number.value,
            "text": number.text,
            "reason": self._why_no_value(number, parts),
            "period_label": self.report.period_label,
            "cut_off_text": short_date(self.scope.cut_off),
            "hidden_count": self.indicator.rows_of(self.query, self.part, APPROVED).count() - listed if self._lists_rows else 0,
            "sums_only": self.indicator.rows is not None and self.indicator.row is None,
            "sources": self.sources(),
            "parts": [_link(part.label, part.number) for part in parts],
            "levels": [] if self.part or self.level else [_level_link(one) for one in self.figure.levels],
            "filter_error": self.filter_error,
        }
        return context | self._as_published(number)

    def _as_published(self, published):
        """Of an issued report whose records have changed since: the published value and, beside it, the present one."""
        if not self.report.is_issued:
            return {}
        found = self.present.find(self.part, self.level)
        present = found[1] if found else None
        if present and (present.value, present.text) == (published.value, published.text):
            return {}
        return {
            "value": present.value if present else None,
            "text": present.text if present else "",
            "published_value": published.value,
            "published_text": published.text or "–",
        }

    def sources(self):
        """The typed totals of those whom the figure is about, in the period, used or not."""
        by = Q(council__in=self.councils, coverage="own")
        if self.level:
            by |= Q(council=self.scope.council, coverage="below", level=self.level)
        elif self.scope.mode == Mode.CONSOLIDATED:
            by |= Q(council=self.scope.council)
        totals = ReportedTotal.objects.filter(by, code=self.indicator.code).touching(self.scope.period)
        if self.part:
            totals = totals.filter(part=self.part)
        return [
            {
                "value_text": bare(total.value, self.indicator, total.is_percent, total.qualifier),
                "source": total.source,
                "source_on": total.source_on,
                "council": self._speaker(total),
                "decision_label": total.get_decision_display(),
            }
            for total in totals.select_related("council")
        ]

    def _speaker(self, total):
        """Whose number a total is and, on the page of the whole, which part of it."""
        council = total.council.name if total.coverage == "own" else total.get_coverage_display()
        if self.part or not total.part:
            return council
        found = self.present.find(total.part, self.level)
        return f"{council}: {found[0] if found else total.part}"

    def _why_no_value(self, number, parts):
        """Why there is no number, in a sentence; "" where there is one."""
        if number.value is not None:
            return ""
        if any(self._is_about(conflict) for conflict in self.conflicts):
            return "Các nguồn nói khác nhau và chưa chọn số nào."
        if any(part.number.value is not None for part in parts):
            return "Chỉ tiêu này không có một con số chung; xem từng phần dưới đây."
        return "Chưa có số liệu."

    def _is_about(self, conflict):
        if self.part and conflict.part != self.part:
            return False
        if self.scope.mode == Mode.CONSOLIDATED and not self.level:
            return True
        return conflict.level == self.level if conflict.level else conflict.council in {c.slug for c in self.councils}


def _link(label, number):
    return {"label": label, "text": number.text, "url": number.url}


def _level_link(level):
    """A level whose parts are never added is told by its parts."""
    told = level.number.text or "; ".join(f"{part.label}: {part.number.text}" for part in level.parts)
    return {"label": level.label, "text": told, "url": level.number.url}
