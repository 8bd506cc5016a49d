"""The topics (nhóm vấn đề) about which delegates question agencies, or agencies explain."""

from django.db import models
from django.db.models import Q

from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Folded
from councils.querysets import CouncilQuerySet
from councils.same_council import validate_same_council
from sessions_app.models.council_sessions import CouncilSession
from sessions_app.models.meetings import StandingMeeting

ONE_HOST = "Nhóm vấn đề thuộc một kỳ họp hoặc một phiên họp Thường trực."


class QuestionTopic(Folded):
    """A group of matters about which delegates question agencies at a session, or agencies explain at a meeting."""

    part_of = ("session", "meeting")

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, editable=False, verbose_name="HĐND")
    session = models.ForeignKey(
        CouncilSession, on_delete=models.CASCADE, null=True, blank=True, related_name="topics", verbose_name="kỳ họp"
    )
    meeting = models.ForeignKey(
        StandingMeeting,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="topics",
        verbose_name="phiên họp Thường trực",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    title = models.CharField("nhóm vấn đề", max_length=300)
    title_key = NormalFormField("title", verbose_name="khóa của nhóm vấn đề")
    is_explanation = models.BooleanField("là giải trình", default=False)
    field = models.ForeignKey(
        "councils.Field", on_delete=models.PROTECT, null=True, blank=True, related_name="topics", verbose_name="lĩnh vực"
    )
    respondents = models.ManyToManyField("councils.Agency", blank=True, related_name="topics", verbose_name="cơ quan trả lời")
    conclusion = models.TextField("kết luận", blank=True)

    objects = CouncilQuerySet.as_manager()
    history = history(excluded_fields=["title_key", "search_key"], m2m_fields=["respondents"])

    class Meta:
        verbose_name = verbose_name_plural = "nhóm vấn đề"
        ordering = ["order", "id"]
        constraints = [
            check(
                Q(session__isnull=False, meeting__isnull=True) | Q(session__isnull=True, meeting__isnull=False),
                name="topic_one_host",
                message=ONE_HOST,
                beside="session",
            ),
            check(
                Q(session__isnull=True) | Q(is_explanation=False),
                name="topic_explanation_at_meeting",
                message="Giải trình không diễn ra tại kỳ họp.",
                beside="is_explanation",
            ),
            unique(
                *("session", "title_key"),
                name="topic_of_session",
                message="Kỳ họp đã có nhóm vấn đề này.",
                when=Q(session__isnull=False),
                beside="title",
            ),
            unique(
                *("meeting", "title_key"),
                name="topic_of_meeting",
                message="Phiên họp đã có nhóm vấn đề này.",
                when=Q(meeting__isnull=False),
                beside="title",
            ),
        ]

    def __str__(self):
        return self.title

    def normalise(self):
        super().normalise()
        event = self.session or self.meeting
        if event is not None and event.term_id is not None:
            self.council_id = event.term.council_id

    def clean(self):
        super().clean()
        if self.council_id is not None:
            validate_same_council(self.council, self, "field")

    def search_text(self):
        return f"{self.title} {self.conclusion}"
