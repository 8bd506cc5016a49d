"""The errors of an invalid change form and of its inlines, as one summary above the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, TypeAlias

from django.contrib import admin
from django.contrib.admin.helpers import InlineAdminFormSet
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseForm, BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from core.pages.form_errors import FormError, anchor_of, form_errors

InlineFormSet: TypeAlias = "BaseInlineFormSet[Any, Any, Any]"  # Any: of all models


def errors_of_record(form: BaseForm, inline_formsets: Iterable[InlineAdminFormSet]) -> Iterator[FormError]:
    """Yield the errors of a record's `form` and of its inlines, in the order of the page."""
    yield from form_errors(form)
    for inline in inline_formsets:
        yield from errors_of_formset(inline.formset)


def errors_of_formset(formset: InlineFormSet) -> Iterator[FormError]:
    """Yield the errors of an inline and of its rows; the label of a row is its number."""
    name = capfirst(str(formset.model._meta.verbose_name))  # type: ignore[union-attr]  # an inline has a model
    yield from map(partial(FormError, name, anchor=f"{formset.prefix}-group"), formset.non_form_errors())
    for number, form in enumerate(formset.forms):
        if not (formset.can_delete and formset._should_delete_form(form)):  # type: ignore[attr-defined]  # private, so the stubs lack it
            yield from form_errors(form, row=f"{name}, dòng {number + 1}", anchor=form.prefix)


def forms_of_page(
    form: BaseForm, inline_formsets: Iterable[InlineAdminFormSet]
) -> Iterator[Any]:  # Any: forms of all models, most of them with `damages`
    """Yield the form of a record and those of the rows of its inlines."""
    yield form
    for inline in inline_formsets:
        yield from inline.formset.forms


def files_to_choose_again(form: BaseForm, inline_formsets: Iterable[InlineAdminFormSet]) -> Iterator[FormError]:
    """Yield the files that must be chosen again, because a browser does not fill in a file when a form is shown again."""
    for each_form in forms_of_page(form, inline_formsets):
        for field in each_form:
            if isinstance(field.data, UploadedFile):
                name = f"tệp “{field.data.name}”" if field.data.name else "tệp đã tải lên"
                yield FormError(capfirst(str(field.label)), f"{name} cần chọn lại", anchor_of(field))


class ErrorSummaryMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin that lists all errors above an invalid form, each with a link to its field."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:  # Any: the context of a template and the other arguments of Django's method
        """Replace Django's one-line error note by the summary."""
        if context["errors"]:
            forms = context["adminform"].form, context["inline_admin_formsets"]
            reason = getattr(forms[0], "hold_reason", "")
            damaged = [each for each in forms_of_page(*forms) if getattr(each, "damages", {})]
            context |= {
                "errors": [],
                "hold_reason": reason,
                "form_errors": [error for error in errors_of_record(*forms) if error.message != reason],
                "files_to_choose_again": list(files_to_choose_again(*forms)),
                "has_unicode": any(each.has_unicode for each in damaged),
                "may_be_kept": bool(damaged) and all(each.may_be_kept for each in damaged),
            }
        return super().render_change_form(request, context, *args, **kwargs)
