"""A public list as data: all of its rows, with the filters of the page, as CSV for a spreadsheet or as JSON."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeAlias

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from core.pages.addresses import absolute_url
from core.pages.conditional import unless_unchanged
from core.vietnamese.dates import short_date, short_moment

PARAMETER = "dinh-dang"  # of the query
SCHEMA = 1  # of the JSON
MAX_ROWS = 20_000
BATCH = 500  # rows that are in memory at once
MEMORY = 1 << 20  # bytes; a longer list waits in a temporary file
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet would compute such a text


@dataclass(frozen=True)
class DataLink:
    """A file in the data of a list: its name and its path on this portal."""

    title: str
    path: str


DataValue: TypeAlias = str | int | date | Sequence[DataLink] | None


@dataclass(frozen=True)
class DataColumn:
    """One column of a list as data: its key in JSON, its heading in CSV, and its value for a row, None if it is unknown.

    The value is only what the page of the list or of the record shows to everybody.
    """

    key: str
    label: str
    value: Callable[[Any], DataValue]  # Any: a row of each list


@dataclass(frozen=True)
class ListData:
    """A list as data: its name in file names, its title, its path with the query, its columns and its rows."""

    name: str
    title: str
    path: str
    columns: Sequence[DataColumn]
    rows: QuerySet[Any] | Iterable[Any]  # Any: the rows of each list

    def bounded_rows(self) -> Iterator[Any]:  # Any: as above
        """Yield the rows. Raises TooManyRows after 20,000."""
        rows = self.rows.iterator(chunk_size=BATCH) if isinstance(self.rows, QuerySet) else iter(self.rows)
        yield from islice(rows, MAX_ROWS)
        if next(rows, None) is not None:
            raise TooManyRows


class TooManyRows(Exception):
    """A list is longer than what one file may have."""


def wanted_format(request: HttpRequest) -> str:
    """Return the format of a list that the query asks for, "" for the page."""
    return request.GET.get(PARAMETER, "").strip().lower()


def data_response(request: HttpRequest, data: ListData) -> HttpResponseBase:
    """Return the list in the wanted format, status 304 if the browser has it, or a page with status 400 that says why not."""
    wanted = wanted_format(request)
    if wanted not in FORMATS:
        return refusal(request, data, f"Danh sách không có định dạng “{wanted[:20]}”; hãy chọn CSV hoặc JSON.")
    content_type, write = FORMATS[wanted]
    stream: IO[bytes] = SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115 the response closes it
    try:
        write(stream, data)
    except TooManyRows:
        stream.close()
        return refusal(request, data, f"Danh sách có hơn {MAX_ROWS:_} dòng; hãy lọc bớt rồi tải từng phần.".replace("_", "."))
    stream.seek(0)
    version = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # it has what the function needs
    stream.seek(0)
    file_name = f"{data.name}.{wanted}"
    respond = partial(FileResponse, stream, as_attachment=wanted == "csv", filename=file_name, content_type=content_type)
    response = unless_unchanged(request, version, respond)
    if not response.streaming:
        stream.close()
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def refusal(request: HttpRequest, data: ListData, sentence: str) -> HttpResponse:
    """Return the page that says why there is no such data."""
    return render(request, "no_list_data.html", {"sentence": sentence, "links": data_links(data.path), "data": data}, status=400)


def data_links(path: str) -> list[tuple[str, str, str]]:
    """Return label, URL and media type of each format of the list at `path`, which may have a query."""
    joint = "&" if "?" in path else "?"
    return [(name.upper(), f"{path}{joint}{PARAMETER}={name}", kind.partition(";")[0]) for name, (kind, _) in FORMATS.items()]


def write_csv(stream: IO[bytes], data: ListData) -> None:
    """Write a list as CSV in UTF-8, with the mark by which Excel recognises it. Raises TooManyRows."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(column.label for column in data.columns)
    for row in data.bounded_rows():
        writer.writerow(csv_text(column.value(row)) for column in data.columns)
    text.detach()


def csv_text(value: DataValue) -> str:
    """Return the text of a cell: days as dd/mm/yyyy, files by their addresses. No spreadsheet takes a text for a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return short_moment(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, int):
        return str(value)
    text = value if isinstance(value, str) else " ".join(absolute_url(link.path) for link in value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_json(stream: IO[bytes], data: ListData) -> None:
    """Write a list as JSON, one row on a line. Raises TooManyRows."""
    head = {"schema": SCHEMA, "title": data.title, "url": absolute_url(data.path)}
    stream.write(f'{as_json(head)[:-1]}, "rows": ['.encode())
    separator = "\n"
    for row in data.bounded_rows():
        values = {column.key: json_value(column.value(row)) for column in data.columns}
        stream.write(f"{separator}{as_json(values)}".encode())
        separator = ",\n"
    stream.write(b"\n]}\n")


def as_json(value: Mapping[str, Any]) -> str:  # Any: plain data
    """Return JSON with Vietnamese letters as they are."""
    return json.dumps(value, ensure_ascii=False)


def json_value(value: DataValue) -> object:
    """Return a value as plain data: days and moments as in ISO 8601, files as objects with title and absolute URL."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    return [{"title": link.title, "url": absolute_url(link.path)} for link in value]


Writer: TypeAlias = Callable[[IO[bytes], ListData], None]
FORMATS: dict[str, tuple[str, Writer]] = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "json": ("application/json", write_json),
}
