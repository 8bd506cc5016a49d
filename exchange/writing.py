"""One row of a CSV table as a record: filled in, checked by the record's own rules, stored."""

from collections.abc import Callable, Collection, Hashable, Iterator
from datetime import date, datetime
from functools import partial

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files import File
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from core.models import Keyed
from core.models.findings import findings_of
from core.records.keys import NormalFormField
from core.records.models import Publishable, Record
from core.records.rights import StaffUser, permits
from core.records.settlement import write_refusal
from core.uploads.fields import StoredFileField
from exchange.cells import MUST_NOT_BE_BLANK
from exchange.corrected_keys import FileRows, record_of_old_key
from exchange.folder import sha256_of
from exchange.import_scope import ImportScope
from exchange.load_result import RowOutcome
from exchange.matching import (
    has_changed_lists,
    natural_key_of,
    natural_key_values,
    occurrence_of,
    refuse_duplicate,
    stored_record,
    unsaved_record,
)
from exchange.record_table import OLD_KEY, SOURCE_HASH, Earlier, NaturalKey, RecordTable, column_values, concrete_field
from exchange.references import References, start_of_day
from exchange.report_notices import LoadedDays
from exchange.rows import CellError, ParsedRow, RowFailure
from exchange.stored_state import StoredState

ANY_DAY = date(2000, 1, 1)  # for a row whose own date cannot be read: it needs no second error about publish_at
NOT_RESTORED = "Cột này do cổng tự ghi, chỉ quản trị kỹ thuật nạp lại được; hãy bỏ cột này."
BLOCKED = "{} Lỗi này chặn việc công khai: hãy sửa, hoặc nạp dòng này là bản nháp rồi nhờ người duyệt chấp nhận kèm lý do."
REFUSED = "Cơ sở dữ liệu không nhận dòng này; hãy so lại với các bản ghi đã có."


