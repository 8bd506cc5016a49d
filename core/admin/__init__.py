"""The lists and forms of the admin: rows of the user's own councils, search without diacritics, errors beside the field."""

from core.admin.conflicts import retry_on_conflict
from core.admin.deletion_versions import DeletionVersionsMixin
from core.admin.fields import RecordFields
from core.admin.form_errors import ErrorSummaryMixin
from core.admin.inlines import RecordInline, StackedRecordInline
from core.admin.list_options import RecordListMixin
from core.admin.opened_forms import OpenedFormsMixin
from core.admin.publication import PUBLICATION, Fieldset
from core.admin.records import RecordAdmin

__all__ = [
    "DeletionVersionsMixin",
    "Fieldset",
    "OpenedFormsMixin",
    "PUBLICATION",
    "RecordAdmin",
    "RecordFields",
    "RecordInline",
    "ErrorSummaryMixin",
    "RecordListMixin",
    "StackedRecordInline",
    "retry_on_conflict",
]
