"""The sentences of the report that contain figures, section by section.

The sentences name no certain year. The office's own text is stored in the report's sections.
"""

from collections.abc import Callable, Iterator

from reports.document.citations import MARK_START
from reports.document.clauses import SentenceWriter
from reports.document.sentences.coordination import coordination_sentences
from reports.document.sentences.levels import levels_sentences
from reports.document.sentences.organisation import organisation_sentences
from reports.document.sentences.reception import reception_sentences
from reports.document.sentences.remaining import remaining_sentences
from reports.document.sentences.sessions import sessions_sentences
from reports.document.sentences.standing import standing_sentences
from reports.document.sentences.supervision import supervision_sentences
from reports.document.sentences.voters import voters_sentences
from reports.figures.formatting import lower_first

SENTENCES: dict[str, Callable[[SentenceWriter], Iterator[str]]] = {
    "organisation": organisation_sentences,
    "sessions": sessions_sentences,
    "supervision": supervision_sentences,
    "voters": voters_sentences,
    "reception": reception_sentences,
    "standing": standing_sentences,
    "wards": levels_sentences,
    "coordination": coordination_sentences,
}
WITHOUT_PERIOD = ("organisation",)  # the state on a day, not what happened in the period


def all_sentences(writer: SentenceWriter) -> dict[str, list[str]]:
    """The sentences of every section with figures; one for each figure that has a value is among them."""
    texts = {key: [text for text in write(writer) if text] for key, write in SENTENCES.items()}
    for code in writer.collected.figures:
        texts = say_once(writer.splits_of(code), texts)
    cited = writer.citations.references_in(text for section in texts.values() for text in section) | writer.mentioned
    for key, section in texts.items():
        section += [text for text in remaining_sentences(writer, key, cited) if text]
        if section and key not in WITHOUT_PERIOD:
            section[0] = with_period(writer, section[0])
    return texts


def say_once(clause: str, texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """The sentences with `clause` at its first place only."""
    if not clause:
        return texts
    is_said = False
    result: dict[str, list[str]] = {}
    for key, section in texts.items():
        result[key] = []
        for text in section:
            first, mark, rest = text.partition(clause)
            result[key].append(first + ("" if is_said else mark) + rest.replace(clause, ""))
            is_said = is_said or bool(mark)
    return result


def with_period(writer: SentenceWriter, text: str) -> str:
    """The first sentence of a section, which says of which period the section is."""
    if text.startswith((MARK_START, writer.opening, "Đến ngày ")):
        return text
    return f"{writer.opening}, {lower_first(text)}"
