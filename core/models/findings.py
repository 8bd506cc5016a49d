"""What the checks find in records, with the waivers that hold for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from core.models.waivers import Waiver
from core.records.checks import Check, Problem, all_checks, checks_of
from core.records.periods import Period
from core.records.rights import IDS_OF_QUERY


@dataclass(frozen=True)
class Finding:
    """A problem that a check has found, and the waiver by which a reviewer has accepted it, if any."""

    check: Check
    problem: Problem
    waiver: Waiver | None = None

    @property
    def record(self) -> Model:
        """The record with the problem."""
        return self.problem.record

    @property
    def sentence(self) -> str:
        """The problem as a sentence."""
        return self.problem.sentence

    @property
    def blocks(self) -> bool:
        """Whether it is an error that nobody has waived."""
        return self.check.is_error and self.waiver is None


def findings_in(
    rows: QuerySet[Any], checks: Iterable[Check] | None = None, on: date | None = None
) -> list[Finding]:  # Any: rows of all models
    """Return what `checks`, by default all of the model, find in `rows`: one query for each check, one for the waivers."""
    on = on or timezone.localdate()
    checks = checks_of(rows.model) if checks is None else checks
    pairs = [(each_check, problem) for each_check in checks for problem in each_check.problems(rows, on)]
    return list(with_waivers(pairs))


def with_waivers(pairs: Collection[tuple[Check, Problem]]) -> Iterator[Finding]:
    """Yield each problem with its waiver; only errors are looked up, because advice needs none."""
    waivers = waivers_of([problem.record for each_check, problem in pairs if each_check.is_error])
    for each_check, problem in pairs:
        record = problem.record
        key = (each_check.code, record._meta.label_lower, record.pk, problem.sentence_hash)
        yield Finding(each_check, problem, waivers.get(key))


def waivers_of(records: Iterable[Model]) -> dict[tuple[str, str, int, str], Waiver]:
    """Return the waivers about `records` by check, model, id and hash of the sentence."""
    ids_by_kind: dict[str, set[int]] = {}
    for record in records:
        ids_by_kind.setdefault(record._meta.label_lower, set()).add(record.pk)
    waivers = {}
    for kind, ids in ids_by_kind.items():
        ordered = sorted(ids)
        for start in range(0, len(ordered), IDS_OF_QUERY):
            for waiver in Waiver.objects.filter(kind=kind, object_id__in=ordered[start : start + IDS_OF_QUERY]):
                waivers[waiver.check_code, kind, waiver.object_id, waiver.sentence_hash] = waiver
    return waivers


def findings_of(record: Model, on: date | None = None) -> list[Finding]:
    """Return what the checks find in one stored record."""
    return findings_in(type(record)._default_manager.filter(pk=record.pk), on=on)


def blocking_errors(councils: Model | Iterable[Model], period: Period | None = None, on: date | None = None) -> list[Finding]:
    """Return the errors of the records of `councils` that nobody has waived.

    With `period` only those of records that matter to the figures of the period: they block the issue of its report.
    """
    councils = councils if isinstance(councils, Model) else list(councils)
    findings: list[Finding] = []
    for each_check in all_checks():
        if each_check.is_error:
            rows = each_check.model._default_manager.of(councils)  # type: ignore[attr-defined]  # a test checks that each has it
            rows = rows.filter(each_check.in_period(period)) if period else rows
            findings += (finding for finding in findings_in(rows, [each_check], on) if finding.blocks)
    return findings
