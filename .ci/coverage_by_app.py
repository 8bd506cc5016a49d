"""Prints the coverage that the tests have just measured, one line for each app, and fails where an app has too little."""

import json
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from coverage import Coverage

LEAST = {"core": 95, "reports": 95}  # percent, of lines and of branches alike
COUNTS = ("num_statements", "covered_lines", "num_branches", "covered_branches")


def counts_by_app():
    """The counts of coverage.py, added up by the first folder of each file."""
    coverage = Coverage()
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(report))
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    apps = defaultdict(Counter)
    for name, file in files.items():
        apps[Path(name).parts[0]].update({count: file["summary"][count] for count in COUNTS})
    return dict(sorted(apps.items()))


def percent(covered, total):
    return 100 * covered / total if total else 100.0


def main():
    too_low = []
    print(f"{'app':<14}{'lines':>8}{'covered':>10}{'branches':>10}{'covered':>10}")
    for app, counts in counts_by_app().items():
        lines = percent(counts["covered_lines"], counts["num_statements"])
        branches = percent(counts["covered_branches"], counts["num_branches"])
        print(f"{app:<14}{counts['num_statements']:>8}{lines:>8.1f} %{counts['num_branches']:>10}{branches:>8.1f} %")
        if min(lines, branches) < LEAST.get(app, 0):
            too_low.append(app)
    if too_low:
        sys.exit(f"Coverage of {', '.join(too_low)} is below {max(LEAST.values())} %.")


if __name__ == "__main__":
    main()
