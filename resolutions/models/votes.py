"""Votes of the Council as totals; who voted how is stored for public electronic votes only (`DelegateVote`)."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast

from core.pages.seats import SeatsDrawing, draw_vote
from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Record
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_percent
from councils.models import Council
from councils.querysets import CouncilQuerySet

PASSED_WITHOUT_MAJORITY = (
    "Số tán thành chưa đủ để thông qua: cần quá nửa tổng số đại biểu, hoặc hai phần ba nếu đã đánh dấu. "
    "Hãy sửa số phiếu hoặc chọn không thông qua."
)
HAS_VOTES_BY_NAME = "Biểu quyết đã ghi theo tên đại biểu; hãy xóa các dòng theo tên trước khi chọn bỏ phiếu kín."
OTHER_NUMBERS_BY_NAME = (
    "Tán thành – không tán thành – không biểu quyết ghi {numbers}, theo tên đại biểu là {by_name}: "
    "hãy ghi đúng số theo tên, hoặc sửa các dòng theo tên trước."
)
NUMBERS_OF_RESULT = {"result", "in_favour", "total_delegates", "requires_two_thirds"}


def whole_number(field: str) -> Cast:
    """The count in `field` as an integer, because a sum or a multiple can exceed the range of smallint in PostgreSQL."""
    return Cast(F(field), models.IntegerField())


def answers() -> CombinedExpression:
    """The delegates who gave one of the three answers."""
    return whole_number("in_favour") + F("against") + F("abstained")


class VoteQuerySet(CouncilQuerySet["Vote"]):
    council_path = "session__term__council"

    def final(self) -> Self:
        """Votes on the whole text of a resolution: any number of defeated ones, and one at most that has passed."""
        return self.filter(is_final=True)

    def passed(self) -> Self:
        return self.filter(result=Vote.Result.PASSED)

    def for_list(self) -> Self:
        return self.select_related("session__term__council", "resolution")


class Vote(Record):
    """The result of one vote at a session: by show of hands, electronically or by secret ballot."""

    HAPPENED_FIELDS = {"held_on": {}}
    part_of = ("resolution",)

    class Mode(models.TextChoices):
        SHOW_OF_HANDS = "show_of_hands", "giơ tay"
        ELECTRONIC = "electronic", "điện tử"
        SECRET_BALLOT = "secret_ballot", "bỏ phiếu kín"

    class Result(models.TextChoices):
        PASSED = "passed", "thông qua"
        DEFEATED = "defeated", "không thông qua"

    session = models.ForeignKey(
        "sessions_app.CouncilSession", on_delete=models.PROTECT, related_name="votes", verbose_name="kỳ họp"
    )
    resolution = models.ForeignKey(
        "resolutions.Resolution", on_delete=models.CASCADE, null=True, blank=True, related_name="votes", verbose_name="nghị quyết"
    )
    agenda_item = models.ForeignKey(
        "sessions_app.AgendaItem",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="votes",
        verbose_name="nội dung chương trình",
    )
    candidate = models.ForeignKey(
        "councils.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="elections",
        verbose_name="người được bầu",
        help_text="Chỉ ghi khi bầu cử: mỗi người một dòng, bỏ phiếu kín.",
    )
    subject = models.CharField("nội dung biểu quyết", max_length=500)
    subject_key = NormalFormField("subject", verbose_name="khóa của nội dung")
    is_final = models.BooleanField("biểu quyết toàn văn", default=False)
    mode = models.CharField("hình thức biểu quyết", max_length=15, choices=Mode, default=Mode.SHOW_OF_HANDS)
    requires_two_thirds = models.BooleanField("cần hai phần ba", default=False)
    held_on = models.DateField("ngày biểu quyết")
    total_delegates = models.PositiveSmallIntegerField(
        "tổng số đại biểu", help_text="Tổng số đại biểu của HĐND vào ngày biểu quyết; tỷ lệ tính trên số này."
    )
    present = models.PositiveSmallIntegerField("có mặt")
    in_favour = models.PositiveSmallIntegerField("tán thành")
    against = models.PositiveSmallIntegerField("không tán thành", default=0)
    abstained = models.PositiveSmallIntegerField("không biểu quyết", default=0)
    result = models.CharField(
        "kết quả", max_length=10, choices=Result, blank=True, help_text="Để trống thì theo số tán thành và tỷ lệ cần đạt."
    )
    issued = models.PositiveSmallIntegerField("phiếu phát ra", null=True, blank=True)
    returned = models.PositiveSmallIntegerField("phiếu thu về", null=True, blank=True)
    valid = models.PositiveSmallIntegerField("phiếu hợp lệ", null=True, blank=True)

    was_defeated_by_numbers = False

    objects = VoteQuerySet.as_manager()
    history = history(excluded_fields=["subject_key"])

    class Meta:
        verbose_name = verbose_name_plural = "biểu quyết"
        ordering = ["held_on", "id"]
        constraints = [
            check(
                Q(present__lte=F("total_delegates")),
                name="vote_present",
                message="Số có mặt không thể lớn hơn tổng số đại biểu.",
                beside="present",
            ),
            check(
                Q(present__gte=answers()),
                name="vote_sum",
                message="Tán thành + không tán thành + không biểu quyết không thể lớn hơn số có mặt.",
                beside="in_favour",
            ),
            # A comparison with NULL is NULL, and a check constraint refuses only what is false: therefore all pairs are compared.
            check(
                Q(valid__lte=F("returned"))
                & Q(valid__lte=F("issued"))
                & Q(valid__lte=F("present"))
                & Q(returned__lte=F("issued"))
                & Q(returned__lte=F("present"))
                & Q(issued__lte=F("present")),
                name="vote_ballots",
                message="Phiếu hợp lệ ≤ thu về ≤ phát ra ≤ số có mặt.",
                beside="valid",
            ),
            check(
                Q(valid__gte=answers()) & Q(returned__gte=answers()) & Q(issued__gte=answers()),
                name="vote_valid_sum",
                message="Tán thành + không tán thành + không biểu quyết không thể lớn hơn số phiếu hợp lệ.",
                beside="in_favour",
            ),
            check(
                ~Q(mode="secret_ballot") | Q(issued__isnull=False, returned__isnull=False, valid__isnull=False),
                name="vote_secret",
                message="Bỏ phiếu kín phải ghi số phiếu phát ra, thu về, hợp lệ.",
                beside="issued",
            ),
            check(
                Q(candidate__isnull=True) | Q(mode="secret_ballot"),
                name="vote_candidate",
                message="Bầu cử bằng bỏ phiếu kín: hãy chọn hình thức bỏ phiếu kín, hoặc bỏ người được bầu.",
                beside="mode",
            ),
            check(
                ~Q(result="passed")
                | Q(requires_two_thirds=False, in_favour__gt=whole_number("total_delegates") - F("in_favour"))
                | Q(requires_two_thirds=True, in_favour__gte=(whole_number("total_delegates") - F("in_favour")) * 2),
                name="vote_passed",
                message=PASSED_WITHOUT_MAJORITY,
                beside="result",
            ),
            check(
                ~Q(result=""),
                name="vote_result",
                message="Ghi kết quả: thông qua hoặc không thông qua.",
                beside="result",
            ),
            unique(
                "resolution",
                name="vote_final",
                message="Nghị quyết đã có biểu quyết toàn văn được thông qua.",
                when=Q(is_final=True, result="passed"),
                beside="is_final",
            ),
        ]

    def __str__(self):
        return self.subject

    @classmethod
    def from_db(cls, db, field_names, values):
        """Load a vote and remember whether its numbers defeat it: corrected numbers may then let it pass."""
        vote = super().from_db(db, field_names, values)
        if set(field_names) >= NUMBERS_OF_RESULT:
            vote.was_defeated_by_numbers = vote.result == vote.result_by_numbers == cls.Result.DEFEATED
        return vote

    def normalise(self):
        super().normalise()
        if self.session_id is None and self.resolution is not None and self.resolution.session_id is not None:
            self.session = self.resolution.session
        if not self.result or (self.was_defeated_by_numbers and self.result == self.Result.DEFEATED):
            self.result = self.result_by_numbers

    def clean(self):
        super().clean()
        errors = {}
        if self.total_delegates == 0:
            errors["total_delegates"] = "Tổng số đại biểu phải từ 1."
        if self.mode == self.Mode.SECRET_BALLOT and self.pk is not None and self.delegate_votes.exists():
            errors["mode"] = HAS_VOTES_BY_NAME
        if self.session_id is not None:
            errors |= self._session_errors()
        if errors:
            raise ValidationError(errors)

    def _session_errors(self):
        errors = {}
        if self.resolution is not None and self.resolution.session_id not in (None, self.session_id):
            errors["resolution"] = "Nghị quyết không thuộc kỳ họp này."
        if self.held_on and not self.session.covers(self.held_on):
            errors["held_on"] = "Ngày biểu quyết nằm ngoài thời gian của kỳ họp."
        if self.agenda_item is not None and self.agenda_item.session_id != self.session_id:
            errors["agenda_item"] = "Nội dung chương trình không thuộc kỳ họp này."
        return errors

    def validate_constraints(self, exclude=None):
        """Do not ask for a result that follows from numbers which have an error already."""
        is_open = not self.result and not self.result_by_numbers
        super().validate_constraints({*(exclude or ()), "result"} if is_open else exclude)

    def save(self, *args, **kwargs):
        """Save the vote; the rows by name have a copy of its mode, so that none of them belongs to a secret ballot."""
        super().save(*args, **kwargs)
        self.delegate_votes.exclude(mode=self.mode).update(mode=self.mode)

    def other_numbers_by_name(self) -> str:
        """The sentence for numbers that differ from the rows by name; "" if they agree, or if there are no rows."""
        counts = self.delegate_votes.totals()
        by_name = [counts[choice] for choice in ("for", "against", "abstained")]
        numbers = [self.in_favour, self.against, self.abstained]
        if not any(counts.values()) or by_name == numbers:
            return ""
        texts = [" – ".join(map(str, row)) for row in (numbers, by_name)]
        return OTHER_NUMBERS_BY_NAME.format(numbers=texts[0], by_name=texts[1])

    @property
    def result_by_numbers(self) -> str:
        """The result that follows from the numbers; blank while one of them is missing."""
        if None in (self.in_favour, self.total_delegates):
            return ""
        return self.Result.PASSED if self.in_favour >= self.required_in_favour else self.Result.DEFEATED

    @property
    def has_passed(self) -> bool:
        return (self.result or self.result_by_numbers) == self.Result.PASSED

    @property
    def outcome(self) -> str:
        """The result as a sentence: "Kết quả: thông qua."."""
        return f"Kết quả: {(self.Result.PASSED if self.has_passed else self.Result.DEFEATED).label}."

    @property
    def fraction(self) -> str:
        """The delegates who voted in favour, of all delegates: "31/35"."""
        return f"{self.in_favour}/{self.total_delegates}"

    @property
    def required_in_favour(self) -> int:
        """How many must vote in favour: more than half of all delegates, or two thirds of them."""
        return (2 * self.total_delegates + 2) // 3 if self.requires_two_thirds else self.total_delegates // 2 + 1

    @property
    def requirement(self) -> str:
        """The majority that the vote needs, as a sentence."""
        share = "ít nhất hai phần ba" if self.requires_two_thirds else "quá nửa"
        return f"Cần {share} tổng số đại biểu: {self.required_in_favour}."

    @property
    def explanation(self) -> str:
        """What belongs to the drawing of the vote, as sentences: its result, the majority that it needs, and its ballots."""
        return f"{self.outcome} {self.requirement} {self.ballots}".strip()

    @property
    def manner(self) -> str:
        """How and when the delegates voted: "giơ tay, ngày 28/09/2021"."""
        return f"{self.get_mode_display()}, ngày {short_date(self.held_on)}"

    @property
    def ballots(self) -> str:
        """The ballots of a secret vote, as a sentence; blank for any other vote."""
        if self.mode != self.Mode.SECRET_BALLOT:
            return ""
        return f"Phát ra {self.issued} phiếu, thu về {self.returned} phiếu, {self.valid} phiếu hợp lệ."

    @property
    def drawing(self) -> SeatsDrawing:
        """The drawing of the vote, one dot a delegate."""
        return draw_vote(
            in_favour=self.in_favour,
            against=self.against,
            abstained=self.abstained,
            present=self.present,
            total=self.total_delegates,
            title="Biểu quyết" if self.has_passed else "Biểu quyết không thông qua",
        )

    @property
    def percent_text(self) -> str:
        """The share of all delegates, present or not, who voted in favour, rounded as the Council rounds: "97,1%"."""
        return self.percent_of(self.session.term.council)

    def percent_of(self, council: Council) -> str:
        """`percent_text` for a caller that has already loaded the `council` of the vote."""
        return format_percent(
            self.in_favour, self.total_delegates, places=council.percent_places, rounding=council.percent_rounding
        )
