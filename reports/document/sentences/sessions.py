"""The sentences on sessions, resolutions and other documents."""

from collections.abc import Iterator

from reports.document.clauses import (
    PartWords,
    SentenceWriter,
    label_words,
    predicate,
    rate_clause,
    sentence,
    with_annexes,
    without_noun,
)
from reports.document.sentences.questions import questions_sentences
from reports.figures.numbers import PartFigure
from reports.indicators import INDICATORS


def sessions_sentences(writer: SentenceWriter) -> Iterator[str]:
    yield with_annexes(writer, sessions_and_resolutions(writer), "sessions", "resolutions")
    yield kinds_sentence(writer)
    yield attendance_sentence(writer)
    yield sentence(
        writer.breakdown(
            "resolutions.by_legal_kind",
            "resolutions.adopted",
            "theo tính chất pháp lý có",
            words=without_noun("nghị quyết"),
        )
    )
    yield documents_sentence(writer)
    yield from questions_sentences(writer)


def sessions_and_resolutions(writer: SentenceWriter) -> str:
    """One sentence on the sessions and the resolutions, each with the parts that make it."""
    sessions = writer.whole_with_parts(
        "sessions.held",
        before="tổ chức ",
        words=held_words(writer),
        opening=" (trong đó có ",
        closing=")",
        last=" và ",
        reverse=True,
    )
    resolutions = writer.whole_with_parts("resolutions.adopted", before="ban hành ", words=without_noun("nghị quyết"))
    codes = [code for code, clause in (("sessions.held", sessions), ("resolutions.adopted", resolutions)) if clause]
    subject = f"{writer.opening}, HĐND {writer.unit_of(*codes)}"
    return sentence(predicate(subject, sessions, resolutions, between="; "))


def held_words(writer: SentenceWriter, level: str = "") -> PartWords:
    """The words for regular and irregular sessions.

    A council may call irregular sessions by the name of a kind, of which there are fewer than irregular ones: then these
    are named as not regular, so that one name has one number.
    """
    named, kinds = without_noun("kỳ họp"), {kind.label for kind in INDICATORS["sessions.by_kind"].parts}
    counts = {part.label: part.number.value for part in writer.counted_parts("sessions.by_kind", level)}

    def words(part: PartFigure) -> str:
        is_ambiguous = counts and part.label in kinds and counts.get(part.label) != part.number.value
        return f" không {writer.council.regular_label}" if part.key == "irregular" and is_ambiguous else named(part)

    return words


def kinds_sentence(writer: SentenceWriter, level: str = "", owner: str = "") -> str:
    """The sessions by kind, the first and the closing one by their own names; "" where the kinds are the parts above."""
    code = "sessions.by_kind"
    above = writer.parts_of("sessions.held", level)
    parts = writer.parts_of(code, level)
    labels = {(part.label, part.number.value) for part in above} | {(part.key, part.number.value) for part in above}
    if parts and all({(part.label, part.number.value), (part.key, part.number.value)} & labels for part in parts):
        for key in ("", *(part.key for part in parts)):
            writer.mention(code, key, level)
        return ""
    before = f"theo loại kỳ họp, {owner} có" if owner else "theo loại kỳ họp có"
    return sentence(writer.breakdown(code, "sessions.held", before, level=level, words=without_noun("kỳ họp"), last=" và "))


def attendance_sentence(writer: SentenceWriter) -> str:
    """The rate of the delegates who came to the sessions, with the two numbers of which it is the rate."""
    return sentence(
        rate_clause(
            writer,
            "sessions.attendance",
            rate="tỷ lệ đại biểu dự kỳ họp",
            count="số lượt đại biểu đã dự kỳ họp",
            base="lượt đại biểu",
        )
    )


def documents_sentence(writer: SentenceWriter) -> str:
    is_beside = writer.has("resolutions.adopted")
    subject = f"HĐND, Thường trực và các Ban HĐND {writer.unit_of('documents.issued')} đã ban hành"
    documents = documents_clause(writer, after=" khác" if is_beside else "")
    return sentence(predicate(f"cùng với nghị quyết, {subject}" if is_beside else subject, documents))


def documents_clause(writer: SentenceWriter, level: str = "", *, before: str = "", after: str = "") -> str:
    return writer.whole_with_parts(
        "documents.issued", level, words=document_words, form="number", before=before, after=after, merges=False
    )


def document_words(part: PartFigure) -> str:
    return " văn bản loại khác" if part.key == "other" else label_words(part)
