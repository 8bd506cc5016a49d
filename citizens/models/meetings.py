"""Meetings of delegates with voters, and rounds of such meetings."""

from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from citizens.models.shared_events import SharedEvent, SharedEventQuerySet
from core.models import CitedKey
from core.records.choices import Format, Life, Qualifier
from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Folded, Publishable
from core.records.periods import Period
from core.records.settlement import Happenings
from core.records.slugs import Slugged
from core.vietnamese.normal_form import normal_form
from councils.querysets import PublishableCouncilQuerySet
from councils.same_council import validate_same_council


class VoterMeetingRoundQuerySet(PublishableCouncilQuerySet["VoterMeetingRound"]):
    def held_in(self, period: Period) -> Self:
        """Rounds that took place and opened in `period`."""
        return self.filter(life=Life.HELD, **period.days_of("opened_on"))


class VoterMeetingRound(Slugged, CitedKey, Folded, Publishable):
    """A round of meetings with voters that a council holds around one session or on one theme."""

    HAPPENED_FIELDS = {"opened_on": {"life": [Life.HELD]}, "closed_on": {"life": [Life.HELD]}}
    happenings = Happenings(("life", "opened_on", "closed_on"))
    is_name_unique = False

    class Timing(models.TextChoices):
        BEFORE = "before", "trước kỳ họp"
        AFTER = "after", "sau kỳ họp"
        THEMATIC = "thematic", "chuyên đề"
        OTHER = "other", "khác"

    council = models.ForeignKey(
        "councils.Council", on_delete=models.PROTECT, related_name="voter_meeting_rounds", verbose_name="HĐND"
    )
    session = models.ForeignKey(
        "sessions_app.CouncilSession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="voter_meeting_rounds",
        verbose_name="kỳ họp",
    )
    timing = models.CharField("thời điểm", max_length=10, choices=Timing)
    name = models.CharField("tên đợt", max_length=200)
    name_key = NormalFormField("name", verbose_name="khóa của tên")
    slug = models.SlugField("đường dẫn", max_length=80, blank=True, db_index=False, help_text="Để trống thì lấy theo tên đợt.")
    life = models.CharField("tình trạng", max_length=10, choices=Life, default=Life.PLANNED)
    opened_on = models.DateField("ngày bắt đầu")
    closed_on = models.DateField("ngày kết thúc", null=True, blank=True)

    objects = VoterMeetingRoundQuerySet.as_manager()
    history = history(excluded_fields=["search_key", "name_key"])

    class Meta(Publishable.Meta):
        abstract = False
        verbose_name = "đợt tiếp xúc cử tri"
        verbose_name_plural = "đợt tiếp xúc cử tri"
        ordering = ["-opened_on", "-id"]
        constraints = [
            *Publishable.Meta.constraints,
            unique("council", "slug", name="citizens_round_slug", message="Đường dẫn này đã dùng."),
            unique(
                *("council", "name_key", "opened_on"),
                name="citizens_round_name",
                message="Đợt này đã ghi từ ngày ấy.",
                beside="name",
            ),
            check(
                Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="citizens_round_dates",
                message="Ngày sau không thể trước ngày trước.",
                beside="closed_on",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.council_id:
            validate_same_council(self.council, self, "session")

    def same_named(self):
        """The rounds of the same name in the same year: that of the same day first."""
        if self.opened_on is None:
            return []
        rows = self.slug_rows().filter(name_key=normal_form(self.name), opened_on__year=self.opened_on.year)
        return sorted(rows, key=lambda row: (row.opened_on != self.opened_on, row.pk))

    def search_text(self):
        return self.name


class VoterMeetingQuerySet(SharedEventQuerySet["VoterMeeting"], PublishableCouncilQuerySet["VoterMeeting"]):  # type: ignore[override]  # as in PublishableQuerySet
    def counted(self) -> Self:
        return self.approved().filter(life=Life.HELD)

    def held_in(self, period: Period) -> Self:
        """Meetings that took place in `period`."""
        return self.filter(life=Life.HELD, **period.days_of("held_on"))

    def with_delegates_of(self, *levels: str) -> Self:
        """Meetings attended by delegates of at least one of `levels`: "national", "province", "district", "commune"."""
        return self.filter(reduce(or_, (Q(**{f"with_{level}": True}) for level in levels)))


class VoterMeeting(SharedEvent, Folded, Publishable):
    """One meeting of delegates with voters at one place."""

    HAPPENED_FIELDS = {"held_on": {"life": [Life.HELD]}}
    happenings = Happenings(
        (
            "life",
            "delegates_present",
            "invited",
            "attendees",
            "attendees_qualifier",
            "speakers",
            "speakers_qualifier",
            "opinions",
            "opinions_qualifier",
            "opinions_answered",
            "opinions_recorded",
        )
    )

    class Kind(models.TextChoices):
        PERIODIC = "periodic", "định kỳ"
        THEMATIC = "thematic", "chuyên đề"
        RESIDENCE = "residence", "nơi cư trú"
        WORKPLACE = "workplace", "nơi công tác"
        OUTSIDE_UNIT = "outside_unit", "ngoài đơn vị bầu cử"

    council = models.ForeignKey(
        "councils.Council", on_delete=models.PROTECT, related_name="voter_meetings", verbose_name="HĐND tổ chức"
    )
    round = models.ForeignKey(
        VoterMeetingRound, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="đợt"
    )
    life = models.CharField("tình trạng", max_length=10, choices=Life, default=Life.PLANNED)
    held_on = models.DateField("ngày tổ chức")
    place = models.CharField("địa điểm", max_length=200)
    place_key = NormalFormField("place", verbose_name="khóa của địa điểm")
    areas = models.ManyToManyField("councils.Area", blank=True, related_name="voter_meetings", verbose_name="địa bàn")
    kind = models.CharField("hình thức", max_length=12, choices=Kind)
    format = models.CharField("cách tổ chức", max_length=10, choices=Format, default=Format.IN_PERSON)
    with_national = models.BooleanField("có đại biểu Quốc hội", default=False)
    with_province = models.BooleanField("có đại biểu HĐND cấp tỉnh", default=False)
    with_district = models.BooleanField("có đại biểu HĐND cấp huyện", default=False)
    with_commune = models.BooleanField("có đại biểu HĐND cấp xã", default=False)
    delegates = models.ManyToManyField(
        "councils.Mandate", blank=True, related_name="voter_meetings", verbose_name="đại biểu tham dự"
    )
    delegates_expected = models.PositiveSmallIntegerField("số đại biểu được phân công", null=True, blank=True)
    delegates_present = models.PositiveSmallIntegerField("số đại biểu dự", null=True, blank=True)
    co_organisers = models.ManyToManyField(
        "councils.Agency", blank=True, related_name="voter_meetings", verbose_name="cơ quan phối hợp"
    )
    invited = models.PositiveIntegerField("số cử tri được mời", null=True, blank=True)
    attendees = models.PositiveIntegerField("số cử tri dự", null=True, blank=True)
    attendees_qualifier = models.CharField("từ chỉ mức của số cử tri", max_length=10, choices=Qualifier, blank=True)
    speakers = models.PositiveIntegerField("số lượt phát biểu", null=True, blank=True)
    speakers_qualifier = models.CharField("từ chỉ mức của số lượt phát biểu", max_length=10, choices=Qualifier, blank=True)
    opinions = models.PositiveIntegerField("tổng số ý kiến", null=True, blank=True)
    opinions_qualifier = models.CharField("từ chỉ mức của số ý kiến", max_length=10, choices=Qualifier, blank=True)
    opinions_answered = models.PositiveIntegerField("ý kiến trả lời tại chỗ", null=True, blank=True)
    opinions_recorded = models.PositiveIntegerField("ý kiến ghi nhận, chuyển giải quyết", null=True, blank=True)

    objects = VoterMeetingQuerySet.as_manager()
    history = history(excluded_fields=["search_key", "place_key"], m2m_fields=["areas", "delegates", "co_organisers"])

    class Meta(Publishable.Meta):
        abstract = False
        verbose_name = "cuộc tiếp xúc cử tri"
        verbose_name_plural = "cuộc tiếp xúc cử tri"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["council", "-held_on"], name="citizens_meeting_held")]
        constraints = [
            *Publishable.Meta.constraints,
            *SharedEvent.Meta.constraints,
            unique(
                *("council", "held_on", "place_key", "kind"),
                name="citizens_meeting_once",
                message="Cuộc này đã ghi.",
                beside="place",
            ),
            check(
                Q(with_national=True) | Q(with_province=True) | Q(with_district=True) | Q(with_commune=True),
                name="citizens_meeting_levels",
                message="Chọn ít nhất một cấp đại biểu.",
                beside="with_national",
            ),
            # By subtraction, because the sum of two large counts can exceed the range of integer in PostgreSQL.
            check(
                Q(opinions__isnull=True)
                | Q(LessThanOrEqual(Coalesce(F("opinions_recorded"), 0), F("opinions") - Coalesce(F("opinions_answered"), 0))),
                name="citizens_meeting_opinions",
                message="Trả lời tại chỗ + ghi nhận không thể lớn hơn tổng ý kiến.",
                beside="opinions",
            ),
            check(
                Q(delegates_present__isnull=True)
                | Q(delegates_expected__isnull=True)
                | Q(delegates_present__lte=F("delegates_expected")),
                name="citizens_meeting_delegates",
                message="Số đại biểu dự không thể lớn hơn số được phân công.",
                beside="delegates_present",
            ),
        ]

    def __str__(self):
        return f"Tiếp xúc cử tri {self.held_on:%d/%m/%Y}, {self.place}"

    def clean(self):
        super().clean()
        if self.council_id:
            validate_same_council(self.council, self, "round")

    def search_text(self):
        return self.place
