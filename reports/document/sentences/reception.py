"""The sentences on receptions of citizens and on letters."""

from collections.abc import Iterator

from reports.document.citations import MARK_END
from reports.document.clauses import (
    SentenceWriter,
    join_clauses,
    label_words,
    predicate,
    sentence,
    with_annexes,
    without_noun,
)
from reports.figures.formatting import lower_first
from reports.figures.numbers import PartFigure
from reports.indicators.base import UNCLASSIFIED, PartRelation

HELD = "receptions.held"
RECEIVERS = {"standing": "Thường trực", "delegates": "các đại biểu", "committee": "các Ban", "council": ""}  # before "HĐND"


def reception_sentences(writer: SentenceWriter) -> Iterator[str]:
    clauses = [clause for level in ("", *writer.lower_levels) for clause in held_clauses(writer, level)]
    yield with_annexes(writer, sentence(join_clauses(first_with_noun(clauses))), "receptions")
    yield visits_sentence(writer)
    yield sentence(
        writer.breakdown("receptions.by_kind", HELD, "theo hình thức có", words=without_noun("buổi")),
        writer.breakdown("receptions.by_place", "receptions.by_kind", "theo nơi tiếp có", words=place_words, between="; "),
    )
    subject = f"HĐND {writer.unit_of('letters.received')} đã tiếp nhận"
    yield sentence(predicate(subject, writer.whole_with_parts("letters.received", words=label_words)))


def held_clauses(writer: SentenceWriter, level: str = "") -> list[tuple[str, str]]:
    """(receiver, number of receptions) of one level: the whole with its receivers in brackets, or each receiver alone."""
    unit = writer.unit_of(HELD)
    if level:
        unit = next(group.label for group in writer.collected.scope.levels if group.level == level).removeprefix("HĐND ")
    order = list(RECEIVERS)
    parts = [part for part in writer.parts_of(HELD, level, PartRelation.COVERING) if part.key in RECEIVERS]
    parts.sort(key=lambda part: order.index(part.key))
    if writer.has(HELD, level=level):
        receivers = join_clauses(
            writer.cite(HELD, part.key, level, before=f"{short_name(part)} ", form="number", notes_councils=False)
            for part in parts
        )
        return [(f"HĐND {unit}", writer.cite(HELD, level=level, details=f" ({receivers})" if receivers else ""))]
    return [(f"{RECEIVERS[part.key]} HĐND {unit}".strip(), writer.cite(HELD, part.key, level)) for part in parts]


def short_name(part: PartFigure) -> str:
    return RECEIVERS.get(part.key) or ("HĐND" if part.key in RECEIVERS else lower_first(part.label))


def first_with_noun(clauses: list[tuple[str, str]]) -> Iterator[str]:
    """The clauses, of which the first one says what was held."""
    for i, (receiver, number) in enumerate(clauses):
        count, mark, details = number.partition(MARK_END)
        yield f"{receiver} tiếp {number}" if i else f"{receiver} đã thực hiện {count}{mark} tiếp công dân{details}"


def visits_sentence(writer: SentenceWriter) -> str:
    """The visits and the people received, each by receiver where these make the whole."""
    unit = writer.unit_of("receptions.visits", "receptions.people")
    visits = by_receiver(writer, "receptions.visits", " công dân")
    people = by_receiver(writer, "receptions.people", "")
    subject = f"qua các buổi tiếp công dân, HĐND {unit} đã tiếp"
    return sentence(predicate(subject, visits, people, between=" với "))


def by_receiver(writer: SentenceWriter, code: str, noun: str) -> str:
    parts = writer.parts_of(code)
    receivers = join_clauses(
        writer.cite(code, p.key, before=f"{short_name(p)} ", form="number", notes_councils=not writer.has(code)) for p in parts
    )
    if len(parts) == 1 and writer.has(code):
        writer.mention(code, parts[0].key)
        receivers = ""
    return writer.cite(code, after=noun, details=f" ({receivers})" if receivers else "")


def place_words(part: PartFigure) -> str:
    return " chưa rõ nơi tiếp" if part.key == UNCLASSIFIED else f" tại {part.label}"
