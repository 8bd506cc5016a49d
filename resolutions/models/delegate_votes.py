"""How each delegate voted in a public electronic vote, and the words with which files say so."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q

from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Record
from core.records.settlement import Happenings
from councils.querysets import CouncilQuerySet
from resolutions.models.votes import Vote
from sessions_app.models import CouncilSession

SECRET_BALLOT = "Bỏ phiếu kín không ghi theo tên đại biểu."
NO_DELEGATE_THAT_DAY = "Người này không phải đại biểu của khóa vào ngày biểu quyết."


class Choice(models.TextChoices):
    FOR = "for", "tán thành"
    AGAINST = "against", "không tán thành"
    ABSTAINED = "abstained", "không biểu quyết"
    ABSENT = "absent", "vắng"


class DelegateVoteQuerySet(CouncilQuerySet["DelegateVote"]):
    council_path = "vote__session__term__council"

    def totals(self) -> dict[str, int]:
        """The number of rows of each Choice."""
        counts = self.order_by().values("choice").annotate(count=Count("pk"))
        return dict.fromkeys(Choice.values, 0) | {row["choice"]: row["count"] for row in counts}

    def for_list(self) -> Self:
        return self.select_related("mandate__person", "vote__session__term__council")


class DelegateVote(Record):
    """The choice of one delegate in a public vote. A secret ballot has none, by a constraint on the copied mode."""

    part_of = ("resolution", "session")
    happenings = Happenings(("choice",), until="held_on", is_whole_row=True)

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="delegate_votes", verbose_name="biểu quyết")
    mandate = models.ForeignKey(
        "councils.Mandate", on_delete=models.PROTECT, related_name="delegate_votes", verbose_name="đại biểu"
    )
    choice = models.CharField("ý kiến", max_length=9, choices=Choice)
    mode = models.CharField("hình thức biểu quyết", max_length=15, choices=Vote.Mode, editable=False)

    objects = DelegateVoteQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = verbose_name_plural = "biểu quyết theo tên"
        ordering = ["mandate__rank", "mandate__person__sort_key", "id"]
        constraints = [
            unique("vote", "mandate", name="delegate_vote_once", message="Đại biểu này đã có ý kiến."),
            check(~Q(mode="secret_ballot"), name="delegate_vote_public", message=SECRET_BALLOT, beside="vote"),
        ]

    def __str__(self):
        return f"{self.mandate.person}: {self.get_choice_display()}"

    def normalise(self):
        super().normalise()
        if self.vote_id is not None:
            self.mode = self.vote.mode

    def clean(self):
        super().clean()
        mandate, vote = getattr(self, "mandate", None), getattr(self, "vote", None)
        if mandate is None or vote is None or vote.held_on is None:
            return
        if mandate.term_id != vote.session.term_id or not mandate.is_in_force_on(vote.held_on):
            raise ValidationError({"mandate": NO_DELEGATE_THAT_DAY})

    @property
    def session(self) -> CouncilSession:
        return self.vote.session

    @property
    def resolution(self):
        """The resolution that the vote is on, or None."""
        return self.vote.resolution

    @property
    def held_on(self):
        """The day of the vote."""
        return self.vote.held_on


class ChoiceWord(Record):
    """A word with which the files of a Council write a choice, such as "TT" for "tán thành"; chosen once and then used."""

    council = models.ForeignKey("councils.Council", on_delete=models.CASCADE, related_name="choice_words", verbose_name="HĐND")
    word = models.CharField("từ trong tệp", max_length=40)
    word_key = NormalFormField("word", verbose_name="khóa của từ")
    choice = models.CharField("ý kiến", max_length=9, choices=Choice)

    objects = CouncilQuerySet.as_manager()
    history = history(excluded_fields=["word_key"])

    class Meta:
        verbose_name = verbose_name_plural = "từ ghi ý kiến biểu quyết"
        ordering = ["choice", "word", "id"]
        constraints = [
            unique("council", "word_key", name="choice_word_once", message="Từ này đã có nghĩa.", beside="word"),
        ]

    def __str__(self):
        return f"{self.word}: {self.get_choice_display()}"
