"""What the page of a meeting of the Thường trực states: its tasks, the meetings beside it, and schema.org data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from core.pages.addresses import absolute_url
from core.pages.linked_data import SCHEMA, SchemaObject, organization, schema_object
from core.records.choices import Life
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_count
from sessions_app.models import MeetingTask, QuestionTopic, StandingMeeting
from sessions_app.promises import remaining_days
from sessions_app.question_details import agency_links

EVENT_STATUS = {Life.CANCELLED: f"{SCHEMA}/EventCancelled", Life.POSTPONED: f"{SCHEMA}/EventPostponed"}


@dataclass(frozen=True)
class TaskRow:
    """A task with who does it and what has become of it by a day, in words."""

    task: MeetingTask
    actor: str
    status: str
    is_overdue: bool


def task_rows(meeting: StandingMeeting, day: date) -> list[TaskRow]:
    """The tasks of the conclusion of `meeting` as they are on `day`."""
    tasks = meeting.tasks.select_related("agency", "body")
    return [TaskRow(task, str(task.agency or task.body or ""), task_status(task, day), task.is_overdue_on(day)) for task in tasks]


def task_totals(counts: Mapping[str, int]) -> str:
    """The totals of a list: "5 việc theo kết luận: 3 đã làm xong, 1 quá hạn, 1 đang thực hiện"; blank without a task."""
    if not counts["total"]:
        return ""
    open_tasks = counts["total"] - counts["done"] - counts["overdue"]
    parts = ((counts["done"], "đã làm xong"), (counts["overdue"], "quá hạn"), (open_tasks, "đang thực hiện"))
    states = ", ".join(f"{format_count(count)} {label}" for count, label in parts if count)
    return f"{format_count(counts['total'])} việc theo kết luận: {states}"


@dataclass(frozen=True)
class TopicRow:
    """A topic with the name of each agency that answers, and the list of the questions to it."""

    topic: QuestionTopic
    agencies: list[tuple[str, str]]


def topic_rows(meeting: StandingMeeting) -> list[TopicRow]:
    """The topics of `meeting`, first what agencies explained, in their order."""
    topics = meeting.topics.order_by("-is_explanation", "order", "id").prefetch_related("respondents")
    return [TopicRow(topic, agency_links(meeting.council, topic.respondents.all())) for topic in topics]


def topics_label(rows: Sequence[TopicRow]) -> str:
    """The heading of topics: matters that agencies explained, or that delegates asked about."""
    return "Nội dung giải trình" if all(row.topic.is_explanation for row in rows) else "Nhóm vấn đề"


def overdue_note(rows: Sequence[TaskRow]) -> str:
    """How many tasks are overdue, in words; blank if none is."""
    count = sum(row.is_overdue for row in rows)
    return f"{format_count(count)} quá hạn" if count else ""


def task_status(task: MeetingTask, day: date) -> str:
    """What has become of `task` by `day`, in words."""
    due, done = task.due_on, task.done_on
    if done is not None and done <= day:
        late = f", sau hạn {format_count((done - due).days)} ngày" if due and done > due else ", đúng hạn" if due else ""
        return f"đã làm xong ngày {short_date(done)}{late}"
    if due is not None and due < day:
        return f"quá hạn {format_count((day - due).days)} ngày"
    return remaining_days(due, day)


def neighbours(meeting: StandingMeeting) -> dict[str, StandingMeeting | None]:
    """The public meetings of the same council before and after `meeting`."""
    rows = StandingMeeting.objects.published().of(meeting.council).for_rows()
    day, pk = meeting.held_on, meeting.pk
    older = rows.filter(Q(held_on__lt=day) | Q(held_on=day, pk__lt=pk)).order_by("-held_on", "-id")
    newer = rows.filter(Q(held_on__gt=day) | Q(held_on=day, pk__gt=pk)).order_by("held_on", "id")
    return {"older": older.first(), "newer": newer.first()}


def meeting_event(meeting: StandingMeeting) -> SchemaObject:
    """An Event object of schema.org. Unknown values are left out."""
    return schema_object(
        "Event",
        name=f"{meeting.name}: {meeting.subject}" if meeting.subject else meeting.name,
        url=absolute_url(meeting.get_absolute_url()),
        inLanguage="vi",
        startDate=meeting.held_on.isoformat(),
        eventStatus=EVENT_STATUS.get(Life(meeting.life), f"{SCHEMA}/EventScheduled"),
        location=schema_object("Place", name=meeting.place) if meeting.place else None,
        organizer=organization(f"Thường trực {meeting.council.full_name}"),
    )
