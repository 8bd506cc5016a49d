"""Supervisions and surveys by a council, its bodies and delegates."""

from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Value, When

from citizens.models import SharedEvent, SharedEventQuerySet
from core.models import CitedKey
from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Folded, Publishable, Record
from core.records.periods import Period
from core.records.settlement import Happenings
from core.records.slugs import Slugged
from core.vietnamese.normal_form import normal_form
from councils.querysets import CouncilQuerySet, PublishableCouncilQuerySet
from councils.same_council import validate_same_council
from resolutions.models.numbered import YEARS

UNKNOWN_LEADER = "chưa rõ chủ thể"


class SupervisionQuerySet(SharedEventQuerySet["Supervision"], PublishableCouncilQuerySet["Supervision"]):  # type: ignore[override]  # as in PublishableQuerySet
    def counted(self) -> Self:
        return self.approved().filter(life=Supervision.Life.DONE)

    def concluded_in(self, period: Period) -> Self:
        """Supervisions that were completed in `period`."""
        return self.filter(life=Supervision.Life.DONE, **period.days_of("finished_on"))

    def planned_for(self, year: int) -> Self:
        """Supervisions of the council's plan for `year`, in any state of progress."""
        return self.filter(is_planned=True, year=year)

    def thematic(self) -> Self:
        """Supervisions of the forms that reports count: thematic supervision, survey, repeated supervision."""
        return self.filter(form__in=Supervision.THEMATIC_FORMS)

    def with_leader_kind(self) -> Self:
        """Annotate with `leader_kind`: "council", "standing", "committee", "group", "delegate"; "" where unknown."""
        return self.annotate(
            leader_kind=Case(
                When(lead_mandate__isnull=False, then=Value("delegate")),
                When(lead_body__isnull=False, then=F("lead_body__kind")),
                When(is_led_by_council=True, then=Value("council")),
                default=Value(""),
                output_field=models.CharField(),
            )
        )


