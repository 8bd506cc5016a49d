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

from django.db.models import Model, Q, QuerySet

from core.records.periods import Period


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


def checks_of(model: type[Model]) -> list[Check]:
    """Return the checks of a model, errors first, in the order of their declaration."""
    checks = [each_check for each_check in checks_by_code.values() if each_check.model is model]
    return sorted(checks, key=lambda each_check: not each_check.is_error)


def all_checks() -> list[Check]:
    """Return all checks in the order of their codes."""
    return [checks_by_code[code] for code in sorted(checks_by_code)]


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
