"""Sentences for the figures that no other sentence says, so that the report holds every figure that has a value."""

from collections.abc import Iterator, Set
from decimal import Decimal

from reports.document.clauses import PartWords, SentenceWriter, join_clauses, predicate, sentence, without_noun
from reports.document.sentences.petition_states import BY_BOTH, SHARE_OF, state_of
from reports.figures.formatting import lower_first
from reports.figures.numbers import LevelFigure, PartFigure
from reports.indicators import INDICATORS
from reports.indicators.base import UNCLASSIFIED, PartRelation
from reports.models.placeholders import FigureReference

# The section of each group of indicators, by the first word of their codes.
SECTIONS_OF_CODES = {
    "councils": "organisation",
    "sessions": "sessions",
    "resolutions": "sessions",
    "documents": "sessions",
    "questions": "sessions",
    "supervision": "supervision",
    "support": "supervision",
    "voter_meetings": "voters",
    "petitions": "voters",
    "receptions": "reception",
    "letters": "reception",
    "standing_meetings": "standing",
    "explanations": "standing",
    "confidence": "standing",
    "work_programme": "standing",
    "commendations": "coordination",
    "cooperation": "coordination",
    "targets": "coordination",
}

# The figures that divide another one in their own way; their wholes are not repeated.
BREAKDOWNS = {
    "sessions.by_kind": "sessions.held",
    "resolutions.by_legal_kind": "resolutions.adopted",
    "supervision.by_form": "supervision.conducted",
    "supervision.by_method": "supervision.by_form",
    "petitions.by_status": "petitions.received",
    "petitions.by_competence": "petitions.received",
    "petitions.by_competence_status": "petitions.received",
    "petitions.by_field": "petitions.received",
    "petitions.by_session": "petitions.received",
    "receptions.by_kind": "receptions.held",
    "receptions.by_place": "receptions.held",
}


def section_of(code: str) -> str:
    return SECTIONS_OF_CODES[code.partition(".")[0]]


def remaining_sentences(writer: SentenceWriter, key: str, cited: Set[FigureReference]) -> Iterator[str]:
    """The sentences of section `key` for the figures that have a value and are not `cited`.

    The section on the councils below holds those of all indicators, unless figures are sums that contain them.
    """
    for code in writer.collected.figures:
        adds_councils = INDICATORS[code].adds_councils
        if section_of(code) == key:
            yield from _figure_sentences(writer, code, "" if adds_councils else writer.own_level, cited)
        if key == "wards" and (writer.lower_levels or not adds_councils):
            for group in writer.collected.scope.levels:
                yield from _figure_sentences(writer, code, group.level, cited)


def _figure_sentences(writer: SentenceWriter, code: str, level: str, cited: Set[FigureReference]) -> Iterator[str]:
    """The sentence on one figure and its parts at one level: those that are counts, then each percentage."""
    figure = writer.figure(code, level)
    if figure is None:
        return
    label = lower_first(writer.collected.figures[code].label)
    owner = f"{figure.label} " if isinstance(figure, LevelFigure) and level != writer.own_level else ""
    of_records = code in BREAKDOWNS and writer.is_of_records_only(code, BREAKDOWNS[code], level)
    about = f"về {label}{' theo bản ghi' if of_records else ''}{f', {owner}' if owner else ' '}có"
    whole = _whole_clause(writer, code, level, cited)
    apart = writer.has(code, level=level) and _parts_clause(writer, code, level, cited, adds_up=True)
    beside = _parts_clause(writer, code, level, cited, adds_up=False if apart else None)
    yield sentence(predicate(about, whole, beside))
    yield sentence(predicate(_apart_words(writer, code, level, label, owner) or f"số liệu riêng {about}", apart or ""))
    for part in (PartFigure("", label, figure.number), *figure.parts):
        if part.number.is_percent and FigureReference(code, part.key, level) not in cited:
            base = f" {SHARE_OF[code]}" if part.key and code in SHARE_OF else ""
            name = f"{label}, {lower_first(part.label)}" if part.key else label
            before = f"tỷ lệ {f'kiến nghị {state_of(part)}' if base else name} {owner and f'của {owner}'}là "
            yield sentence(writer.cite_percent(code, part.key, level, before=before, after=base))


