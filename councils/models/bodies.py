"""The bodies of a Council and their members."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When

from core.models import Keyed
from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Dated
from core.records.querysets import in_force
from core.records.slugs import Slugged
from councils.models.council import Council, Term
from councils.models.decided import Decided
from councils.models.people import Mandate, Person
from councils.models.territory import Area
from councils.querysets import CouncilQuerySet, overlaps
from councils.same_council import validate_same_council

SEAT_OVERLAPS = "Thời gian trùng với lần làm thành viên đã ghi."


class BodyQuerySet(CouncilQuerySet["Body"]):
    def in_force_on(self, day: date) -> Self:
        """Bodies that exist on `day`, no longer than their council; a group exists only as long as its term."""
        return self.filter(in_force(day), in_force(day, "council__"), Q(term__isnull=True) | in_force(day, "term__"))

    def standing(self) -> Self:
        return self.filter(kind=Body.Kind.STANDING)

    def committees(self) -> Self:
        return self.filter(kind=Body.Kind.COMMITTEE)

    def groups(self) -> Self:
        return self.filter(kind=Body.Kind.GROUP)


class Body(Slugged, Keyed, Dated):
    """A body of the Council: its Thường trực or a Ban for the Council's whole life, a Tổ đại biểu for one term."""

    class Kind(models.TextChoices):
        STANDING = "standing", "Thường trực HĐND"
        COMMITTEE = "committee", "Ban"
        GROUP = "group", "Tổ đại biểu"

    CSV_TABLE, SLUG_SCOPE = "bodies", ("council", "start")

    council = models.ForeignKey(Council, models.PROTECT, related_name="bodies", verbose_name="HĐND")
    kind = models.CharField("loại", max_length=9, choices=Kind)
    name = models.CharField("tên", max_length=150)
    name_key = NormalFormField("name", verbose_name="khóa của tên")
    slug = models.SlugField(
        "đường dẫn",
        max_length=150,
        blank=True,
        db_index=False,
        help_text="Để trống thì lấy từ tên.",
    )
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        verbose_name="nhiệm kỳ",
        help_text="Chỉ ghi cho Tổ.",
    )
    number = models.PositiveSmallIntegerField("số", null=True, blank=True, help_text="Chỉ ghi cho Tổ.")
    areas = models.ManyToManyField(Area, related_name="groups", blank=True, verbose_name="địa bàn của Tổ")
    rank = models.PositiveSmallIntegerField("thứ tự", default=0)

    history = history(excluded_fields=["name_key"], m2m_fields=["areas"])
    objects = BodyQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "cơ quan của HĐND"
        ordering = [
            Case(
                When(kind="standing", then=Value(0)),
                When(kind="committee", then=Value(1)),
                default=Value(2),
            ),
            "rank",
            "number",
            "id",
        ]
        constraints = [
            *Dated.Meta.constraints,
            check(
                Q(kind="group", term__isnull=False, number__isnull=False)
                | (~Q(kind="group") & Q(term__isnull=True, number__isnull=True)),
                name="councils_body_group_of_term",
                message="Chỉ Tổ đại biểu thuộc một khóa và có số.",
                beside="kind",
            ),
            unique(
                "term",
                "number",
                name="councils_body_number",
                message="Khóa này đã có Tổ mang số ấy.",
            ),
            unique(
                "council",
                name="councils_body_one_standing",
                message="HĐND chỉ có một Thường trực.",
                when=Q(kind="standing", end__isnull=True),
                beside="kind",
            ),
            unique(
                "council",
                "slug",
                "start",
                name="councils_body_slug",
                message="Đường dẫn này đã dùng.",
                beside="slug",
            ),
            unique(
                "council",
                "name_key",
                "start",
                name="councils_body_name",
                message="Cơ quan này đã ghi từ ngày ấy.",
                when=Q(kind="committee"),
                beside="name",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.council_id:
            validate_same_council(self.council, self, "term")
        if self.kind == self.Kind.STANDING and overlaps(self, Body.objects.standing().filter(council=self.council_id)):
            raise ValidationError({"start": "Thời gian trùng với một Thường trực đã ghi."})
        if self.start and any(self.meets(other) for other in self.namesakes()):
            raise ValidationError({"start": "Thời gian trùng với cơ quan cùng tên đã ghi; hãy ghi ngày thôi của cơ quan ấy."})

    def namesakes(self) -> "Iterable[Body]":
        """The other Ban of the council with the same name, from other days, if it is a Ban."""
        if self.kind != self.Kind.COMMITTEE:
            return []
        bodies = Body.objects.committees().filter(council=self.council_id, name_key=self.name_key)
        return bodies.exclude(pk=self.pk).exclude(start=self.start)


class MembershipQuerySet(CouncilQuerySet["Membership"]):
    council_path = "body__council"

    def in_force_on(self, day: date) -> Self:
        """Memberships that are valid on `day`; their body, their mandate, its term and its council must be valid too."""
        above = ("body__", "mandate__", "mandate__term__", "mandate__term__council__")
        return self.filter(in_force(day), *(in_force(day, prefix) for prefix in above))

    def of_kind(self, *kinds: str) -> Self:
        """Memberships in bodies of these kinds (values of `Body.Kind`)."""
        return self.filter(body__kind__in=kinds)

    def persons(self) -> QuerySet[Person]:
        """The people who hold these memberships, each of them once."""
        return Person.objects.filter(pk__in=self.order_by().values("mandate__person"))


class Membership(Decided):
    """A delegate's seat in a body of the Council."""

    class Role(models.TextChoices):
        HEAD = "head", "người đứng đầu"
        DEPUTY = "deputy", "cấp phó"
        MEMBER = "member", "thành viên"

    ROLE_LABELS: dict[str, dict[str, str]] = {
        Body.Kind.STANDING: {
            Role.HEAD: "Chủ tịch",
            Role.DEPUTY: "Phó Chủ tịch",
            Role.MEMBER: "Ủy viên",
        },
        Body.Kind.COMMITTEE: {
            Role.HEAD: "Trưởng ban",
            Role.DEPUTY: "Phó Trưởng ban",
            Role.MEMBER: "Ủy viên",
        },
        Body.Kind.GROUP: {
            Role.HEAD: "Tổ trưởng",
            Role.DEPUTY: "Tổ phó",
            Role.MEMBER: "thành viên",
        },
    }

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="memberships", verbose_name="đại biểu")
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        related_name="memberships",
        verbose_name="cơ quan của HĐND",
    )
    role = models.CharField("vai trò", max_length=6, choices=Role, default=Role.MEMBER)
    is_acting = models.BooleanField("quyền hoặc phụ trách", default=False)
    is_full_time = models.BooleanField("chuyên trách", default=False)
    rank = models.PositiveSmallIntegerField("thứ tự", default=0)

    history = history()
    objects = MembershipQuerySet.as_manager()

    class Meta(Decided.Meta):
        verbose_name = verbose_name_plural = "thành viên"
        ordering = ["rank", "mandate__person__sort_key", "id"]
        constraints = [
            *Decided.Meta.constraints,
            unique(
                "mandate",
                "body",
                "start",
                name="councils_membership_start",
                message="Đã ghi từ ngày này.",
            ),
            unique(
                "mandate",
                "body",
                name="councils_membership_one_open",
                message="Đại biểu đang là thành viên.",
                when=Q(end__isnull=True),
                beside="mandate",
            ),
            unique(
                "body",
                name="councils_membership_one_head",
                message="Đã có người đứng đầu.",
                when=Q(role="head", is_acting=False, end__isnull=True),
                beside="role",
            ),
        ]

    def __str__(self):
        return f"{self.mandate.person}, {self.title}"

    def clean(self):
        super().clean()
        if not (self.body_id and self.mandate_id):
            return
        term = self.mandate.term
        if self.body.council_id != term.council_id or self.body.term_id not in (
            None,
            term.pk,
        ):
            raise ValidationError({"mandate": "Đại biểu này thuộc HĐND khác hoặc nhiệm kỳ khác."})
        seats = Membership.objects.filter(body=self.body_id, mandate__person=self.mandate.person_id)
        if overlaps(self, seats.exclude(start=self.start)):
            raise ValidationError({"start": SEAT_OVERLAPS})

    def clean_beside(self, others):
        """Refuse two memberships of one person at one time; constraints refuse two open ones, and two from one day."""
        for other in others:
            is_left_to_constraint = self.start == other.start or self.end is other.end is None
            if not is_left_to_constraint and self.mandate.person_id == other.mandate.person_id and self.meets(other):
                raise ValidationError({"start": SEAT_OVERLAPS})

    @property
    def end_from_above(self):
        ends = (self.mandate.end, self.mandate.term.end, self.body.end)
        return min((end for end in ends if end), default=None), ""

    @property
    def role_label(self) -> str:
        """The title of the role in this kind of body: "Trưởng ban", "Quyền Chủ tịch", "Phó Chủ tịch phụ trách"."""
        label = self.ROLE_LABELS[self.body.kind][self.role]
        if not self.is_acting:
            return label
        return f"Quyền {label}" if self.role == self.Role.HEAD else f"{label} phụ trách"

    @property
    def title(self) -> str:
        """Role and body: "Trưởng Ban Pháp chế".

        The head and the deputies of the Thường trực have the name of the Council instead: "Chủ tịch HĐND quận Cầu Giấy".
        """
        if self.body.kind == Body.Kind.STANDING and self.role != self.Role.MEMBER:
            return f"{self.role_label} {self.body.council}"
        label = self.role_label.removesuffix(" ban") if self.body.name.startswith("Ban ") else self.role_label
        return f"{label} {self.body}"
