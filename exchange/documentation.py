"""The text of docs/csv-tables.md: every CSV table with its columns, natural keys, allowed values and examples."""

from collections.abc import Iterable

from django.db import models
from django.utils.text import capfirst

from core.uploads.fields import PictureField
from exchange.cells import BOOLEANS
from exchange.record_table import OCCURRENCE, ModelField, RecordTable
from exchange.references import References
from exchange.tables import TABLES
from reports.indicators import CATALOGUE
from reports.indicators.base import Indicator

INTRODUCTION = """\
# CSV tables

Generated from the code by `.venv/bin/python manage.py register_docs`; a test checks that this page and the code agree.

A folder of CSV files, one for each kind of record, is loaded by

    .venv/bin/python manage.py load_records DIR --council SLUG [--convert] [--as-new] \\
        [--dry-run] [--preview CODE] [--report FILE.json]

The command loads all rows, or nothing if there is any error. `.venv/bin/python manage.py register_template DIR` writes the empty
files. Loading the same folder twice changes nothing; a changed cell changes that one record. Removing a row from a file
deletes nothing.

**Trial run.** `--dry-run` checks and counts everything, stores nothing and prints a code (in the report: `preview`). The
same command with `--preview CODE` instead of `--dry-run` stores nothing if somebody has changed, added or deleted since what
the rows would overwrite, in the columns that the files have; it names file, row, record, who and when. In every run the
stored rows are locked from their comparison to the end. A row that overwrites what a person has saved since the record was
last loaded gets a notice.

**Files.** The encoding is UTF-8 or UTF-16 (with or without BOM). Cells are separated by commas (or, as some spreadsheets
write them, by semicolons or tabs); a first line `sep=;` is understood. A file may end in `.txt` or `.tsv` (“Unicode Text” of
Excel). The header names the columns as below; a title block above it is passed over, with a notice, and so are empty rows and
columns and what programs leave in a folder (`._people.csv`, `~$people.csv`). Only the columns in bold are required, in every
file of the folder; a column that is left out leaves stored records unchanged. Other files of the folder are read only where a
cell names them.

**Cells.** A blank cell means the column's default; without a default it means “unknown”.

- dates: {days}; dates with time: {moments}
- numbers: {numbers}; money, in đồng: {money}
- a number with a unit, a word such as “gần” or two numbers is an error that says where they belong; `20,68%` in
  `reported_totals.value` fills `is_percent` too, `15/15` fills `base` ({totals} likewise); `1.0` is 1
- yes: {yes}; no: {no}
- text: Unicode. A cell in TCVN3 or VNI, or read in the wrong encoding, is an error that shows how it reads in Unicode;
  `--convert` takes that. A cell in which letters are lost (`Nguy?n`) must be typed again
- one of a list of values: the stored value or its Vietnamese label, with or without diacritics
- a file: its path inside the folder, with slashes or backslashes; it counts as changed if its content differs
- `people.birth_year` may have a full date, of which only the year is read
- a cell of `articles.body` may contain `@path`: the text of that file

**References** name a row by its natural key, whose parts are joined by ` | `. A part that is itself a reference is written
with all parts of its own natural key. Blank parts at the end may be left out. Example: the second session of the sixth term
of `cau-giay` is `cau-giay | 6 | 2`. In a natural key a date with time is written as its date. Lists of references are joined
by `;`. In a reference, `\\|` and `\\;` mean these two characters themselves: the meeting at `Nhà văn hoá; sân` is
`cau-giay | 05/09/2021 | Nhà văn hoá\\; sân | định kỳ`. A row may come before or after the rows of the same file to which
it refers. The series of a session is needed only for thematic sessions with numbers of their own: the first sitting of
session 2 is `cau-giay | 6 | 2 | 1`, that of thematic session 2 is `cau-giay | 6 | chuyen-de-2 | 1`.

**Corrected keys.** A row whose key is corrected (a day, a place, a number) would add a second record. Every table may have a
column `old_key`: the key that the record had before, written as a reference; the row then changes that record. Without it the run
stops and asks, if a stored row is missing from the file although its day lies between the first and the last day of the file, and
exactly one new row equals it in every cell but one day, number or text of its key. `--as-new` answers that such rows are new.

**Slugs.** A blank slug is made from the name and stays the same at each load. A person without a slug is recognised by name and
birth year; where several people may be meant, the row must have the slug.

**Out again.** `.venv/bin/python manage.py export_records DIR --council SLUG` writes the same tables and files of a council,
of the councils under it and before it, and of what they refer to. Loaded into an empty portal, they give the same records.
Issued reports, users, history, former addresses and proposed changes are not in it. The folder has the private columns too;
only the person who runs the command may read it. Columns “written by an export” are the portal's own; a load by the
administrator takes them, and nobody needs to fill them.

**Council.** `--council` is used for every blank `council`, and for a blank first part of a reference (` | 6 | 2`). A run
writes only that council, the councils under it and their predecessors; `councils.csv` and `subordinations.csv` of the
folder may create them. A row of another council is refused unless it changes nothing.

**Publication.** `status` decides who may see a record. A published row without `publish_at` is published at 00:00 of its
own date, which is given below for each CSV table; if this day lies ahead, it is published at once.

**Two steps.** A folder gives no right to a council that is stored already. If it links one by `predecessors` or
`subordinations.csv` and has rows of it too, the link is loaded first; the message says how.

**Errors.** A run reports all errors at once; with `--report` also as JSON:
`{{"added": 0, "changed": 0, "unchanged": 0, "errors": [{{"file": "terms.csv", "row": 2, "column": "start", "value": "31/02/2021",
"message": "…"}}]}}`. Rows are counted as in a spreadsheet; the header is mostly row 1. The exit code is 1 if there are
errors, else 0.

The CSV tables, in the order in which they are loaded:
"""

