"""What the office still has to clear up: lists for the page of a draft, sentences for the gap list in front of its PDF."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from councils.models import Council
from reports.document.structure import Block
from reports.figures.collect import CollectedFigures
from reports.figures.notices import Conflict, ReportWarning
from reports.figures.numbers import Coverage, Number
from reports.indicators import INDICATORS
from reports.models import AnnualReport
from reports.models.outline import SECTIONS, Section
from reports.models.placeholders import FigureReference
from reports.scope import CouncilGroup

BEFORE_AND_AFTER = "HĐND trước và sau sắp xếp"  # the council of a report together with its predecessors
MAX_NAMED_COUNCILS = 3  # in one sentence on what is missing
MAX_MISSING_SENTENCES = 3  # of one level, before the rest is put into one sentence
MAX_UNUSED_SENTENCES = 20  # in the gap list; the page of the draft lists all
LISTED_IN_FULL = ("partial", "unused_totals")  # the warnings of which a list follows
PROMISES = {  # the sections that words in the title of a report promise
    "directions": re.compile(r"phương hướng|nhiệm vụ trọng tâm"),
    "assessment_strengths": re.compile(r"\bđánh giá\b"),
    "proposals": re.compile(r"đề xuất, kiến nghị|kiến nghị, đề xuất|kiến nghị và đề xuất|đề xuất và kiến nghị"),
}
COMING_TASKS = re.compile(r"nhiệm vụ[^;,.]*năm (\d{4})")  # a promise of directions where the year lies after the period


@dataclass(frozen=True)
class MissingFigures:
    """The indicators that councils of a group lack; `councils` is () where it is all of the group or many of it."""

    owner: str
    codes: tuple[str, ...]
    group: CouncilGroup
    councils: tuple[Council, ...] = ()
    is_rest: bool = False  # of several councils, each of which lacks some of the indicators

    @property
    def beginning(self) -> str:
        return f"Còn thiếu số liệu của một số {self.owner}" if self.is_rest else f"Chưa có số liệu – {self.owner}"

    @property
    def sentence(self) -> str:
        return f"{self.beginning}: {'; '.join(INDICATORS[code].label for code in self.codes)}."


def gap_sentences(report: AnnualReport, collected: CollectedFigures, blocks: Iterable[Block]) -> Iterator[str]:
    """The gap list of a draft with the body `blocks`: the sentences on its figures, then on its sections."""
    yield from figure_sentences(collected)
    sections = empty_sections(blocks, has_levels=bool(collected.scope.levels))
    yield from section_sentences(report.title, report.period_to.year, sections)


def figure_sentences(collected: CollectedFigures) -> Iterator[str]:
    """All sentences on figures: warnings, conflicts, sums that are partial, totals that are not used, what is missing."""
    yield from (warning.text for warning in warnings(collected))
    yield from conflict_sentences(collected)
    yield from partial_sentences(collected)
    unused = [total.sentence for total in collected.unused]
    yield from (f"Không dùng – {sentence}" for sentence in unused[:MAX_UNUSED_SENTENCES])
    if len(unused) > MAX_UNUSED_SENTENCES:
        yield f"Còn {len(unused) - MAX_UNUSED_SENTENCES} số liệu tổng hợp không dùng; xem ở trang của báo cáo."
    yield from missing_sentences(collected)


def warnings(collected: CollectedFigures) -> Iterator[ReportWarning]:
    """The warnings but those of which a list follows."""
    return (warning for warning in collected.warnings if warning.code not in LISTED_IN_FULL)


def conflict_beginning(conflict: Conflict, collected: CollectedFigures) -> str:
    """Whose figure is in conflict, and which."""
    owner, label = conflict.council_name, INDICATORS[conflict.code].label
    if conflict.level:
        owner = next(group.label for group in collected.scope.levels if group.level == conflict.level)
    if conflict.part:
        match = collected.find(FigureReference(conflict.code, conflict.part, conflict.level))
        label += f" ({match.label if match else conflict.part})"
    return f"{owner}: {label}"


def conflict_sentences(collected: CollectedFigures) -> Iterator[str]:
    """One sentence for each conflict: whose figure it is, the value of each source, and what to do."""
    for conflict in collected.conflicts:
        text = f"Mâu thuẫn – {conflict_beginning(conflict, collected)}: {'; '.join(conflict.statements)}."
        yield f"{text} Hãy chọn một số liệu tổng hợp hoặc sửa bản ghi."


def partial_sentences(collected: CollectedFigures) -> Iterator[str]:
    """One sentence for each group of councils and number of them: the indicators whose sums are of these councils only."""
    labels: dict[tuple[str, str], list[str]] = {}
    for figure in collected.figures.values():
        numbers = [(collected.scope.council.name, figure.coverage, [figure.number, *(part.number for part in figure.parts)])]
        numbers += [
            (level.label, level.coverage, [level.number, *(part.number for part in level.parts)]) for level in figure.levels
        ]
        for owner, coverage, numbers_of_owner in numbers:
            if coverage.is_partial:
                labels.setdefault((owner, _note(coverage, numbers_of_owner)), []).append(figure.label)
    for (owner, note), labels_of_note in labels.items():
        yield f"Chưa đủ – {owner} {note}: {'; '.join(labels_of_note)}."


def _note(coverage: Coverage, numbers: Iterable[Number]) -> str:
    """The words on how many councils a partial sum is of, as they are printed behind its number."""
    printed = next((number.note for number in numbers if number.note), "")
    return printed or f"(số liệu của {coverage.counted}/{coverage.expected} HĐND)"


def missing_sentences(collected: CollectedFigures) -> Iterator[str]:
    """The sentences on what is missing, for the council of the report and then for each level."""
    return (missing.sentence for missing in missing_figures(collected))


def missing_figures(collected: CollectedFigures) -> Iterator[MissingFigures]:
    """What is missing, for the council of the report and then for each level."""
    scope = collected.scope
    own = replace(scope.own, label=BEFORE_AND_AFTER) if scope.predecessors else scope.own
    for group in (own, *scope.levels):
        councils = {council.slug: council for council in group.councils}
        councils_by_code: dict[str, list[Council]] = {}
        for missing in collected.missing:
            if missing.council in councils:
                councils_by_code.setdefault(missing.code, []).append(councils[missing.council])
        codes_by_councils: dict[tuple[Council, ...], list[str]] = {}
        for code, lacking in councils_by_code.items():
            codes_by_councils.setdefault(tuple(lacking), []).append(code)
        yield from _missing_of_group(group, codes_by_councils)


def _missing_of_group(group: CouncilGroup, by_councils: Mapping[tuple[Council, ...], list[str]]) -> Iterator[MissingFigures]:
    """First the indicators that all councils of the group lack, then those that some lack, then the rest together."""
    others = []
    for councils, codes in sorted(by_councils.items(), key=lambda item: -len(item[0])):
        if len(councils) == len(group.councils):
            yield MissingFigures(group.label, tuple(codes), group)
        else:
            others.append((councils, codes))
    for councils, codes in others[:MAX_MISSING_SENTENCES]:
        if len(councils) <= MAX_NAMED_COUNCILS:
            yield MissingFigures(", ".join(council.name for council in councils), tuple(codes), group, councils)
        else:
            yield MissingFigures(f"{len(councils)}/{len(group.councils)} {group.label}", tuple(codes), group)
    if rest := [code for _, codes in others[MAX_MISSING_SENTENCES:] for code in codes]:
        yield MissingFigures(group.label, tuple(rest), group, is_rest=True)


def empty_sections(blocks: Iterable[Block], *, has_levels: bool) -> list[Section]:
    """The sections of the outline without any text; that on the levels below only where the report has such levels."""
    written = {block.anchor for block in blocks if block.kind == "heading"}
    sections = [section for section in SECTIONS if section.level and section.key not in written]
    return [section for section in sections if section.key != "wards" or has_levels]


def promised_sections(title: str, last_year: int, sections: Iterable[Section]) -> list[Section]:
    """Those of the empty `sections` that the title promises, of a report whose period ends in `last_year`."""
    text = title.lower()
    promised = {key for key, words in PROMISES.items() if words.search(text)}
    if any(int(year) > last_year for year in COMING_TASKS.findall(text)):
        promised.add("directions")
    return [section for section in sections if section.key in promised]


def section_sentences(title: str, last_year: int, sections: list[Section]) -> Iterator[str]:
    """The sentences on the empty `sections`: first on those that the title promises."""
    promised = promised_sections(title, last_year, sections)
    yield from (f"Trích yếu nêu “{section.label}” mà mục này chưa có nội dung." for section in promised)
    if others := [section.label for section in sections if section not in promised]:
        yield f"Mục chưa có nội dung: {'; '.join(others)}."
