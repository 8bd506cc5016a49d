"""Clauses and sentences around figures, which stand in them as marks. What is zero or unknown is left out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.text import capfirst

from core.vietnamese.numbers import format_number
from councils.models import Council, Term
from reports.document.citations import MARK_START, Citations
from reports.figures.collect import CollectedFigures
from reports.figures.formatting import ALL_LEVELS, lower_first, some_levels, unit_noun
from reports.figures.numbers import UNKNOWN, Figure, LevelFigure, Number, PartFigure
from reports.indicators import INDICATORS
from reports.indicators.base import UNCLASSIFIED, PartRelation
from reports.models.placeholders import FigureReference
from reports.scope import Mode

PREPOSITIONS = ("từ ", "trong ", "kể từ ", "tính từ ", "tính đến ", "đến ", "tại ", "giữa ")

PartWords = Callable[[PartFigure], str]


@dataclass(frozen=True)
class SentenceWriter:
    """Writes clauses for the figures that have a value, in the wording of the council."""

    collected: CollectedFigures
    term: Term | None  # in force at the cut-off
    period_label: str
    cut_off: date
    annex_labels: Mapping[str, str]  # the key of an annex -> "Phụ lục I"
    citations: Citations = field(default_factory=Citations)
    mentioned: set[FigureReference] = field(default_factory=set)  # said in words, without a mark of their own

    @property
    def council(self) -> Council:
        return self.collected.scope.council

    @property
    def period(self) -> str:
        """The period as it continues a sentence: "năm 2021", "từ 01/7/2021 đến 30/9/2021"."""
        return lower_first(self.period_label.strip(" .,;:")) or "trong kỳ báo cáo"

    @property
    def opening(self) -> str:
        """The period as it begins a sentence: "Năm 2021", "Từ 01/7/2021 đến 30/9/2021"."""
        return capfirst(self.period)

    @property
    def during(self) -> str:
        """The period with its preposition: "Trong năm 2021", "Từ 01/7/2021 đến 30/9/2021"."""
        return self.opening if self.period.startswith(PREPOSITIONS) else f"Trong {self.period}"

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
        return unit_noun(self.council)

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

    def figure(self, code: str, level: str = "") -> Figure | LevelFigure | None:
        """The figure, or its figure of `level`; None where there is none."""
        figure = self.collected.figures.get(code)
        return figure.at_level(level) if figure else None

    def number(self, code: str, part: str = "", level: str = "") -> Number | None:
        """The number of the figure, unless it is zero or unknown."""
        match = self.collected.find(FigureReference(code, part, level)) if code in self.collected.figures else None
        if match is None or match.number.text in ("", UNKNOWN) or match.number.value in (None, 0, "0"):
            return None
        return match.number

    def has(self, code: str, part: str = "", level: str = "") -> bool:
        """Whether the figure is a count other than zero; percentages do not count."""
        number = self.number(code, part, level)
        return number is not None and not number.is_percent

    def cite(
        self,
        code: str,
        part: str = "",
        level: str = "",
        *,
        before: str = "",
        after: str = "",
        details: str = "",
        form: str = "",
        notes_councils: bool = True,
    ) -> str:
        """A clause that cites the figure; "" where it is zero or unknown, or a percentage.

        A sum over some of the councils only is followed by the number of these, before the `details`. It is left out
        where `notes_councils` is False, because the clause stands beside one that has it.
        """
        number = self.number(code, part, level)
        if number is None or number.is_percent:
            return ""
        mark = self.citations.mark(FigureReference(code, part, level), form)
        note = f" {number.note}" if number.note and notes_councils else ""
        splits = "" if part or level else self.splits_of(code)
        return f"{before}{mark}{after}{note}{splits}{details}"

    def splits_of(self, code: str) -> str:
        """The numbers before and after a merger that add up to the figure: " (trước sắp xếp 100, sau sắp xếp 12)"."""
        figure = self.collected.figures.get(code)
        if figure is None or not figure.is_sum_of_splits:
            return ""
        words = {"before": "trước sắp xếp", "after": "sau sắp xếp"}
        clauses = (
            f"{words[key]} {self.citations.mark(FigureReference(code, '', key), 'number')}"
            for key in figure.splits
            if self.number(code, level=key)
        )
        return f" ({', '.join(clauses)})"

    def cite_percent(self, code: str, part: str = "", level: str = "", *, before: str = "", after: str = "") -> str:
        """A clause that cites a percentage that stands without its count; "" where there is none."""
        number = self.number(code, part, level)
        if number is None or not number.is_percent:
            return ""
        return f"{before}{self.citations.mark(FigureReference(code, part, level))}{after}"

    def mention(self, code: str, part: str, level: str = "") -> None:
        """Note that a clause says the figure in words, so that no other sentence repeats it."""
        self.mentioned.add(FigureReference(code, part, level))

    def is_in_conflict(self, code: str, level: str = "") -> bool:
        """Whether several numbers are given for the whole, or for that of a council in it, of which none is chosen."""
        scope = self.collected.scope
        if level:
            groups = [group for group in (scope.own, *scope.levels) if group.level == level]
        else:
            groups = [scope.own, *(scope.levels if scope.adds_levels else ())]
        slugs = {council.slug for group in groups for council in group.councils}
        levels = {group.level for group in groups if level or scope.adds_levels}
        return any(
            conflict.level in levels if conflict.level else conflict.council in slugs
            for conflict in self.collected.conflicts
            if conflict.code == code and not conflict.part
        )

    def counted_parts(self, code: str, level: str = "") -> tuple[PartFigure, ...]:
        """The parts that are counts other than zero, without those that stand within a union too."""
        figure = self.figure(code, level)
        parts = [part for part in figure.parts if self.has(code, part.key, level)] if figure else []
        in_unions = {member for part in parts if "+" in part.key for member in part.key.split("+")}
        return tuple(part for part in parts if part.key not in in_unions and not part.number.is_percent)

    def parts_of(self, code: str, level: str = "", relation: PartRelation = PartRelation.ADDING_UP) -> tuple[PartFigure, ...]:
        """The parts of one relation that may be listed with the figure; () where they are not parts of its number.

        Where the figure has a number, parts that add up must make this very number, of the same councils.
        """
        figure = self.figure(code, level)
        if figure is None or self.is_in_conflict(code, level):
            return ()
        indicator = INDICATORS[code]
        parts = tuple(part for part in self.counted_parts(code, level) if indicator.relation_of(part.key) is relation)
        whole = figure.number
        if whole.value is None or relation is PartRelation.OUTSIDE:
            return parts
        if whole.is_percent:
            return ()
        values = [int(part.number.value or 0) for part in parts]
        if relation is PartRelation.WITHIN:
            return tuple(part for part, value in zip(parts, values, strict=True) if value <= int(whole.value))
        if any(part.number.note != whole.note for part in parts):
            return ()
        if relation is PartRelation.COVERING:
            return parts if parts and max(values) <= int(whole.value) <= sum(values) else ()
        return parts if sum(values) == int(whole.value) else ()

    def list_parts(
        self,
        code: str,
        level: str = "",
        *,
        words: PartWords,
        form: str = "",
        relation: PartRelation = PartRelation.ADDING_UP,
        last: str = "",
        reverse: bool = False,
    ) -> str:
        """The parts that may be listed, each with its `words`, in their order or in `reverse`."""
        parts = self.parts_of(code, level, relation)
        has_whole = self.has(code, level=level)
        return join_clauses(
            (
                self.cite(code, part.key, level, after=words(part), form=form, notes_councils=not has_whole)
                for part in (reversed(parts) if reverse else parts)
            ),
            last=last,
        )

    def whole_with_parts(
        self,
        code: str,
        level: str = "",
        *,
        words: PartWords,
        before: str = "",
        after: str = "",
        opening: str = ", gồm ",
        closing: str = "",
        form: str = "",
        last: str = "",
        reverse: bool = False,
        merges: bool = True,
    ) -> str:
        """A clause with a figure and the parts that make it.

        One part that is the whole becomes its attribute where it `merges`, else it names all: "04 văn bản, đều là công văn".
        Where the whole is of some councils only, the number comes first with these.
        Without a whole the parts stand alone.
        """
        parts = self.parts_of(code, level)
        listed = self.list_parts(code, level, words=words, form=form, last=last, reverse=reverse)
        if not self.has(code, level=level):
            return f"{before}{listed}" if listed else ""
        if len(parts) == 1 and merges and not self.note_of(code, level):
            self.mention(code, parts[0].key, level)
            return self.cite(code, level=level, before=before, after=f"{after}{words(parts[0])}")
        details = f"{opening}{listed}{closing}" if listed else ""
        if len(parts) == 1:
            self.mention(code, parts[0].key, level)
            details = f", đều là{words(parts[0])}"
        return self.cite(code, level=level, before=before, after=after, details=details)

    def is_whole_of(self, code: str, other: str, level: str = "") -> bool:
        """Whether both figures have the same number, so that one need not be printed beside the other."""
        first, second = self.number(code, level=level), self.number(other, level=level)
        return first is not None and second is not None and (first.value, first.note) == (second.value, second.note)

    def breakdown(
        self, code: str, whole_code: str, before: str, *, words: PartWords, level: str = "", form: str = "", **joining: str
    ) -> str:
        """A clause that divides the figure `whole_code` in another way; its own whole only where this is another number."""
        listed = join_clauses(
            (
                self.cite(code, part.key, level, after=words(part), form=form, notes_councils=not self.has(code, level=level))
                for part in self.parts_of(code, level)
            ),
            **joining,
        )
        is_unclassified = [part.key for part in self.parts_of(code, level)] == [UNCLASSIFIED]
        if is_unclassified and not self.is_in_conflict(whole_code, level) and self.has(whole_code, level=level):
            self.mention(code, "", level)
            self.mention(code, UNCLASSIFIED, level)
            return ""
        if self.is_whole_of(code, whole_code, level):
            self.mention(code, "", level)
            return f"{before} {listed}{self.note_of(code, level)}" if listed else ""
        if self.is_of_records_only(code, whole_code, level):
            whole = self.cite(code, level=level, after=" có bản ghi", details=f" có {listed}")
            return f"{before.removesuffix(' có')}, trong {whole}" if whole and listed else ""
        if listed and len(self.parts_of(code, level)) == 1 and self.has(code, level=level):
            self.mention(code, "", level)
            return f"{before} {listed}{self.note_of(code, level)}"
        whole = self.cite(code, level=level, before=f"{before} ", details=f", gồm {listed}" if listed else "")
        return whole or (f"{before} {listed}" if listed else "")

    def is_of_records_only(self, code: str, whole_code: str, level: str = "") -> bool:
        """Whether the figure counts the records alone, and a total says, or sources dispute, that there were more."""
        number, whole = self.number(code, level=level), self.number(whole_code, level=level)
        if number is None or number.reported is not None:
            return False
        is_smaller = whole is not None and whole.reported is not None and Decimal(number.value or 0) < Decimal(whole.value or 0)
        return is_smaller or self.is_in_conflict(whole_code, level)

    def note_of(self, code: str, level: str = "") -> str:
        """The note on the councils of which a whole is the sum, for a list of its parts."""
        number = self.number(code, level=level)
        return f" {number.note}" if number and number.note else ""

    def words_of(self, part: PartFigure) -> str:
        """The label of a part as it continues a sentence, with the short name of the council's unit."""
        label = lower_first(part.label)
        return label if self.collected.scope.adds_levels else label.replace(self.council.unit_phrase, self.own_unit)

    def annex(self, *keys: str) -> str:
        """ "(Phụ lục I và Phụ lục II kèm theo)" for those of `keys` that are printed; "" for none.

        "(Phụ lục I: 02/69 kỳ họp có bản ghi; Phụ lục II)" where one lists fewer records than its figure counts.
        """
        labels = [self.annex_labels[key] for key in keys if key in self.annex_labels]
        if any(":" in label for label in labels):
            return f" ({'; '.join(labels)})"
        return f" ({' và '.join(labels)} kèm theo)" if labels else ""


