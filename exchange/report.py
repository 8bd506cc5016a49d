"""What a run has done, or why it has done nothing."""

from dataclasses import asdict, dataclass, field

SHOWN = 200


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it stands (row 1 is the header) and what to do about it."""

    file: str
    row: int
    column: str
    value: str
    message: str

    def __str__(self):
        place = [self.file, f"dòng {self.row}"] if self.file else []
        if self.column:
            place.append(f"cột {self.column}")
        return f"{', '.join(place)}: {self.message}" if place else self.message


@dataclass
class LoadReport:
    """Counts of rows added, changed and left as they were; all three are 0 where there are errors."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[Problem] = field(default_factory=list)

    def problem(self, message, *, file="", row=1, column="", value=""):
        """Note something to mend; a long value is cut, so that the report stays readable."""
        shown = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
        self.errors.append(Problem(file, row, column, shown, message))

    def as_json(self):
        """The report as `load_records --report` writes it."""
        counts = {"added": self.added, "changed": self.changed, "unchanged": self.unchanged}
        return counts | {"errors": [asdict(problem) for problem in self.errors]}