def _apart_words(writer: SentenceWriter, code: str, level: str, label: str, owner: str) -> str:
    """The words before some of the parts of a whole: "trong số nghị quyết có"; "" unless one source gives whole and parts."""
    figure, whole = writer.figure(code, level), writer.number(code, level=level)
    relations = INDICATORS[code]
    parts = [part for part in (figure.parts if figure else ()) if relations.relation_of(part.key) is PartRelation.ADDING_UP]
    numbers = [part.number for part in parts if part.number.value and not part.number.is_percent]
    if whole is None or not whole.sources or any(number.sources != whole.sources for number in numbers):
        return ""
    is_within = sum(Decimal(number.value or 0) for number in numbers) < Decimal(whole.value or 0)
    return f"trong số {label}{f' của {owner.strip()}' if owner else ''} có" if is_within else ""


def _whole_clause(writer: SentenceWriter, code: str, level: str, cited: Set[FigureReference]) -> str:
    """The whole with the parts that make it; "" where it is cited. The whole of a breakdown is not repeated."""
    words, form = _part_words(writer, code)
    if FigureReference(code, "", level) in cited or not writer.has(code, level=level):
        return ""
    if code in BREAKDOWNS and writer.parts_of(code, level) and writer.is_whole_of(code, BREAKDOWNS[code], level):
        return writer.list_parts(code, level, words=words, form=form) + writer.note_of(code, level)
    return writer.whole_with_parts(code, level, words=words, form=form)


def _parts_clause(
    writer: SentenceWriter, code: str, level: str, cited: Set[FigureReference], *, adds_up: bool | None = None
) -> str:
    """The parts that are not said and stand for themselves: those that add up, the others, or all."""
    figure, (words, form) = writer.figure(code, level), _part_words(writer, code)
    with_whole: set[str] = set()
    if FigureReference(code, "", level) not in cited and writer.has(code, level=level):
        with_whole = {part.key for part in writer.parts_of(code, level)}
    return join_clauses(
        writer.cite(code, part.key, level, after=words(part), form=form)
        for part in (figure.parts if figure else ())
        if part.key not in with_whole and FigureReference(code, part.key, level) not in cited
        if adds_up in (None, INDICATORS[code].relation_of(part.key) is PartRelation.ADDING_UP)
        if is_statement(writer, code, part, level)
    )


def _part_words(writer: SentenceWriter, code: str) -> tuple[PartWords, str]:
    """The words behind the parts of a figure, and the form in which their numbers are printed."""
    if code == BY_BOTH:  # its numbers name the competence too
        return _state_and_competence, "count"
    return without_noun(writer.collected.figures[code].unit), ""


def _state_and_competence(part: PartFigure) -> str:
    """The words for a part by competence and state: " đã chuyển thuộc thẩm quyền cấp tỉnh"."""
    competence, _, state = part.label.partition(": ")
    return f" {state}{', ' if part.key.startswith(UNCLASSIFIED) else ' thuộc '}{lower_first(competence)}"


def is_statement(writer: SentenceWriter, code: str, part: PartFigure, level: str) -> bool:
    """Whether a part stands for itself: it is a count that may be listed, or that a source has given on its own."""
    if part.number.is_percent or writer.is_in_conflict(code, level):
        return False
    relation = INDICATORS[code].relation_of(part.key)
    if part.key in {listed.key for listed in writer.parts_of(code, level, relation)}:
        return True
    whole = writer.number(code, level=level)
    is_larger = (
        whole is not None and relation is not PartRelation.OUTSIDE and Decimal(part.number.value or 0) > Decimal(whole.value or 0)
    )
    return part.number.reported is not None and not is_larger
