"""Petitions of voters and the states of their settlement."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.files import FieldFile
from django.db.models.functions import Coalesce

from citizens.models.meetings import VoterMeeting
from citizens.models.raised_before import raised_before
from core.records.constraints import check, unique
from core.records.history import history
from core.records.models import Folded, Publishable, Record, refuse_remarks
from core.records.periods import Period
from core.records.settlement import Happenings
from core.uploads.fields import DocumentField
from core.vietnamese.dates import short_date
from councils.models import Council
from councils.querysets import CouncilQuerySet, PublishableCouncilQuerySet
from councils.same_council import validate_same_council
from resolutions.models.numbered import YEARS
from sessions_app.models import CouncilSession

MERGED_INTO = "Kiến nghị này đã gộp vào {target}; hãy ghi diễn biến ở kiến nghị ấy."
STATUS_BEFORE_PETITION = "Ngày của diễn biến không thể trước ngày nhận kiến nghị ({day})."
PETITION_AFTER_STATUS = (
    "Kiến nghị đã có diễn biến ngày {day}; ngày nhận không thể sau ngày ấy. Hãy sửa cả hai trong biểu mẫu này."
)


def state_on(day: date) -> Coalesce:
    """An expression for the state of a petition at the end of `day`.

    It is the state of the last status until then (of two statuses of one day, the row created later), otherwise RECEIVED.
    """
    newest = PetitionStatus.objects.filter(petition=OuterRef("pk"), on__lte=day).order_by("-on", "-id")
    return Coalesce(Subquery(newest.values("state")[:1]), Value(Petition.State.RECEIVED.value))


class PetitionQuerySet(PublishableCouncilQuerySet["Petition"]):
    def received_in(self, period: Period) -> Self:
        return self.filter(**period.days_of("received_on"))

    def forwarded_in(self, period: Period) -> Self:
        """Petitions whose first forwarding to a competent agency was in `period`."""
        return self.filter(**period.days_of("forwarded_on"))

    def for_session(self, session: CouncilSession) -> Self:
        """The petitions collected for one session of the council."""
        return self.filter(session=session)

    def distinct_matters(self) -> Self:
        """Petitions that are not merged into another one."""
        return self.filter(merged_into__isnull=True)

    def with_raised_before(self, councils: Iterable[Council]) -> Self:
        """Annotate each petition of `councils` with `raised_before`, the level of the delegates (see the function)."""
        meetings = Petition.meetings.through.objects.filter(petition=OuterRef("pk"))
        return self.annotate(raised_before=raised_before(meetings, councils))

    def with_state_on(self, day: date) -> Self:
        """Annotate each petition with `state_on`, its state at the end of `day` (see the function `state_on`)."""
        return self.annotate(state_on=state_on(day))

    def with_verdict_on(self, day: date) -> Self:
        """Annotate each petition with `stated_verdict`, what the council thought of its settlement at the end of `day`."""
        return self.annotate(stated_verdict=Case(When(verdict_on__lte=day, then=F("verdict")), default=Value("")))

    def reopened_in(self, period: Period) -> Self:
        """Petitions that were resolved or explained and came back to an open state in `period`."""
        statuses = PetitionStatus.objects.filter(petition=OuterRef("pk"), **period.days_of("on"))
        return self.filter(Exists(statuses.filter(state__in=Petition.OPEN_STATES).after_settlement()))

    def carried_over(self, period: Period) -> Self:
        """Petitions that were received before `period` and were still open when it began."""
        before = self.filter(received_on__lt=period.start).alias(state_before=state_on(period.start - timedelta(days=1)))
        return before.filter(state_before__in=Petition.OPEN_STATES)


class Petition(Folded, Publishable):
    """A matter that voters have raised with a council; the names of the voters are not stored."""

    is_personal = True
    HAPPENED_FIELDS = {"received_on": {}, "forwarded_on": {}, "verdict_on": {}, "year": {}}

    class State(models.TextChoices):
        RECEIVED = "received", "đã tiếp nhận"
        FORWARDED = "forwarded", "đã chuyển"
        IN_PROGRESS = "in_progress", "đang giải quyết"
        EXPLAINED = "explained", "đã giải trình, cung cấp thông tin"
        RESOLVED = "resolved", "đã giải quyết xong"
        UNRESOLVED = "unresolved", "chưa giải quyết"

    class Competence(models.TextChoices):
        CENTRAL = "central", "trung ương"
        PROVINCE = "province", "cấp tỉnh"
        DISTRICT = "district", "cấp huyện"
        COMMUNE = "commune", "cấp xã"
        OTHER = "other", "doanh nghiệp, khác"

    class Verdict(models.TextChoices):
        SATISFIED = "satisfied", "đạt yêu cầu"
        PARTLY = "partly", "đạt một phần"
        NOT_SATISFIED = "not_satisfied", "chưa đạt"

    COPIED_FIELDS = ("state", "forwarded_on", "forwarded_symbol")
    is_validated_with_statuses = False  # set by a form that validates its rows of statuses itself, each with this petition
    OPEN_STATES = (State.RECEIVED, State.FORWARDED, State.IN_PROGRESS, State.UNRESOLVED)

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="petitions", verbose_name="HĐND")
    year = models.PositiveSmallIntegerField("năm", blank=True, validators=YEARS, help_text="Để trống thì lấy theo ngày nhận.")
    number = models.PositiveIntegerField(
        "số", blank=True, validators=[MinValueValidator(1)], help_text="Để trống thì lấy số tiếp theo của năm."
    )
    code = models.CharField("mã kiến nghị", max_length=30, blank=True, editable=False)
    received_on = models.DateField("ngày nhận")
    meetings = models.ManyToManyField(
        VoterMeeting, blank=True, related_name="petitions", verbose_name="nêu tại các cuộc tiếp xúc"
    )
    session = models.ForeignKey(
        "sessions_app.CouncilSession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name="tổng hợp cho kỳ họp",
    )
    area = models.ForeignKey(
        "councils.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="petitions", verbose_name="địa bàn"
    )
    content = models.TextField("nội dung (nội bộ)", help_text="Chỉ cán bộ đọc được; không bao giờ đăng.")
    public_summary = models.TextField("nội dung công khai", blank=True, help_text="Không ghi tên, địa chỉ của người dân.")
    opinions = models.PositiveSmallIntegerField("số ý kiến gộp", default=1, validators=[MinValueValidator(1)])
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="đã gộp vào"
    )
    field = models.ForeignKey(
        "councils.Field", on_delete=models.PROTECT, null=True, blank=True, related_name="petitions", verbose_name="lĩnh vực"
    )
    competence = models.CharField("thẩm quyền giải quyết", max_length=10, choices=Competence, blank=True)
    agency = models.ForeignKey(
        "councils.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name="cơ quan giải quyết",
    )
    forwarded_on = models.DateField("ngày chuyển", null=True, blank=True, editable=False)
    forwarded_symbol = models.CharField("số văn bản chuyển", max_length=60, blank=True, editable=False)
    due_on = models.DateField("hạn trả lời", null=True, blank=True)
    state = models.CharField("tình trạng giải quyết", max_length=12, choices=State, default=State.RECEIVED, editable=False)
    verdict = models.CharField("đánh giá của HĐND", max_length=15, choices=Verdict, blank=True)
    verdict_on = models.DateField("ngày đánh giá", null=True, blank=True)

    objects = PetitionQuerySet.as_manager()
    history = history(excluded_fields=["content", "search_key"], m2m_fields=["meetings"])

    class Meta(Publishable.Meta):
        abstract = False
        verbose_name = "kiến nghị cử tri"
        verbose_name_plural = "kiến nghị cử tri"
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["council", "state", "received_on"], name="citizens_petition_waiting"),
            models.Index(fields=["council", "forwarded_on"], name="citizens_petition_forwarded"),
            models.Index(fields=["council", "status", "state", "publish_at"], name="citizens_petition_facets"),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            unique("council", "year", "number", name="citizens_petition_number", message="Số này đã dùng trong năm."),
            unique("code", name="citizens_petition_code", message="Mã kiến nghị này đã có.", beside="number"),
            check(
                Q(merged_into__isnull=True) | ~Q(status="published"),
                name="citizens_petition_merged",
                message="Kiến nghị đã gộp không đăng riêng.",
                beside="status",
            ),
            check(
                Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="citizens_petition_not_into_itself",
                message="Không thể trùng với chính nó.",
                beside="merged_into",
            ),
            check(
                ~Q(status="published") | ~Q(public_summary=""),
                name="citizens_petition_public_summary",
                message="Phải có nội dung công khai (không có tên người).",
                beside="public_summary",
            ),
            check(
                Q(forwarded_on__isnull=True) | Q(forwarded_on__gte=F("received_on")),
                name="citizens_petition_forwarded",
                message="Ngày chuyển không thể trước ngày nhận.",
                beside="received_on",
            ),
            check(
                Q(verdict="", verdict_on__isnull=True) | (~Q(verdict="") & Q(verdict_on__isnull=False)),
                name="citizens_petition_verdict",
                message="Kết luận và ngày kết luận phải ghi cùng nhau.",
                beside="verdict_on",
            ),
        ]

    def __str__(self):
        return self.code

    def save(self, *args, **kwargs):
        with transaction.atomic():
            if self.number is None:
                self.take_number()
            super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.council_id:
            validate_same_council(self.council, self, "session", "field", "agency", "merged_into")
        if self.merged_into_id and self.merged_into_id != self.pk:
            if self.merged_into.merged_into_id:
                raise ValidationError({"merged_into": "Kiến nghị được chọn đã gộp vào kiến nghị khác; hãy chọn kiến nghị gốc."})
            if self.pk and self.merged.exists():
                raise ValidationError({"merged_into": "Đã có kiến nghị khác gộp vào kiến nghị này."})
        if not self.is_validated_with_statuses:
            self.refuse_earlier_status()

    def refuse_earlier_status(self) -> None:
        """Raise ValidationError if a stored status is from a day before the petition came."""
        received_on: date | None = self.received_on
        first = self.statuses.order_by("on").first() if self.pk else None
        if first and received_on and first.on < received_on:
            raise ValidationError({"received_on": PETITION_AFTER_STATUS.format(day=short_date(first.on))})

    def normalise(self):
        super().normalise()
        if self.year is None and self.received_on:
            self.year = self.received_on.year
        if self.council_id and self.year is not None and self.number is not None:
            self.code = f"KN-{self.abbreviation_in_code()}-{self.year}-{self.number:04d}"

    def abbreviation_in_code(self) -> str:
        """The abbreviation of the council when the code was made: a code that was stored is never rewritten."""
        stored = "-".join(self.code.split("-")[1:-2])
        is_own = stored and stored != self.council.abbreviation and self.council.had_abbreviation(stored)
        return stored if is_own else self.council.abbreviation

    def take_number(self) -> None:
        """Set the next number of the council in the year; the row of the council is locked until the transaction ends."""
        Council.objects.select_for_update().get(pk=self.council_id)
        self.year = self.year or self.received_on.year
        highest = Petition.objects.filter(council=self.council_id, year=self.year).aggregate(highest=Max("number"))["highest"]
        self.number = (highest or 0) + 1

    def why_no_state(self) -> str:
        """Why no state may be recorded any more, or ""."""
        return MERGED_INTO.format(target=self.merged_into) if self.merged_into_id else ""

    def refresh_copied_fields(self) -> None:
        """Copy state, day and symbol of forwarding from the statuses; no other code writes these columns."""
        newest = self.statuses.order_by("-on", "-id").first()
        forwarded = self.statuses.filter(state=self.State.FORWARDED).order_by("on", "id").first()
        copies = (
            newest.state if newest else self.State.RECEIVED,
            forwarded.on if forwarded else None,
            forwarded.reply_symbol if forwarded else "",
        )
        if copies != tuple(getattr(self, name) for name in self.COPIED_FIELDS):
            self.state, self.forwarded_on, self.forwarded_symbol = copies
            self.save(update_fields=self.COPIED_FIELDS)

    def search_text(self):
        return f"{self.code} {self.public_summary}"


class PetitionStatusQuerySet(CouncilQuerySet["PetitionStatus"]):
    council_path = "petition__council"

    def after_settlement(self) -> Self:
        """The statuses that come right after one of RESOLVED or EXPLAINED of the same petition."""
        earlier = Q(on__lt=OuterRef("on")) | Q(on=OuterRef("on"), pk__lt=OuterRef("pk"))
        previous = PetitionStatus.objects.filter(earlier, petition=OuterRef("petition")).order_by("-on", "-id")
        settled = self.alias(previous_state=Subquery(previous.values("state")[:1]))
        return settled.exclude(previous_state=None).exclude(previous_state__in=Petition.OPEN_STATES)


class PetitionStatus(Record):
    """The state of a petition from one day on, with the reply or the reason.

    The row counts at once; readers see `text` and `reply_file` only once somebody who may publish has accepted them.
    """

    class TextState(models.TextChoices):
        WAITING = "waiting", "chờ duyệt"
        PUBLIC = "public", "được hiện"

    part_of = ("petition",)
    happenings = Happenings(
        ("state", "on", "agency", "reply_symbol", "reason", "text", "reply_file"),
        is_whole_row=True,
        reviewed=("text", "reply_file"),
    )

    is_personal = True
    HAPPENED_FIELDS = {"on": {}}

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="statuses", verbose_name="kiến nghị")
    state = models.CharField("tình trạng giải quyết", max_length=12, choices=Petition.State)
    on = models.DateField("ngày")
    agency = models.ForeignKey(
        "councils.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="petition_statuses",
        verbose_name="cơ quan",
    )
    reply_symbol = models.CharField("số văn bản", max_length=60, blank=True)
    reason = models.CharField("nguyên nhân chưa giải quyết", max_length=300, blank=True)
    text = models.TextField("nội dung trả lời", blank=True)
    reply_file = DocumentField("tệp trả lời", prefix="reply_", blank=True)
    reply_sha256 = models.CharField("mã băm", max_length=64, blank=True, editable=False)
    reply_source_sha256 = models.CharField("mã băm của tệp gốc", max_length=64, blank=True, editable=False)
    reply_size = models.PositiveIntegerField("cỡ tệp (byte)", default=0, editable=False)
    reply_is_scan = models.BooleanField("chỉ có ảnh chụp", null=True, editable=False)
    reply_tracked_changes = models.PositiveIntegerField("số chỗ sửa đang theo dõi", null=True, editable=False)
    reply_comments = models.PositiveIntegerField("số ghi chú", null=True, editable=False)
    reply_kept_properties = models.CharField("thuộc tính còn trong tệp", max_length=200, blank=True, editable=False)

    text_state = models.CharField("nội dung trả lời", max_length=7, choices=TextState, default=TextState.PUBLIC, editable=False)

    objects = PetitionStatusQuerySet.as_manager()
    history = history(excluded_fields=["text"])

    class Meta:
        verbose_name = "diễn biến kiến nghị"
        verbose_name_plural = "diễn biến kiến nghị"
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["petition", "-on", "-id"], name="citizens_status_newest")]
        constraints = [
            unique("petition", "on", "state", name="citizens_status_once", message="Diễn biến này đã ghi."),
            check(
                ~Q(state="unresolved") | ~Q(reason=""),
                name="citizens_status_reason",
                message="Chưa giải quyết thì phải ghi nguyên nhân.",
                beside="reason",
            ),
        ]

    def __str__(self):
        return f"{self.petition}: {self.get_state_display()} {self.on:%d/%m/%Y}"

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.refresh_petition()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            self.refresh_petition()
        return deleted

    def clean(self):
        super().clean()
        petition = getattr(self, "petition", None)
        if petition is None:
            return
        if petition.council_id:
            validate_same_council(petition.council, self, "agency")
        if self.on and petition.received_on and self.on < petition.received_on:
            raise ValidationError({"on": STATUS_BEFORE_PETITION.format(day=short_date(petition.received_on))})
        if self.text_state == self.TextState.PUBLIC and petition.status == Petition.Status.PUBLISHED:
            refuse_remarks(self, "reply_file", petition)

    @property
    def public_text(self) -> str:
        """The reply as readers may see it; blank while it waits."""
        return self.text if self.text_state == self.TextState.PUBLIC else ""

    @property
    def public_reply_file(self) -> FieldFile | None:
        """The file of the reply as readers may have it; None while it waits, or without a file."""
        return self.reply_file if self.reply_file and self.text_state == self.TextState.PUBLIC else None

    @property
    def remarks_of_reply(self) -> str:
        """Why the file of the reply cannot be published; "" if it can."""
        field = self._meta.get_field("reply_file")
        return field.remarks(self) if self.reply_file and isinstance(field, DocumentField) else ""

    def refresh_petition(self) -> None:
        """Update the copied fields of the petition, on a fresh and locked row, because `self.petition` may be outdated."""
        Petition.objects.select_for_update().get(pk=self.petition_id).refresh_copied_fields()
        self.petition.refresh_from_db(fields=Petition.COPIED_FIELDS)
