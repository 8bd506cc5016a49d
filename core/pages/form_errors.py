"""The errors of a refused form, each with a link to its field."""

from dataclasses import dataclass
from functools import partial

from django.utils.text import capfirst


@dataclass(frozen=True)
class FormError:
    """One error message: the field that it is about, and the id of the element to jump to (blank where there is none)."""

    place: str
    message: str
    anchor: str = ""


def form_errors(form, *, row="", anchor=""):
    """The errors of one `form`, which may be a `row` of several in the element `anchor`."""
    yield from map(partial(FormError, row, anchor=anchor), form.non_field_errors())
    for field in form:
        place = " – ".join(filter(None, [row, capfirst(str(field.label))]))
        yield from map(partial(FormError, place, anchor=anchor_of(field)), field.errors)


def anchor_of(field):
    """The id of the input of a bound field, the first one where there are several."""
    return field.id_for_label or f"{field.auto_id}_0"
