"""What stays in the form after "save and add another": the fields that usually repeat in a series of records."""

from django.db.models import ManyToManyField
from django.http import HttpResponseRedirect, QueryDict

from core.admin.rights import council_path_of
from core.vietnamese.dates import short_date

MARK = "giu"  # in an address, says that its values were kept from the record before


class RetainedValuesMixin:
    """`retained_fields`, and the council where it is asked for, are filled in again when one record is added after another."""

    retained_fields = ()

    def retained_names(self, request):
        asks_council = council_path_of(self.model) == "council" and not self.presets(request)
        return [*(["council"] if asks_council else []), *self.retained_fields]

    def response_add(self, request, obj, post_url_continue=None):
        return self.keep(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request, obj):
        return self.keep(request, obj, super().response_change(request, obj))

    def keep(self, request, record, response):
        """`response`, which leads to the next form, with what that begins with."""
        if "_addanother" not in request.POST or "_popup" in request.POST:
            return response
        kept = QueryDict(mutable=True)
        kept.update({name: typed for name in self.retained_names(request) if (typed := as_typed(record, name))})
        if not kept:
            return response
        join = "&" if "?" in response.url else "?"
        return HttpResponseRedirect(f"{response.url}{join}{kept.urlencode()}&{MARK}=1")

    def render_change_form(self, request, context, *args, **kwargs):
        """Mark the fields that still say what was kept, and offer the same form without it."""
        if MARK in request.GET:
            form = context["adminform"].form
            kept = [
                name for name in self.retained_names(request) if name in form.fields and says(form[name], request.GET.get(name))
            ]
            for name in kept:
                form.fields[name].is_retained = True
            context["empty_form_url"] = self.url_without_retained(request) if kept else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def url_without_retained(self, request):
        query = request.GET.copy()
        for name in [MARK, *self.retained_names(request)]:
            query.pop(name, None)
        return f"{request.path}?{query.urlencode()}".removesuffix("?")


def as_typed(record, name):
    """The value of a column as the address of a form names it; blank where there is nothing to keep."""
    column = record._meta.get_field(name)
    if isinstance(column, ManyToManyField):
        return ",".join(str(row.pk) for row in getattr(record, name).all())
    value = getattr(record, column.attname)
    if value is None or value is False:
        return ""
    return short_date(value) if hasattr(value, "year") else str(value)


def says(field, kept):
    """Whether a bound field shows the `kept` value."""
    value = field.value()
    return kept == (",".join(map(str, value)) if isinstance(value, list) else str(value))
