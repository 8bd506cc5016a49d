"""The grid of all votes of one session: the stored ones, those that its contents propose, and a few empty rows."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property

from core.admin.related_fields import is_primary_key
from core.records.rights import StaffUser, visible_rows
from core.records.settlement import write_refusal
from core.vietnamese.normal_form import normal_form
from councils.models import Person
from resolutions.models import Resolution, Vote
from resolutions.vote_rows import COUNTS, VoteRowForm
from sessions_app.models import AgendaItem, CouncilSession, SessionDocument, Sitting

MAX_ROWS, FREE_ROWS = 80, 3
VOTED_KINDS = (AgendaItem.Kind.VOTE, AgendaItem.Kind.ELECTION)
SECOND_FINAL = "Nghị quyết này đã có dòng khác biểu quyết toàn văn được thông qua."


@dataclass
class VoteRow:
    """One row of the grid; `refusal` is why the user may not change it here."""

    number: int
    form: VoteRowForm
    vote: Vote | None = None
    refusal: str = ""
    deleted_pk: int | None = None  # of the vote that the posted row was about and that is not there any more

    @property
    def is_filled(self) -> bool:
        return not self.form.is_skipped and not self.refusal

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """The label of the field, the message and the id of the input of each error; the first and the last may be blank."""
        if not (self.is_filled and self.form.is_bound):
            return []
        return [
            (str(bound.label) if bound else "", message, bound.auto_id if bound else "")
            for bound, messages in self.form.errors_by_field()
            for message in messages
        ]

    @property
    def has_more(self) -> bool:
        """Whether the second line of the row says something that the reader must see."""
        return bool(self.form.is_bound and set(self.form.errors) & set(VoteRowForm.SECOND_LINE))


@dataclass
class Attended:
    """The delegates of a day: how many there are, and how many the roll of the first sitting with one has as present."""

    base: int
    present: int | None = None


@dataclass
class SessionContents:
    """What the rows of the grid refer to."""

    session: CouncilSession
    votes: list[Vote]
    resolutions: list[Resolution]
    items: list[AgendaItem]
    drafts: list[SessionDocument]
    attended: dict[date, Attended] = field(default_factory=dict)

    @classmethod
    def of(cls, session: CouncilSession, user: StaffUser) -> "SessionContents":
        """The contents of `session` that `user` may see."""
        sitting: Any  # Any: a Sitting with the annotations of `with_attendance`
        attended: dict[date, Attended] = {}
        for sitting in Sitting.objects.filter(session=session.pk).with_attendance():
            row = attended.setdefault(sitting.held_on, Attended(sitting.base))
            if row.present is None and sitting.present + sitting.excused + sitting.absent:
                row.present = sitting.present
        drafts = SessionDocument.objects.filter(session=session.pk, kind=SessionDocument.Kind.DRAFT_RESOLUTION)
        votes = list(visible_rows(Vote.objects.filter(session=session.pk), user).select_related("resolution", "candidate"))
        for vote in votes:
            vote.session = session
        return cls(
            session,
            votes,
            list(visible_rows(Resolution.objects.filter(session=session.pk), user).order_by("number", "pk")),
            list(session.agenda.select_related("sitting")),
            list(drafts.newest_versions().filter(resolutions__isnull=True, is_confidential=False).select_related("agenda_item")),
            attended,
        )

    def day_of(self, item: AgendaItem | None) -> date | None:
        """The day on which the session votes on `item`."""
        if item is not None and item.sitting is not None:
            return item.sitting.held_on
        return next(iter(self.attended), None) or self.session.opened_on

    def numbers_of(self, day: date | None) -> dict[str, int | None]:
        """The number of delegates on `day`, and of those who are present."""
        row = self.attended.get(day) if day else None
        return {"total_delegates": row.base if row else self.session.total_delegates, "present": row.present if row else None}

    def proposals(self) -> Iterator[dict[str, Any]]:  # Any: the initial values of a form
        """What the session has to vote on and has not: its resolutions, its drafts, the votes and elections of its agenda."""
        decided = {vote.resolution_id for vote in self.votes if vote.is_final}
        subjects = {vote.subject_key for vote in self.votes}
        items = {vote.agenda_item_id for vote in self.votes} | {draft.agenda_item_id for draft in self.drafts}
        for resolution in self.resolutions:
            if resolution.pk not in decided:
                subjects.add(normal_form(resolution.title))
                yield self.values(resolution.title, resolution.adopted_on, resolution=resolution.pk, is_final=True)
        for draft in self.drafts:
            if normal_form(draft.title) not in subjects:
                yield self.values(draft.title, self.day_of(draft.agenda_item), agenda_item=draft.agenda_item_id, is_final=True)
        for item in self.items:
            if item.kind in VOTED_KINDS and item.pk not in items and not item.is_dropped:
                is_secret = item.kind == AgendaItem.Kind.ELECTION
                mode = Vote.Mode.SECRET_BALLOT if is_secret else Vote.Mode.SHOW_OF_HANDS
                yield self.values(item.title, self.day_of(item), agenda_item=item.pk, mode=mode)

    def values(self, subject: str, day: date | None, **others: Any) -> dict[str, Any]:  # Any: as above
        """The initial values of a new row."""
        return {"subject": subject[:500], "held_on": day} | self.numbers_of(day) | others


class VotesGrid:
    """The rows of the grid of `session` for `user`, as displayed or, with `data`, as posted."""

    def __init__(self, session: CouncilSession, user: StaffUser, data: QueryDict | None = None) -> None:
        self.session, self.user, self.data = session, user, data
        self.contents = SessionContents.of(session, user)
        self.rows = self.opened_rows() if data is None else list(self.posted_rows(data))

    def opened_rows(self) -> list[VoteRow]:
        """The stored votes, the proposals and the empty rows."""
        rows = [self.stored_row(vote, number) for number, vote in enumerate(self.contents.votes, start=1)]
        blank = self.blank_values()
        for initial in [*self.contents.proposals(), *[blank] * FREE_ROWS]:
            rows.append(self.new_row(len(rows) + 1, initial))
        return rows[: max(MAX_ROWS, len(self.contents.votes))]

    def blank_values(self) -> dict[str, Any]:  # Any: the initial values of a form
        """The initial values of an empty row."""
        return self.contents.values("", self.contents.day_of(None))

    def new_row(self, number: int, initial: dict[str, Any]) -> VoteRow:  # Any: as above
        """A row without a vote, with `initial` values."""
        return VoteRow(number, self.form(number, Vote(session=self.session), initial=initial))

    def stored_row(self, vote: Vote, number: int, data: QueryDict | None = None) -> VoteRow:
        """The row of a stored vote; one that the user may not change is read-only and not taken from `data`."""
        refusal = write_refusal(self.user, vote, vote, ["in_favour"])
        return VoteRow(number, self.form(number, vote, None if refusal else data, is_locked=bool(refusal)), vote, refusal)

    def posted_rows(self, data: QueryDict) -> Iterator[VoteRow]:
        """The rows as posted. A vote that is not there any more becomes a new row."""
        votes = {str(vote.pk): vote for vote in self.contents.votes}
        count = data.get("rows", "")
        for number in range(1, min(int(count) if count.isdecimal() and len(count) < 4 else 0, MAX_ROWS + len(votes)) + 1):
            posted = data.get(f"row-{number}-vote", "")
            vote = votes.pop(posted, None)
            if vote is not None:
                yield self.stored_row(vote, number, data)
            else:
                deleted_pk = int(posted) if is_primary_key(posted) else None
                yield VoteRow(number, self.form(number, Vote(session=self.session), data), deleted_pk=deleted_pk)

    def form(self, number: int, vote: Vote, data: QueryDict | None = None, **options: Any) -> VoteRowForm:  # Any: its arguments
        """The form of the row `number`."""
        return VoteRowForm(
            data,
            instance=vote,
            prefix=f"row-{number}",
            number=number,
            resolutions=self.contents.resolutions,
            items=self.contents.items,
            people=self.people,
            **options,
        )

    @cached_property
    def people(self) -> list[Person]:
        """Who may be elected: everybody whom the user sees."""
        return list(visible_rows(Person.objects.all(), self.user).only("full_name", "other_name", "birth_year"))

    def is_valid(self) -> bool:
        """Whether all filled rows are valid, each and beside each other, and the user may write them."""
        filled = [row for row in self.rows if row.is_filled]
        valid = [row for row in filled if row.form.is_valid()]
        for row in valid:
            stored = row.form.stored
            names = [name for name in row.form.changed_data if name in COUNTS or hasattr(row.form.instance, name)]
            if names or stored is None:
                refusal = write_refusal(self.user, stored, row.form.instance, names)
                if refusal:
                    row.form.add_error(None, refusal)
        self.refuse_second_final_votes(valid)
        return not any(row.form.errors for row in filled)

    def refuse_second_final_votes(self, rows: Iterable[VoteRow]) -> None:
        """Add an error to each row that is the second one by which a whole resolution passes."""
        passed: Counter[int] = Counter()
        for row in rows:
            vote = row.form.instance
            if vote.is_final and vote.resolution_id and vote.has_passed:
                passed[vote.resolution_id] += 1
                if passed[vote.resolution_id] > 1:
                    row.form.add_error("resolution", SECOND_FINAL)

    def changed_votes(self) -> list[Vote]:
        """The votes to save: new ones, and stored ones that differ."""
        return [row.form.instance for row in self.rows if row.is_filled and (row.vote is None or row.form.has_changed())]

    def errors(self) -> list[tuple[str, str, str]]:
        """The label of the place, the message and the id of the input of each error."""
        return [
            (f"Dòng {row.number}{f', {label}' if label else ''}", message, input_id)
            for row in self.rows
            for label, message, input_id in row.errors
        ]
