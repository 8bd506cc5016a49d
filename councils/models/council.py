"""Councils, their superior councils, their terms and their territory."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from core.models import Keyed
from core.records.constraints import check, unique
from core.records.history import history
from core.records.models import Dated, Pictured
from core.records.periods import Period
from core.records.querysets import in_force, in_force_during
from core.records.slugs import Slugged
from core.uploads.fields import PictureField
from core.uploads.pictures import clean_emblem
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import roman
from councils.models.abbreviations import Abbreviated
from councils.models.naming import ONLY_FOR_PRINTING, NamedByDay
from councils.querysets import CouncilQuerySet, overlaps

MAX_ORDINAL = 99
MAX_DAYS_AHEAD = timedelta(days=366)  # a term is prepared before its first session, not years before
NO_SEATS = "Số đại biểu được bầu phải từ 1 trở lên."


class CouncilHierarchyQuerySet(CouncilQuerySet["Council"]):
    """Councils, selected by the days on which they existed and by their superior council."""

    council_path = "pk"

    def of(self, councils: "Council | Iterable[Council | int]") -> Self:
        """The given councils: one, or an iterable or QuerySet of councils or of their ids."""
        if isinstance(councils, QuerySet):
            return self.filter(pk__in=councils.values("pk"))
        if not isinstance(councils, Iterable):
            councils = [councils]
        return self.filter(pk__in=[getattr(council, "pk", council) for council in councils])

    def in_force_on(self, day: date) -> Self:
        """Councils that exist on `day`."""
        return self.filter(in_force(day))

    def in_force_during(self, period: Period) -> Self:
        """Councils that exist on at least one day of `period`."""
        return self.filter(in_force_during(period))

    def hosted(self) -> Self:
        """Councils with public pages on this portal."""
        return self.filter(is_hosted=True)

    def of_this_portal(self) -> Self:
        """The Council that gives the portal its name, as a QuerySet of at most one row.

        It is the marked one; while none is marked, the only hosted Council. Of several none is chosen.
        """
        marked = Council.objects.filter(is_portal=True)
        another = Council.objects.hosted().exclude(pk=OuterRef("pk"))
        only_hosted = Q(is_hosted=True) & ~Exists(another) & ~Exists(marked)
        return self.filter(Q(is_portal=True) | only_hosted)

    def with_other_hosted(self) -> Self:
        """Annotate each council with `has_other_hosted`: whether another one uses the portal too."""
        return self.annotate(has_other_hosted=Exists(Council.objects.hosted().exclude(pk=OuterRef("pk"))))

    def with_last_parent(self, period: Period) -> Self:
        """Annotate each council with `last_parent`, the id of its last superior council in `period`, or None."""
        subordinations = Subordination.objects.filter(in_force_during(period), council=OuterRef("pk"))
        return self.alias(last_parent=Subquery(subordinations.order_by("-start").values("parent")[:1]))

    def subordinate_to(self, councils: "Council | Iterable[Council]", period: Period) -> Self:
        """Councils that exist in `period` and are subordinate to one of `councils`, directly or through one other council.

        A council that changed its superior within the period belongs to the last one, so that only one of them reports
        it. Two steps down are enough, because the law has three levels of councils.
        """
        superiors = [councils.pk] if isinstance(councils, Council) else [council.pk for council in councils]
        children = Council.objects.with_last_parent(period).filter(Q(last_parent__in=superiors))
        below = Q(last_parent__in=superiors) | Q(last_parent__in=children.values("pk"))
        return self.in_force_during(period).with_last_parent(period).filter(below).exclude(pk__in=superiors)


class Council(NamedByDay, Abbreviated, Slugged, Keyed, Dated, Pictured):
    """One People's Council from its first to its last day; its successor after a merger is another one."""

    CSV_TABLE, PICTURE_FIELD = "councils", "emblem"
    SLUG_SCOPE, is_name_unique = (), False

    class UnitKind(models.TextChoices):
        PROVINCE = "province", "tỉnh"
        CITY = "city", "thành phố"
        URBAN_DISTRICT = "urban_district", "quận"
        RURAL_DISTRICT = "rural_district", "huyện"
        TOWN = "town", "thị xã"
        DISTRICT_CITY = "district_city", "thành phố thuộc tỉnh"
        COMMUNE = "commune", "xã"
        WARD = "ward", "phường"
        TOWNSHIP = "township", "thị trấn"
        SPECIAL_ZONE = "special_zone", "đặc khu"

    class Level(models.TextChoices):
        PROVINCE = "province", "cấp tỉnh"
        DISTRICT = "district", "cấp huyện"
        COMMUNE = "commune", "cấp xã"

    class Rounding(models.TextChoices):
        HALF_UP = "half_up", "làm tròn"
        TRUNCATE = "truncate", "cắt bỏ"

    slug = models.SlugField(
        "mã",
        max_length=60,
        blank=True,
        db_index=False,
        help_text='Dùng trong địa chỉ trang, ví dụ "phuong-cau-giay"; để trống thì lấy từ tên. Địa chỉ cũ dẫn sang địa chỉ mới.',
    )
    name = models.CharField("tên", max_length=150, help_text='Ví dụ "HĐND quận Cầu Giấy".')
    unit_kind = models.CharField("loại đơn vị", max_length=14, choices=UnitKind)
    level = models.CharField("cấp", max_length=8, choices=Level)
    place_name = models.CharField(
        "địa danh",
        max_length=80,
        blank=True,
        help_text="Ghi trước ngày tháng của văn bản.",
    )
    abbreviation = models.CharField("chữ viết tắt", max_length=12, help_text='Dùng trong mã kiến nghị; ví dụ "CG".')
    is_hosted = models.BooleanField("dùng cổng này", default=False, help_text="Có trang công khai trên cổng này.")
    is_portal = models.BooleanField(
        "HĐND của cổng",
        default=False,
        help_text="HĐND cho cổng tên, liên hệ và trang chủ; chỉ một HĐND, do người quản trị kỹ thuật chọn.",
    )
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, help_text="Mọi trang ghi rõ đây là dữ liệu mẫu.")
    predecessors = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="successors",
        blank=True,
        verbose_name="HĐND tiền thân",
    )
    regular_label = models.CharField(
        "cách gọi kỳ họp thường lệ", max_length=40, default="thường kỳ", help_text='Ví dụ "thường kỳ" hoặc "thường lệ".'
    )
    irregular_label = models.CharField("cách gọi kỳ họp không thường lệ", max_length=40, default="không thường kỳ")
    round_word = models.CharField(
        "cách gọi đợt tiếp xúc", max_length=20, default="đợt", help_text='Ví dụ "đợt", "kỳ" hoặc "lần".'
    )
    meeting_word = models.CharField(
        "cách gọi cuộc tiếp xúc", max_length=20, default="cuộc", help_text='Ví dụ "cuộc", "hội nghị" hoặc "buổi".'
    )
    pads_counts = models.BooleanField("viết 04 thay cho 4", default=True, help_text="Thêm số 0 trước số đếm nhỏ hơn 10.")
    percent_rounding = models.CharField("cách lấy tỷ lệ", max_length=8, choices=Rounding, default=Rounding.HALF_UP)
    percent_places = models.PositiveSmallIntegerField("số chữ số thập phân của tỷ lệ", default=1)
    contact_address = models.CharField("địa chỉ", max_length=200, blank=True)
    contact_phone = models.CharField("điện thoại", max_length=60, blank=True)
    contact_email = models.EmailField("thư điện tử", blank=True)
    emblem = PictureField("biểu trưng", prefix="emblem_", encode=clean_emblem, blank=True)
    emblem_sha256 = models.CharField("mã băm của biểu trưng", max_length=64, blank=True, editable=False)
    emblem_source_sha256 = models.CharField("mã băm của tệp biểu trưng gốc", max_length=64, blank=True, editable=False)
    emblem_width = models.PositiveSmallIntegerField("biểu trưng rộng (điểm ảnh)", default=0, editable=False)
    emblem_height = models.PositiveSmallIntegerField("biểu trưng cao (điểm ảnh)", default=0, editable=False)

    history = history(m2m_fields=["predecessors"])
    objects = CouncilHierarchyQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "Hội đồng nhân dân"
        ordering = ["name", "start"]
        constraints = [
            *Dated.Meta.constraints,
            unique("slug", name="councils_council_slug", message="Đường dẫn này đã dùng."),
            unique(
                "abbreviation",
                name="councils_council_abbreviation",
                message="Chữ viết tắt này đã dùng.",
            ),
            unique(
                "is_portal",
                name="councils_council_one_portal",
                message="Cổng đang là của một HĐND khác; hãy bỏ chọn ở HĐND ấy trước.",
                when=Q(is_portal=True),
            ),
            check(
                Q(is_portal=False) | Q(is_hosted=True),
                name="councils_council_portal_is_hosted",
                message="HĐND của cổng phải dùng cổng này.",
                beside="is_portal",
            ),
        ]

    def __str__(self):
        return self.name

    def get_council(self) -> "Council":
        """The council itself: it is its own council."""
        return self

    def slug_text(self) -> str:
        return self.unit_phrase

    @property
    def emblem_url(self) -> str:
        """The public address of the emblem; "" if there is none."""
        return reverse("councils:emblem", args=[self.slug, self.picture_version]) if self.emblem else ""

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's method
        """Save the Council; its present name, where it is recorded, follows. Raises TypeError for a copy of an earlier day."""
        if self.present is not None:
            raise TypeError(ONLY_FOR_PRINTING)
        is_new = self.pk is None
        super().save(*args, **kwargs)
        current = None if is_new else self.names.filter(end__isnull=True).first()
        if current and not current.is_named_as(self):
            current.take_name_of(self)
            current.save()


