"""The forms of the admin that know the version that they were opened from."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from core.admin.form_versions import FormVersion, is_editable, page_version


class VersionedFormsMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin whose forms carry the version that they were opened from."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:  # Any: the context of a template and the other arguments of Django's method
        """Add the version of the form, unless the user cannot change anything in it."""
        record = context.get("original")
        if is_editable(self, request, record):
            version: FormVersion | None = getattr(request, "form_version", None)
            if version is None:
                version = FormVersion() if record is None else page_version(context)
            context["form_version"] = version.token(request, self.opts.label_lower, record and record.pk)
        return super().render_change_form(request, context, *args, **kwargs)