class RowWriter:
    """Writes the rows of one run."""

    def __init__(self, import_scope: ImportScope, references: References, reason: str, user: StaffUser | None = None) -> None:
        self.user = user
        self.import_scope = import_scope
        self.references = references
        self.reason = reason
        self.changed: list[tuple[RecordTable, ParsedRow, Record]] = []  # what the final rules are about
        self.published: list[tuple[RecordTable, ParsedRow, Record]] = []  # what `user` makes public
        self.earlier = Earlier()
        self.state = StoredState()
        self.loaded_days = LoadedDays()

    def write(self, file_rows: FileRows, parsed: ParsedRow, row_numbers: dict[Hashable, int]) -> RowOutcome:
        """Write a row and return what was done. Raises RowFailure if it has errors.

        `file_rows` are the rows of the same file so far, `row_numbers` holds their records with their numbers.
        """
        table = file_rows.table
        if parsed.unreadable & table.natural_key_columns:
            raise RowFailure(parsed.errors, parsed.unresolved)
        record = new = unsaved_record(table, parsed, row_numbers)
        key = natural_key_of(table, new, parsed)
        stored = self._stored_record(table, new, key, parsed)
        refuse_duplicate(parsed.row.number, new, key, stored, row_numbers, occurrence_of(parsed))
        file_rows.note(parsed, new, key, stored)
        self.state.note(table, parsed, stored)
        before = moment = None
        if stored is not None:
            record, before, moment = stored, column_values(stored), getattr(stored, "publish_at", None)
            if isinstance(stored, Keyed) and stored.KEY_FIELD in table.natural_key_columns and not parsed.row.old_key:
                parsed.values.pop(stored.KEY_FIELD, None)  # the same, or a former one
            apply_values(table, stored, new, parsed)
        set_publish_at(table, record, parsed, moment)
        if self._may_publish(record) and not parsed.has_any(table.restored):
            table.prepare(record)
        record.normalise()
        has_other_changes = any([apply_files(record, parsed), has_changed_lists(stored, parsed)])
        is_same = before == column_values(record) and not has_other_changes
        self._check(table, record, parsed, is_new=stored is None, is_same=is_same)
        self.loaded_days.note(record)
        if is_same:
            return RowOutcome.UNCHANGED
        restore_source_hashes(table, record, parsed)
        if self.user:
            self._check_rights(self.user, record, before, has_other_changes=has_other_changes)
        outcome = self._save(table, record, parsed, before, has_other_changes=has_other_changes)
        row_numbers.setdefault(record.pk, parsed.row.number)
        if parsed.row.old_key:
            self.references.forget()
        self._note_written(table, parsed, record, before)
        return outcome

    def _note_written(self, table: RecordTable, parsed: ParsedRow, record: Record, before: dict[str, object] | None) -> None:
        """Remember what a row has changed; `before` are the columns before, None if it has added the record."""
        self.earlier.note(record, before)
        if before is not None:
            self.state.note_changed(table, parsed, before, column_values(record))
            self.changed.append((table, parsed, record))

    def final_errors(self) -> Iterator[tuple[RecordTable, ParsedRow, CellError]]:
        """Yield the errors of the rules that are checked when the whole folder is loaded."""
        for table, parsed, record in self.changed:
            for error in errors_raised_by(partial(table.final_rule, record, self.earlier)):
                yield table, parsed, error
        for table, parsed, record in self.published:
            for finding in findings_of(record):
                if finding.blocks:
                    yield table, parsed, CellError("status", BLOCKED.format(finding.sentence))

    def _stored_record(self, table: RecordTable, new: Record, key: NaturalKey, parsed: ParsedRow) -> Record | None:
        """Return the stored record that a row is about, None if the row adds one. Raises RowFailure."""
        present = stored_record(table, new, key, occurrence_of(parsed)) or self._with_former_key(table, new, key)
        if not parsed.row.old_key:
            return present
        stored = record_of_old_key(table, parsed.row.old_key, present, self.references)
        if refusal := self.import_scope.refusal(stored):
            raise RowFailure([CellError(OLD_KEY, refusal)])
        return stored

    def _with_former_key(self, table: RecordTable, new: Record, key: NaturalKey) -> Record | None:
        """Return the stored record that had the key of a row before; the row is read with the present key."""
        matches = self.references.with_former_key(table, natural_key_values(new, key))
        if len(matches) != 1 or not isinstance(stored := matches[0], Keyed):
            return None
        setattr(new, stored.KEY_FIELD, getattr(stored, stored.KEY_FIELD))
        return stored

    def _check(self, table: RecordTable, record: Record, parsed: ParsedRow, *, is_new: bool, is_same: bool) -> None:
        """Raise RowFailure if cells are unreadable, a rule is broken or the council lies outside the import scope.

        The rules of a stored record that stays the same have been checked before, and nothing is written to its council.
        """
        errors = [*parsed.errors, *copied_column_errors(table, record, parsed)]
        if self.user and not is_same:
            errors += [CellError(name, NOT_RESTORED) for name in table.restored_columns if name in parsed.values]
        if not is_same:
            lock_reason = "" if parsed.unresolved else table.lock_reason(record)
            errors += [CellError("", lock_reason)] if lock_reason else validation_errors(record, parsed)
            errors = without_consequence(table, parsed, errors) + self._scope_errors(table, record)
        if errors or parsed.unresolved:
            raise RowFailure(errors, parsed.unresolved, is_checked=True)

    def _may_publish(self, record: Record) -> bool:
        """Return whether the rows are loaded by somebody who may publish `record`."""
        return self.user is None or permits(self.user, "publish", record._meta, record)

    def _check_rights(
        self, user: StaffUser, record: Record, before: dict[str, object] | None, *, has_other_changes: bool
    ) -> None:
        """Raise RowFailure if `user` may not write the row, by the rule of the forms."""
        stored = None if before is None else record.as_stored()
        after = column_values(record)
        names = {
            field.name
            for field in record._meta.concrete_fields
            if before and before.get(field.attname) != after.get(field.attname) and not isinstance(field, NormalFormField)
        }
        refusal = write_refusal(user, stored, record, names | ({"*"} if has_other_changes else set()))
        if refusal:
            raise RowFailure([CellError("", refusal)], is_checked=True)

    def _scope_errors(self, table: RecordTable, record: Record) -> list[CellError]:
        refusal = self.import_scope.refusal(record)
        column = "council" if "council" in table.columns else table.natural_keys[0].columns[0]
        return [CellError(column, refusal)] if refusal else []

    def _save(
        self, table: RecordTable, record: Record, parsed: ParsedRow, before: dict[str, object] | None, *, has_other_changes: bool
    ) -> RowOutcome:
        """Store the record. A write that changes nothing is rolled back, so that it leaves no history."""
        record._change_reason = self.reason  # type: ignore[attr-defined]  # django-simple-history reads it
        outcome = RowOutcome.ADDED if before is None else RowOutcome.CHANGED
        try:
            with transaction.atomic():
                record.save()
                for name, related in parsed.many_to_many.items():
                    getattr(record, name).set(related)
                if before == column_values(record) and not has_other_changes:
                    outcome = RowOutcome.UNCHANGED
                    transaction.set_rollback(True)
        except (IntegrityError, DataError) as error:
            errors = without_consequence(table, parsed, constraint_errors(record)) or [CellError("", REFUSED)]
            raise RowFailure(errors, is_checked=True) from error
        if self.user and becomes_public(record, before):
            self.published.append((table, parsed, record))
        return outcome


