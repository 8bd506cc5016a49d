"""Forms that are displayed with what was typed, but not saved: the user has to answer something first."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

HELD = "held"  # the code of the error of a form that is held


class HeldForm(forms.BaseForm):
    """A form that is invalid for the reason `hold_reason`, a sentence, if there is one."""

    hold_reason: ClassVar[str] = ""

    def clean(self) -> dict[str, Any] | None:  # Any: values of all fields
        """Add the reason as an error of the form."""
        cleaned_data: dict[str, Any] | None = super().clean()  # Any: see above
        if self.hold_reason:
            self.add_error(None, ValidationError(self.hold_reason, code=HELD))
        return cleaned_data


class HoldingMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin whose form is not saved if the request has a `hold_reason`."""

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Any]]:  # Any: as in Django's method
        form = super().get_form(request, obj, change=change, **kwargs)
        form.hold_reason = getattr(request, "hold_reason", "")  # type: ignore[attr-defined]  # of HeldForm
        return form
