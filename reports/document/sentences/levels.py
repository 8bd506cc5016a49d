"""The sentences on the councils of each level below."""

from collections.abc import Iterator

from reports.document.clauses import SentenceWriter, predicate, sentence, without_noun
from reports.document.sentences.sessions import documents_clause, held_words, kinds_sentence


def levels_sentences(writer: SentenceWriter) -> Iterator[str]:
    """The sentences on the work of the councils of each level below."""
    for group in writer.collected.scope.levels:
        level = group.level
        after = " khác" if writer.has("resolutions.adopted", level=level) else ""
        yield sentence(
            predicate(
                group.label,
                writer.whole_with_parts(
                    "sessions.held",
                    level,
                    before="tổ chức ",
                    words=held_words(writer, level),
                    opening=" (trong đó có ",
                    closing=")",
                    last=" và ",
                    reverse=True,
                ),
                writer.whole_with_parts(
                    "resolutions.adopted",
                    level,
                    before="ban hành ",
                    words=without_noun("nghị quyết"),
                    opening=" (gồm ",
                    closing=")",
                ),
                writer.cite("supervision.conducted", level=level, before="thực hiện ", after=" giám sát, khảo sát"),
                writer.cite("voter_meetings.held", level=level, before="tổ chức ", after=" tiếp xúc cử tri"),
            )
        )
        yield sentence(predicate(group.label, documents_clause(writer, level, before="đã ban hành ", after=after)))
        yield kinds_sentence(writer, level, group.label)
