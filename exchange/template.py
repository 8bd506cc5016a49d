"""Empty registers to be filled in."""

import csv

from exchange.tables import SHEETS


def write_template(directory):
    """Write every register with its header line only; the names of the files. Raises FileExistsError with the first taken."""
    directory.mkdir(parents=True, exist_ok=True)
    files = {directory / sheet.file: sheet for sheet in SHEETS.values()}
    for path in files:
        if path.exists():
            raise FileExistsError(path.name)
    for path, sheet in files.items():
        with path.open("x", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow(sheet.columns)
    return [path.name for path in files]
