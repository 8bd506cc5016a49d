"""The errors of an invalid form, each with a link to its field."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import cast

from django.forms import BaseForm, BoundField
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst


@dataclass(frozen=True)
class FormError:
    """One error message with the label of its field; `anchor` is the id of the element to link to, "" if there is none."""

    field_label: str
    message: str
    anchor: str = ""

    @property
    def text(self) -> str:
        """The message after the label, as plain text: "Ngày ký: Trường này là bắt buộc."."""
        message = unescape(strip_tags(self.message)) if isinstance(self.message, SafeString) else self.message
        return f"{self.field_label}: {message}" if self.field_label else message


def form_errors(form: BaseForm, *, row: str = "", anchor: str = "") -> Iterator[FormError]:
    """Yield the errors of one `form`: first its non-field errors, then those of each field.

    If it is a form of a formset, `row` is its label and `anchor` the id of the element that contains it.
    """
    yield from map(partial(FormError, row, anchor=anchor), form.non_field_errors())
    for field in form:
        label = capfirst(str(field.label))
        for message in field.errors:
            begins_with_label = str(message).startswith(f"{label} ")  # "Ngày ký: Ngày ký không thể …" says it twice
            parts = [row] if begins_with_label else [row, label]
            yield FormError(" – ".join(filter(None, parts)), cast(str, message), anchor_of(field))


def anchor_of(field: BoundField) -> str:
    """Return the id of the input of a bound field, the first one if it has several."""
    return field.id_for_label or f"{field.auto_id}_0"
