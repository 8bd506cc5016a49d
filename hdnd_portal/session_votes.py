"""The votes of one session as its page prints them: on resolutions and amendments, elections, confidence ballots."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from resolutions.models import ConfidenceBallot, DelegateVote, Vote
from resolutions.models.confidence import ConfidenceResult
from resolutions.models.delegate_votes import Choice
from sessions_app.models import AgendaItem, CouncilSession


@dataclass(frozen=True)
class Column:
    """A column of a table of the page."""

    label: str
    align: str = ""
    group: str = ""
    width: int = 0


@dataclass(frozen=True)
class VoteTable:
    """A table of the page."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()


@dataclass(frozen=True)
class NamedChoice:
    """The delegates with one choice in a vote by name."""

    label: str
    names: Sequence[str]


@dataclass(frozen=True)
class VoteRow:
    """One vote with its public resolution, if there is one, and who voted how, if that is recorded."""

    vote: Vote
    resolution: Any = None  # Any: a Resolution
    choices: Sequence[NamedChoice] = field(default_factory=tuple)

    @property
    def numbers(self) -> str:
        """The answers in words, with the base of the share."""
        vote = self.vote
        return (
            f"Tán thành {vote.in_favour}/{vote.total_delegates} đại biểu ({vote.percent_text}), "
            f"không tán thành {vote.against}, không biểu quyết {vote.abstained}, có mặt {vote.present}."
        )

    @property
    def title(self) -> str:
        """What was voted on: the number and the title of a resolution, else the subject as it is recorded."""
        if self.resolution is None or not self.vote.is_final:
            return self.vote.subject
        return ": ".join(filter(None, (self.resolution.symbol, self.resolution.title)))


@dataclass(frozen=True)
class SessionVotes:
    """All votes of one session that the public sees."""

    rows: Sequence[VoteRow]
    elections: Sequence[Vote]

    @property
    def election_table(self) -> VoteTable:
        """The elections, secret and therefore in totals only."""
        columns = [
            Column("Người được bầu"),
            Column("Nội dung"),
            Column("Tán thành", "right"),
            Column("Phiếu", ""),
            Column("Kết quả"),
        ]
        rows = [
            (vote.candidate.full_name if vote.candidate else "", vote.subject, f"{vote.fraction} ({vote.percent_text})")
            + (f"phát ra {vote.issued}, thu về {vote.returned}, hợp lệ {vote.valid}", vote.get_result_display())
            for vote in self.elections
        ]
        return VoteTable(columns, rows)

    @property
    def election_base(self) -> str:
        """On which numbers the shares of the elections are computed."""
        totals = sorted({vote.total_delegates for vote in self.elections})
        return f"Tỷ lệ tính trên tổng số {' và '.join(map(str, totals))} đại biểu; bỏ phiếu kín nên chỉ có tổng số."


def votes_of(session: CouncilSession, resolutions: Sequence[Any]) -> SessionVotes:  # Any: resolutions
    """The SessionVotes of `session`, whose public resolutions are given.

    Votes of closed sittings, and those on a resolution that was withdrawn, are not among them.
    """
    rows = Vote.objects.filter(session=session).exclude(resolution__status="withdrawn")
    rows = rows.exclude(agenda_item__in=AgendaItem.objects.of_closed_sittings())
    votes = list(rows.select_related("candidate").order_by("held_on", "id"))
    for vote in votes:
        vote.session = session
    public = {resolution.pk: resolution for resolution in resolutions}
    names = choices_of(session)
    on_texts = [vote for vote in votes if vote.candidate_id is None]
    return SessionVotes(
        [VoteRow(vote, public.get(vote.resolution_id), names.get(vote.pk, ())) for vote in on_texts],
        [vote for vote in votes if vote.candidate_id is not None],
    )


def choices_of(session: CouncilSession) -> dict[int, list[NamedChoice]]:
    """Who voted how in each vote by name of `session`, by the id of the vote, in the office's order."""
    rows = DelegateVote.objects.filter(vote__session=session).select_related("mandate__person")
    names: dict[int, dict[str, list[str]]] = {}
    for row in rows.order_by("mandate__rank", "mandate__person__sort_key", "id"):
        of_vote = names.setdefault(row.vote_id, {choice: [] for choice in Choice.values})
        of_vote[row.choice].append(row.mandate.person.full_name)
    return {
        vote_id: [NamedChoice(str(Choice(choice).label), people) for choice, people in of_vote.items() if people]
        for vote_id, of_vote in names.items()
    }


@dataclass(frozen=True)
class BallotRow:
    """One confidence ballot with its results as a table."""

    ballot: ConfidenceBallot
    table: VoteTable


def ballots_of(session: CouncilSession) -> list[BallotRow]:
    """The public confidence ballots of `session`, with the share of all delegates for each level."""
    ballots = ConfidenceBallot.objects.published().filter(session=session).select_related("resolution").order_by("held_on", "id")
    results: dict[int, list[ConfidenceResult]] = {}
    for result in ConfidenceResult.objects.filter(ballot__in=ballots).select_related("person").order_by("order", "id"):
        results.setdefault(result.ballot_id, []).append(result)
    rows = []
    for ballot in ballots:
        ballot.session = session
        rows.append(BallotRow(ballot, confidence_table(ballot, results.get(ballot.pk, []))))
    return rows


def confidence_table(ballot: ConfidenceBallot, results: Sequence[ConfidenceResult]) -> VoteTable:
    labels = ("Người được lấy phiếu", "Chức vụ", "Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp", "Phiếu hợp lệ")
    columns = [Column(label, "right" if place > 1 else "") for place, label in enumerate(labels)]
    rows = []
    for result in results:
        result.ballot = ballot
        levels = [f"{getattr(result, level)} ({result.percent_of(level)})" for level in ("high", "middle", "low")]
        rows.append([result.person.full_name, result.office_title, *levels, f"{result.valid}/{result.issued}"])
    return VoteTable(columns, rows)
