"""What the page of a question and the list of questions state: totals, steps, links and schema.org data."""

from collections.abc import Iterable, Mapping
from datetime import date

from core.pages.addresses import absolute_url
from core.pages.linked_data import SchemaObject, schema_object
from core.pages.timeline import ProcessStep
from core.vietnamese.numbers import format_count
from councils.models import Agency, Council
from sessions_app.models import Question
from sessions_app.question_filters import QuestionFilter

STATES = {
    Question.PromiseState.KEPT: "đã thực hiện đúng hạn",
    Question.PromiseState.KEPT_LATE: "sau hạn",
    Question.PromiseState.OVERDUE: "quá hạn",
    Question.PromiseState.OPEN: "chưa đến hạn",
}


def promise_totals(counts: Mapping[str, int]) -> str:
    """The totals of a list: "6 chất vấn, 4 lời hứa: 1 đã thực hiện đúng hạn, 1 sau hạn, 2 quá hạn"; blank for no row."""
    total, promises = sum(counts.values()), sum(counts.get(state, 0) for state in STATES)
    if not promises:
        return f"{format_count(total)} chất vấn, chưa ghi lời hứa nào" if total else ""
    parts = [f"{format_count(counts[state])} {label}" for state, label in STATES.items() if counts.get(state)]
    if not counts.get(Question.PromiseState.KEPT) and counts.get(Question.PromiseState.KEPT_LATE):
        parts[0] = parts[0].replace("sau hạn", "đã thực hiện sau hạn")
    return f"{format_count(total)} chất vấn, {format_count(promises)} lời hứa: {', '.join(parts)}"


def question_steps(question: Question, day: date) -> list[ProcessStep]:
    """The steps of a question as they are on `day`: asked, answered, what was promised, done."""
    is_answered = question.answered_on is not None or bool(question.answer or question.promise)
    answered = ProcessStep("Trả lời", question.answered_on, "" if is_answered else "chưa ghi trả lời", is_answered)
    steps = [ProcessStep("Chất vấn", question.asked_on, question.get_mode_display()), answered]
    if not question.promise:
        return steps
    due, done, status = question.promise_due_on, question.promise_kept_on, question.promise_status
    is_kept = done is not None and done <= day
    note = status.label.rpartition(", ")[2] if is_kept and due else "" if is_kept else status.label
    is_past = due is None or due <= day or is_kept
    steps.append(ProcessStep("Hạn của lời hứa", due, "chưa ghi hạn" if due is None else "", is_past))
    steps.append(ProcessStep("Thực hiện", done if is_kept else None, note, is_kept))
    return steps


def agency_url(question: Question) -> str:
    """The list of the questions to the same agency; blank without one."""
    links = agency_links(question.council, [question.respondent] if question.respondent else [])
    return links[0][1] if links else ""


def agency_links(council: Council, agencies: Iterable[Agency]) -> list[tuple[str, str]]:
    """The name of each agency with the URL of the list of the questions to it."""
    return [(agency.name, QuestionFilter.list_url({"hd": council.slug, "tra-loi": agency.slug})) for agency in agencies]


def field_url(question: Question) -> str:
    """The list of the questions about the same field; blank without one."""
    return QuestionFilter.list_url({"linh-vuc": question.field.key}) if question.field else ""


def topic_url(question: Question) -> str:
    """The list of the questions about the same topic; blank without one."""
    return QuestionFilter.list_url({"nhom": str(question.topic_id)}) if question.public_topic else ""


def question_data(question: Question) -> SchemaObject:
    """A Question object of schema.org with its answer. Unknown values are left out."""
    answered_on = question.answered_on
    answer = schema_object(
        "Answer", text=question.answer or question.promise, dateCreated=answered_on.isoformat() if answered_on else ""
    )
    return schema_object(
        "Question",
        name=question.title,
        text=question.text,
        url=absolute_url(question.get_absolute_url()),
        inLanguage="vi",
        dateCreated=question.asked_on.isoformat(),
        author=schema_object("Person", name=question.asker_name) if question.asker_name else None,
        acceptedAnswer=answer if "text" in answer else None,
    )
