"""What has to be mended in a refused form: each fault, with the way to its field."""

from dataclasses import dataclass
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst


@dataclass(frozen=True)
class Fault:
    """A message, what it is about, and the element that it stands beside; `anchor` is blank where there is none."""

    place: str
    message: str
    anchor: str = ""


def faults_of(form, inline_formsets):
    """The faults of a record's `form` and of its parts, in the order of the page."""
    yield from faults_of_fields(form)
    for parts in inline_formsets:
        yield from faults_of_parts(parts.formset)


def faults_of_parts(formset):
    """The faults of the rows of an inline, which are told by the number of the row."""
    name = capfirst(str(formset.model._meta.verbose_name))
    yield from map(partial(Fault, name, anchor=f"{formset.prefix}-group"), formset.non_form_errors())
    for number, form in enumerate(formset.forms):
        if not (formset.can_delete and formset._should_delete_form(form)):
            yield from faults_of_fields(form, row=f"{name}, dòng {number + 1}", anchor=form.prefix)


def faults_of_fields(form, *, row="", anchor=""):
    """The faults of one `form`, which may be a `row` of an inline in the element `anchor`."""
    yield from map(partial(Fault, row, anchor=anchor), form.non_field_errors())
    for field in form:
        place = " – ".join(filter(None, [row, capfirst(str(field.label))]))
        yield from map(partial(Fault, place, anchor=anchor_of(field)), field.errors)


def files_let_go(form, inline_formsets):
    """The files that have to be chosen again, each as a Fault: no browser gives a file back with a refused form."""
    for each in (form, *(part for parts in inline_formsets for part in parts.formset.forms)):
        for field in each:
            if isinstance(field.data, UploadedFile):
                yield Fault(capfirst(str(field.label)), f"tệp “{field.data.name}” cần chọn lại", anchor_of(field))


def anchor_of(field):
    """The element that a bound field is drawn as."""
    return field.id_for_label or field.auto_id
