"""Choices of other forms that belong to one session: the script sends the session that the form has."""

from django.contrib import admin

from core.admin.related_fields import is_primary_key


class OfSessionMixin(admin.ModelAdmin):
    """A ModelAdmin whose rows other forms offer only if they belong to the session, or meeting, that the form has."""

    def get_search_results(self, request, queryset, search_term):
        """The rows that Django's method finds, for an autocomplete only those of the session or meeting in the address."""
        rows, may_have_duplicates = super().get_search_results(request, queryset, search_term)
        if "field_name" in request.GET:  # an autocomplete
            names = {field.name for field in self.opts.concrete_fields} & {"session", "meeting"}
            values = {name: request.GET.get(name, "") for name in names}
            rows = rows.filter(**{f"{name}__pk": value for name, value in values.items() if value and is_primary_key(value)})
        return rows, may_have_duplicates
