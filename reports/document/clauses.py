"""Clauses and sentences around figures, which stand in them as placeholders. What is zero or unknown is left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from councils.models import Council, Term
from reports.figures.collect import CollectedFigures
from reports.figures.formatting import ALL_LEVELS, lower_first, some_levels
from reports.figures.numbers import UNKNOWN, PartFigure
from reports.indicators import INDICATORS
from reports.indicators.base import PartRelation
from reports.models.placeholders import FigureReference
from reports.scope import Mode


@dataclass(frozen=True)
class SentenceWriter:
    """Writes clauses for the figures that have a value, in the wording of the council."""

    collected: CollectedFigures
    term: Term | None  # in force at the cut-off
    period_label: str
    cut_off: date
    annex_labels: Mapping[str, str]  # the key of an annex -> "Phụ lục I"

    @property
    def council(self) -> Council:
        return self.collected.scope.council

    def unit_of(self, *codes: str) -> str:
        """The words after "HĐND" in a sentence with the figures `codes`: "quận", or "các cấp" where they add levels.

        Never "các cấp" where some of the councils are not recorded.
        """
        if not self.collected.scope.adds_levels:
            return self.own_unit
        is_partial = any(self.collected.figures[code].coverage.is_partial for code in codes)
        return some_levels(self.collected.scope) if is_partial else ALL_LEVELS

    @property
    def own_unit(self) -> str:
        """The noun of the council's unit: "quận", "thành phố"."""
        kind = Council.UnitKind(self.council.unit_kind)
        return str(Council.UnitKind.CITY.label if kind == Council.UnitKind.DISTRICT_CITY else kind.label)

    @property
    def own_level(self) -> str:
        """The level that holds the council's own figures where councils are not added: "", or its level if consolidated."""
        return self.council.level if self.collected.scope.mode == Mode.CONSOLIDATED else ""

    @property
    def lower_levels(self) -> tuple[str, ...]:
        """The levels below the council that are reported separately; () where figures are sums over all levels."""
        if self.collected.scope.adds_levels:
            return ()
        return tuple(group.level for group in self.collected.scope.levels)

    def has(self, code: str, part: str = "", level: str = "") -> bool:
        """Whether the figure has a value other than zero."""
        match = self.collected.find(FigureReference(code, part, level))
        return match is not None and match.number.text not in ("", UNKNOWN) and match.number.value not in (0, "0")

    def cite(
        self,
        code: str,
        part: str = "",
        level: str = "",
        *,
        before: str = "",
        after: str = "",
        details: str = "",
        notes_councils: bool = True,
    ) -> str:
        """A clause with the placeholder of the figure; "" where it is zero or unknown.

        A sum over some of the councils only is followed by the number of these, before the `details`. It is left out
        where `notes_councils` is False, because the clause stands beside one that has it.
        """
        if not self.has(code, part, level):
            return ""
        reference = FigureReference(code, part, level)
        match = self.collected.find(reference)
        note = f" {match.number.note}" if match and match.number.note and notes_councils else ""
        return f"{before}{reference.placeholder}{after}{note}{details}"

    def parts_of(self, code: str, level: str = "") -> tuple[PartFigure, ...]:
        """The parts that may be listed as parts of the figure; () where their sum is another number than the whole."""
        figure = self.collected.figures[code].at_level(level)
        if figure is None:
            return ()
        indicator = INDICATORS[code]
        if not indicator.additive or figure.number.value is None or self.is_sum(code, level):
            return figure.parts
        return ()

    def is_sum(self, code: str, level: str = "") -> bool:
        """Whether the counts of the parts add up to the whole; a part within a union counts once."""
        figure = self.collected.figures[code].at_level(level)
        if figure is None:
            return False
        counts = {part.key: part.number.value for part in figure.parts if not part.number.is_percent and part.key}
        counts = {key: value for key, value in counts.items() if INDICATORS[code].relation_of(key) is PartRelation.ADDING_UP}
        in_unions = {member for key in counts if "+" in key for member in key.split("+")}
        values = [int(value) for key, value in counts.items() if key not in in_unions and value is not None]
        return figure.number.value is not None and sum(values) == int(figure.number.value)

    def annex(self, *keys: str) -> str:
        """ "(Phụ lục I và Phụ lục II kèm theo)" for those of `keys` that are printed; "" for none."""
        labels = [self.annex_labels[key] for key in keys if key in self.annex_labels]
        return f" ({' và '.join(labels)} kèm theo)" if labels else ""


def join_clauses(clauses: Iterable[str], *, between: str = ", ", last: str = "") -> str:
    """The clauses that are not empty, joined by `between`, the last one by `last` where it is given."""
    clauses = [clause for clause in clauses if clause]
    if last and len(clauses) > 1:
        return between.join(clauses[:-1]) + last + clauses[-1]
    return between.join(clauses)


def sentence(*clauses: str, between: str = "; ") -> str:
    """One sentence of the clauses that are not empty; "" where all are empty."""
    text = join_clauses(clauses, between=between)
    return f"{text[0].upper()}{text[1:]}." if text and text[0] != "{" else (f"{text}." if text else "")


def figure_with_parts(writer: SentenceWriter, code: str, before: str) -> str:
    """A clause with a figure and its parts; with the parts alone where the figure has no whole."""
    has_whole = writer.has(code)
    clauses = join_clauses(
        writer.cite(code, part.key, after=f" {lower_first(part.label)}", notes_councils=not has_whole)
        for part in writer.parts_of(code)
    )
    whole = writer.cite(code, before=before, details=f", gồm {clauses}" if clauses else "")
    return whole or (f"{before}{clauses}" if clauses else "")


def with_annexes(writer: SentenceWriter, text: str, *keys: str) -> str:
    """The sentence with a reference to the annexes before its full stop."""
    return f"{text.removesuffix('.')}{writer.annex(*keys)}." if text else ""