TYPES: dict[type[ModelField], str] = {
    models.BooleanField: "yes or no",
    models.DateField: "date",
    models.DateTimeField: "date with time",
    models.TimeField: "time of day",
    models.EmailField: "e-mail address",
    models.SlugField: "words without diacritics, joined by hyphens",
    models.DecimalField: "number",
    PictureField: "picture in the folder",
    models.FileField: "file in the folder",
    models.TextField: "text of several lines",
    models.CharField: "text",
    models.IntegerField: "whole number",
}


def render() -> str:
    """Return the whole page as Markdown."""
    references = References(TABLES, "")
    introduction = INTRODUCTION.format(
        days="`28/09/2021`, `5/3/21`, `28-9-2021`, `280921`, `2021-09-28`",
        moments="`26/01/2022 16:58`, `2022-01-26T16:58`",
        numbers="`21281`, `21.281`, decimals after a comma `20,68`",
        money="`50583000000`, `50.583.000.000`, `50,583 tỷ đồng`",
        totals=", ".join(f"`{table.name}.{name}`" for table in TABLES.values() for name in table.totals if name != "value"),
        yes=", ".join(f"`{word}`" for word in BOOLEANS[True]),
        no=", ".join(f"`{word}`" for word in BOOLEANS[False]),
    )
    contents = "\n".join(f"- [`{table.file}`](#{table.name}csv) {verbose_name_of(table)}" for table in TABLES.values())
    sections = [section(table, references) for table in TABLES.values()]
    return "\n".join([introduction, contents, *sections, indicators()])


def verbose_name_of(table: RecordTable) -> str:
    return str(table.model._meta.verbose_name)


def section(table: RecordTable, references: References) -> str:
    """Return the section of one CSV table."""
    lines = ["", f"## {table.file}", "", f"**{capfirst(verbose_name_of(table))}.** {first_line_of_docstring(table.model)}", ""]
    lines.append(f"Natural key: {' or '.join(f'`{pattern}`' for pattern in references.patterns(table.model))}.")
    if table.own_dates:
        lines.append(f"Own date: {', else '.join(f'`{name}`' for name in table.own_dates)}.")
    if table.may_repeat:
        lines.append(
            f"Several rows may have the same key; then the column `{OCCURRENCE}` says which one a row is (1, 2, …), and a "
            "reference ends with ` | #1`, ` | #2`, …"
        )
    lines += [(text.__doc__ or "").strip() for text in table.implied.values()]
    if table.copied:
        names = ", ".join(f"`{name}`" for name in table.copied)
        lines.append(f"Copied from another column, so it may be left blank: {names}.")
    lines += ["", "| column | meaning | value | example |", "|---|---|---|---|"]
    for name, field in table.columns.items():
        cells = (
            column_cell(table, name),
            meaning_cell(table, name, field),
            f"{value_type(table, name, field, references)}; {meaning_of_blank(table, name, field)}",
            example_cell(table, name),
        )
        lines.append(markdown_row(cells))
    return "\n".join(lines)


