"""The grid of all questions of one session: a form for each stored question, and a few empty rows."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q
from django.forms import BoundField, Textarea
from django.forms.utils import ErrorDict
from django.http import QueryDict

from core.admin.forms import StaffForm
from core.admin.related_fields import is_primary_key, record_field
from core.records.rights import StaffUser, permits, visible_rows
from core.records.settlement import write_refusal
from core.vietnamese.normal_form import normal_form
from councils.models import Agency, Mandate
from sessions_app.models import CouncilSession, Question, QuestionTopic

MAX_ROWS, FREE_ROWS = 100, 4
LABELS = {
    "asked_by": "Đại biểu chất vấn",
    "topic": "Nhóm vấn đề",
    "text": "Nội dung chất vấn",
    "respondent": "Cơ quan trả lời",
    "answered_on": "Ngày trả lời",
    "promise": "Lời hứa",
    "promise_due_on": "Hạn thực hiện",
    "mode": "Hình thức",
    "asked_on": "Ngày chất vấn",
    "promise_kept_on": "Thực hiện xong ngày",
    "promise_evidence": "Căn cứ đã thực hiện",
}
PROPOSED = ("mode", "asked_on")  # a new row with nothing else is empty
SECOND_LINE = (*PROPOSED, "promise_kept_on", "promise_evidence")
LONG_TEXTS = ("text", "promise", "promise_evidence")
NO_DELEGATE = "Người này không phải đại biểu vào ngày họp; hãy chọn trong danh sách."
NO_TOPIC = "Nhóm vấn đề này không thuộc kỳ họp; hãy chọn trong danh sách."
NO_AGENCY = "Cơ quan này không có trong danh mục đang dùng của HĐND; hãy chọn trong danh sách."
TWICE = "Chất vấn này đã có ở dòng {}."


class QuestionRowForm(StaffForm):
    """One question of the grid; the fields `locked` are read-only."""

    class Meta(StaffForm.Meta):
        model = Question
        fields = list(LABELS)

    def __init__(self, *args: Any, number: int, contents: "QuestionContents", locked: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = copy(self.instance) if self.instance.pk else None
        self.fields["asked_by"] = record_field(contents.mandates, lambda mandate: str(mandate.person), NO_DELEGATE)
        self.fields["topic"] = record_field(contents.topics, str, NO_TOPIC)
        self.fields["respondent"] = record_field(contents.agencies, str, NO_AGENCY)
        for name in LONG_TEXTS:
            self.fields[name].widget = Textarea(attrs={"rows": 2})
        for name, label in LABELS.items():
            field = self.fields[name]
            field.label, field.help_text, field.disabled = label, "", name in locked
            field.widget.attrs["aria-label"] = f"{label}, dòng {number}"

    @property
    def is_skipped(self) -> bool:
        """Whether a posted row is new and empty, or as it is stored."""
        if self.instance.pk:
            return not self.has_changed()
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in LABELS if name not in PROPOSED)

    def full_clean(self) -> None:
        """Validate the form, unless there is nothing to save."""
        if self.is_bound and self.is_skipped:
            self._errors, self.cleaned_data, self.damages = ErrorDict(), {}, {}
            return
        super().full_clean()

    @cached_property
    def changed_data(self) -> list[str]:
        """The names of the fields with another value; browsers post other line breaks than the stored ones."""
        return [name for name in super().changed_data if not (name in LONG_TEXTS and self.has_same_lines(name))]

    def has_same_lines(self, name: str) -> bool:
        """Whether the text of a field differs from the stored one at most in its line breaks."""
        return str(self[name].data or "").strip().splitlines() == str(self[name].initial or "").strip().splitlines()

    def clean(self) -> dict[str, Any]:  # Any: values of all fields
        data = super().clean()
        return data | {name: data[name].replace("\r\n", "\n") for name in LONG_TEXTS if name in data}

    @property
    def first_line(self) -> list[BoundField]:
        """The fields of the columns."""
        return [self[name] for name in LABELS if name not in SECOND_LINE]

    @property
    def second_line(self) -> list[BoundField]:
        """The fields that are opened on demand."""
        return [self[name] for name in SECOND_LINE]


@dataclass
class QuestionRow:
    """One row of the grid; `is_locked`: the user may change only what happens after the question, or nothing."""

    number: int
    form: QuestionRowForm
    question: Question | None = None
    is_locked: bool = False
    deleted_pk: int | None = None  # of the question that the posted row was about and that is not there any more

    @cached_property
    def is_filled(self) -> bool:
        return self.form.is_bound and not self.form.is_skipped

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """The label of the field, the message and the id of the input of each error; the first and the last may be blank."""
        bounds = (
            [(None if name == NON_FIELD_ERRORS else self.form[name], name) for name in self.form.errors] if self.is_filled else []
        )
        return [
            (str(bound.label) if bound else "", str(message), bound.auto_id if bound else "")
            for bound, name in bounds
            for message in self.form.errors[name]
        ]

    @property
    def has_more(self) -> bool:
        """Whether the second line of the row says something that the reader must see."""
        return self.is_filled and bool(set(self.form.errors) & set(SECOND_LINE))


class QuestionContents:
    """The questions of a session that a user may see, and what their rows refer to."""

    def __init__(self, session: CouncilSession, user: StaffUser) -> None:
        rows = Question.objects.filter(session=session.pk).for_list().order_by("asked_on", "pk")
        self.questions = list(visible_rows(rows, user))
        for question in self.questions:
            question.session, question.council = session, session.term.council
        topics = QuestionTopic.objects.filter(session=session.pk).select_related("field")
        self.topics = list(visible_rows(topics, user))
        for topic in self.topics:
            topic.session = session
        stored = {question.respondent_id for question in self.questions}
        agencies = Agency.objects.filter(Q(council=session.term.council, is_active=True) | Q(pk__in=stored))
        self.agencies = list(visible_rows(agencies.select_related("council"), user))
        self.mandates = list(visible_rows(self.delegates_of(session), user).select_related("person", "term__council"))

    def delegates_of(self, session: CouncilSession) -> Any:  # Any: a QuerySet with the methods of ours
        """The mandates of the first and the last day in the order of the office, and those of stored questions."""
        mandates = Mandate.objects.filter(term=session.term)
        days = {day for day in (session.opened_on or session.planned_on, session.closed_on) if day}
        chosen = Q(pk__in=[question.asked_by_id for question in self.questions])
        for day in days:
            chosen |= Q(pk__in=mandates.in_force_on(day).order_by().values("pk"))
        return mandates.filter(chosen) if days else mandates


class QuestionsGrid:
    """The rows of the grid of `session` for `user`, as displayed or, with `data`, as posted."""

    def __init__(self, session: CouncilSession, user: StaffUser, data: QueryDict | None = None) -> None:
        self.session, self.user, self.data = session, user, data
        self.contents = QuestionContents(session, user)
        self.rows = list(self.opened_rows() if data is None else self.posted_rows(data))

    def opened_rows(self) -> Iterator[QuestionRow]:
        """The stored questions and the empty rows."""
        questions = self.contents.questions
        for number, question in enumerate([*questions, *[None] * FREE_ROWS], start=1):
            yield self.row(number, question)

    def posted_rows(self, data: QueryDict) -> Iterator[QuestionRow]:
        """The rows as posted. A question that is not there any more becomes a new row."""
        questions = {str(question.pk): question for question in self.contents.questions}
        count = data.get("rows", "")
        last = int(count) if count.isdecimal() and len(count) < 4 else 0
        for number in range(1, min(last, MAX_ROWS + len(questions)) + 1):
            posted = data.get(f"row-{number}-question", "")
            row = self.row(number, questions.pop(posted, None), data)
            if row.question is None and is_primary_key(posted):
                row.deleted_pk = int(posted)
            yield row

    def row(self, number: int, question: Question | None, data: QueryDict | None = None) -> QuestionRow:
        """The row of a stored question, or of a new one; what the user may not change at once is not taken from `data`."""
        new = Question(session=self.session, council=self.session.term.council)
        locked = self.locked_fields(question) if question else []
        form = QuestionRowForm(
            data,
            instance=question or new,
            initial={} if question else {"asked_on": self.session.opened_on},
            prefix=f"row-{number}",
            number=number,
            contents=self.contents,
            locked=locked,
        )
        return QuestionRow(number, form, question, bool(locked))

    def locked_fields(self, question: Question) -> list[str]:
        """The fields that the user may not change in the grid: of a public question all but what happens after it."""
        if permits(self.user, "change", Question._meta, question):
            return []
        may_record = self.user.has_perm("sessions_app.change_question", question)
        return [name for name in LABELS if not (may_record and name in Question.happenings.columns)]

    @property
    def filled_rows(self) -> list[QuestionRow]:
        """The rows to save: new ones, and stored ones that differ."""
        return [row for row in self.rows if row.is_filled]

    def is_valid(self) -> bool:
        """Whether all filled rows are valid, each and beside each other, and the user may write them."""
        numbers: dict[tuple[Any, ...], int] = {}  # Any: a day, a key and a text
        for row in self.filled_rows:
            if not row.form.is_valid():
                continue
            question = row.form.instance
            refusal = write_refusal(self.user, row.form.stored, question, row.form.changed_data)
            if refusal:
                row.form.add_error(None, refusal)
            first = numbers.setdefault((question.asked_on, question.asked_by_id, normal_form(question.text)), row.number)
            if first != row.number:
                row.form.add_error("text", TWICE.format(first))
        return not any(row.form.errors for row in self.filled_rows)

    def errors(self) -> list[tuple[str, str, str]]:
        """The label of the place, the message and the id of the input of each error."""
        return [
            (f"Dòng {row.number}{f', {label}' if label else ''}", message, input_id)
            for row in self.rows
            for label, message, input_id in row.errors
        ]
