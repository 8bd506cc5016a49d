"""Values that stay in the form after "save and add another": the fields that usually repeat in a series of records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import ManyToManyField, Model
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from core.records.rights import council_path_of
from core.vietnamese.dates import short_date
from core.vietnamese.forms import ModelField

RETAINED_FLAG = "giu"  # the query parameter of a form whose values were retained from the record before


class RetainedValuesMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """Fill in `retained_fields`, and the council if the form asks for it, when one record is added after another."""

    retained_fields: ClassVar[Sequence[str]] = ()

    def preset_values(self, request: HttpRequest) -> dict[str, Model]:
        """Return the values, by field, that a new record gets because the user has no choice."""
        return {}

    def retained_names(self, request: HttpRequest) -> list[str]:
        """Return the names of the fields whose values are retained."""
        asks_council = council_path_of(self.model) == "council" and not self.preset_values(request)
        return [*(["council"] if asks_council else []), *self.retained_fields]

    def response_add(self, request: HttpRequest, obj: Model, post_url_continue: str | None = None) -> HttpResponse:
        return self.with_retained_values(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        return self.with_retained_values(request, obj, super().response_change(request, obj))

    def with_retained_values(self, request: HttpRequest, record: Model, response: HttpResponse) -> HttpResponse:
        """Return `response`; if it is a redirect to a new form, its URL gets the values of `record` to retain."""
        if "_addanother" not in request.POST or IS_POPUP_VAR in request.POST or not isinstance(response, HttpResponseRedirect):
            return response
        retained = QueryDict(mutable=True)
        retained.update({name: text for name in self.retained_names(request) if (text := initial_text(record, name))})
        if not retained:
            return response
        separator = "&" if "?" in response.url else "?"
        return HttpResponseRedirect(f"{response.url}{separator}{retained.urlencode()}&{RETAINED_FLAG}=1")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:  # Any: the context of a template and the other arguments of Django's method
        """Mark the fields that still have their retained values, and offer the same form without these values."""
        if RETAINED_FLAG in request.GET:
            form = context["adminform"].form
            retained = [
                name
                for name in self.retained_names(request)
                if name in form.fields and has_value(form[name], request.GET.get(name))
            ]
            for name in retained:
                form.fields[name].is_retained = True
            context["empty_form_url"] = self.url_without_retained(request) if retained else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def url_without_retained(self, request: HttpRequest) -> str:
        """Return the URL of the form without retained values."""
        query = request.GET.copy()
        for name in [RETAINED_FLAG, *self.retained_names(request)]:
            query.pop(name, None)
        return f"{request.path}?{query.urlencode()}".removesuffix("?")


def initial_text(record: Model, name: str) -> str:
    """Return the value of a model field as the query string of an add form contains it; "" for an empty value."""
    model_field = record._meta.get_field(name)
    if isinstance(model_field, ManyToManyField):
        return ",".join(str(row.pk) for row in getattr(record, name).all())
    value = getattr(record, cast(ModelField, model_field).attname)
    if value is None or value is False:
        return ""
    return short_date(value) if hasattr(value, "year") else str(value)


def has_value(field: BoundField, text: str | None) -> bool:
    """Return whether a bound field displays the retained value `text`."""
    value = field.value()
    return text == (",".join(map(str, value)) if isinstance(value, list) else str(value))
