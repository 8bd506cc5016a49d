"""Questions (chất vấn) of delegates, with the answers and what was promised."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from core.models import Addressed
from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Folded, Publishable
from core.records.periods import Period
from core.records.querysets import contains_one_of, has_exact_words
from core.records.settlement import Happenings
from core.vietnamese.search_query import search_units
from councils.querysets import PublishableCouncilQuerySet
from councils.same_council import validate_same_council
from sessions_app.models.council_sessions import CouncilSession
from sessions_app.models.meetings import StandingMeeting
from sessions_app.models.topics import QuestionTopic
from sessions_app.promises import PromiseStatus, promise_status_on

OTHER_HOST = "Nhóm vấn đề này thuộc một kỳ họp hoặc phiên họp khác."
TITLE_LENGTH = 160  # characters
OUTSIDE_SESSION = "Chất vấn trực tiếp phải vào một ngày của kỳ họp; hãy sửa ngày, hoặc chọn hình thức bằng văn bản."
NO_DELEGATE_THAT_DAY = "Người này không phải đại biểu vào ngày chất vấn."


class QuestionQuerySet(PublishableCouncilQuerySet["Question"]):
    def raised_in(self, period: Period) -> Self:
        """Questions asked in `period`, at a session, at a meeting or in writing."""
        return self.filter(**period.days_of("asked_on"))

    def with_promise(self) -> Self:
        return self.exclude(promise="")

    def overdue_on(self, day: date) -> Self:
        """Questions whose promise was not kept by its day, as it is on `day`."""
        return self.with_promise().filter(promise_due_on__lt=day).filter(not_kept_on(day))

    def with_promise_state_on(self, day: date) -> Self:
        """Annotate with `promise_state`, one of PromiseState on `day`; blank without a promise."""
        return self.annotate(promise_state=promise_state_expression(day))

    def for_list(self) -> Self:
        return self.select_related(
            "council", "session__term", "meeting__term", "topic", "asked_by__person", "respondent", "field"
        )

    def for_rows(self) -> Self:
        """The columns and related rows that public lists need, without the long texts."""
        return self.for_page().defer("answer", "promise_evidence", "search_key")

    def for_page(self) -> Self:
        """The related rows that the page of a question needs."""
        return self.for_list().select_related("session__term__council", "meeting__term__council")

    def searched(self, text: str) -> Self:
        """Questions that, with their topic, mention `text`; first those that have the words with its diacritics."""
        conditions = [contains_one_of(phrases) for phrases in search_units(text)]
        with_topic = Q(*(own | Q(topic__in=QuestionTopic.objects.filter(own).values("pk")) for own in conditions))
        rows = self.annotate(has_exact_words=has_exact_words(text)).filter(with_topic)
        return rows.order_by("-has_exact_words", "-asked_on", "-id")

    def overdue_first(self, day: date) -> Self:
        """The questions whose promise is overdue on `day`, the longest first; then the others, the newest first."""
        overdue = Case(When(~Q(promise="") & Q(promise_due_on__lt=day) & not_kept_on(day), then=F("promise_due_on")))
        return self.order_by(overdue.asc(nulls_last=True), "-asked_on", "id")

    def promise_counts_on(self, day: date) -> dict[str, int]:
        """The number of questions by PromiseState on `day`; those without a promise at ""."""
        rows = self.order_by().values(state=promise_state_expression(day)).annotate(count=models.Count("pk"))
        return {row["state"]: row["count"] for row in rows}


def promise_state_expression(day: date) -> Case:
    """The expression for the PromiseState of a question on `day`; blank without a promise."""
    states, has_result = Question.PromiseState, ~not_kept_on(day)
    return Case(
        When(promise="", then=Value("")),
        When(has_result & Q(promise_kept_on__lte=F("promise_due_on")), then=Value(states.KEPT)),
        When(has_result & Q(promise_due_on__isnull=True), then=Value(states.KEPT)),
        When(has_result, then=Value(states.KEPT_LATE)),
        When(promise_due_on__lt=day, then=Value(states.OVERDUE)),
        default=Value(states.OPEN),
        output_field=models.CharField(),
    )


def not_kept_on(day: date) -> Q:
    """The condition that a promise is not kept yet on `day`."""
    return Q(promise_kept_on__isnull=True) | Q(promise_kept_on__gt=day)


class Question(Addressed, Folded, Publishable):
    """One question of a delegate to an agency, oral or in writing, with the answer and the promise in it."""

    URL_FIELDS = ("council__slug", "pk")
    HAPPENED_FIELDS = {"asked_on": {}, "answered_on": {}, "promise_kept_on": {}}
    happenings = Happenings(("answered_on", "promise_kept_on", "promise_evidence"))

    class Mode(models.TextChoices):
        ORAL = "oral", "trực tiếp"
        WRITTEN = "written", "bằng văn bản"

    class PromiseState(models.TextChoices):
        KEPT = "kept", "đã thực hiện đúng hạn"
        KEPT_LATE = "kept_late", "đã thực hiện sau hạn"
        OPEN = "open", "chưa đến hạn"
        OVERDUE = "overdue", "quá hạn"

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="questions", verbose_name="HĐND")
    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, null=True, blank=True, related_name="questions", verbose_name="kỳ họp"
    )
    meeting = models.ForeignKey(
        StandingMeeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name="phiên họp Thường trực",
    )
    topic = models.ForeignKey(
        QuestionTopic, on_delete=models.SET_NULL, null=True, blank=True, related_name="questions", verbose_name="nhóm vấn đề"
    )
    asked_by = models.ForeignKey(
        "councils.Mandate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name="đại biểu chất vấn",
    )
    respondent = models.ForeignKey(
        "councils.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name="cơ quan trả lời",
    )
    answered_by = models.CharField(
        "người trả lời", max_length=200, blank=True, help_text="Họ tên, chức vụ; ví dụ Trưởng phòng Quản lý đô thị."
    )
    field = models.ForeignKey(
        "councils.Field", on_delete=models.PROTECT, null=True, blank=True, related_name="questions", verbose_name="lĩnh vực"
    )
    mode = models.CharField("hình thức chất vấn", max_length=7, choices=Mode, default=Mode.ORAL)
    asked_on = models.DateField("ngày chất vấn")
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    text = models.TextField("nội dung chất vấn")
    text_key = NormalFormField("text", verbose_name="khóa của nội dung chất vấn")
    answer = models.TextField("nội dung trả lời", blank=True)
    promise = models.CharField("lời hứa", max_length=500, blank=True)
    promise_due_on = models.DateField("hạn thực hiện lời hứa", null=True, blank=True)
    promise_kept_on = models.DateField("thực hiện xong ngày", null=True, blank=True)
    promise_evidence = models.TextField("căn cứ đã thực hiện", blank=True)

    objects = QuestionQuerySet.as_manager()
    history = history(excluded_fields=["text_key", "search_key"])

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "chất vấn"
        ordering = ["-asked_on", "-id"]
        indexes = [models.Index(fields=["council", "-asked_on"], name="question_asked")]
        constraints = [
            *Publishable.Meta.constraints,
            unique(
                *("council", "asked_on", "asked_by", "text_key"),
                name="question_once",
                message="Chất vấn này đã ghi.",
                when=Q(asked_by__isnull=False),
                beside="text",
            ),
            unique(
                *("council", "asked_on", "text_key"),
                name="question_once_without_name",
                message="Chất vấn này đã ghi.",
                when=Q(asked_by__isnull=True),
                beside="text",
            ),
            check(
                Q(session__isnull=True) | Q(meeting__isnull=True),
                name="question_one_host",
                message="Chỉ chọn một: kỳ họp hoặc phiên họp Thường trực.",
                beside="meeting",
            ),
            check(
                ~Q(mode="oral") | Q(session__isnull=False) | Q(meeting__isnull=False),
                name="question_oral_host",
                message="Chất vấn trực tiếp phải thuộc một kỳ họp hoặc một phiên họp Thường trực.",
                beside="session",
            ),
            check(
                Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="question_answered",
                message="Ngày sau không thể trước ngày trước.",
                beside="answered_on",
            ),
            check(
                ~Q(promise="") | Q(promise_due_on__isnull=True, promise_kept_on__isnull=True, promise_evidence=""),
                name="question_promise",
                message="Có hạn hoặc kết quả thực hiện thì phải ghi lời hứa.",
                beside="promise",
            ),
            check(
                Q(promise_due_on__isnull=True) | Q(promise_due_on__gte=F("asked_on")),
                name="question_promise_due",
                message="Hạn thực hiện không thể trước ngày chất vấn.",
                beside="promise_due_on",
            ),
            check(
                Q(promise_kept_on__isnull=True) | Q(promise_kept_on__gte=F("asked_on")),
                name="question_promise_kept",
                message="Ngày thực hiện không thể trước ngày chất vấn.",
                beside="promise_kept_on",
            ),
        ]

    def __str__(self):
        return Truncator(self.text).chars(80)

    def normalise(self):
        super().normalise()
        event = self.session or self.meeting or self.topic
        if self.council_id is None and event is not None and (council := event.get_council()) is not None:
            self.council_id = council.pk
        if self.topic is not None and self.field_id is None:
            self.field_id = self.topic.field_id

    def clean(self):
        super().clean()
        if self.council_id is not None:
            validate_same_council(self.council, self, "session", "meeting", "topic", "asked_by", "respondent", "field")
        errors = {}
        if self.topic is not None and (self.topic.session_id, self.topic.meeting_id) != (self.session_id, self.meeting_id):
            errors["topic"] = OTHER_HOST
        if self.asked_by is not None and self.asked_on and not self.asked_by.is_in_force_on(self.asked_on):
            errors["asked_by"] = NO_DELEGATE_THAT_DAY
        is_oral = self.mode == self.Mode.ORAL
        if is_oral and self.session is not None and self.asked_on and not self.session.covers(self.asked_on):
            errors["asked_on"] = OUTSIDE_SESSION
        if errors:
            raise ValidationError(errors)

    def search_text(self):
        respondent = self.respondent.name if self.respondent else ""
        return f"{self.text} {self.answer} {self.promise} {self.asker_name} {respondent}"

    @staticmethod
    def url_from(council: str, pk: int) -> str:
        """The public address."""
        return reverse("questions:detail", args=[council, pk])

    def get_absolute_url(self) -> str:
        return self.url_from(self.council.slug, self.pk)

    @property
    def title(self) -> str:
        """The first line of the text, cut after a word if it is long."""
        line = self.text.partition("\n")[0]
        return line if len(line) <= TITLE_LENGTH else f"{line[:TITLE_LENGTH].rpartition(' ')[0] or line[:TITLE_LENGTH]}…"

    @property
    def asker_name(self) -> str:
        """The full name of the delegate; blank where it is not recorded."""
        return self.asked_by.person.full_name if self.asked_by else ""

    @property
    def public_host(self) -> CouncilSession | StandingMeeting | None:
        """The session or the meeting at which the question was asked, if the public sees it now."""
        event = self.session or self.meeting
        return event if event is not None and event.is_public() else None

    @property
    def public_topic(self) -> QuestionTopic | None:
        """The topic, if the public sees its session or its meeting now."""
        return self.topic if self.public_host is not None else None

    @property
    def promise_status(self) -> PromiseStatus:
        """What has become of the promise by today, in words."""
        return promise_status_on(self, timezone.localdate())

    def promise_state_on(self, day: date) -> str:
        """The PromiseState on `day`; blank without a promise."""
        if not self.promise:
            return ""
        if self.promise_kept_on and self.promise_kept_on <= day:
            is_late = self.promise_due_on is not None and self.promise_kept_on > self.promise_due_on
            return self.PromiseState.KEPT_LATE if is_late else self.PromiseState.KEPT
        is_overdue = self.promise_due_on is not None and self.promise_due_on < day
        return self.PromiseState.OVERDUE if is_overdue else self.PromiseState.OPEN

    def days_overdue_on(self, day: date) -> int:
        """By how many days the promise is overdue on `day`; 0 if it is not."""
        if self.promise_due_on is None or self.promise_state_on(day) != self.PromiseState.OVERDUE:
            return 0
        return (day - self.promise_due_on).days