class Supervision(Slugged, CitedKey, SharedEvent, Folded, Publishable):
    """A supervision or survey under one leader, from its plan to its end; it is not counted again for participants."""

    HAPPENED_FIELDS = {"started_on": {"life": ["in_progress", "done"]}, "finished_on": {"life": ["done"]}}
    happenings = Happenings(("life", "life_reason", "started_on", "finished_on"))

    class Form(models.TextChoices):
        THEMATIC = "thematic", "giám sát chuyên đề"
        SURVEY = "survey", "khảo sát"
        REPEATED = "again", "tái giám sát"
        REGULAR = "regular", "giám sát thường xuyên"
        REPORT_REVIEW = "report_review", "xem xét báo cáo"
        DOCUMENT_REVIEW = "document_review", "giám sát văn bản"
        PETITIONS = "petitions", "giám sát giải quyết kiến nghị cử tri"
        COMPLAINTS = "complaints", "giám sát giải quyết khiếu nại, tố cáo"

    class Method(models.TextChoices):
        DIRECT = "direct", "trực tiếp"
        BY_REPORT = "by_report", "qua báo cáo"
        ON_SITE = "on_site", "thực địa"

    class Life(models.TextChoices):
        PLANNED = "planned", "kế hoạch"
        IN_PROGRESS = "in_progress", "đang thực hiện"
        DONE = "done", "hoàn thành"
        POSTPONED = "postponed", "hoãn"
        DROPPED = "dropped", "không thực hiện"

    THEMATIC_FORMS = (Form.THEMATIC, Form.SURVEY, Form.REPEATED)
    matching_field = "year"
    SLUG_SOURCE, SLUG_SCOPE, is_name_unique = "title", ("council", "year"), False

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, related_name="supervisions", verbose_name="HĐND")
    year = models.PositiveSmallIntegerField("năm kế hoạch", validators=YEARS)
    title = models.CharField("tên cuộc giám sát", max_length=500)
    title_key = NormalFormField("title", verbose_name="khóa của tên")
    slug = models.SlugField("đường dẫn", max_length=150, blank=True, db_index=False, help_text="Để trống thì lấy theo tên.")
    lead_body = models.ForeignKey(
        "councils.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervisions_led",
        verbose_name="cơ quan chủ trì",
    )
    lead_mandate = models.ForeignKey(
        "councils.Mandate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervisions_led",
        verbose_name="đại biểu chủ trì",
    )
    is_led_by_council = models.BooleanField(
        "HĐND chủ trì", default=False, help_text="Nếu không chọn và để trống cơ quan, đại biểu chủ trì thì là chưa rõ chủ thể."
    )
    participants = models.ManyToManyField(
        "councils.Body", blank=True, related_name="supervisions_joined", verbose_name="cơ quan tham gia"
    )
    form = models.CharField("hình thức", max_length=15, choices=Form)
    method = models.CharField("phương thức", max_length=10, choices=Method)
    is_planned = models.BooleanField("theo kế hoạch", default=True)
    life = models.CharField("tiến độ", max_length=12, choices=Life, default=Life.PLANNED)
    life_reason = models.CharField("lý do hoãn hoặc không thực hiện", max_length=300, blank=True)
    started_on = models.DateField("ngày bắt đầu", null=True, blank=True)
    finished_on = models.DateField("ngày kết thúc", null=True, blank=True)
    resolution = models.ForeignKey(
        "resolutions.Resolution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervisions",
        verbose_name="nghị quyết về giám sát",
    )
    plan = models.ForeignKey(
        "resolutions.IssuedDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="planned_supervisions",
        verbose_name="kế hoạch",
    )
    decision = models.ForeignKey(
        "resolutions.IssuedDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decided_supervisions",
        verbose_name="quyết định",
    )
    report = models.ForeignKey(
        "resolutions.IssuedDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reported_supervisions",
        verbose_name="báo cáo kết quả",
    )
    petitions = models.ManyToManyField(
        "citizens.Petition", blank=True, related_name="supervisions", verbose_name="kiến nghị được giám sát"
    )

    objects = SupervisionQuerySet.as_manager()
    history = history(excluded_fields=["search_key", "title_key"], m2m_fields=["participants", "petitions"])

    class Meta(Publishable.Meta):
        abstract = False
        verbose_name = "cuộc giám sát, khảo sát"
        verbose_name_plural = "cuộc giám sát, khảo sát"
        ordering = ["-finished_on", "-id"]
        indexes = [models.Index(fields=["council", "-finished_on"], name="supervision_finished")]
        constraints = [
            *Publishable.Meta.constraints,
            *SharedEvent.Meta.constraints,
            unique("council", "year", "slug", name="supervision_slug", message="Đường dẫn này đã dùng."),
            *(
                unique(
                    *("council", "year", "title_key", *leader),
                    name=name,
                    message="Cuộc giám sát này đã ghi; nếu là cuộc khác, hãy ghi rõ thêm trong tên.",
                    when=None if leader else Q(lead_body__isnull=True, lead_mandate__isnull=True),
                    beside="title",
                )
                for name, *leader in (
                    ("supervision_title",),
                    ("supervision_title_of_body", "lead_body"),
                    ("supervision_title_of_delegate", "lead_mandate"),
                )
            ),
            check(
                Q(lead_body__isnull=True) | Q(lead_mandate__isnull=True),
                name="supervision_one_leader",
                message="Chỉ một chủ thể chủ trì.",
                beside="lead_mandate",
            ),
            check(
                Q(is_led_by_council=False) | Q(lead_body__isnull=True, lead_mandate__isnull=True),
                name="supervision_council_leads_alone",
                message="HĐND chủ trì thì không ghi cơ quan hoặc đại biểu chủ trì.",
                beside="is_led_by_council",
            ),
            check(
                ~Q(life="done") | Q(finished_on__isnull=False),
                name="supervision_done_finished",
                message="Cuộc hoàn thành phải có ngày kết thúc.",
                beside="finished_on",
            ),
            check(
                ~Q(life__in=("postponed", "dropped")) | ~Q(life_reason=""),
                name="supervision_reason",
                message="Hoãn hoặc bỏ phải ghi lý do.",
                beside="life_reason",
            ),
            check(
                Q(started_on__isnull=True) | Q(finished_on__isnull=True) | Q(finished_on__gte=F("started_on")),
                name="supervision_dates",
                message="Ngày sau không thể trước ngày trước.",
                beside="finished_on",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.council_id:
            validate_same_council(self.council, self, "lead_body", "lead_mandate", "resolution", "plan", "decision", "report")

    def same_named(self):
        """The supervisions of the year with the same title: that of the same leader first."""
        leader = (self.lead_body_id, self.lead_mandate_id)
        rows = self.slug_rows().filter(title_key=normal_form(self.title))
        return sorted(rows, key=lambda row: ((row.lead_body_id, row.lead_mandate_id) != leader, row.pk))

    def search_text(self):
        return self.title

    @property
    def leader_name(self) -> str:
        """The delegate, the body or the Council that leads; "chưa rõ chủ thể" where nobody knows."""
        if self.lead_mandate:
            return str(self.lead_mandate.person)
        if self.lead_body:
            return str(self.lead_body.name)
        return str(self.council.name) if self.is_led_by_council else UNKNOWN_LEADER


class SupervisedUnitQuerySet(CouncilQuerySet["SupervisedUnit"]):
    council_path = "supervision__council"


class SupervisedUnit(Record):
    """An agency that a supervision examines, with the day and place of the visit."""

    HAPPENED_FIELDS = {"visited_on": {}}
    part_of = ("supervision",)
    happenings = Happenings(("agency", "visited_on", "place"), is_whole_row=True)

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="units", verbose_name="cuộc giám sát")
    agency = models.ForeignKey(
        "councils.Agency", on_delete=models.PROTECT, related_name="supervised_in", verbose_name="đơn vị được giám sát"
    )
    visited_on = models.DateField("ngày làm việc", null=True, blank=True)
    place = models.CharField("nơi làm việc", max_length=200, blank=True)

    objects = SupervisedUnitQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = "đơn vị được giám sát"
        verbose_name_plural = "đơn vị được giám sát"
        ordering = ["id"]
        constraints = [unique("supervision", "agency", name="supervision_unit_once", message="Đã có trong cuộc giám sát này.")]

    def __str__(self):
        return str(self.agency)

    def clean(self):
        super().clean()
        supervision = getattr(self, "supervision", None)
        if supervision and supervision.council_id:
            validate_same_council(supervision.council, self, "agency")
