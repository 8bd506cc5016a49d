"""People, their mandates and offices, and the agencies with which a Council works."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from core.models import Keyed
from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Folded, Pictured
from core.records.periods import Period
from core.records.querysets import in_force
from core.records.slugs import Slugged
from core.uploads.fields import PictureField
from core.vietnamese.normal_form import normal_form
from core.vietnamese.text import name_sort_key
from councils.models.council import Council, Term
from councils.models.decided import Decided
from councils.models.territory import ElectoralUnit
from councils.querysets import CouncilQuerySet, overlaps
from councils.same_council import validate_same_council

NAME_IN_BRACKETS = re.compile(r"\s*([^()\[\]]*\w)[\s,]*[(\[]([^()\[\]]*\w[^()\[\]]*)[)\]][\s.,]*")


class PersonQuerySet(CouncilQuerySet["Person"]):
    council_path = ""  # a person belongs to councils through mandates and offices, not through one foreign key

    def of(self, councils: Council | Iterable[Council | int]) -> Self:
        """People with a mandate or an office in `councils`, and people who have neither in any council yet."""
        mandates = Mandate.objects.filter(person=OuterRef("pk"))
        offices = Office.objects.filter(person=OuterRef("pk"))
        is_linked = Exists(mandates.of(councils)) | Exists(offices.of(councils))
        return self.filter(is_linked | ~(Exists(mandates) | Exists(offices)))

    def delegates(self) -> Self:
        """People who are or were delegates of a council."""
        return self.filter(Exists(Mandate.objects.filter(person=OuterRef("pk"))))

    def with_namesakes(self) -> Self:
        """Annotate each person with `has_namesake`: there is another one of the same name, whose birth year does not differ."""
        return self.annotate(has_namesake=Exists(Person.objects.namesakes_of_outer()))

    def namesakes_of_outer(self) -> Self:
        """People of the same names as the person of the outer query; one of the birth years is unknown, or both are equal."""
        outer_year = Coalesce(OuterRef("birth_year"), F("birth_year"))
        same_year = Q(birth_year=outer_year) | Q(birth_year__isnull=True)
        same_names = {"sort_key": OuterRef("sort_key"), "other_name": OuterRef("other_name")}
        return self.filter(same_year, **same_names).exclude(pk=OuterRef("pk")).order_by("pk")

    def hosted_delegates(self) -> Self:
        """People who are or were delegates of a council with pages on this portal."""
        return self.filter(Exists(Mandate.objects.filter(person=OuterRef("pk"), term__council__is_hosted=True)))


class Person(Slugged, Keyed, Folded, Pictured):
    """A person whom the records name because of an office; private data is not stored."""

    CSV_TABLE, PICTURE_FIELD = "people", "portrait"
    SLUG_SOURCE, SLUG_SCOPE, is_name_unique = "full_name", (), False
    HAPPENED_FIELDS = {"birth_year": {}}

    class Gender(models.TextChoices):
        FEMALE = "female", "nữ"
        MALE = "male", "nam"

    full_name = models.CharField("họ và tên", max_length=100)
    other_name = models.CharField(
        "tên khác",
        max_length=100,
        blank=True,
        help_text="Pháp danh, bút danh, bí danh; hiện trong ngoặc sau họ và tên.",
    )
    sort_key = models.CharField("khóa sắp xếp", max_length=200, blank=True, editable=False, db_index=True)
    slug = models.SlugField(
        "đường dẫn",
        max_length=120,
        blank=True,
        db_index=False,
        help_text="Để trống thì lấy từ họ và tên.",
    )
    birth_year = models.PositiveSmallIntegerField(
        "năm sinh",
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    gender = models.CharField("giới tính", max_length=6, choices=Gender, blank=True)
    portrait = PictureField("ảnh chân dung", prefix="portrait_", blank=True)
    portrait_sha256 = models.CharField("mã băm của ảnh", max_length=64, blank=True, editable=False)
    portrait_source_sha256 = models.CharField("mã băm của tệp ảnh gốc", max_length=64, blank=True, editable=False)
    office_phone = models.CharField("điện thoại cơ quan", max_length=30, blank=True)
    office_email = models.EmailField("thư điện tử cơ quan", blank=True)

    history = history(excluded_fields=["search_key", "sort_key"])
    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "người"
        ordering = ["sort_key", "id"]
        constraints = [unique("slug", name="councils_person_slug", message="Đường dẫn này đã dùng.")]

    def __str__(self):
        return f"{self.full_name} ({self.other_name})" if self.other_name else self.full_name

    def save(self, *args, **kwargs):
        self.normalise()
        self.sort_key = name_sort_key(self.full_name)[:200]
        super().save(*args, **kwargs)

    def normalise(self):
        self.take_other_name()
        super().normalise()

    def take_other_name(self) -> None:
        """Take a name in brackets behind the full name as the other name, if there is no different one."""
        match = NAME_IN_BRACKETS.fullmatch(self.full_name or "")
        if match and normal_form(self.other_name or match[2]) == normal_form(match[2]):
            self.full_name, self.other_name = match[1], match[2].strip()

    def search_text(self):
        return f"{self.full_name} {self.other_name}"

    def same_named(self):
        """The people of the same name and birth year."""
        self.take_other_name()
        rows = self.slug_rows().filter(sort_key=name_sort_key(self.full_name), birth_year=self.birth_year)
        return [row for row in rows if normal_form(row.full_name) == normal_form(self.full_name)]

    @property
    def portrait_url(self) -> str:
        """The public address of the portrait; "" if there is none. Only the portrait of a delegate is sent."""
        return reverse("councils:portrait", args=[self.pk, self.picture_version]) if self.portrait else ""

    @property
    def initials(self) -> str:
        """The first letters of family name and given name, in place of a portrait: "TC" for Tô Thị Bảo Châu."""
        names = self.full_name.split()
        return "".join(name[0] for name in (names[0], names[-1])[: len(names)]).upper() if names else ""


class Agency(Slugged, Keyed):
    """An organisation in the list of a Council: it answers petitions, is supervised, or signs documents with the Council."""

    CSV_TABLE = "agencies"

    class Kind(models.TextChoices):
        STATE = "state", "cơ quan nhà nước"
        FRONT = "front", "MTTQ và đoàn thể"
        PARTY = "party", "cơ quan Đảng"
        ASSEMBLY = "assembly", "cơ quan dân cử"
        ENTERPRISE = "enterprise", "doanh nghiệp"
        OTHER = "other", "khác"

    class Level(models.TextChoices):
        NATIONAL = "national", "trung ương"
        PROVINCE = "province", "cấp tỉnh"
        DISTRICT = "district", "cấp huyện"
        COMMUNE = "commune", "cấp xã"

    council = models.ForeignKey(
        Council,
        models.PROTECT,
        related_name="agencies",
        verbose_name="danh mục của HĐND",
    )
    name = models.CharField("tên", max_length=200)
    name_key = NormalFormField("name", verbose_name="khóa của tên")
    slug = models.SlugField(
        "đường dẫn",
        max_length=200,
        blank=True,
        db_index=False,
        help_text="Để trống thì lấy từ tên.",
    )
    kind = models.CharField("loại cơ quan", max_length=10, choices=Kind)
    level = models.CharField("cấp", max_length=8, choices=Level)
    is_active = models.BooleanField("đang dùng", default=True)

    objects = CouncilQuerySet.as_manager()
    history = history(excluded_fields=["name_key"], is_late=True)

    class Meta:
        verbose_name = verbose_name_plural = "cơ quan"
        ordering = ["name"]
        constraints = [
            unique(
                "council",
                "slug",
                name="councils_agency_slug",
                message="Đường dẫn này đã dùng.",
            ),
            unique(
                "council",
                "name_key",
                name="councils_agency_name",
                message="Danh mục đã có cơ quan này.",
                beside="name",
            ),
        ]

    def __str__(self):
        return self.name


class MandateQuerySet(CouncilQuerySet["Mandate"]):
    council_path = "term__council"

    def in_force_on(self, day: date) -> Self:
        """Mandates that are valid on `day`; a mandate without an end is valid only as long as its term and its council."""
        return self.filter(in_force(day), in_force(day, "term__"), in_force(day, "term__council__"))

    def begun_in(self, period: Period) -> Self:
        return self.filter(**period.days_of("start"))

    def ended_in(self, period: Period) -> Self:
        return self.filter(**period.days_of("end"))


class Mandate(Decided):
    """A person's seat as delegate in one term of a Council."""

    class Origin(models.TextChoices):
        ELECTED = "elected", "bầu cử"
        BY_ELECTION = "by_election", "bầu bổ sung"
        CONTINUED = "continued", "tiếp tục sau sắp xếp đơn vị"
        APPOINTED = "appointed", "chỉ định"

    class EndReason(models.TextChoices):
        RELIEVED = "relieved", "thôi làm nhiệm vụ đại biểu"
        DISMISSED = "dismissed", "bãi nhiệm"
        DISQUALIFIED = "disqualified", "mất quyền đại biểu"
        DIED = "died", "từ trần"
        TERM_ENDED = "term_ended", "hết nhiệm kỳ"
        COUNCIL_ENDED = "council_ended", "HĐND chấm dứt hoạt động"

    class Sector(models.TextChoices):
        PARTY = "party", "Đảng"
        STATE = "state", "chính quyền"
        FRONT = "front", "MTTQ và đoàn thể"
        FORCES = "forces", "lực lượng vũ trang"
        OTHER = "other", "khác"

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates", verbose_name="người")
    term = models.ForeignKey(Term, models.PROTECT, related_name="mandates", verbose_name="nhiệm kỳ")
    unit = models.ForeignKey(
        ElectoralUnit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name="đơn vị bầu cử",
    )
    origin = models.CharField("trở thành đại biểu do", max_length=12, choices=Origin, default=Origin.ELECTED)
    end_reason = models.CharField("lý do thôi", max_length=13, choices=EndReason, blank=True)
    is_full_time = models.BooleanField("chuyên trách", default=False)
    is_reelected = models.BooleanField("tái cử", null=True, blank=True)
    is_self_nominated = models.BooleanField("tự ứng cử", null=True, blank=True)
    sector = models.CharField("khối", max_length=6, choices=Sector, blank=True)
    rank = models.PositiveSmallIntegerField("thứ tự", default=0, help_text="Thứ tự trong danh sách của cơ quan.")

    history = history()
    objects = MandateQuerySet.as_manager()

    class Meta(Decided.Meta):
        verbose_name = verbose_name_plural = "tư cách đại biểu"
        ordering = ["rank", "person__sort_key", "id"]
        constraints = [
            *Decided.Meta.constraints,
            unique(
                "person",
                "term",
                "start",
                name="councils_mandate_start",
                message="Đã ghi từ ngày này.",
            ),
            unique(
                "person",
                "term",
                name="councils_mandate_one_open",
                message="Người này đang là đại biểu của khóa này.",
                when=Q(end__isnull=True),
                beside="person",
            ),
            check(
                Q(end__isnull=True, end_reason="") | (Q(end__isnull=False) & ~Q(end_reason="")),
                name="councils_mandate_end_reason",
                message="Ngày thôi và lý do thôi phải ghi cùng nhau.",
                beside="end_reason",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.term.short_name}"

    def clean(self):
        super().clean()
        if not self.term_id:
            return
        errors = {}
        if self.unit_id and self.unit.term_id != self.term_id:
            errors["unit"] = "Đơn vị bầu cử này thuộc nhiệm kỳ khác."
        if self.start and (self.start < self.term.start or (self.term.end and self.start >= self.term.end)):
            errors["start"] = "Ngày bắt đầu phải nằm trong nhiệm kỳ."
        elif self.person_id and overlaps(
            self, Mandate.objects.filter(person=self.person_id, term=self.term_id).exclude(start=self.start)
        ):
            errors["start"] = "Thời gian trùng với lần làm đại biểu đã ghi của khóa này."
        if self.end and self.term.end and self.end > self.term.end:
            errors["end"] = "Ngày thôi không thể sau ngày kết thúc nhiệm kỳ."
        if errors:
            raise ValidationError(errors)

    @property
    def end_from_above(self):
        end = self.term.end
        if end is None:
            return None, ""
        has_council_ended = end == self.term.council.end
        return end, self.EndReason.COUNCIL_ENDED if has_council_ended else self.EndReason.TERM_ENDED


class Office(Decided):
    """A position of a person outside the bodies of the Council: in the administration, the Party, the Front or a jury."""

    class Kind(models.TextChoices):
        STATE = "state", "chính quyền"
        PARTY = "party", "Đảng"
        JURY = "jury", "hội thẩm"
        FRONT = "front", "Mặt trận"

    council = models.ForeignKey(Council, models.PROTECT, related_name="offices", verbose_name="HĐND")
    person = models.ForeignKey(Person, models.PROTECT, related_name="offices", verbose_name="người")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="offices", verbose_name="cơ quan")
    kind = models.CharField("loại chức vụ", max_length=5, choices=Kind)
    title = models.CharField("chức vụ", max_length=150)
    title_key = NormalFormField("title", verbose_name="khóa của chức vụ")
    is_filled_by_council = models.BooleanField("do HĐND bầu", default=False)
    rank = models.PositiveSmallIntegerField("thứ tự", default=0)

    history = history(excluded_fields=["title_key"])
    objects = CouncilQuerySet.as_manager()

    class Meta(Decided.Meta):
        verbose_name = verbose_name_plural = "chức vụ"
        ordering = ["rank", "person__sort_key", "id"]
        constraints = [
            *Decided.Meta.constraints,
            unique(
                "person",
                "agency",
                "title_key",
                "start",
                name="councils_office_start",
                message="Đã ghi từ ngày này.",
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.person}"

    def clean(self):
        super().clean()
        if self.council_id:
            validate_same_council(self.council, self, "agency")
