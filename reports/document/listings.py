"""What the annexes that list records share: which records they list, of how many, and the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_count
from reports.document.structure import Annex, Column
from reports.figures.collect import CollectedFigures
from reports.figures.numbers import UNKNOWN
from reports.indicators import INDICATORS
from reports.indicators.base import FigureQuery, approved, published
from reports.indicators.grouping import Records

ORDINAL_COLUMN = Column("STT", 11, "center")


@dataclass(frozen=True)
class Listing:
    """What an annex says about its rows: how many of how many it lists, and which are left out."""

    text: str = ""  # "02/69 kỳ họp có bản ghi" where it lists fewer records than the figure counts
    notes: tuple[str, ...] = ()


def public_records(code: str, query: FigureQuery) -> Records:
    """The published records of an indicator."""
    return INDICATORS[code].part_rows(query, "", published)


def hidden_count(code: str, query: FigureQuery, listed_count: int) -> int:
    """How many records are counted but not public."""
    return INDICATORS[code].part_rows(query, "", approved).count() - listed_count


def hidden_notes(hidden: int) -> tuple[str, ...]:
    """A note on the records that are counted but not public; () where all are."""
    note = f"Ngoài danh mục này còn {hidden} bản ghi không công khai, đã tính trong số liệu của báo cáo."
    return (note,) if hidden else ()


def listing_of(code: str, query: FigureQuery, collected: CollectedFigures, listed_count: int) -> Listing:
    """What the annex of an indicator says where it lists fewer records than the figure counts."""
    hidden = hidden_count(code, query, listed_count)
    notes = hidden_notes(hidden)
    figure = collected.figures[code]
    value = 0 if figure.number.is_percent or figure.number.value is None else int(figure.number.value)
    if listed_count >= value:
        return Listing("", notes)
    padded = INDICATORS[code].pads and collected.scope.council.pads_counts
    listed, counted = (format_count(number, padded=padded) for number in (listed_count, value))
    kind = "có bản ghi công khai" if hidden else "có bản ghi"
    if listed_count + hidden < value:
        note = f"Danh mục ghi {listed} trên tổng số {counted} {figure.unit} của báo cáo, là những {figure.unit} {kind}."
        notes = (note, *notes)
    return Listing(f"{listed}/{counted} {figure.unit} {kind}", notes)


def table(
    key: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[tuple[str, ...]],
    *,
    landscape: bool = False,
    total: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    listing: Listing | None = None,
) -> Annex | None:
    """The annex, not numbered yet, with a first column that numbers the rows; None where there are no rows."""
    if not rows:
        return None
    listing = listing or Listing()
    numbered_rows = tuple((str(number), *row) for number, row in enumerate(rows, 1))
    all_notes = (*listing.notes, *notes)
    return Annex(key, "", title, landscape, (ORDINAL_COLUMN, *columns), numbered_rows, total, all_notes, listed=listing.text)


def date_text(day: date | None) -> str:
    return short_date(day) if day else UNKNOWN
