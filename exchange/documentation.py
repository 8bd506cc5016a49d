"""docs/csv-tables.md: every CSV table with its columns, keys, allowed values and examples, as the code has them."""

from django.db import models
from django.utils.text import capfirst

from exchange.cells import BOOLEANS
from exchange.references import References
from exchange.tables import TABLES
from reports.indicators import CATALOGUE

INTRODUCTION = """\
# CSV tables

Generated from the code by `python manage.py register_docs`; a test holds the two together.

A folder of CSV files, one for each kind of record, is loaded by

    python manage.py load_records DIR --council SLUG [--dry-run] [--report FILE.json]

all of it or, if anything is wrong, nothing. `python manage.py register_template DIR` writes the empty files. Loading the
same folder twice changes nothing; a changed cell changes that one record. A row that is taken out of a file deletes
nothing.

**Files.** UTF-8 (with or without BOM), comma between cells (or, as spreadsheets also write it, a semicolon or a tab), the header
names columns exactly as below. Only the columns in bold must be there, in every file that is given; a column that is left out
leaves stored records untouched. Other files of the folder are looked at only where a cell names them.

**Cells.** A blank cell is the column's default, else unknown.

- days: {days}; moments: {moments}
- numbers: {numbers}; money, in đồng: {money}
- yes: {yes}; no: {no}
- of a list of values the stored word or its Vietnamese label, with or without diacritics
- a file by its path inside the folder; it counts as changed where its content differs
- a cell of `articles.body` may say `@path`: the text of that file

**References** name a row by its key, the parts joined by ` | `; a part that is itself a row stands there with all parts of
its own key, and blank parts at the end may be left out: the second session of the sixth term of `cau-giay` is
`cau-giay | 6 | 2`. A moment stands in a key as its day. Lists of references are joined by `;`. Hence neither sign may stand
in a column of a key. A row may come before or after the rows of the same file to which it refers.

**Council.** `--council` stands for every blank `council`, and for a blank first part of a reference (` | 6 | 2`). A run
writes that council, the councils under it and their predecessors only; `councils.csv` and `subordinations.csv` of the
folder may create them.

**Publication.** `status` decides who may see a record. A published row without `publish_at` is published at 00:00 of its
own date, which each CSV table names.

**Errors.** All errors of a run are told at once; with `--report` as JSON:
`{{"added": 0, "changed": 0, "unchanged": 0, "errors": [{{"file": "terms.csv", "row": 2, "column": "start", "value": "31/02/2021",
"message": "…"}}]}}`. Row 1 is the header. The exit code is 1 where there are errors, else 0.

The CSV tables, in the order in which they are loaded:
"""

TYPES = {
    models.BooleanField: "yes or no",
    models.DateField: "day",
    models.DateTimeField: "moment",
    models.TimeField: "time of day",
    models.EmailField: "e-mail address",
    models.SlugField: "word without diacritics, joined by hyphens",
    models.DecimalField: "number",
    models.FileField: "file in the folder",
    models.ImageField: "picture in the folder",
    models.TextField: "text of several lines",
    models.CharField: "text",
    models.IntegerField: "whole number",
}


def render():
    """The whole document."""
    references = References(TABLES, "")
    introduction = INTRODUCTION.format(
        days="`28/09/2021`, `5/3/21`, `28-9-2021`, `280921`, `2021-09-28`",
        moments="`26/01/2022 16:58`, `2022-01-26T16:58`",
        numbers="`21281`, `21.281`, decimals after a comma `20,68`",
        money="`50583000000`, `50.583.000.000`, `50,583 tỷ đồng`",
        yes=", ".join(f"`{word}`" for word in BOOLEANS[True]),
        no=", ".join(f"`{word}`" for word in BOOLEANS[False]),
    )
    contents = "\n".join(f"- [`{table.file}`](#{table.name}csv) {noun_of(table)}" for table in TABLES.values())
    sections = [section(table, references) for table in TABLES.values()]
    return "\n".join([introduction, contents, *sections, indicators()])


def noun_of(table):
    return table.model._meta.verbose_name


