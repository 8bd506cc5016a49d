"""Empty CSV tables to be filled in."""

import csv

from exchange.tables import TABLES


def write_template(directory):
    """Write every CSV table with its header line only; the names of the files. Raises FileExistsError with the first taken."""
    directory.mkdir(parents=True, exist_ok=True)
    files = {directory / table.file: table for table in TABLES.values()}
    for path in files:
        if path.exists():
            raise FileExistsError(path.name)
    for path, table in files.items():
        with path.open("x", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow(table.columns)
    return [path.name for path in files]
