"""What the office still has to clear up, one sentence each, printed in front of a draft."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reports.figures.collect import CollectedFigures
from reports.figures.notices import PERIOD_WARNINGS
from reports.indicators import INDICATORS
from reports.models.placeholders import FigureReference
from reports.scope import CouncilGroup

BEFORE_AND_AFTER = "HĐND trước và sau sắp xếp"  # the council of a report together with its predecessors
MAX_NAMED_COUNCILS = 3  # in one sentence on what is missing
MAX_MISSING_SENTENCES = 3  # of one level, before the rest is put into one sentence


def gap_sentences(collected: CollectedFigures) -> Iterator[str]:
    """All the sentences: first what the period leaves out, then where sources contradict each other, then what is missing."""
    yield from (warning.text for warning in collected.warnings if warning.code in PERIOD_WARNINGS)
    yield from conflict_sentences(collected)
    yield from missing_sentences(collected)


def conflict_sentences(collected: CollectedFigures) -> Iterator[str]:
    """One sentence for each conflict: whose figure it is, the value of each source, and what to do."""
    for conflict in collected.conflicts:
        owner, label = conflict.council_name, INDICATORS[conflict.code].label
        if conflict.level:
            owner = next(group.label for group in collected.scope.levels if group.level == conflict.level)
        if conflict.part:
            match = collected.find(FigureReference(conflict.code, conflict.part, conflict.level))
            label += f" ({match.label if match else conflict.part})"
        text = f"Mâu thuẫn – {owner}: {label}: {'; '.join(conflict.statements)}."
        yield f"{text} Hãy chọn một số liệu tổng hợp hoặc sửa bản ghi."


def missing_sentences(collected: CollectedFigures) -> Iterator[str]:
    """The sentences on what is missing, for the council of the report and then for each level."""
    scope = collected.scope
    own = replace(scope.own, label=BEFORE_AND_AFTER) if scope.predecessors else scope.own
    for group in (own, *scope.levels):
        slugs = {council.slug for council in group.councils}
        councils_by_code: dict[str, list[str]] = {}
        for missing in collected.missing:
            if missing.council in slugs:
                councils_by_code.setdefault(missing.code, []).append(missing.council_name)
        labels_by_councils: dict[tuple[str, ...], list[str]] = {}
        for code, councils in councils_by_code.items():
            labels_by_councils.setdefault(tuple(councils), []).append(INDICATORS[code].label)
        yield from _group_missing_sentences(group, labels_by_councils)


def _group_missing_sentences(group: CouncilGroup, labels_by_councils: Mapping[tuple[str, ...], list[str]]) -> Iterator[str]:
    """First the indicators that all councils of the group lack, then those that some lack, then the rest in one sentence."""
    others = []
    for councils, labels in sorted(labels_by_councils.items(), key=lambda item: -len(item[0])):
        if len(councils) == len(group.councils):
            yield f"Chưa có số liệu – {group.label}: {'; '.join(labels)}."
        else:
            others.append((councils, labels))
    for councils, labels in others[:MAX_MISSING_SENTENCES]:
        count = f"{len(councils)}/{len(group.councils)} {group.label}"
        owner = ", ".join(councils) if len(councils) <= MAX_NAMED_COUNCILS else count
        yield f"Chưa có số liệu – {owner}: {'; '.join(labels)}."
    if rest := [label for _, labels in others[MAX_MISSING_SENTENCES:] for label in labels]:
        yield f"Còn thiếu số liệu của một số {group.label}: {'; '.join(rest)}."