class Subordination(Dated):
    """A period in which one Council is subordinate to another."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="superiors", verbose_name="HĐND")
    parent = models.ForeignKey(Council, models.PROTECT, related_name="subordinates", verbose_name="HĐND cấp trên")

    objects = CouncilQuerySet.as_manager()
    history = history(is_late=True)

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "quan hệ trực thuộc"
        ordering = ["council", "start"]
        constraints = [
            *Dated.Meta.constraints,
            unique(
                "council",
                name="councils_subordination_one_open",
                message="HĐND này đang trực thuộc một HĐND khác.",
                when=Q(end__isnull=True),
            ),
            unique(
                "council",
                "start",
                name="councils_subordination_start",
                message="Đã có quan hệ trực thuộc từ ngày này.",
            ),
            check(
                ~Q(council=F("parent")),
                name="councils_subordination_not_itself",
                message="HĐND không thể trực thuộc chính mình.",
                beside="parent",
            ),
        ]

    def __str__(self):
        return f"{self.council} trực thuộc {self.parent}"

    def clean(self):
        super().clean()
        errors = {}
        if self.council_id and overlaps(self, Subordination.objects.filter(council=self.council_id).exclude(start=self.start)):
            errors["start"] = "Thời gian trùng với một quan hệ trực thuộc đã ghi."
        if self.council_id and self.parent_id and self.council_id != self.parent_id and not self._parent_is_higher():
            errors["parent"] = "HĐND cấp trên phải ở cấp cao hơn."
        if errors:
            raise ValidationError(errors)

    def _parent_is_higher(self):
        return Council.Level.values.index(self.parent.level) < Council.Level.values.index(self.council.level)


class Term(Slugged, Keyed, Dated):
    """One term of a Council, from its first session to the first session of the next."""

    CSV_TABLE, SLUG_SOURCE, is_name_unique = "terms", "label", False

    council = models.ForeignKey(Council, models.PROTECT, related_name="terms", verbose_name="HĐND")
    ordinal = models.PositiveSmallIntegerField(
        "khóa",
        validators=[MinValueValidator(1), MaxValueValidator(MAX_ORDINAL)],
        help_text="Ghi bằng số; in ra thành chữ số La Mã.",
    )
    label = models.CharField("nhiệm kỳ", max_length=20, help_text='Ví dụ "2021-2026".')
    slug = models.SlugField(
        "đường dẫn",
        max_length=40,
        blank=True,
        db_index=False,
        help_text="Để trống thì lấy từ nhiệm kỳ.",
    )
    elected_on = models.DateField("ngày bầu cử", null=True, blank=True)
    seats = models.PositiveSmallIntegerField("số đại biểu được bầu", validators=[MinValueValidator(1, NO_SEATS)])

    history = history()
    objects = CouncilQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "nhiệm kỳ"
        ordering = ["-start"]
        constraints = [
            *Dated.Meta.constraints,
            unique(
                "council",
                "ordinal",
                name="councils_term_ordinal",
                message="Khóa này đã có.",
            ),
            unique(
                "council",
                "slug",
                name="councils_term_slug",
                message="Đường dẫn này đã dùng.",
            ),
            unique(
                "council",
                name="councils_term_one_open",
                message="Khóa trước chưa có ngày kết thúc.",
                when=Q(end__isnull=True),
                beside="end",
            ),
        ]

    def __str__(self):
        return f"{self.short_name}, nhiệm kỳ {self.label}"

    def clean(self):
        super().clean()
        if not (self.start and self.council_id):
            return
        if self.elected_on and self.elected_on > self.start:
            raise ValidationError({"elected_on": "Ngày bầu cử không thể sau ngày họp kỳ thứ nhất của khóa."})
        if self.start > timezone.localdate() + MAX_DAYS_AHEAD:
            raise ValidationError({"start": f"Ngày {short_date(self.start)} còn hơn một năm nữa mới tới; hãy kiểm tra năm."})
        if self.start < self.council.start or (self.council.end and self.start >= self.council.end):
            raise ValidationError({"start": "Nhiệm kỳ phải bắt đầu khi HĐND đang hoạt động."})
        if self.end and self.council.end and self.end > self.council.end:
            raise ValidationError({"end": "Nhiệm kỳ không thể dài hơn thời gian hoạt động của HĐND."})
        if overlaps(self, Term.objects.filter(council=self.council_id)):
            raise ValidationError({"start": "Thời gian trùng với một nhiệm kỳ đã ghi."})

    @property
    def short_name(self) -> str:
        """The number in Roman numerals: "khóa VI".

        An invalid number, which a form displays again after an error, stays in digits.
        """
        return f"khóa {roman(self.ordinal) if 0 < self.ordinal <= MAX_ORDINAL else self.ordinal}"
