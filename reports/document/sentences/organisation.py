"""The sentences on delegates, bodies, structure and changes."""

from collections.abc import Iterator

from core.vietnamese.dates import short_date
from core.vietnamese.numbers import roman
from reports.document.citations import share_text
from reports.document.clauses import SentenceWriter, join_clauses, label_words, predicate, sentence
from reports.figures.formatting import lower_first
from reports.figures.numbers import PartFigure
from reports.indicators.base import PartRelation

STRUCTURE_WORDS = {"full_time": "hoạt động chuyên trách", "reelected": "tái cử"}


def organisation_sentences(writer: SentenceWriter) -> Iterator[str]:
    unit, level = writer.own_unit, writer.own_level
    yield sentence(
        delegates_clause(writer),
        join_clauses(
            [
                writer.cite("councils.standing_members", "", level, before=f"Thường trực HĐND {unit} có "),
                writer.cite("councils.committee_members", "", level, before=f"các Ban HĐND {unit} có "),
            ]
        ),
    )
    yield merger_sentence(writer)
    yield from structure_sentences(writer)
    yield changes_sentence(writer)


def delegates_clause(writer: SentenceWriter) -> str:
    """The delegates and the groups into which they are divided, each with a subject where it stands alone."""
    unit, level, term = writer.own_unit, writer.own_level, ""
    if writer.term:
        term = f" khóa {roman(writer.term.ordinal)}, nhiệm kỳ {writer.term.label}"
    delegates = writer.cite("councils.delegates", "", level, before=f"HĐND {unit}{term} có ")
    groups = writer.cite("councils.groups", "", level, before="được chia thành ")
    areas = writer.cite("councils.groups", "areas", level, before="hoạt động tại ")
    divided = join_clauses([groups, areas], between=" ")
    if delegates:
        return join_clauses([delegates, divided if groups else predicate("các Tổ đại biểu", areas)])
    return predicate(f"đại biểu HĐND {unit}" if groups else f"các Tổ đại biểu HĐND {unit}", divided)


def merger_sentence(writer: SentenceWriter) -> str:
    """The delegates before and after a merger, side by side with their days: nobody is added to anybody."""
    splits = writer.collected.figures["councils.delegates"].splits
    subjects = {"before": "trước sắp xếp ({day}) có ", "after": f"khi sắp xếp ({{day}}), HĐND {writer.own_unit} có "}
    return sentence(
        *(
            writer.cite("councils.delegates", level=key, before=subjects[key].format(day=short_date(split.on)))
            for key, split in splits.items()
        )
    )


def structure_sentences(writer: SentenceWriter) -> Iterator[str]:
    """The structure of the delegates, the parts of one criterion together; shares with the number that they are shares of."""
    code, level = "councils.structure", writer.own_level
    parts = writer.parts_of(code, level, PartRelation.WITHIN)
    delegates = writer.number("councils.delegates", level=level)
    is_of_delegates = delegates is not None and {part.number.base for part in parts} == {delegates.value}
    criteria: dict[str, list[str]] = {}
    for part in parts:
        words = structure_words(part)
        if is_of_delegates or part.number.share is None:
            clause = writer.cite(code, part.key, level, after=f" {words}{share_text(part.number)}", form="count")
        else:
            clause = writer.cite(code, part.key, level, before=f"{words} ")
        criteria.setdefault(part.key.partition(".")[0], []).append(clause)
    listed = join_clauses((join_clauses(clauses) for clauses in criteria.values()), between="; ")
    whole = writer.cite(code, "", level, before="được thống kê với ")
    if is_of_delegates:
        of_whole = writer.cite("councils.delegates", "", level, before="trong ", after=f" HĐND {writer.own_unit} có")
        yield sentence(predicate(of_whole, listed))
    else:
        yield sentence(predicate(f"cơ cấu đại biểu HĐND {writer.own_unit}", whole, listed and f"có {listed}"))
    figure = writer.figure(code, level)
    for part in figure.parts if figure else ():
        if part.number.is_percent and not writer.has(code, part.key, level):
            yield sentence(
                writer.cite_percent(code, part.key, level, before=f"tỷ lệ {structure_words(part)} là ", after=" tổng số đại biểu")
            )


def structure_words(part: PartFigure) -> str:
    return STRUCTURE_WORDS.get(part.key) or lower_first(part.label)


def changes_sentence(writer: SentenceWriter) -> str:
    """The mandates that began and ended; those that began, by how they did."""
    level, code = writer.own_level, "councils.changes"
    origins = {"by_election": " được bầu bổ sung", "appointed": " được chỉ định"}
    by_origin = [writer.cite(code, key, level, after=words) for key, words in origins.items()]
    details = join_clauses(by_origin)
    begun = writer.cite(code, "begun", level, after=" được bổ sung", details=f" ({details})" if details else "")
    ended = [
        writer.cite(code, part.key, level, after=label_words(part))
        for part in writer.parts_of(code, level, PartRelation.OUTSIDE)
        if part.key not in ("begun", *origins)
    ]
    whole = writer.cite(code, "", level, after=" có biến động")
    clauses = [whole, begun or details, *ended]
    return sentence(predicate(f"{writer.during}, HĐND {writer.own_unit} có", *clauses))
