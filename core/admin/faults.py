"""What has to be mended in the refused form of a record and its parts."""

from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst

from core.pages.faults import Fault, anchor_of, faults_of


def faults_of_record(form, inline_formsets):
    """The faults of a record's `form` and of its parts, in the order of the page."""
    yield from faults_of(form)
    for parts in inline_formsets:
        yield from faults_of_parts(parts.formset)


def faults_of_parts(formset):
    """The faults of the rows of an inline, which are told by the number of the row."""
    name = capfirst(str(formset.model._meta.verbose_name))
    yield from map(partial(Fault, name, anchor=f"{formset.prefix}-group"), formset.non_form_errors())
    for number, form in enumerate(formset.forms):
        if not (formset.can_delete and formset._should_delete_form(form)):
            yield from faults_of(form, row=f"{name}, dòng {number + 1}", anchor=form.prefix)


def files_let_go(form, inline_formsets):
    """The files that have to be chosen again, each as a Fault: no browser gives a file back with a refused form."""
    for each in (form, *(part for parts in inline_formsets for part in parts.formset.forms)):
        for field in each:
            if isinstance(field.data, UploadedFile):
                yield Fault(capfirst(str(field.label)), f"tệp “{field.data.name}” cần chọn lại", anchor_of(field))
