"""What the page of a draft says to staff: what is wrong, what waits, what is missing, each with the form that mends it."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.records.rights import StaffUser
from councils.models import Council
from reports.content import ReportContent
from reports.document.gaps import (
    conflict_beginning,
    empty_sections,
    missing_figures,
    partial_sentences,
    promised_sections,
    warnings,
)
from reports.draft_links import DraftLinks, Link
from reports.figures.collect import CollectedFigures
from reports.figures.notices import Conflict
from reports.figures.numbers import LevelFigure
from reports.indicators import INDICATORS
from reports.models.outline import Section
from reports.scope import CouncilGroup
from reports.waiting import WaitingCount, waiting_counts


@dataclass(frozen=True)
class LinkedText:
    """A sentence, or a name in a list, with the links behind it."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class ConflictOnPage:
    """Whose figure is in conflict, and who says what."""

    text: str
    statements: tuple[LinkedText, ...]
    new_total: str = ""


@dataclass(frozen=True)
class LinkedList:
    """A beginning of a sentence and what it lists; each name is a link where it has an address."""

    beginning: str
    names: tuple[tuple[str, str], ...]  # each with its address, or ""


class DraftPage:
    """The lists on the page of a draft for `user`; without a user they have no links."""

    def __init__(self, content: ReportContent, user: StaffUser | None = None) -> None:
        self.report, self.document = content.report, content.document
        self.collected: CollectedFigures = content.collected
        self.user = user
        unused = {one.total.pk for one in self.collected.unused}
        self.links = DraftLinks(self.report, user, unused.union(*(conflict.totals for conflict in self.collected.conflicts)))

    @property
    def conflicts(self) -> list[ConflictOnPage]:
        """The conflicts, each with its statements: the records, and the totals with their forms."""
        return [self._conflict(conflict) for conflict in self.collected.conflicts]

    def _conflict(self, conflict: Conflict) -> ConflictOnPage:
        links: list[list[Link]] = []
        if conflict.computed is not None:
            links.append(self.links.records(conflict))
        links += [[*self.links.totals(one.totals), *self.links.choices(one.totals)] for one in conflict.reported]
        statements = zip(conflict.statements, links, strict=True)
        council = next((c for c in self.collected.scope.councils if c.slug == conflict.council), None)
        return ConflictOnPage(
            conflict_beginning(conflict, self.collected),
            tuple(LinkedText(text, tuple(links_of_text)) for text, links_of_text in statements),
            self.links.new_total(conflict.code, council=council, level=conflict.level, part=conflict.part) if council else "",
        )

    @property
    def warnings(self) -> list[str]:
        return [warning.text for warning in warnings(self.collected)]

    @property
    def waiting(self) -> list[WaitingCount]:
        """The records of the period that wait for approval, by kind."""
        return waiting_counts(self.collected.scope, self.user)

    @property
    def waiting_lists(self) -> list[LinkedList]:
        """The same as one list; [] where nothing waits."""
        waiting = tuple((count.text, count.url) for count in self.waiting)
        return [LinkedList("Chờ duyệt, chưa tính vào số liệu", waiting)] if waiting else []

    @property
    def empty_sections(self) -> list[Section]:
        """The sections of the outline in which nothing is printed."""
        return empty_sections(self.document.blocks, has_levels=bool(self.collected.scope.levels))

    @property
    def promised_sections(self) -> list[Section]:
        """Those of the empty sections that the title promises."""
        return promised_sections(self.report.title, self.report.period_to.year, self.empty_sections)

    @property
    def other_empty_sections(self) -> list[Section]:
        return [section for section in self.empty_sections if section not in self.promised_sections]

    @property
    def partial(self) -> list[str]:
        """The sentences on sums over some of the councils only."""
        return list(partial_sentences(self.collected))

    @property
    def silent(self) -> list[LinkedList]:
        """The councils below that have given no number: those without any, then those without some."""
        return [silent for group in self.collected.scope.levels for silent in self._silent_of_group(group)]

    def _silent_of_group(self, group: CouncilGroup) -> Iterator[LinkedList]:
        silent = [
            level.coverage.silent
            for figure in self.collected.figures.values()
            for level in figure.levels
            if level.level == group.level and (level.coverage.silent or has_rows(level))
        ]
        counts = {council: sum(council.slug in slugs for slugs in silent) for council in group.councils}
        quiet = [council for council, count in counts.items() if count and count == len(silent)]
        some = [council for council, count in counts.items() if 0 < count < len(silent)]
        share = f"/{len(group.councils)} {group.label}"
        if quiet:
            names = tuple((council.name, self._total_of(council)) for council in quiet)
            yield LinkedList(f"{len(quiet)}{share} chưa có số liệu nào", names)
        if some:
            names = tuple((f"{council.name} ({counts[council]} chỉ tiêu)", self._total_of(council)) for council in some)
            yield LinkedList(f"{len(some)}{share} chưa có số liệu ở một số chỉ tiêu", names)

    def _total_of(self, council: Council) -> str:
        """The form of a new total of `council`, which may be of any indicator."""
        return self.links.new_total("", council=council)

    @property
    def unused_totals(self) -> list[LinkedText]:
        """The totals that touch the draft and are not used in it, each with its reason and its form."""
        return [LinkedText(one.sentence, tuple(self.links.totals([one.total.pk]))) for one in self.collected.unused]

    @property
    def missing(self) -> list[LinkedList]:
        """The indicators without number, each with the form of a new total."""
        return [
            LinkedList(
                missing.beginning,
                tuple(
                    (INDICATORS[code].label, self.links.new_total_of_group(code, missing.group, missing.councils))
                    for code in missing.codes
                ),
            )
            for missing in missing_figures(self.collected)
        ]


def has_rows(level: LevelFigure) -> bool:
    """Whether some of the numbers of a level come from rows."""
    return any(number.computed is not None for number in (level.number, *(part.number for part in level.parts)))
