"""Folders of CSV tables that are written for one test."""

import csv
from io import BytesIO

from PIL import Image

from exchange.loading import load_folder
from exchange.tables import TABLES
from tests.uploads import PDF

ROWS = sum(len(table.examples) for table in TABLES.values())


def picture(colour="#336699", **options):
    """The bytes of a small JPEG of one colour."""
    stream = BytesIO()
    Image.new("RGB", (64, 48), colour).save(stream, "JPEG", **options)
    return stream.getvalue()


def write_csv_file(directory, name, rows):
    """Write `<name>.csv` with the columns that the rows name."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_folder(directory, **tables):
    for name, rows in tables.items():
        write_csv_file(directory, name, rows)
    return directory


def example_csv_files():
    """The example rows of every table, which may be changed."""
    return {name: [dict(row) for row in table.examples] for name, table in TABLES.items()}


def write_examples(directory, **changes):
    """A folder of all example rows with the files that they name; `changes` replaces whole tables."""
    for name, content in {"tep/12.pdf": PDF, "tep/05.pdf": PDF + b"%5\n", "anh/khai-mac.jpg": picture()}.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_bytes(content)
    (directory / "bai").mkdir(exist_ok=True)
    (directory / "bai/khai-mac.html").write_text("<p>Sáng 28/9/2021, kỳ họp thứ 2 khai mạc.</p>", encoding="utf-8")
    return write_folder(directory, **(example_csv_files() | changes))


def load(directory, council="cau-giay", **options):
    """(added, changed, unchanged) of a run that must have no errors."""
    result = load_folder(directory, council, **options)
    messages = [str(error) for error in result.errors]
    assert messages == [], messages
    return result.added, result.changed, result.unchanged


def errors(directory, council="cau-giay", **options):
    """(file, row, column, value) of every error of a run, and the messages."""
    result = load_folder(directory, council, **options)
    places = [(error.file, error.row, error.column, error.value) for error in result.errors]
    return places, [error.message for error in result.errors]


def example(table, position=0, /, **cells):
    """An example row with other cells."""
    return dict(TABLES[table].examples[position]) | cells