def becomes_public(record: Record, before: dict[str, object] | None) -> bool:
    """Return whether a row publishes `record`, which had the column values `before`; None if it is new."""
    published = Publishable.Status.PUBLISHED
    return isinstance(record, Publishable) and record.status == published and (before or {}).get("status") != published


def apply_values(table: RecordTable, stored: Record, new: Record, parsed: ParsedRow) -> None:
    """Set the values of a row on the stored record, except for blank cells that the model itself has filled in `new`."""
    for name, value in parsed.values.items():
        is_filled_by_model = name in parsed.blank and getattr(new, name, None) != value  # no attribute: a blank reference
        if name not in (*table.copied, *table.source_hashes) and not is_filled_by_model:
            setattr(stored, name, value)


def restore_source_hashes(table: RecordTable, record: Record, parsed: ParsedRow) -> None:
    """Set the hashes of the uploads that an export has cleaned files of; a file that is cleaned now keeps its own."""
    for name in table.source_hashes:
        measured = getattr(record, name)
        if parsed.values.get(name) and measured in ("", getattr(record, name.replace(SOURCE_HASH, "sha256"))):
            setattr(record, name, parsed.values[name])


def apply_files(record: Record, parsed: ParsedRow) -> bool:
    """Set the files of a row on the record; return whether one of them differs from the stored file."""
    has_changed = False
    for name, file in parsed.files.items():
        stored = getattr(record, name)
        if file is None and stored:
            setattr(record, name, "")
            has_changed = True
        elif file is not None and (not stored or not is_same_file(file, record, stored)):
            setattr(record, name, file)
            has_changed = True
    return has_changed


def is_same_file(file: "File[bytes]", record: Record, stored: FieldFile) -> bool:
    """Return whether `stored` is what the record has made of the same `file` before, or is the file itself."""
    field = stored.field
    if not isinstance(field, StoredFileField):
        raise TypeError(f"The file field {field} is no StoredFileField.")
    if not stored.name or not stored.storage.exists(stored.name):
        return False
    if sha256_of(file) in (field.measure_of(record, name) for name in ("source_sha256", "sha256")):
        return True
    try:
        with stored.open("rb") as stream:
            return sha256_of(stream) == sha256_of(field.cleaned(file) or file)
    except ValidationError:
        return False  # refused; the record's own rules report it


