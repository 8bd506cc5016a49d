"""Meetings of the Thường trực between sessions, with the tasks of their conclusions."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from core.models import Addressed
from core.records.choices import Life
from core.records.constraints import check, unique
from core.records.history import history
from core.records.models import Folded, Publishable
from core.records.periods import Period
from core.records.querysets import has_exact_words, mentions
from core.records.settlement import Happenings
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import ordinal
from councils.models import Council
from councils.querysets import CouncilQuerySet, PublishableCouncilQuerySet
from councils.same_council import validate_same_council
from sessions_app.phases import UNRECORDED

PARTS = ("topics", "tasks")  # of a meeting, in which a search looks too


class StandingMeetingQuerySet(PublishableCouncilQuerySet["StandingMeeting"]):
    council_path = "term__council"

    def held_in(self, period: Period) -> Self:
        """Meetings that took place in `period`."""
        return self.filter(life=Life.HELD, **period.days_of("held_on"))

    def meetings(self) -> Self:
        """Meetings of the Thường trực itself (phiên họp, phiên giải trình), without joint conferences and briefings."""
        return self.filter(kind__in=StandingMeeting.OWN_KINDS)

    def with_explanation(self) -> Self:
        """Meetings at which agencies explained matters (giải trình)."""
        return self.filter(has_explanation=True)

    def for_list(self) -> Self:
        return self.select_related("term__council")

    def for_rows(self) -> Self:
        """The columns and related rows that public lists need, without the long texts."""
        return self.for_list().defer("conclusion", "search_key")

    def for_page(self) -> Self:
        """The related rows that the page of a meeting needs."""
        return self.for_list()

    def searched(self, text: str) -> Self:
        """Meetings that mention `text`, themselves or in a topic or a task; first those with the words in its diacritics."""
        relations = (relation.related_model for relation in self.model._meta.related_objects if relation.name in PARTS)
        parts = (model._default_manager.filter(mentions(text)).order_by().values("meeting") for model in relations)
        condition = Q(mentions(text), *(Q(pk__in=rows) for rows in parts), _connector=Q.OR)
        rows = self.annotate(has_exact_words=has_exact_words(text)).filter(condition)
        return rows.order_by("-has_exact_words", "-held_on", "-id")


class StandingMeeting(Addressed, Folded, Publishable):
    """One meeting that the Thường trực holds: its own meeting, an explanation, a joint conference, a briefing."""

    URL_FIELDS = ("term__council__slug", "pk")
    HAPPENED_FIELDS = {"held_on": {"life": [Life.HELD]}}
    happenings = Happenings(("life",))

    class Kind(models.TextChoices):
        MEETING = "meeting", "phiên họp"
        EXPLANATION = "explanation", "phiên giải trình"
        JOINT = "joint", "hội nghị liên tịch"
        BRIEFING = "briefing", "hội nghị giao ban"

    OWN_KINDS = (Kind.MEETING, Kind.EXPLANATION)  # of the Thường trực itself: joint conferences and briefings are not counted

    term = models.ForeignKey("councils.Term", on_delete=models.PROTECT, related_name="standing_meetings", verbose_name="khóa")
    kind = models.CharField("loại phiên họp", max_length=11, choices=Kind, default=Kind.MEETING)
    number = models.PositiveSmallIntegerField("phiên thứ", null=True, blank=True)
    year = models.PositiveSmallIntegerField("năm", blank=True, help_text="Để trống thì theo ngày họp.")
    has_explanation = models.BooleanField("có giải trình", default=False)
    life = models.CharField("tình hình tổ chức", max_length=10, choices=Life, default=Life.PLANNED)
    held_on = models.DateField("ngày họp")
    place = models.CharField("địa điểm", max_length=200, blank=True)
    subject = models.CharField("nội dung chính", max_length=500, blank=True)
    conclusion = models.TextField("kết luận", blank=True)

    objects = StandingMeetingQuerySet.as_manager()
    history = history(excluded_fields=["search_key"])

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "phiên họp Thường trực"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["-held_on"], name="standing_meeting_held")]
        constraints = [
            *Publishable.Meta.constraints,
            unique(
                *("term", "kind", "year", "number"),
                name="standing_meeting_number",
                message="Số phiên họp này đã có trong năm.",
                when=Q(number__isnull=False),
            ),
            unique(
                *("term", "kind", "held_on"),
                name="standing_meeting_day",
                message="Đã có phiên họp không đánh số cùng loại vào ngày này.",
                when=Q(number__isnull=True),
            ),
            check(
                ~Q(kind="explanation") | Q(has_explanation=True),
                name="standing_meeting_explanation",
                message="Phiên giải trình phải đánh dấu có giải trình.",
                beside="has_explanation",
            ),
            check(
                Q(number__isnull=True) | Q(number__gte=1),
                name="standing_meeting_number_from_one",
                message="Số phiên họp bắt đầu từ 1.",
                beside="number",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {short_date(self.held_on)}" if self.held_on else self.name

    def normalise(self):
        super().normalise()
        if self.kind == self.Kind.EXPLANATION:
            self.has_explanation = True
        if self.year is None and isinstance(self.held_on, date):
            self.year = self.held_on.year

    def clean(self):
        super().clean()
        if self.held_on and self.term_id and not self.term.is_in_force_on(self.held_on):
            raise ValidationError({"held_on": "Ngày họp nằm ngoài thời gian của khóa."})

    def search_text(self):
        return f"{self.name} {self.subject} {self.conclusion}"

    @staticmethod
    def url_from(council: str, pk: int) -> str:
        """The public address."""
        return reverse("meetings:detail", args=[council, pk])

    def get_absolute_url(self) -> str:
        return self.url_from(self.council.slug, self.pk)

    @property
    def title(self) -> str:
        """The main subject; without one, the name."""
        return self.subject or self.name

    @property
    def day_label(self) -> str:
        """The word before the day of the meeting."""
        return "họp" if self.life == Life.HELD else "dự kiến họp"

    @property
    def life_label(self) -> str:
        """Whether the meeting takes place, in words; a planned one whose day has passed lacks its result."""
        if self.life == Life.PLANNED:
            return "Sắp diễn ra" if self.held_on >= timezone.localdate() else UNRECORDED
        return capfirst(self.get_life_display())

    @property
    def life_tone(self) -> str:
        """The tone of `life_label` in the component `status`."""
        return "going" if self.life == Life.PLANNED else "ended"

    @property
    def name(self) -> str:
        """The spoken name: "Phiên họp thứ 5", "Phiên giải trình", "Hội nghị giao ban thứ nhất"."""
        kind = capfirst(self.get_kind_display())
        return f"{kind} {ordinal(self.number)}" if self.number else kind

    @property
    def council(self) -> Council:
        return self.term.council


class MeetingTaskQuerySet(CouncilQuerySet["MeetingTask"]):
    council_path = "meeting__term__council"

    def overdue_on(self, day: date) -> Self:
        """Tasks that were not done by their day, as it is on `day`."""
        return self.filter(overdue_condition(day))

    def counts_on(self, day: date) -> dict[str, int]:
        """The number of all tasks ("total"), and of those that are done and overdue on `day`."""
        done, overdue = Count("pk", filter=Q(done_on__lte=day)), Count("pk", filter=overdue_condition(day))
        return self.aggregate(total=Count("pk"), done=done, overdue=overdue)


def overdue_condition(day: date) -> Q:
    """The condition for tasks that are overdue on `day`."""
    return Q(due_on__lt=day) & (Q(done_on__isnull=True) | Q(done_on__gt=day))


class MeetingTask(Folded):
    """What the conclusion of a meeting asks an agency or a body of the Council to do, by which day."""

    HAPPENED_FIELDS = {"done_on": {}}
    part_of = ("meeting",)
    happenings = Happenings(("done_on", "evidence"))

    meeting = models.ForeignKey(
        StandingMeeting, on_delete=models.CASCADE, related_name="tasks", verbose_name="phiên họp Thường trực"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("việc phải làm", max_length=500)
    agency = models.ForeignKey(
        "councils.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meeting_tasks",
        verbose_name="cơ quan làm",
    )
    body = models.ForeignKey(
        "councils.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meeting_tasks",
        verbose_name="Thường trực, Ban, Tổ làm",
    )
    due_on = models.DateField("hạn", null=True, blank=True)
    done_on = models.DateField("làm xong ngày", null=True, blank=True)
    evidence = models.CharField("căn cứ đã làm", max_length=300, blank=True)

    objects = MeetingTaskQuerySet.as_manager()
    history = history(excluded_fields=["search_key"])

    class Meta:
        verbose_name = verbose_name_plural = "việc theo kết luận"
        ordering = ["order", "id"]
        constraints = [
            unique("meeting", "order", name="meeting_task_order", message="Số thứ tự này đã có."),
            check(
                Q(agency__isnull=True) | Q(body__isnull=True),
                name="meeting_task_one_actor",
                message="Chỉ chọn một: cơ quan, hoặc Thường trực, Ban, Tổ.",
                beside="body",
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        meeting = getattr(self, "meeting", None)
        if meeting and meeting.term_id:
            validate_same_council(meeting.council, self, "agency", "body")

    def search_text(self):
        return f"{self.text} {getattr(self.agency or self.body, 'name', '')}"

    def is_overdue_on(self, day: date) -> bool:
        """Whether the task was not done by its day, as it is on `day`."""
        return self.due_on is not None and self.due_on < day and (self.done_on is None or self.done_on > day)
