"""What has to be mended in a refused form: each fault, with the way to its field."""

from dataclasses import dataclass
from functools import partial

from django.utils.text import capfirst


@dataclass(frozen=True)
class Fault:
    """A message, what it is about, and the element that it stands beside; `anchor` is blank where there is none."""

    place: str
    message: str
    anchor: str = ""


def faults_of(form, *, row="", anchor=""):
    """The faults of one `form`, which may be a `row` of several in the element `anchor`."""
    yield from map(partial(Fault, row, anchor=anchor), form.non_field_errors())
    for field in form:
        place = " – ".join(filter(None, [row, capfirst(str(field.label))]))
        yield from map(partial(Fault, place, anchor=anchor_of(field)), field.errors)


def anchor_of(field):
    """The box that a bound field is drawn as, the first of several."""
    return field.id_for_label or f"{field.auto_id}_0"
