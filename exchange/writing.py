"""One row of a CSV table into its record: filled, checked by the record's own rules, stored."""

from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import FileField, Model

from core.records.models import Pictured, Publishable
from core.uploads.file_types import is_stored
from core.uploads.pictures import clean_picture
from exchange.folder import digest
from exchange.identity import draft_of, key_of, refuse_twice, stored_record
from exchange.references import start_of
from exchange.rows import RowFailure

ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"
ANY_DAY = date(2000, 1, 1)  # for a row that is refused for its own date: it shall not be told to lack a moment too
REFUSED = "Cơ sở dữ liệu không nhận dòng này; hãy so lại với các bản ghi đã có."


class RowWriter:
    """Writes the rows of one run; `files` are the storages and names of the files that it has stored."""

    def __init__(self, import_scope, reason):
        self.import_scope = import_scope
        self.reason = reason
        self.files = []

    def write(self, table, parsed, seen):
        """Write a row; ADDED, CHANGED or UNCHANGED. Raises RowFailure.

        `seen` maps what the rows of the same file were about to their numbers.
        """
        if parsed.unreadable & table.key_columns:
            raise RowFailure(parsed.problems, parsed.missing)
        record = draft = draft_of(table, parsed)
        key = key_of(table, draft, parsed)
        stored = stored_record(table, draft, key)
        refuse_twice(parsed.row.number, draft, key, stored, seen)
        before = None
        if stored is not None:
            record, before = stored, state_of(stored)
            take_values(table, stored, draft, parsed)
        set_publication(table, record, parsed)
        record.normalise()
        has_new_parts = any([take_files(record, parsed), has_new_lists(stored, parsed)])
        is_same = before == state_of(record) and not has_new_parts
        self._check(table, record, parsed, is_new=stored is None, is_same=is_same)
        return UNCHANGED if is_same else self._save(record, parsed, before, has_new_parts)

    def _check(self, table, record, parsed, *, is_new, is_same):
        """Refuse a row that has unreadable cells, breaks a rule of its record or belongs to a council outside the import scope.

        What is stored and stays as it is has been checked before.
        """
        problems = [*parsed.problems, *disagreements(table, record, parsed)]
        if not is_same:
            lock = "" if is_new else table.locked(record)
            problems += [("", lock)] if lock else broken_rules(record, parsed)
        problems += self._outside_scope(table, record)
        if problems or parsed.missing:
            raise RowFailure(problems, parsed.missing, is_checked=True)

    def _outside_scope(self, table, record):
        refusal = self.import_scope.refusal(record.get_council())
        return [("council" if "council" in table.columns else table.keys[0].parts[0], refusal)] if refusal else []

    def _save(self, record, parsed, before, has_new_parts):
        """Store the record; a write that leaves it as it was is taken back, so that it makes no history."""
        record._change_reason = self.reason
        already = len(self.files)
        outcome = ADDED if before is None else CHANGED
        try:
            with transaction.atomic():
                try:
                    record.save()
                finally:
                    self._remember_files(record, parsed)
                for name, rows in parsed.lists.items():
                    getattr(record, name).set(rows)
                if before == state_of(record) and not has_new_parts:
                    outcome = UNCHANGED
                    transaction.set_rollback(True)
        except (IntegrityError, DataError) as error:
            self.discard_files(already)
            raise RowFailure(broken_constraints(record) or [("", REFUSED)], is_checked=True) from error
        return outcome

    def _remember_files(self, record, parsed):
        for name in parsed.files:
            file = getattr(record, name)
            if file and is_stored(file):
                self.files.append((file.storage, file.name))

    def discard_files(self, already=0):
        """Delete the files that this run has stored, but the first `already` ones."""
        for storage, name in self.files[already:]:
            storage.delete(name)
        del self.files[already:]


def state_of(record):
    """All columns of a record as they are to be compared."""
    columns = record._meta.concrete_fields
    return {
        column.attname: str(getattr(record, column.attname)) if isinstance(column, FileField) else getattr(record, column.attname)
        for column in columns
    }


def take_values(table, record, draft, parsed):
    """Put what a row says into the stored record; a blank cell that the model fills by itself changes nothing."""
    for name, value in parsed.values.items():
        is_filled = name in parsed.blank and getattr(draft, name) != value
        if name not in table.copied and not is_filled:
            setattr(record, name, value)


