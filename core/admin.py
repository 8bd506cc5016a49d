"""The staff's lists and forms: rows of the user's own councils, search without diacritics, rules told beside the field."""

from functools import partial

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError, Q, UniqueConstraint, Value
from django.forms import BaseInlineFormSet
from django.http import Http404
from django.shortcuts import render
from django.utils.text import capfirst

from core.constraints import field_beside
from core.forms import FORM_FIELDS, RecordForm
from core.models import Publishable
from core.text import fold, slugify
from core.versions import versions

SEARCHED_WORDS = 8
SEARCHED_LENGTH = 200  # SQLite refuses a far longer pattern


def rows_of(user, queryset):
    """The rows of `queryset` that `user` may see; kinds that belong to no council are left whole."""
    return user.rows(queryset) if hasattr(queryset, "of") else queryset


def folded_search(queryset, fields, typed):
    """The rows of `queryset` that hold every typed word in one of `fields`.

    Columns called `search_key` or `slug` are asked without diacritics, others as typed.
    """
    typed = typed[:SEARCHED_LENGTH]
    found = Q()
    for field in fields:
        column = field.rsplit("__", 1)[-1]
        if column == "search_key":
            words, lookup = fold(typed).split(), "contains"
        elif column == "slug":
            words, lookup = slugify(typed).split("-"), "contains"
        else:
            words, lookup = typed.split(), "icontains"
        if words := [word for word in words if word][:SEARCHED_WORDS]:
            found |= Q(*(Q(**{f"{field}__{lookup}": word}) for word in words))
    return queryset.filter(found) if found else queryset.none()


class AdminRecordForm(RecordForm):
    """A record's form that refuses what its user may not store, such as a row for another council."""

    permits = None

    def _post_clean(self):
        super()._post_clean()
        if self.permits and not self.errors and not self.permits(self.instance):
            self.add_error(None, "Bạn không có quyền ghi hoặc đăng dữ liệu của HĐND này.")


class OfOwnCouncils:
    """What lists and inlines share: fields that read what a clerk types, choices and rights by council."""

    form = AdminRecordForm
    formfield_overrides = FORM_FIELDS

    def get_field_queryset(self, db, db_field, request):
        queryset = super().get_field_queryset(db, db_field, request)
        if queryset is None:
            queryset = db_field.remote_field.model._default_manager.all()
        lists = self.admin_site.is_registered(queryset.model) and self.admin_site.get_model_admin(queryset.model)
        if isinstance(lists, RecordAdmin):
            queryset = lists.with_names(queryset)
        return rows_of(request.user, queryset)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "status" and issubclass(self.model, Publishable) and not self.permits(request, "publish"):
            kwargs["choices"] = [
                (value, label)
                for value, label in db_field.choices
                if value in (Publishable.Status.DRAFT, Publishable.Status.REVIEW)
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def permits(self, request, action, record=None):
        """Whether the user may do `action` with `record`, or with any record of this kind.

        What the public sees, or saw, is written only by those who may publish it.
        """
        if not request.user.has_perm(permission(action, self.opts), record):
            return False
        if action in ("add", "change", "delete") and is_approved(record):
            return request.user.has_perm(permission("publish", record._meta), record)
        return True

    def has_view_permission(self, request, obj=None):
        return self.permits(request, "view", obj) or self.permits(request, "change", obj)

    def has_change_permission(self, request, obj=None):
        return self.permits(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self.permits(request, "delete", obj)


def permission(action, opts):
    return f"{opts.app_label}.{get_permission_codename(action, opts)}"


def is_approved(record):
    return isinstance(record, Publishable) and record.status in (Publishable.Status.PUBLISHED, Publishable.Status.WITHDRAWN)


class RecordFormSet(BaseInlineFormSet):
    """The rows of an inline; two of them that break a unique key are told so before the database refuses them."""

    def clean(self):
        """Does without Django's own check, which knows no conditional keys and names no field."""
        seen = {}
        for form in self.forms:
            if form.errors or not (form.instance.pk or form.has_changed()) or form in self.deleted_forms:
                continue
            for constraint, key in self.keys_of(form.instance):
                if key in seen:
                    form.add_error(*self.complaint(form, constraint))
                seen[key] = form

    def keys_of(self, row):
        """The unique keys that `row` occupies, each with its constraint."""
        against = {field.name: Value(getattr(row, field.attname), field) for field in self.model._meta.concrete_fields}
        for constraint in self.model._meta.constraints:
            if not isinstance(constraint, UniqueConstraint) or not constraint.fields:
                continue
            fields = [self.model._meta.get_field(name) for name in constraint.fields]
            values = tuple("parent" if field == self.fk else getattr(row, field.attname) for field in fields)
            if None not in values and (constraint.condition is None or constraint.condition.check(against)):
                yield constraint, (constraint.name, values)

    def complaint(self, form, constraint):
        """The field to blame, None where the form lacks it, and the message."""
        field = field_beside(ValidationError("", constraint.violation_error_code))
        return (field if field in form.fields else None), constraint.get_violation_error_message()


class RecordInline(OfOwnCouncils, admin.TabularInline):
    """Parts of a record, written on the record's own page."""

    formset = RecordFormSet
    extra = 0

    def has_add_permission(self, request, obj=None):
        return self.permits(request, "add", obj)


def second_look(view, *args):
    """The answer of `view`, asked once more where somebody stored or cited a row between its check and its write.

    The first attempt was rolled back; the second finds the other's row and says so beside the field.
    """
    try:
        return view(*args)
    except (IntegrityError, ProtectedError):
        return view(*args)


def without(nested, prefixes):
    """The nested list without its lines that begin with one of `prefixes`, and without lists left empty by that."""
    kept = [without(item, prefixes) if isinstance(item, list) else item for item in nested]
    return [item for item in kept if item and not str(item).startswith(prefixes)]


class RecordAdmin(OfOwnCouncils, admin.ModelAdmin):
    """The lists and forms of one kind of record."""

    list_per_page = 50
    list_select_related = ()
    show_full_result_count = False
    object_history_template = "admin/record_history.html"

    def get_queryset(self, request):
        return self.with_names(rows_of(request.user, super().get_queryset(request)))

    def with_names(self, queryset):
        """`queryset` with the records that a row's name speaks of, for lists of choices as for the list itself."""
        return queryset.select_related(*self.list_select_related) if self.list_select_related else queryset

    def get_search_results(self, request, queryset, search_term):
        if search_term.strip():
            queryset = folded_search(queryset, self.get_search_fields(request), search_term)
        return queryset, False

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.permits = staticmethod(partial(self.permits, request, "change" if change else "add"))
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return second_look(super().changeform_view, request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        return second_look(super().delete_view, request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        """What goes with `objs`, without the nameless rows that only link two records."""
        deleted, counts, *refusals = super().get_deleted_objects(objs, request)
        links = [model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created]
        for link in links:
            counts.pop(link.verbose_name_plural, None)
        return without(deleted, tuple(f"{capfirst(link.verbose_name)}: " for link in links)), counts, *refusals

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