def first_line_of_docstring(model: type[models.Model]) -> str:
    return (model.__doc__ or "").strip().split("\n")[0]


def column_cell(table: RecordTable, name: str) -> str:
    """Return the name of a column, in bold if every file must have it."""
    in_all_keys = set.intersection(*(set(names) for names in table.missing_columns(())))
    return f"**`{name}`**" if name in in_all_keys | set(table.required_columns) else f"`{name}`"


def meaning_cell(table: RecordTable, name: str, field: ModelField) -> str:
    """Return the label of a column and its help text.

    The help text of a required column is left out, because it explains what a blank field means in a form.
    """
    label, help_text = str(field.verbose_name), str(field.help_text or "").rstrip(".")
    if name in table.required:
        return label
    return f"{label}: {help_text[:1].lower()}{help_text[1:]}" if help_text else label


def value_type(table: RecordTable, name: str, field: ModelField, references: References) -> str:
    """Return which values a column takes."""
    if field.related_model is not None:
        patterns = " or ".join(f"`{pattern}`" for pattern in references.patterns(field.related_model))
        target = references.table_of[field.related_model].name
        kind = "list of" if field.many_to_many else "one of"
        return f"{kind} [{target}](#{target}csv): {patterns}"
    if field.choices:
        return ", ".join(f"`{value}` {label}" for value, label in field.flatchoices if value not in (None, ""))
    kind = next(TYPES[ancestor] for ancestor in type(field).mro() if ancestor in TYPES)
    if name in table.text_from_file:
        return f"{kind}, or `@path`"
    max_length = field.max_length if isinstance(field, models.CharField) else None
    return f"{kind}, up to {max_length} characters" if max_length else kind


def meaning_of_blank(table: RecordTable, name: str, field: ModelField) -> str:
    """Return whether a cell may be blank, and what a blank one means."""
    if table.requires(name):
        return "required"
    if name == "council" and name not in table.copied:
        return "blank: that of `--council`"
    if name in table.restored_columns:
        return "written by an export"
    if field.has_default() and field.get_default() not in (None, ""):
        default = field.get_default()
        return f"blank: `{default}`" if not isinstance(default, bool) else f"blank: {'yes' if default else 'no'}"
    return "optional"


def example_cell(table: RecordTable, name: str) -> str:
    """Return the cell of the first example row that fills the column, or ""."""
    cells = [example[name] for example in table.examples if example.get(name)]
    return f"`{cells[0]}`" if cells else ""


def indicators() -> str:
    """Return the section on the codes of `reported_totals`, with their units and parts."""
    lines = ["", "## Codes and parts of reported_totals.csv", ""]
    lines.append(
        "A blank `part` is the whole. Parts that a source counts together are joined by `+`. What belongs to no part is "
        "`unclassified`."
    )
    lines += ["", "| code | meaning | unit | parts |", "|---|---|---|---|"]
    for indicator in CATALOGUE:
        cells = (f"`{indicator.code}`", indicator.label, indicator.unit, parts_of(indicator))
        lines.append(markdown_row(cells))
    return "\n".join(lines)


def parts_of(indicator: Indicator) -> str:
    """Return the parts that a total of the indicator may name."""
    parts = [f"`{part.key}`" for part in indicator.parts]
    if indicator.vocabulary:
        parts.append("a `key` of the council's own list")
    if indicator.unit_is_part:
        parts.append("the unit that was counted")
    elif indicator.part_pattern:
        parts.append(f"of the form `{indicator.part_pattern}`")
    return ", ".join(parts)


def markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