def rate_clause(writer: SentenceWriter, code: str, part: str = "", *, rate: str, count: str, base: str) -> str:
    """A clause with a rate and the two numbers of which it is the rate, or with what is known of these.

    `rate` and `count` name the percentage and the number without base, `base` says what the percentage is of.
    """
    number = writer.number(code, part)
    if number is None or number.is_percent:
        return writer.cite_percent(code, part, before=f"{rate} đạt ", after=f" số {base}")
    if number.base is None:
        return writer.cite(code, part, before=f"{count} là ")
    counts = f"{format_number(int(number.value or 0))}/{format_number(int(number.base))}"
    return writer.cite(code, part, before=f"{rate} đạt ", after=f" ({counts} {base})")


def label_words(part: PartFigure) -> str:
    """The label of a part behind its number: " nữ"."""
    return f" {lower_first(part.label)}"


def about_words(part: PartFigure) -> str:
    """The field of a part behind its number: " về giao thông"."""
    return " chưa phân loại lĩnh vực" if part.key == UNCLASSIFIED else f" về {lower_first(part.label)}"


def without_noun(noun: str) -> PartWords:
    """The words of a part whose label may repeat the `noun` that is printed with the number: " thường kỳ"."""

    def words(part: PartFigure) -> str:
        label = lower_first(part.label)
        return f" {label.removeprefix(f'{noun} ')}" if label != noun else ""

    return words


def join_clauses(clauses: Iterable[str], *, between: str = ", ", last: str = "") -> str:
    """The clauses that are not empty, joined by `between`, the last one by `last` where it is given."""
    clauses = [clause for clause in clauses if clause]
    if last and len(clauses) > 1:
        return between.join(clauses[:-1]) + last + clauses[-1]
    return between.join(clauses)


def sentence(*clauses: str, between: str = "; ") -> str:
    """One sentence of the clauses that are not empty; "" where all are empty."""
    text = join_clauses(clauses, between=between)
    return f"{text if text.startswith(MARK_START) else capfirst(text)}." if text else ""


def predicate(subject: str, *clauses: str, between: str = ", ") -> str:
    """The clauses that are not empty behind their common subject; "" where all are empty."""
    text = join_clauses(clauses, between=between)
    return f"{subject} {text}" if text else ""


def with_annexes(writer: SentenceWriter, text: str, *keys: str) -> str:
    """The sentence with a reference to the annexes before its full stop."""
    return f"{text.removesuffix('.')}{writer.annex(*keys)}." if text else ""
