"""The sentences on the work of the Thường trực and on the programme of work."""

from collections.abc import Iterator

from reports.document.clauses import SentenceWriter, join_clauses, predicate, sentence, with_annexes

TASKS = "work_programme.tasks"


def standing_sentences(writer: SentenceWriter) -> Iterator[str]:
    explanations = writer.cite("explanations.held", before="tổ chức ", after=" giải trình")
    topics = writer.cite("explanations.topics", before="về " if explanations else "tổ chức giải trình về ")
    meetings = writer.cite("standing_meetings.held", before="tổ chức ", after=" họp")
    codes = ("standing_meetings.held", "explanations.held", "explanations.topics")
    text = sentence(
        predicate(
            f"Thường trực HĐND {writer.unit_of(*codes)}",
            meetings,
            join_clauses([explanations, topics], between=" "),
            between="; ",
        ),
        writer.cite(
            "confidence.ballots",
            before=f"HĐND {writer.unit_of('confidence.ballots')} tiến hành ",
            after=" lấy phiếu tín nhiệm",
        ),
    )
    yield with_annexes(writer, text, "confidence")
    yield tasks_sentence(writer)


def tasks_sentence(writer: SentenceWriter) -> str:
    """The tasks of the programme of work: in all, planned and done."""
    clauses = [
        writer.cite(TASKS),
        writer.cite(TASKS, "planned", after=" theo kế hoạch"),
        writer.cite(TASKS, "done", after=" đã hoàn thành"),
    ]
    return sentence(predicate("chương trình công tác có", *clauses))
