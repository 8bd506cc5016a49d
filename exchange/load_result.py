"""What a run has loaded, or the errors for which it has loaded nothing."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from exchange.report_notices import ReportNotice

MAX_VALUE = 200  # characters of a cell that an error repeats


class RowOutcome(StrEnum):
    """What loading has done with the record of one row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, order=True)
class LoadError:
    """One error of a run: its file, row (row 1 is the header), column and cell, and a message that says what to do."""

    file: str
    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        place = [self.file, f"dòng {self.row}"] if self.file else []
        if self.column:
            place.append(f"cột {self.column}")
        return f"{', '.join(place)}: {self.message}" if place else self.message


@dataclass
class LoadResult:
    """How many rows were added, changed and left unchanged; all three are 0 if there are errors.

    `notices` are sentences about what was understood otherwise than it was written, and about what is overwritten. `code`
    is that of what a trial run has found stored. `reports` is what the drafts of the councils make of what was loaded.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[LoadError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    code: str = ""
    reports: list[ReportNotice] = field(default_factory=list)

    @property
    def report_sentences(self) -> list[str]:
        """What the drafts of the councils make of what was loaded."""
        return [sentence for notice in self.reports for sentence in notice.sentences]

    def add_error(self, message: str, *, file: str = "", row: int = 1, column: str = "", value: str = "") -> None:
        """Add an error; a value of more than 200 characters is cut, so that the list stays readable."""
        shortened = value if len(value) <= MAX_VALUE else f"{value[:MAX_VALUE]}…"
        self.errors.append(LoadError(file, row, column, shortened, message))

    def as_json(self) -> dict[str, Any]:  # Any: what json.dumps takes
        """Return the result as `load_records --report` writes it."""
        counts = {"added": self.added, "changed": self.changed, "unchanged": self.unchanged}
        sentences = [*self.notices, *self.report_sentences]
        notices = {"notices": sentences} if sentences else {}
        reports = {"reports": [notice.as_json() for notice in self.reports]} if self.reports else {}
        code = {"preview": self.code} if self.code else {}
        return counts | {"errors": [asdict(error) for error in self.errors]} | notices | reports | code
