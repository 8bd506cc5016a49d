"""The sentences on questions and on what was promised in the answers."""

from collections.abc import Iterator

from core.vietnamese.dates import short_date
from reports.document.clauses import SentenceWriter, join_clauses, label_words, predicate, sentence, with_annexes, without_noun


def questions_sentences(writer: SentenceWriter) -> Iterator[str]:
    yield with_annexes(writer, questions_sentence(writer), "questions")
    yield promises_sentence(writer)


def questions_sentence(writer: SentenceWriter) -> str:
    """The sittings with questions, their topics and the questions raised, each with its own subject."""
    unit = writer.unit_of("questions.sittings", "questions.topics")
    sittings = writer.cite("questions.sittings", before="tổ chức ", after=" chất vấn")
    topics = writer.cite("questions.topics", before="về " if sittings else "tiến hành chất vấn về ")
    raised = writer.whole_with_parts(
        "questions.raised",
        before=f"đại biểu HĐND {writer.unit_of('questions.raised')} đã nêu ",
        after=" chất vấn",
        words=label_words,
        form="number",
        merges=False,
    )
    return sentence(predicate(f"HĐND {unit}", join_clauses([sittings, topics], between=" ")), raised)


def promises_sentence(writer: SentenceWriter) -> str:
    """The promises by their state on the day of the cut-off."""
    promises = writer.whole_with_parts("questions.promises", words=without_noun("lời hứa"))
    subject = f"đến ngày {short_date(writer.cut_off)}, các cơ quan trả lời chất vấn của HĐND"
    return sentence(predicate(f"{subject} {writer.unit_of('questions.promises')} có", promises))
