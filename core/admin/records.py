"""The lists and forms of one kind of record."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, label_for_field
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.text import capfirst

import core.admin.filters  # noqa: F401 registers the filter that every list shall use
from core.admin.deletion import deletion_of
from core.admin.fields import RecordFields
from core.admin.form_errors import ErrorSummaryMixin
from core.admin.list_options import RecordListMixin
from core.admin.publication import as_published, public_page, publication_state, publish_selected, withdraw_selected
from core.admin.related_fields import is_primary_key
from core.admin.retained_values import RetainedValuesMixin
from core.admin.rights import council_path_of, owning_council
from core.records.models import Publishable
from core.records.versions import versions


def short_council_column(model_admin):
    """The column of a list that names each row's council shortly."""

    @admin.display(
        description=label_for_field("council", model_admin.model, model_admin), ordering=council_path_of(model_admin.model)
    )
    def council(record):
        owner = owning_council(record)
        return owner and model_admin.admin_site.get_model_admin(type(owner)).short_name(owner)

    return council


def retry_on_conflict(view, *args):
    """The answer of `view`, asked once more where somebody stored or cited a row between its check and its write.

    The first attempt was rolled back; the second finds the other's row and says so beside the field.
    """
    try:
        return view(*args)
    except (IntegrityError, ProtectedError):
        return view(*args)


class RecordAdmin(RecordListMixin, RetainedValuesMixin, ErrorSummaryMixin, RecordFields, admin.ModelAdmin):
    """The lists and forms of one kind of record.

    `stays_small`: a council has so few of the kind that others choose from a plain list. `retires`: a row that is no
    longer `is_active` is not offered any more.
    """

    list_select_related = ()
    object_history_template = "admin/record_history.html"
    stays_small = False
    retires = False

    # Rows

    def get_queryset(self, request):
        return self.with_names(super().get_queryset(request).visible_to(request.user))

    def with_names(self, queryset):
        """`queryset` with the records that a row's name speaks of, for lists of choices as for the list itself."""
        path = council_path_of(self.model)
        named = {*self.list_select_related, *([path] if path else [])}
        return queryset.select_related(*named) if named else queryset

    def offered(self, queryset):
        """Those of `queryset` that new records may point to."""
        return queryset.filter(is_active=True) if self.retires else queryset

    def name_in_choices(self, record):
        """The name by which `record` is chosen among others of its council."""
        return str(record)

    def short_name(self, record):
        """The name of `record` where there is little room: a column of a list, a filter."""
        return str(record)

    def choice_label(self, request, record):
        """The name by which `record` is chosen, with its council where the user sees several."""
        name = self.name_in_choices(record)
        owner = None if self.sole_council(request) else owning_council(record)
        return name if owner is None else f"{name} – {owner}"

    def sole_council(self, request):
        """The one council that the user serves, else None; asked once a request."""
        if not hasattr(request, "_sole_council"):
            user = request.user
            own = [] if user.is_superuser else user.councils.distinct()[:2]
            request._sole_council = own[0] if len(own) == 1 else None
        return request._sole_council

    # Lists

    def get_list_display(self, request):
        """The columns, without the council's where the user serves only one."""
        first, *others = self.list_display
        if self.sole_council(request):
            others = [name for name in others if name != "council"]
        shown = [first, *map(self.display_column, others)]
        return [*shown, public_page] if self.has_page else shown

    def display_column(self, name):
        """The column called `name` as a list shows it."""
        if name == "council":
            return short_council_column(self)
        return publication_state if name == "status" and self.is_publishable else name

    @property
    def is_publishable(self):
        return issubclass(self.model, Publishable)

    @property
    def has_page(self):
        """Whether each record of the kind has a page on the portal."""
        return hasattr(self.model, "get_absolute_url")

    @property
    def actions(self):
        return [publish_selected, withdraw_selected] if self.is_publishable else []

    # Forms

    def get_fieldsets(self, request, obj=None):
        """The groups of fields, without the council where the user serves only one."""
        if not self.presets(request):
            return super().get_fieldsets(request, obj)
        groups = super().get_fieldsets(request, obj)
        return [
            (name, options | {"fields": [field for field in options["fields"] if field != "council"]}) for name, options in groups
        ]

    def presets(self, request):
        """What a new record of this kind gets without being asked for."""
        council = self.sole_council(request)
        return {"council": council} if council and council_path_of(self.model) == "council" else {}

    def get_readonly_fields(self, request, obj=None):
        """A slug is part of an address, which stays for ever once the public has seen it."""
        fields = super().get_readonly_fields(request, obj)
        seen = self.is_publishable and obj is not None and obj.first_published_at is not None
        shown = flatten_fieldsets(self.fieldsets or ())
        return [*fields, "slug"] if seen and "slug" in shown else fields

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.permits = staticmethod(partial(self.permits, request, "change" if change else "add"))
        form.presets = self.presets(request)
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Offer to publish what is not public, and to go on to a page where there is one."""
        waits = self.is_publishable and (obj is None or obj.status != Publishable.Status.PUBLISHED)
        context["show_publish"] = waits and self.has_publish_permission(request)
        context["show_page"] = self.has_page
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj is not None and self.has_page else None

    def response_post_save_add(self, request, obj):
        return self.redirect_after_save(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        return self.redirect_after_save(request, obj) or super().response_post_save_change(request, obj)

    def redirect_after_save(self, request, record):
        """The way to the page of a stored record, where that was asked for."""
        return HttpResponseRedirect(record.get_absolute_url()) if "_page" in request.POST and self.has_page else None

    # Pages

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if "_publish" in request.POST and self.is_publishable:
            request.POST = as_published(request.POST)
        return retry_on_conflict(super().changeform_view, request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        return retry_on_conflict(super().delete_view, request, object_id, extra_context)

    def get_object(self, request, object_id, from_field=None):
        return super().get_object(request, object_id, from_field) if from_field or is_primary_key(object_id) else None

    def get_deleted_objects(self, objs, request):
        return deletion_of(objs, request, self.admin_site)

    def history_view(self, request, object_id, extra_context=None):
        """The versions of a record, or the admin's own log for kinds that keep none."""
        if not hasattr(self.model, "history"):
            return super().history_view(request, object_id, extra_context)
        record = self.get_object(request, object_id)
        if record is None or not self.has_view_permission(request, record):
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": f"Lịch sử thay đổi: {record}",
            "opts": self.opts,
            "module_name": capfirst(str(self.opts.verbose_name_plural)),
            "object": record,
            "versions": versions(record),
        }
        return render(request, self.object_history_template, context)
