"""Decisions on people: they begin, end or suspend a mandate, a membership or an office."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model, Q, QuerySet

from core.records.constraints import check, unique
from core.records.history import history
from core.records.models import Record
from core.vietnamese.dates import short_date
from councils.models import Council, Mandate, Membership, Office
from councils.querysets import CouncilQuerySet
from resolutions.models.documents import IssuedDocument
from resolutions.models.resolutions import Resolution

TARGETS = ("mandate", "membership", "office")

DIFFERENT_START = "{target} bắt đầu từ ngày {day}, khác ngày của quyết định; hãy sửa một trong hai cho khớp."
DIFFERENT_END = "{target} thôi từ ngày {day}, khác ngày của quyết định; hãy sửa một trong hai cho khớp."
DIFFERENT_REASON = "Lý do thôi đã ghi là “{reason}”, khác nội dung quyết định; hãy sửa một trong hai cho khớp."
SECOND_DECISION = "{target} đã có quyết định “{effect}” từ ngày {day} ({basis}); hãy sửa, hoặc xóa quyết định ấy trước."
START_IS_DECIDED = "Quyết định nhân sự “{effect}” ({basis}) ghi từ ngày {day}; muốn đổi ngày, hãy sửa quyết định ấy."
END_IS_DECIDED = (
    "Quyết định nhân sự “{effect}” ({basis}) ghi thôi từ ngày {day}; muốn đổi ngày, hãy sửa quyết định ấy; "
    "muốn bỏ ngày thôi, hãy xóa quyết định ấy."
)
STILL_OPEN = "{target} chưa có ngày thôi; hãy ghi thôi từ ngày {day} trước khi nạp quyết định này."


def day_text(day: date | None) -> str:
    """The day as text; "chưa ghi" for none."""
    return short_date(day) if day else "chưa ghi"


def _only(field: str, fields: Iterable[str]) -> Q:
    """The condition that of the nullable `fields` only `field` is set."""
    return Q(**{f"{name}__isnull": name != field for name in fields})


class PersonnelDecisionQuerySet(CouncilQuerySet["PersonnelDecision"]):
    council_path = ""  # the council is that of the mandate, membership or office

    def of(self, councils: Council | Iterable[Council | int]) -> Self:
        """Decisions on people of one council or of several; the deciding authority does not matter."""
        lookup = "__in" if isinstance(councils, (QuerySet, Iterable)) else ""
        paths = ("mandate__term__council", "membership__body__council", "office__council")
        condition = Q()
        for path in paths:
            condition |= Q(**{f"{path}{lookup}": councils})
        return self.filter(condition)

    def for_list(self) -> Self:
        return self.select_related(
            "resolution",
            "document",
            "mandate__person",
            "mandate__term",
            "membership__mandate__person",
            "membership__body",
            "office__person",
        )


class PersonnelDecision(Record):
    """A decision that begins, ends or suspends a mandate, a membership or an office."""

    part_of = ("resolution", "document")

    class Effect(models.TextChoices):
        ELECTS = "elects", "bầu"
        CONFIRMS = "confirms", "xác nhận kết quả"
        APPOINTS = "appoints", "chỉ định, phân công"
        RELIEVES = "relieves", "miễn nhiệm, cho thôi"
        DISMISSES = "dismisses", "bãi nhiệm"
        SUSPENDS = "suspends", "tạm đình chỉ"
        RESUMES = "resumes", "khôi phục"

    BEGINNINGS = frozenset({Effect.ELECTS, Effect.APPOINTS})
    ENDINGS = frozenset({Effect.RELIEVES, Effect.DISMISSES})
    END_REASONS = {
        Effect.RELIEVES: Mandate.EndReason.RELIEVED,
        Effect.DISMISSES: Mandate.EndReason.DISMISSED,
    }

    resolution = models.ForeignKey(
        "resolutions.Resolution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="personnel_decisions",
        verbose_name="theo nghị quyết",
    )
    document = models.ForeignKey(
        "resolutions.IssuedDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="personnel_decisions",
        verbose_name="theo văn bản",
    )
    authority = models.CharField("theo quyết định của", max_length=200, blank=True, help_text="Cơ quan ngoài HĐND.")
    mandate = models.ForeignKey(
        "councils.Mandate",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="tư cách đại biểu",
    )
    membership = models.ForeignKey(
        "councils.Membership",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="thành viên",
    )
    office = models.ForeignKey(
        "councils.Office", on_delete=models.CASCADE, null=True, blank=True, related_name="decisions", verbose_name="chức vụ"
    )
    effect = models.CharField("nội dung quyết định", max_length=10, choices=Effect)
    effective_on = models.DateField("kể từ ngày")
    reason = models.CharField("lý do", max_length=300, blank=True)
    vote = models.ForeignKey(
        "resolutions.Vote",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="personnel_decisions",
        verbose_name="biểu quyết",
    )

    objects = PersonnelDecisionQuerySet.as_manager()
    history = history(is_late=True)

    class Meta:
        verbose_name = verbose_name_plural = "quyết định nhân sự"
        ordering = ["-effective_on", "-id"]
        constraints = [
            check(
                _only("mandate", TARGETS) | _only("membership", TARGETS) | _only("office", TARGETS),
                name="decision_one_object",
                message="Chọn đúng một: tư cách đại biểu, thành viên, hoặc chức vụ.",
                beside="mandate",
            ),
            check(
                Q(resolution__isnull=False, document__isnull=True, authority="")
                | Q(resolution__isnull=True, document__isnull=False, authority="")
                | (Q(resolution__isnull=True, document__isnull=True) & ~Q(authority="")),
                name="decision_one_basis",
                message="Ghi đúng một căn cứ: nghị quyết, văn bản khác, hoặc cơ quan quyết định.",
                beside="resolution",
            ),
            *(
                unique(
                    target,
                    "effect",
                    "effective_on",
                    name=f"decision_{target}",
                    message="Quyết định này đã ghi.",
                    when=Q(**{f"{target}__isnull": False}),
                )
                for target in TARGETS
            ),
        ]

    def __str__(self):
        return f"{self.get_effect_display()}: {self.target}"

    def clean(self):
        super().clean()
        target = self.target
        targets = [name for name in TARGETS if getattr(self, f"{name}_id") is not None]
        if target is None or len(targets) > 1 or self.effective_on is None:  # a constraint refuses several targets
            return
        self.refuse_second_decision()
        if self.effect in self.BEGINNINGS and target.start != self.effective_on:
            raise ValidationError({"effective_on": DIFFERENT_START.format(target=target, day=day_text(target.start))})
        if self.effect in self.ENDINGS:
            if target.end is None:
                raise ValidationError({"effective_on": STILL_OPEN.format(target=target, day=short_date(self.effective_on))})
            if target.end != self.effective_on:
                raise ValidationError({"effective_on": DIFFERENT_END.format(target=target, day=short_date(target.end))})
            if isinstance(target, Mandate) and self._contradicts_reason(target):
                raise ValidationError({"effect": DIFFERENT_REASON.format(reason=target.get_end_reason_display())})

    def refuse_second_decision(self) -> None:
        """Raise ValidationError if another decision has ended the same target, or begins it on another day."""
        target = self.target
        if target is None or not target.pk or self.effective_on is None:
            return
        others = target.decisions.exclude(pk=self.pk)
        if self.effect in self.ENDINGS:
            others = others.filter(effect__in=self.ENDINGS)
        elif self.effect in self.BEGINNINGS:
            others = others.filter(effect__in=self.BEGINNINGS).exclude(effective_on=self.effective_on)
        else:
            return
        is_known = Q(effect=self.effect, effective_on=self.effective_on)  # a constraint says that it is recorded
        if other := others.exclude(is_known).first():
            raise ValidationError({"effective_on": SECOND_DECISION.format(target=target, **other.words)})

    def refuse_change_of(self, target: Mandate | Membership | Office) -> None:
        """Raise ValidationError if the days of `target` in memory, or the reason of its end, contradict this decision."""
        if self.effect in self.BEGINNINGS and target.start != self.effective_on:
            raise ValidationError({"start": START_IS_DECIDED.format(**self.words)})
        if self.effect not in self.ENDINGS:
            return
        if target.end != self.effective_on:
            raise ValidationError({"end": END_IS_DECIDED.format(**self.words)})
        if isinstance(target, Mandate) and self._contradicts_reason(target):
            raise ValidationError({"end_reason": END_IS_DECIDED.format(**self.words)})

    @property
    def words(self) -> dict[str, str]:
        """What the decision says, for messages: its effect, its day and its basis."""
        return {"effect": self.get_effect_display(), "day": short_date(self.effective_on), "basis": str(self.basis)}

    def _contradicts_reason(self, mandate: Mandate) -> bool:
        """Whether one of decision and mandate speaks of a dismissal, and the other does not."""
        is_dismissal = self.effect == self.Effect.DISMISSES
        return is_dismissal != (mandate.end_reason == Mandate.EndReason.DISMISSED)

    def set_dates_of_target(self) -> None:
        """Give the target, in memory, the day on which the decision begins or ends it."""
        target = self.target
        if target is None:
            return
        target.saved_with = self.pk
        if self.effect in self.BEGINNINGS:
            target.start = self.effective_on
        elif self.effect in self.ENDINGS:
            target.end = self.effective_on
            if isinstance(target, Mandate):
                target.end_reason = self.END_REASONS[self.Effect(self.effect)]

    def reopen_target(self) -> None:
        """Give the target, in memory, the days that it has without this decision, which ended it.

        They are those of another decision that ended it, or the last day of what it is part of.
        """
        target = self.target
        if target is None or self.effect not in self.ENDINGS:
            return
        target.saved_with = self.pk
        other = target.decisions.filter(effect__in=self.ENDINGS).exclude(pk=self.pk).first()
        target.end, reason = (other.effective_on, self.END_REASONS[self.Effect(other.effect)]) if other else target.end_from_above
        if isinstance(target, Mandate):
            target.end_reason = reason

    @property
    def dates_of_target(self) -> str:
        """What the dates of the target are, as a sentence: "Bà A, khóa VI: từ ngày 30/06/2021, thôi từ ngày 20/12/2021"."""
        target = self.target
        if target is None:
            return ""
        end = f"thôi từ ngày {short_date(target.end)}" if target.end else "chưa có ngày thôi"
        return f"{target}: từ ngày {short_date(target.start)}, {end}"

    def get_council(self) -> Model | None:
        """The council of the target; None if the decision has no target yet."""
        return self.target and self.target.get_council()

    @property
    def target(self) -> Mandate | Membership | Office | None:
        """The mandate, membership or office that the decision is about."""
        return self.mandate or self.membership or self.office

    @property
    def basis(self) -> Resolution | IssuedDocument | str:
        """The resolution, the document or the name of the outside authority that made the decision."""
        return self.resolution or self.document or self.authority
