"""Checks of stored records: what is improbable or incomplete although no rule of a form or of the database refuses it.

A check is declared once, in the module `checks.py` of an app, by a function that finds the records with the problem. Lists,
forms, publication, reports and the command `check_records` all use this function.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Model, Q, QuerySet, Subquery, UniqueConstraint
from django.utils.text import capfirst

from core.records.periods import Period
from core.vietnamese.normal_form import COPY_MARK


class Severity(StrEnum):
    """An error blocks publishing and the issue of a report until it is waived; advice blocks nothing."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True)
class Problem:
    """What a check finds in a record, as a sentence; `others` are the other records involved."""

    record: Model
    sentence: str
    others: tuple[Model, ...] = ()

    @property
    def sentence_hash(self) -> str:
        """The SHA-256 of the sentence: a waiver holds as long as the sentence stays the same."""
        return hashlib.sha256(self.sentence.encode()).hexdigest()


Finder = Callable[[QuerySet[Any], date], Iterable[Problem]]  # Any: rows of the model of each check
InPeriod = Callable[[Period], Q]


def any_period(period: Period) -> Q:
    """Return the condition that selects all rows whatever the period."""
    return Q()


@dataclass(frozen=True)
class Check:
    """A check of the records of one model.

    `find` yields the problems of the given rows on a day. `in_period` is the condition for the rows that matter to the
    figures of a period. `title` says in Vietnamese what the check looks for.
    """

    code: str
    model: type[Model]
    severity: Severity
    title: str
    find: Finder
    in_period: InPeriod

    @property
    def is_error(self) -> bool:
        """Whether what the check finds blocks publishing."""
        return self.severity == Severity.ERROR

    def problems(self, rows: QuerySet[Any], on: date) -> Iterator[Problem]:  # Any: rows of the model
        """Yield the problems of those of `rows`, on the day `on`."""
        yield from self.find(rows, on)


checks_by_code: dict[str, Check] = {}


def check(
    code: str,
    model: type[Model],
    severity: Severity,
    title: str,
    in_period: InPeriod = any_period,
) -> Callable[[Finder], Finder]:
    """Register the decorated function as the check `code` of `model`."""

    def register(find: Finder) -> Finder:
        if code in checks_by_code:
            raise ValueError(f"The check {code} is declared twice.")
        checks_by_code[code] = Check(code, model, severity, title, find, in_period)
        return find

    return register


def check_copies(code: str, model: type[Model], key: str, in_period: InPeriod) -> None:
    """Register the check of rows that are equal to an older row by the normal form in the column `key`.

    Such rows were stored before a constraint compared normal forms; `fill_normal_forms` has marked them.
    """
    noun = model._meta.verbose_name
    constraints = [each for each in model._meta.constraints if isinstance(each, UniqueConstraint) and key in each.fields]
    columns = [column for column in constraints[0].fields if column != key]

    @check(code, model, Severity.ADVICE, f"{capfirst(str(noun))} ghi hai lần, chỉ khác cách viết tên hoặc địa điểm", in_period)
    def copies(rows: QuerySet[Any], on: date) -> Iterator[Problem]:  # Any: rows of `model`
        for row in rows.filter(**{f"{key}__contains": COPY_MARK}):
            same = {column: getattr(row, column) for column in columns} | {key: getattr(row, key).partition(COPY_MARK)[0]}
            if original := model._default_manager.filter(**same).first():
                yield Problem(
                    row, f"Trùng với {noun} “{original}” đã ghi trước; hãy gộp số liệu rồi xóa một bản ghi.", (original,)
                )


def checks_of(model: type[Model]) -> list[Check]:
    """Return the checks of a model, errors first, in the order of their declaration."""
    checks = [each_check for each_check in checks_by_code.values() if each_check.model is model]
    return sorted(checks, key=lambda each_check: not each_check.is_error)


def all_checks() -> list[Check]:
    """Return all checks in the order of their codes."""
    return [checks_by_code[code] for code in sorted(checks_by_code)]


def with_others(rows: QuerySet[Any], others: QuerySet[Any]) -> list[tuple[Any, Any]]:  # Any: rows of all models
    """Return the `rows` for which `others`, which refers to them by OuterRef, has a row: each with the first of these."""
    pairs = list(rows.annotate(other_id=Subquery(others.values("pk")[:1])).filter(other_id__isnull=False))
    others_by_id = others.model._default_manager.in_bulk({row.other_id for row in pairs})
    return [(row, others_by_id[row.other_id]) for row in pairs]


def checks_as_markdown() -> str:
    """Return the list of all checks for docs/checks.md."""
    lines = [
        "# Checks",
        "",
        "What the portal looks for in stored records. An error blocks publishing and the issue of a report until a reviewer",
        "or the administrator waives it with a reason; advice blocks nothing. Made by `manage.py check_records --list`.",
        "",
        "| code | model | severity | what it looks for |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{each_check.code}` | `{each_check.model._meta.label}` | {each_check.severity} | {each_check.title} |"
        for each_check in all_checks()
    ]
    return "\n".join(lines) + "\n"
