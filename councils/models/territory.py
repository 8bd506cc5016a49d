"""The named parts of the territory of a Council, and its constituencies."""

from django.db import models

from core.models import Keyed
from core.records.constraints import unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Record
from core.records.slugs import Slugged
from councils.models.council import Council, Term
from councils.querysets import CouncilQuerySet


class Area(Slugged, Keyed):
    """A named part of the territory; it stays when its Council ends."""

    CSV_TABLE = "areas"

    council = models.ForeignKey(
        Council,
        models.PROTECT,
        related_name="areas",
        verbose_name="thuộc địa bàn của HĐND",
    )
    name = models.CharField("tên", max_length=100)
    name_key = NormalFormField("name", verbose_name="khóa của tên")
    slug = models.SlugField(
        "đường dẫn",
        max_length=100,
        blank=True,
        db_index=False,
        help_text="Để trống thì lấy từ tên.",
    )
    own_council = models.ForeignKey(
        Council,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="HĐND của chính địa bàn",
    )

    objects = CouncilQuerySet.as_manager()
    history = history(excluded_fields=["name_key"], is_late=True)

    class Meta:
        verbose_name = verbose_name_plural = "địa bàn"
        ordering = ["name"]
        constraints = [
            unique(
                "council",
                "slug",
                name="councils_area_slug",
                message="Đường dẫn này đã dùng.",
            ),
            unique(
                "council",
                "name_key",
                name="councils_area_name",
                message="Địa bàn này đã ghi.",
                beside="name",
            ),
        ]

    def __str__(self):
        return self.name


class ElectoralUnitQuerySet(CouncilQuerySet["ElectoralUnit"]):
    council_path = "term__council"


class ElectoralUnit(Record):
    """A constituency of one term: its areas elect a fixed number of delegates."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="units", verbose_name="nhiệm kỳ")
    number = models.PositiveSmallIntegerField("số")
    seats = models.PositiveSmallIntegerField("số đại biểu được bầu")
    areas = models.ManyToManyField(Area, related_name="units", blank=True, verbose_name="địa bàn")

    objects = ElectoralUnitQuerySet.as_manager()
    history = history(m2m_fields=["areas"], is_late=True)

    class Meta:
        verbose_name = verbose_name_plural = "đơn vị bầu cử"
        ordering = ["term", "number"]
        constraints = [
            unique(
                "term",
                "number",
                name="councils_electoralunit_number",
                message="Số thứ tự này đã có.",
            )
        ]

    def __str__(self):
        return f"Đơn vị bầu cử số {self.number}"