def section(table, references):
    """One CSV table."""
    lines = ["", f"## {table.file}", "", f"**{capfirst(noun_of(table))}.** {sentence_of(table.model)}", ""]
    lines.append(f"Natural key: {' or '.join(f'`{pattern}`' for pattern in references.patterns(table.model))}.")
    if table.own_dates:
        lines.append(f"Own date: {', else '.join(f'`{name}`' for name in table.own_dates)}.")
    if table.copied:
        names = ", ".join(f"`{name}`" for name in table.copied)
        lines.append(f"Copied from another column, so it may be left blank: {names}.")
    lines += ["", "| column | meaning | value | example |", "|---|---|---|---|"]
    for name, column in table.columns.items():
        cells = (
            column_name(table, name),
            meaning(table, name, column),
            value_of(table, name, column, references),
            example_of(table, name),
        )
        lines.append(markdown_row(cells))
    return "\n".join(lines)


def sentence_of(model):
    return model.__doc__.strip().split("\n")[0]


def column_name(table, name):
    must = set.intersection(*(set(names) for names in table.lacking(()))) | set(table.required_columns)
    return f"**`{name}`**" if name in must else f"`{name}`"


def meaning(table, name, column):
    """The column's label, with its help text behind it, unless that is about leaving out what a CSV table must have."""
    label, help_text = str(column.verbose_name), str(column.help_text or "").rstrip(".")
    if name in table.required:
        return label
    return f"{label}: {help_text[:1].lower()}{help_text[1:]}" if help_text else label


def value_of(table, name, column, references):
    """What may stand in the column, and whether it must."""
    return f"{kind_of(table, name, column, references)}; {need_of(table, name, column)}"


def kind_of(table, name, column, references):
    if column.related_model is not None:
        patterns = " or ".join(f"`{pattern}`" for pattern in references.patterns(column.related_model))
        name_of_target = references.table_of[column.related_model].name
        kind = "list of" if column.many_to_many else "one of"
        return f"{kind} [{name_of_target}](#{name_of_target}csv): {patterns}"
    if column.choices:
        return ", ".join(f"`{key}` {label}" for key, label in column.flatchoices if key not in (None, ""))
    kind = next(TYPES[ancestor] for ancestor in type(column).mro() if ancestor in TYPES)
    if name in table.from_file:
        return f"{kind}, or `@path`"
    limit = column.max_length if isinstance(column, models.CharField) else None
    return f"{kind}, up to {limit} signs" if limit else kind


def need_of(table, name, column):
    """Whether a cell may be blank, and what a blank one means."""
    if table.requires(name):
        return "required"
    if name == "council" and name not in table.copied:
        return "blank: that of `--council`"
    if column.has_default() and column.get_default() not in (None, ""):
        default = column.get_default()
        return f"blank: `{default}`" if not isinstance(default, bool) else f"blank: {'yes' if default else 'no'}"
    return "optional"


def example_of(table, name):
    """The cell of the first example row that has one."""
    cells = [example[name] for example in table.examples if example.get(name)]
    return f"`{cells[0]}`" if cells else ""


def indicators():
    """The codes of `reported_totals` with their units and parts."""
    lines = ["", "## Codes and parts of reported_totals.csv", ""]
    lines.append(
        "A blank `part` is the whole; parts that a source counts together are joined by `+`; what no part fits is `unclassified`."
    )
    lines += ["", "| code | meaning | unit | parts |", "|---|---|---|---|"]
    for indicator in CATALOGUE:
        cells = (f"`{indicator.code}`", indicator.label, indicator.unit, parts_of(indicator))
        lines.append(markdown_row(cells))
    return "\n".join(lines)


def parts_of(indicator):
    """The parts that a total of the indicator may name."""
    named = [f"`{part.key}`" for part in indicator.parts]
    if indicator.vocabulary:
        named.append("a key of the council's own list")
    if indicator.unit_is_part:
        named.append("the unit that was counted")
    elif indicator.open_parts:
        named.append(f"of the form `{indicator.open_parts}`")
    return ", ".join(named)


def markdown_row(cells):
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
