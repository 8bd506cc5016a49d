"""Rows about people that leave the slug to the portal: who is meant by a name and a birth year, without a guess."""

from collections.abc import Hashable, Mapping

from core.vietnamese.normal_form import normal_form
from core.vietnamese.text import name_sort_key
from councils.models import Person
from exchange.named_records import name_with_details
from exchange.rows import CellError, RowFailure

SAME_ROW = "Dòng này cùng họ tên và năm sinh với dòng {}; nếu là người khác, hãy ghi một mã riêng ở cột slug."
CHOOSE = (
    "Họ tên và năm sinh không đủ để biết dòng nói về ai: {}. Nếu là người ấy, hãy ghi mã ấy ở cột slug; nếu không, ghi mã mới."
)


def person_of_row(person: Person, number: int, row_numbers: Mapping[Hashable, int]) -> Person | None:
    """Return the stored person whom an unsaved one without a slug means, None for a new one.

    It is the only one with this name and birth year. Raises RowFailure if there are several, if an earlier row means this
    one, or if a birth year is missing on one side only: then the row may mean either person.
    """
    namesakes = people_called(person.full_name)
    same = [row for row in namesakes if row.birth_year == person.birth_year]
    likely = same or [row for row in namesakes if None in (row.birth_year, person.birth_year)]
    if not likely:
        return None
    earlier = row_numbers.get(same[0].pk, number) if len(same) == 1 else number
    if earlier != number:
        raise RowFailure([CellError("slug", SAME_ROW.format(earlier))])
    if len(same) != 1:
        named = "; ".join(f"{row.slug} ({name_with_details(row)})" for row in likely)
        raise RowFailure([CellError("slug", CHOOSE.format(named))])
    return same[0]


def people_called(full_name: str) -> list[Person]:
    """Return the stored people whose full name has the same normal form."""
    rows = Person.objects.filter(sort_key=name_sort_key(full_name)).order_by("pk")
    return [row for row in rows if normal_form(row.full_name) == normal_form(full_name)]
