"""The errors of the refused form of a record and of its inlines, as one summary above the form."""

from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst

from core.pages.form_errors import FormError, anchor_of, form_errors


def errors_of_record(form, inline_formsets):
    """The errors of a record's `form` and of its inlines, in the order of the page."""
    yield from form_errors(form)
    for parts in inline_formsets:
        yield from errors_of_formset(parts.formset)


def errors_of_formset(formset):
    """The errors of the rows of an inline; each names its row by number."""
    name = capfirst(str(formset.model._meta.verbose_name))
    yield from map(partial(FormError, name, anchor=f"{formset.prefix}-group"), formset.non_form_errors())
    for number, form in enumerate(formset.forms):
        if not (formset.can_delete and formset._should_delete_form(form)):
            yield from form_errors(form, row=f"{name}, dòng {number + 1}", anchor=form.prefix)


def files_to_choose_again(form, inline_formsets):
    """The files that have to be chosen again, each as a FormError: no browser gives a file back with a refused form."""
    for each in (form, *(part for parts in inline_formsets for part in parts.formset.forms)):
        for field in each:
            if isinstance(field.data, UploadedFile):
                yield FormError(capfirst(str(field.label)), f"tệp “{field.data.name}” cần chọn lại", anchor_of(field))


class ErrorSummaryMixin:
    """A ModelAdmin that lists all errors of a refused form above it, each with a link to its field."""

    def render_change_form(self, request, context, *args, **kwargs):
        """Put the summary in place of Django's one line."""
        if context["errors"]:
            forms = context["adminform"].form, context["inline_admin_formsets"]
            context |= {
                "errors": [],
                "form_errors": list(errors_of_record(*forms)),
                "files_to_choose_again": list(files_to_choose_again(*forms)),
            }
        return super().render_change_form(request, context, *args, **kwargs)
