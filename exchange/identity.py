"""Which stored record a row is about."""

from datetime import datetime

from django.utils import timezone

from exchange.references import ITEM, PART, matching
from exchange.rows import RowFailure


def draft_of(table, parsed):
    """An unsaved record with the values of a row in their stored form."""
    record = table.model(**{name: value for name, value in parsed.values.items() if name not in table.copied})
    record.normalise()
    return record


def has_key(record, key):
    """Whether a record has all that a key needs."""
    return not any(is_missing(record, name) for name in key.needed)


def is_missing(record, name):
    return getattr(record, record._meta.get_field(name).attname) in (None, "")


def key_values(record, key):
    """What a record has in the columns of a key; a moment stands there as its day."""
    values = {name: getattr(record, name) for name in key.parts}
    return {name: timezone.localdate(value) if isinstance(value, datetime) else value for name, value in values.items()}


def key_of(table, draft, parsed):
    """The first of the table's keys that a row has. Raises RowFailure where it has none, or one with a sign in it."""
    key = next((key for key in table.keys if has_key(draft, key)), None)
    if key is None:
        lacking = next(name for name in table.keys[-1].needed if is_missing(draft, name))
        message = f"Thiếu {table.columns[lacking].verbose_name}: không có ô này thì không biết dòng nói về bản ghi nào."
        raise RowFailure([*parsed.problems, (lacking, message)], parsed.missing)
    signs = [
        (name, f"Ô này là một phần của khóa nên không được có dấu “{PART}” hoặc “{ITEM}”.")
        for name, value in key_values(draft, key).items()
        if isinstance(value, str) and (PART in value or ITEM in value)
    ]
    if signs:
        raise RowFailure([*parsed.problems, *signs], parsed.missing)
    return key


def stored_record(table, draft, key):
    """The stored record that has the draft's `key`, or None.

    One that was stored by a later key, because it lacked this one (a resolution without a number), is found by that.
    """
    found = list(matching(table, key_values(draft, key))[:2])
    later = table.keys[table.keys.index(key) + 1 :]
    while not found and later:
        other, *later = later
        if has_key(draft, other):
            found = [record for record in matching(table, key_values(draft, other))[:2] if not has_key(record, key)]
    if len(found) > 1:
        raise RowFailure([(key.parts[-1], "Nhiều bản ghi có cùng khóa này; hãy sửa chúng trong trang quản trị trước.")])
    return found[0] if found else None


def refuse_twice(number, draft, key, stored, seen):
    """Refuse a row that is about the same record as another row of the file; `seen` maps both to row numbers."""
    marks = [(key.parts, *key_values(draft, key).values())] + ([stored.pk] if stored else [])
    for mark in marks:
        first = seen.setdefault(mark, number)
        if first != number:
            raise RowFailure([(key.parts[-1], f"Dòng này trùng khóa với dòng {first}; hãy bỏ một trong hai dòng.")])
