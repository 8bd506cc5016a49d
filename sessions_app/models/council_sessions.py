"""The sessions of a Council."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from core.models import Addressed
from core.records.choices import Format, Life
from core.records.constraints import check, unique
from core.records.history import history
from core.records.models import Folded, Publishable
from core.records.settlement import Happenings
from core.vietnamese.numbers import ordinal
from councils.models import Council
from sessions_app.models.session_querysets import CouncilSessionQuerySet
from sessions_app.phases import UNRECORDED, SessionPhase, last_day_of, phase_on

CLOSED_UNOPENED = "Hãy ghi cả ngày khai mạc: kỳ họp chưa khai mạc thì chưa bế mạc."
THEMATIC_PREFIX = "chuyen-de-"  # of the key of a session that is numbered among the thematic ones
KEY = re.compile(rf"({THEMATIC_PREFIX})?([0-9]{{1,4}})", re.ASCII)
SLUG = re.compile(rf"(?P<term>.+?)-(?P<key>{KEY.pattern})", re.ASCII)


def key_of(series: str, number: int) -> str:
    """The key of a session within its term."""
    return f"{THEMATIC_PREFIX if series else ''}{number}"


class CouncilSession(Addressed, Folded, Publishable):
    """One session of a Council, of one or several days, from its opening to its closing."""

    URL_FIELDS = ("term__council__slug", "term__slug", "series", "number")

    HAPPENED_FIELDS = {"opened_on": {"life": [Life.HELD]}, "closed_on": {"life": [Life.HELD]}}
    happenings = Happenings(("life", "opened_on", "closed_on"), until="closed_on")

    class Kind(models.TextChoices):
        REGULAR = "regular", "thường lệ"
        THEMATIC = "thematic", "chuyên đề"
        EXTRAORDINARY = "extraordinary", "đột xuất (bất thường)"
        FIRST = "first", "thứ nhất"
        CLOSING = "closing", "tổng kết nhiệm kỳ"

    class Series(models.TextChoices):
        THEMATIC = "thematic", "chuyên đề"

    class Season(models.TextChoices):
        MID_YEAR = "mid_year", "giữa năm"
        END_YEAR = "end_year", "cuối năm"

    term = models.ForeignKey("councils.Term", on_delete=models.PROTECT, related_name="sessions", verbose_name="khóa")
    series = models.CharField(
        "dãy số",
        max_length=8,
        choices=Series,
        blank=True,
        help_text="Chỉ chọn khi HĐND đánh số kỳ họp chuyên đề riêng; để trống là dãy số chung.",
    )
    number = models.PositiveSmallIntegerField("kỳ họp thứ")
    kind = models.CharField("loại kỳ họp", max_length=15, choices=Kind)
    second_kind = models.CharField(
        "đồng thời là kỳ họp",
        max_length=15,
        choices=Kind,
        blank=True,
        help_text="Khi một kỳ họp thuộc hai loại; số liệu chỉ đếm một lần, theo loại kỳ họp.",
    )
    is_regular = models.BooleanField(
        "tính là thường kỳ",
        default=False,
        help_text="Kỳ họp thường lệ luôn tính; kỳ thứ nhất và kỳ tổng kết nhiệm kỳ tính theo cách của từng HĐND.",
    )
    season = models.CharField("kỳ giữa năm, cuối năm", max_length=10, choices=Season, blank=True)
    life = models.CharField("tình hình tổ chức", max_length=10, choices=Life, default=Life.PLANNED)
    planned_on = models.DateField("dự kiến họp ngày", null=True, blank=True)
    opened_on = models.DateField("khai mạc ngày", null=True, blank=True)
    closed_on = models.DateField("bế mạc ngày", null=True, blank=True)
    format = models.CharField("hình thức họp", max_length=10, choices=Format, default=Format.IN_PERSON)
    platform = models.CharField("phần mềm họp trực tuyến", max_length=60, blank=True)
    venue = models.CharField("địa điểm", max_length=200, blank=True)
    total_delegates = models.PositiveSmallIntegerField("tổng số đại biểu", null=True, blank=True)
    recording_url = models.URLField("địa chỉ bản ghi hình", max_length=300, blank=True)
    planned_reports = models.PositiveSmallIntegerField("số báo cáo dự kiến", null=True, blank=True)
    planned_submissions = models.PositiveSmallIntegerField("số tờ trình dự kiến", null=True, blank=True)
    planned_drafts = models.PositiveSmallIntegerField("số dự thảo nghị quyết dự kiến", null=True, blank=True)

    objects = CouncilSessionQuerySet.as_manager()
    history = history(excluded_fields=["search_key"])
    counted_sittings: Sequence[Any]  # of with_roll()
    is_ahead: bool  # of for_rows()

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "kỳ họp"
        ordering = ["-opened_on", "-number", "-id"]
        indexes = [models.Index(fields=["-opened_on"], name="session_opened")]
        constraints = [
            *Publishable.Meta.constraints,
            unique("term", "series", "number", name="session_number", message="Khóa này đã có kỳ họp mang số ấy."),
            check(
                Q(series="") | Q(kind="thematic") | Q(second_kind="thematic"),
                name="session_series",
                message="Dãy số chuyên đề chỉ dành cho kỳ họp chuyên đề.",
                beside="series",
            ),
            check(
                ~Q(second_kind=F("kind")),
                name="session_second_kind",
                message="Loại thứ hai phải khác loại thứ nhất; nếu chỉ có một loại thì để trống.",
                beside="second_kind",
            ),
            check(Q(number__gte=1), name="session_number_from_one", message="Số kỳ họp bắt đầu từ 1.", beside="number"),
            check(
                ~Q(life=Life.HELD) | Q(opened_on__isnull=False),
                name="session_held_opened",
                message="Kỳ họp đã tổ chức phải có ngày khai mạc.",
                beside="opened_on",
            ),
            check(
                Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="session_dates",
                message="Ngày sau không thể trước ngày trước.",
                beside="closed_on",
            ),
            check(
                ~Q(kind="regular") | Q(is_regular=True),
                name="session_regular",
                message="Kỳ họp thường lệ luôn tính là thường kỳ.",
                beside="is_regular",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.term.short_name}"

    def normalise(self):
        super().normalise()
        if self.kind == self.Kind.REGULAR:
            self.is_regular = True

    def clean(self):
        super().clean()
        if self.term_id is None:
            return
        errors = {
            field: "Ngày họp nằm ngoài thời gian của khóa."
            for field in ("opened_on", "closed_on")
            if (day := getattr(self, field)) and not self.term.is_in_force_on(day)
        }
        if self.closed_on and not self.opened_on:
            errors["closed_on"] = CLOSED_UNOPENED
        if errors:
            raise ValidationError(errors)

    @property
    def name(self) -> str:
        """The spoken name: "Kỳ họp thứ nhất", "Kỳ họp thứ 3", "Kỳ họp chuyên đề thứ 3"."""
        kind = f"{self.get_series_display()} " if self.series else ""
        return f"Kỳ họp {kind}{ordinal(self.number)}"

    @property
    def kinds_label(self) -> str:
        """The one or two kinds: "chuyên đề", "chuyên đề, tổng kết nhiệm kỳ"; the regular one as the Council calls it."""
        kinds = [self.Kind(kind) for kind in (self.kind, self.second_kind) if kind]
        return ", ".join(self.council.regular_label if kind is self.Kind.REGULAR else str(kind.label) for kind in kinds)

    @property
    def kind_and_season(self) -> str:
        """The kinds with the season of a year: "thường lệ cuối năm 2021"."""
        if not (self.season and self.meets_on):
            return self.kinds_label
        return f"{self.kinds_label} {self.get_season_display()} {self.meets_on.year}"

    @property
    def key(self) -> str:
        """The session within its term: "3", or "chuyen-de-3" where thematic sessions have numbers of their own."""
        return key_of(self.series, self.number)

    @staticmethod
    def url_from(council: str, term: str, series: str, number: int) -> str:
        """The public address."""
        return reverse("sessions:detail", args=[council, term, key_of(series, number)])

    def get_absolute_url(self) -> str:
        return self.url_from(self.council.slug, self.term.slug, self.series, self.number)

    @property
    def calendar_url(self) -> str:
        """The address of the session as a calendar file."""
        return reverse("sessions:session_calendar", args=[self.council.slug, self.term.slug, self.key])

    @property
    def documents_url(self) -> str:
        """The address of the archive of its public documents."""
        return reverse("sessions:documents_zip", args=[self.council.slug, self.term.slug, self.key])

    def search_text(self) -> str:
        """The ways to name the session: by its number, its kind, its year, its term and its Council."""
        names = f"{self.name} kỳ họp {self.number} {self.kinds_label} {self.get_season_display()}"
        return f"{names} {self.meets_on.year if self.meets_on else ''} {self.term} {self.council.name}"

    @property
    def former_day(self) -> date | None:
        """The planned day, if the session opened on another one."""
        return self.planned_on if self.opened_on and self.planned_on != self.opened_on else None

    @property
    def meets_on(self) -> date | None:
        """The day of the opening, planned or recorded."""
        return self.opened_on or self.planned_on

    @property
    def group_label(self) -> str:
        """The heading of the session in the list that is divided by terms."""
        if getattr(self, "is_ahead", False):
            return "Đang họp và sắp tới"
        term = str(self.term)
        return f"{term[0].upper()}{term[1:]}, {self.council.name}"

    @property
    def state_label(self) -> str:
        """What is special about the session today, in words; "" for one that was held as planned."""
        today = timezone.localdate()
        if self.is_off:
            return f"Đã {self.get_life_display()}"
        if self.lacks_result_on(today):
            return UNRECORDED
        return self.phase_on(today).short_label if getattr(self, "is_ahead", False) else ""

    @property
    def is_off(self) -> bool:
        """Whether the session was postponed or cancelled."""
        return self.life in (Life.POSTPONED, Life.CANCELLED)

    @property
    def name_with_state(self) -> str:
        """The name of a session that is no more than planned, or off, says so: "Kỳ họp thứ 4, dự kiến"."""
        state = f", đã {self.get_life_display()}" if self.is_off else "" if self.opened_on else ", dự kiến"
        return f"{self.name}{state}"

    @property
    def plan_label(self) -> str:
        """The planned numbers of the agenda: "20 báo cáo, 8 tờ trình, 6 dự thảo nghị quyết"; "" if there is none."""
        numbers = (
            (self.planned_reports, "báo cáo"),
            (self.planned_submissions, "tờ trình"),
            (self.planned_drafts, "dự thảo nghị quyết"),
        )
        return ", ".join(f"{number} {label}" for number, label in numbers if number)

    @property
    def roll(self) -> Any:  # Any: a Sitting with annotations
        """The first sitting, whose attendance is that of the session, if its roll is recorded; needs `with_roll()`."""
        first = next(iter(self.counted_sittings), None)
        return first if first and first.present + first.excused + first.absent else None

    @classmethod
    def values_of_key(cls, key: str) -> dict[str, str | int]:
        """The series and the number that `key` means. Raises ValueError if it is none."""
        match = KEY.fullmatch(key)
        if match is None:
            raise ValueError(key)
        return {"series": cls.Series.THEMATIC if match[1] else "", "number": int(match[2])}

    @property
    def slug(self) -> str:
        """The session in addresses: the slug of its term and its key, "2021-2026-3", "2021-2026-chuyen-de-3"."""
        return f"{self.term.slug}-{self.key}"

    @property
    def council(self) -> Council:
        return self.term.council

    def phase_on(self, day: date) -> SessionPhase:
        """The SessionPhase of the session on `day`."""
        return phase_on(day, planned=self.planned_on, opened=self.opened_on, closed=self.closed_on)

    def is_in_session_on(self, day: date) -> bool:
        """Whether the session takes place on `day`."""
        opened = self.opened_on
        return opened is not None and not self.is_off and opened <= day <= last_day_of(opened, self.closed_on)

    def lacks_result_on(self, day: date) -> bool:
        """Whether the session is still planned although its day has passed on `day`."""
        planned = self.opened_on or self.planned_on
        return self.life == Life.PLANNED and planned is not None and planned < day

    def covers(self, day: date) -> bool:
        """Whether `day` lies within the session; True if its opening is not recorded."""
        if self.opened_on is None:
            return True
        return self.opened_on <= day and (self.closed_on is None or day <= self.closed_on)