def set_publish_at(table: RecordTable, record: Record, parsed: ParsedRow, stored_moment: datetime | None = None) -> None:
    """Give a published record without `publish_at` 00:00 of its own date, so that every run stores the same moment.

    What lies ahead is public when it is published: at the moment that is stored already, else now.
    """
    if not isinstance(record, Publishable) or not table.own_dates or "publish_at" in parsed.unreadable:
        return
    is_blank = "publish_at" in parsed.blank or record.publish_at is None
    if is_blank and record.status == Publishable.Status.PUBLISHED:
        days = (getattr(record, name) for name in table.own_dates)
        day = next((day for day in days if day), None)
        if day is None and parsed.unreadable & set(table.own_dates):
            day = ANY_DAY
        own = day and start_of_day(date(day, 1, 1) if isinstance(day, int) else day)
        now = timezone.now()
        record.publish_at = min(own, stored_moment or now, now) if own and own > now else own


def copied_column_errors(table: RecordTable, record: Record, parsed: ParsedRow) -> Iterator[CellError]:
    """Yield an error for each cell of a copied column that differs from what the model copies."""
    for name in table.copied:
        value = parsed.values.get(name)
        if isinstance(value, Model) and value.pk != getattr(record, concrete_field(table.model, name).attname):
            message = f"Cột này được lấy từ cột khác của dòng và ở đó là “{getattr(record, name)}”; để trống hoặc ghi đúng."
            yield CellError(name, message)


def validation_errors(record: Record, parsed: ParsedRow) -> list[CellError]:
    """Return the errors of a record, as far as its columns could be read.

    Each constraint costs a query. They are checked here only if something else is wrong already, so that a run reports
    all errors at once. Where nothing is wrong, the database itself refuses a record that breaks one.
    """
    foreign_keys = {name for name, value in parsed.values.items() if isinstance(value, Model)}
    errors = errors_raised_by(record.clean_fields, exclude=parsed.unreadable | foreign_keys)
    invalid = parsed.unreadable | {error.column for error in errors}
    if not invalid:
        errors = errors_raised_by(record.clean)
    if errors or invalid:
        errors += constraint_errors(record, invalid)
    return errors


def without_consequence(table: RecordTable, parsed: ParsedRow, errors: list[CellError]) -> list[CellError]:
    """Return `errors` without that of a blank `publish_at` if the date of the record that would fill it is wrong."""
    is_blank = not parsed.row.cells.get("publish_at")
    is_date_wrong = any(error.column in table.own_dates for error in errors)
    return [error for error in errors if error.column != "publish_at" or not (is_blank and is_date_wrong)]


def cell_validation_errors(table: RecordTable, parsed: ParsedRow) -> list[CellError]:
    """Return the errors of the cells of a row whose record is unknown.

    A natural key that can be read is left out, because the row has been refused for it already.
    """
    natural_key = table.natural_key_columns if not parsed.unreadable & table.natural_key_columns else frozenset()
    names = set(parsed.values) - parsed.unreadable - natural_key - set(table.copied)
    record = table.model(**{name: parsed.values[name] for name in names})
    set_publish_at(table, record, parsed)
    others = {field.name for field in record._meta.get_fields()} - names
    foreign_keys = {name for name in names if isinstance(parsed.values[name], Model)}
    errors = errors_raised_by(record.clean_fields, exclude=others | foreign_keys)
    invalid = {error.column for error in errors}
    return errors + errors_raised_by(record.validate_constraints, exclude=others | invalid)


def constraint_errors(record: Record, exclude: Collection[str] = frozenset()) -> list[CellError]:
    """Return the errors of the unique fields and constraints of a record, except those over the columns `exclude`."""
    return errors_raised_by(record.validate_unique, exclude=exclude) + errors_raised_by(
        record.validate_constraints, exclude=exclude
    )


def errors_raised_by(validate: Callable[..., None], **arguments: Collection[str]) -> list[CellError]:
    """Call a validation method of a record and return its ValidationError as errors of cells."""
    try:
        validate(**arguments)
    except ValidationError as error:
        return [
            CellError("" if column == NON_FIELD_ERRORS else column, " ".join(map(sentence, errors)))
            for column, errors in error.update_error_dict({}).items()
        ]
    return []


def sentence(error: ValidationError) -> str:
    """Return the message of one error; that of a blank value is the one that a required cell has."""
    return MUST_NOT_BE_BLANK if error.code in ("blank", "null") else " ".join(error.messages)
