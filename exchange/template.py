"""Empty CSV tables for clerks to fill in."""

import csv
from pathlib import Path

from exchange.tables import TABLES


def write_template(directory: Path) -> list[str]:
    """Write every CSV table with its header line only into `directory` and return the file names.

    Raises FileExistsError with the name of the first file that exists already; nothing is written then.
    """
    directory.mkdir(parents=True, exist_ok=True)
    files = {directory / table.file: table for table in TABLES.values()}
    for path in files:
        if path.exists():
            raise FileExistsError(path.name)
    for path, table in files.items():
        with path.open("x", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow(table.typed_columns)
    return [path.name for path in files]
