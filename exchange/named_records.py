"""The records that somebody may mean who writes a name where a reference needs a slug."""

import re

from django.db import models

from core.records.models import Record
from core.records.slugs import Slugged
from core.vietnamese.normal_form import normal_form
from core.vietnamese.text import slugify
from councils.models import Person
from councils.namesakes import description

MAX_NAMED = 5
MAX_NAME = 300  # characters


def named_records_text(model: type[models.Model], column: str, text: str) -> str:
    """Return a sentence with the slugs of the records that are called `text`, "" if there are none.

    A name is never taken for one of them, even if there is only one: another person may have it too.
    """
    base = slugify(text) if len(text) <= MAX_NAME else ""
    if not (issubclass(model, Slugged) and column == model.SLUG_FIELD and base):
        return ""
    rows = model._default_manager.filter(**{f"{column}__startswith": base}).order_by(column)
    same_slug = re.compile(re.escape(base) + r"(-\d+)?")
    records = [row for row in rows if same_slug.fullmatch(getattr(row, column))]
    records = [row for row in records if normal_form(row.slug_text()) == normal_form(text)] or records
    if not records:
        return ""
    named = "; ".join(f"{getattr(row, column)} ({name_with_details(row)})" for row in records[:MAX_NAMED])
    more = f" và {len(records) - MAX_NAMED} bản ghi khác" if len(records) > MAX_NAMED else ""
    return f"Tên không đủ để nhận ra {model._meta.verbose_name}; hãy ghi mã, một trong: {named}{more}."


def name_with_details(record: Record) -> str:
    """Return the name of `record` with what distinguishes it from others of the same name."""
    if isinstance(record, Person):
        return f"{record}, {description(record)}"
    council = record.get_council()
    return f"{record}, {council}" if council and council != record else str(record)
