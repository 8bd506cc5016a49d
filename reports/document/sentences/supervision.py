"""The sentences on supervisions, what they recommended, and the support that the Council decided."""

from collections.abc import Iterator

from reports.document.clauses import (
    SentenceWriter,
    about_words,
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

THEMATIC_FORMS = ("thematic", "again")  # beside "survey", those that supervision.conducted counts


def supervision_sentences(writer: SentenceWriter) -> Iterator[str]:
    yield with_annexes(writer, conducted_sentence(writer), "supervision")
    yield forms_sentence(writer)
    yield units_sentence(writer)
    yield topics_sentence(writer)
    yield from recommendations_sentences(writer)
    yield support_sentence(writer)


def noun_of_conducted(writer: SentenceWriter) -> str:
    """What was conducted: supervisions, surveys or both; both where the forms do not tell."""
    forms = {part.key for part in writer.parts_of("supervision.by_form")}
    has_survey, has_thematic = "survey" in forms, bool(forms & set(THEMATIC_FORMS))
    if writer.number("supervision.conducted") and has_survey != has_thematic and _forms_are_of_conducted(writer):
        return "khảo sát" if has_survey else "giám sát chuyên đề"
    return "giám sát, khảo sát chuyên đề"


def _forms_are_of_conducted(writer: SentenceWriter) -> bool:
    """Whether the thematic forms together are the supervisions conducted, and not other ones."""
    counted = [p for p in writer.parts_of("supervision.by_form") if p.key in ("survey", *THEMATIC_FORMS)]
    whole = writer.number("supervision.conducted")
    return whole is not None and sum(int(part.number.value or 0) for part in counted) == whole.value


def conducted_sentence(writer: SentenceWriter) -> str:
    """The supervisions and surveys, by leader where these make the whole."""
    code, noun = "supervision.conducted", noun_of_conducted(writer)
    unit = writer.unit_of(code)
    parts = writer.parts_of(code)
    if writer.has(code) and len(parts) == 1 and parts[0].key != UNCLASSIFIED:
        writer.mention(code, parts[0].key)
        leader = leader_name(writer, parts[0])
        return sentence(writer.cite(code, before=f"{writer.opening}, {leader} đã thực hiện ", after=f" {noun}"))
    leaders = join_clauses(
        writer.cite(code, part.key, before=f"{leader_name(writer, part)} ", notes_councils=not writer.has(code)) for part in parts
    )
    if not writer.has(code):
        by_leader = (
            writer.cite(
                code, part.key, before=f"{leader_name(writer, part)} đã thực hiện ", after=" giám sát, khảo sát chuyên đề"
            )
            for part in parts
        )
        return sentence(predicate(f"{writer.opening},", *by_leader, between="; "))
    subject = f"{writer.opening}, HĐND, Thường trực và các Ban HĐND {unit} đã thực hiện "
    return sentence(writer.cite(code, before=subject, after=f" {noun}", details=f", trong đó {leaders}" if leaders else ""))


def leader_name(writer: SentenceWriter, part: PartFigure) -> str:
    return "chủ thể chưa rõ" if part.key == UNCLASSIFIED else writer.words_of(part)


def forms_sentence(writer: SentenceWriter) -> str:
    """The supervisions by form and by method; not the form that the supervisions were called by above."""
    code = "supervision.by_form"
    forms = writer.parts_of(code)
    is_named = len(forms) == 1 and noun_of_conducted(writer) == lower_first(forms[0].label)
    if is_named:
        writer.mention(code, "")
        writer.mention(code, forms[0].key)
    return sentence(
        "" if is_named else writer.breakdown(code, "supervision.conducted", "theo hình thức có", words=without_noun("cuộc")),
        writer.breakdown("supervision.by_method", "supervision.by_form", "theo cách thức có", words=without_noun("cuộc")),
    )


def units_sentence(writer: SentenceWriter) -> str:
    subject = "Các cuộc giám sát, khảo sát được tiến hành tại "
    distinct = writer.list_parts("supervision.units", words=lambda part: " khác nhau", relation=PartRelation.WITHIN)
    whole = writer.cite("supervision.units", before=subject, details=f" ({distinct})" if distinct else "")
    return sentence(whole or (distinct and f"{subject}{distinct}"))


def topics_sentence(writer: SentenceWriter) -> str:
    subject = f"HĐND {writer.unit_of('supervision.topics')} đã giám sát"
    return sentence(predicate(subject, writer.whole_with_parts("supervision.topics", words=about_words)))


def recommendations_sentences(writer: SentenceWriter) -> Iterator[str]:
    """The recommendations with their states as counts, then the states of which only percentages are known."""
    code = "supervision.recommendations"
    overdue = writer.list_parts(code, words=label_words, relation=PartRelation.WITHIN)
    states = writer.list_parts(code, words=label_words)
    details = join_clauses([states, overdue])
    whole = writer.cite(code, details=f", trong đó có {details}" if details else "")
    subject = f"qua giám sát, HĐND {writer.unit_of(code)} đã nêu"
    yield sentence(predicate(subject, whole) or predicate("trong các kiến nghị sau giám sát có", details))
    for part in writer.collected.figures[code].parts:
        if part.number.is_percent and not writer.has(code, part.key):
            words = lower_first(part.label).replace("thực hiện", "được thực hiện").replace("quá hạn được", "quá hạn")
            yield sentence(writer.cite_percent(code, part.key, after=f" kiến nghị sau giám sát {words}"))


def support_sentence(writer: SentenceWriter) -> str:
    code = "support.beneficiaries"
    reached = writer.cite(code) or join_clauses(
        writer.cite(code, part.key) for part in writer.parts_of(code, relation=PartRelation.OUTSIDE)
    )
    before = "số tiền " if reached else "Số tiền hỗ trợ theo các chính sách của HĐND là "
    return sentence(
        join_clauses(
            [
                reached and f"Các chính sách hỗ trợ được HĐND quyết định đã đến với {reached}",
                writer.cite("support.amount", before=before),
            ]
        )
    )