def take_files(record, parsed):
    """Put the row's files into the record; True where one differs from what is stored."""
    changed = False
    for name, file in parsed.files.items():
        stored = getattr(record, name)
        if file is None and stored:
            setattr(record, name, "")
            changed = True
        elif file is not None and (not stored or not is_stored_file(file, record, stored)):
            setattr(record, name, file)
            changed = True
    return changed


def is_stored_file(file, record, stored):
    """Whether `stored` is what the record keeps of `file`."""
    for name in ("source_sha256", "sha256"):
        if hasattr(record, name):
            return digest(file) == getattr(record, name)
    try:
        with stored.open("rb") as stream:
            return digest(stream) == digest(clean_picture(file) if isinstance(record, Pictured) else file)
    except (FileNotFoundError, ValueError):
        return False  # lost, or no picture, which the record itself tells


def has_new_lists(stored, parsed):
    """Whether a list of the row differs from the stored one; a new record has none yet."""
    if stored is None:
        return any(parsed.lists.values())
    return any(
        {row.pk for row in rows} != set(getattr(stored, name).values_list("pk", flat=True)) for name, rows in parsed.lists.items()
    )


def set_publication(table, record, parsed):
    """Give a published row without a moment 00:00 of its own date: the moment of loading would differ each time."""
    if not isinstance(record, Publishable) or not table.own_dates or "publish_at" in parsed.unreadable:
        return
    is_blank = "publish_at" in parsed.blank or record.publish_at is None
    if is_blank and record.status == Publishable.Status.PUBLISHED:
        days = (getattr(record, name) for name in table.own_dates)
        day = next((day for day in days if day), None)
        if day is None and parsed.unreadable & set(table.own_dates):
            day = ANY_DAY
        record.publish_at = day and start_of(date(day, 1, 1) if isinstance(day, int) else day)


def disagreements(table, record, parsed):
    """Cells of copied columns that say something else than what the model copies."""
    for name in table.copied:
        given = parsed.values.get(name)
        if given is not None and given.pk != getattr(record, record._meta.get_field(name).attname):
            yield name, f"Cột này được lấy từ cột khác của dòng và ở đó là “{getattr(record, name)}”; để trống hoặc ghi đúng."


def broken_rules(record, parsed):
    """(column, message) of every rule that a record breaks, as far as its columns could be read.

    Constraints ask the database, each by a query of its own. So they are asked only where something else is wrong, that
    all errors may be told at once; where nothing is, the database itself refuses the record when it is written.
    """
    looked_up = {name for name, value in parsed.values.items() if isinstance(value, Model)}
    problems = told(record.clean_fields, exclude=parsed.unreadable | looked_up)
    refused = parsed.unreadable | {column for column, _ in problems}
    if not refused:
        problems = told(record.clean)
    if problems or refused:
        problems += broken_constraints(record, refused)
    return problems


def rules_broken_by_cells(table, parsed):
    """(column, message) of the rules that the cells of a row break by themselves, where nobody knows its record.

    Its key is left out where it can be read: then the row was refused for that.
    """
    known_by = table.key_columns if not parsed.unreadable & table.key_columns else frozenset()
    named = set(parsed.values) - parsed.unreadable - known_by - set(table.copied)
    record = table.model(**{name: parsed.values[name] for name in named})
    set_publication(table, record, parsed)
    others = {column.name for column in record._meta.get_fields()} - named
    looked_up = {name for name in named if isinstance(parsed.values[name], Model)}
    problems = told(record.clean_fields, exclude=others | looked_up)
    return problems + told(record.validate_constraints, exclude=others | {column for column, _ in problems})


def broken_constraints(record, refused=frozenset()):
    """(column, message) of every unique key and check that a record breaks, but those over the columns `refused`."""
    return told(record.validate_unique, exclude=refused) + told(record.validate_constraints, exclude=refused)


def told(rule, **arguments):
    """What a rule of a record says, as (column, message)."""
    try:
        rule(**arguments)
    except ValidationError as error:
        messages = error.update_error_dict({})
        return [
            ("" if column == NON_FIELD_ERRORS else column, " ".join(ValidationError(texts).messages))
            for column, texts in messages.items()
        ]
    return []
