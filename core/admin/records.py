"""The ModelAdmin of all records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, TypeAlias, cast

from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

import core.admin.filters  # noqa: F401 registers the filter of all lists
from core.admin.checks import ChecksMixin, attention
from core.admin.conflicts import RetryOnConflictMixin
from core.admin.deletion import Deletion, deletion_of
from core.admin.deletion_versions import DeletionVersionsMixin
from core.admin.fields import RecordFields
from core.admin.form_errors import ErrorSummaryMixin
from core.admin.forms import StaffForm
from core.admin.held_forms import HoldingMixin
from core.admin.list_options import RecordListMixin
from core.admin.opened_forms import OpenedFormsMixin
from core.admin.pending_uploads import PendingUploadsMixin
from core.admin.proposals import ProposingMixin
from core.admin.publication import as_published, public_page, publication_state, publish_selected, withdraw_selected
from core.admin.related_fields import is_primary_key
from core.admin.reopened_forms import ReopenedFormMixin
from core.admin.restoring import RestoringMixin
from core.admin.retained_values import RetainedValuesMixin
from core.admin.rights import owning_council
from core.admin.verb_pages import VerbPagesMixin
from core.admin.versioned_forms import VersionedFormsMixin
from core.models import Addressed
from core.pages.publication import public_path
from core.records.models import Publishable, Record
from core.records.querysets import RecordT
from core.records.rights import council_path_of, staff_user, visible_rows

DisplayColumn: TypeAlias = str | Callable[[Any], Any]  # as in `list_display`; Any: records of all models, their values
Context: TypeAlias = dict[str, Any]  # Any: the context of a template
Names: TypeAlias = list[str] | tuple[str, ...]


def short_council_column(model_admin: RecordAdmin) -> Callable[[Record], str | None]:
    """Return the column of a list with the short name of the council of each row."""

    @admin.display(
        description=str(label_for_field("council", model_admin.model, model_admin)),
        ordering=council_path_of(model_admin.model),
    )
    def council(record: Record) -> str | None:
        owner = owning_council(record)
        return None if owner is None else model_admin.short_name_of_council(owner)

    return council


class RecordAdmin(
    ReopenedFormMixin,
    OpenedFormsMixin,
    PendingUploadsMixin,
    RetryOnConflictMixin,
    DeletionVersionsMixin,
    ProposingMixin,
    ChecksMixin,
    VerbPagesMixin,
    RestoringMixin,
    RecordListMixin,
    RetainedValuesMixin,
    ErrorSummaryMixin,
    VersionedFormsMixin,
    HoldingMixin,
    RecordFields,
    admin.ModelAdmin,  # type: ignore[type-arg]  # Django's class takes no argument at run time
):
    """The list and the forms of one model.

    `has_few_rows`: a council has so few rows of the model that other forms offer them in a plain select.
    `offers_active_only`: other forms do not offer rows whose `is_active` is false.
    """

    list_select_related: ClassVar[Names] = ()
    has_few_rows: ClassVar[bool] = False
    offers_active_only: ClassVar[bool] = False

    # Rows

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:  # Any: records of all models
        return self.with_related_names(visible_rows(super().get_queryset(request), staff_user(request)))

    def with_related_names(self, queryset: QuerySet[RecordT]) -> QuerySet[RecordT]:
        """Return `queryset` with the related records that the name of a row contains, for lists and for choices."""
        path = council_path_of(self.model)
        names = {*self.list_select_related, *([path] if path else [])}
        return queryset.select_related(*names) if names else queryset

    def selectable(self, queryset: QuerySet[RecordT]) -> QuerySet[RecordT]:
        """Return the rows that other records may newly refer to."""
        return queryset.filter(is_active=True) if self.offers_active_only else queryset

    def name_in_choices(self, record: Any) -> str:  # Any: a record of the model of the subclass
        """Return the label of `record` among the choices of one council."""
        return str(record)

    def short_name(self, record: Any) -> str:  # Any: a record of the model of the subclass
        """Return a short name of `record` for a column of a list and for a filter."""
        return str(record)

    def choice_label(self, request: HttpRequest, record: Model) -> str:
        """Return the label of `record` among choices, with its council if the user serves several."""
        name = self.name_in_choices(record)
        owner = None if self.sole_council(request) else owning_council(record)
        return name if owner is None else f"{name} – {self.short_name_of_council(owner)}"

    def short_name_of_council(self, council: Model) -> str:
        """Return the name of a council in a column, and behind the name of its records: "quận Cầu Giấy"."""
        return cast(RecordAdmin, self.admin_site.get_model_admin(type(council))).short_name(council)

    def sole_council(self, request: HttpRequest) -> Model | None:
        """Return the only council that the user serves, None if there are several; queried once for a request."""
        if not hasattr(request, "sole_council"):
            user = staff_user(request)
            councils = [] if user.is_superuser else list(user.councils[:2])
            request.sole_council = councils[0] if len(councils) == 1 else None  # type: ignore[attr-defined]  # stored here
        council: Model | None = request.sole_council  # type: ignore[attr-defined]  # stored here
        return council

    # Lists

    def get_list_display(self, request: HttpRequest) -> list[DisplayColumn]:
        """Return the columns; the council is left out for a user who serves only one."""
        first, *others = self.list_display
        if self.sole_council(request):
            others = [name for name in others if name != "council"]
        columns: list[DisplayColumn] = [first, *map(self.display_column, others), *([attention] if self.is_checked else [])]
        return [*columns, public_page] if self.has_page else columns

    def display_column(self, name: DisplayColumn) -> DisplayColumn:
        """Return the column to display for the one called `name` in `list_display`."""
        if name == "council":
            return short_council_column(self)
        return publication_state if name == "status" and self.is_publishable else name

    @property
    def is_publishable(self) -> bool:
        """Whether records of the model have a publication state."""
        return issubclass(self.model, Publishable)

    @property
    def has_page(self) -> bool:
        """Whether each record of the model has a public page."""
        return hasattr(self.model, "get_absolute_url")

    @property
    def actions(self) -> list[Any]:  # type: ignore[override]  # Any: as in Django's attribute, which is no property
        """The actions of the list."""
        return [publish_selected, withdraw_selected] if self.is_publishable else []

    # Forms

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:  # Any: as in Django's method
        """Return the fieldsets; the council is left out for a user who serves only one."""
        if not self.preset_values(request):
            return super().get_fieldsets(request, obj)
        fieldsets = super().get_fieldsets(request, obj)
        return [
            (name, options | {"fields": [field for field in options["fields"] if field != "council"]})
            for name, options in fieldsets
        ]

    def preset_values(self, request: HttpRequest) -> dict[str, Model]:
        """Return the values, by field, that a new record gets because the user has no choice: the only council."""
        council = self.sole_council(request)
        return {"council": council} if council and council_path_of(self.model) == "council" else {}

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Any]]:  # Any: as in Django's method
        form = cast(type[StaffForm], super().get_form(request, obj, change=change, **kwargs))
        form.permits = staticmethod(partial(self.has_change_permission if change else self.may_add, request))
        form.preset_values = self.preset_values(request)
        form.has_inlines = bool(self.inlines)
        form.locked_columns = self.locked_columns(request, is_new=not change)
        form.lock_reasons = self.lock_reasons(request, obj)
        return form

    def may_add(self, request: HttpRequest, record: Model) -> bool:
        """Return whether the user may add `record`, at once or as a proposal."""
        return self.permits(request, "add", record) or self.proposes_addition(request, record)

    def render_change_form(
        self,
        request: HttpRequest,
        context: Context,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,  # Any: a record of the model of the subclass
    ) -> HttpResponse:
        """Add the button that publishes a record which is not public, and the one that opens its public page."""
        is_unpublished = self.is_publishable and (obj is None or obj.status != Publishable.Status.PUBLISHED)
        context["show_publish"] = is_unpublished and self.has_publish_permission(request)
        context["show_page"] = self.has_page
        context["verb_links"] = self.verb_links(request, obj)
        context["leads_on"] = isinstance(obj, Addressed) and bool(obj.stored_public_path())
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        return public_path(obj) if obj is not None and self.has_page else None

    def response_post_save_add(self, request: HttpRequest, obj: Model) -> HttpResponseRedirect:
        return self.redirect_after_save(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Model) -> HttpResponseRedirect:
        return self.redirect_after_save(request, obj) or super().response_post_save_change(request, obj)

    def redirect_after_save(self, request: HttpRequest, record: Model) -> HttpResponseRedirect | None:
        """Return a redirect to the public page of a saved record if the user clicked the button for it, else None."""
        return HttpResponseRedirect(public_path(record)) if "_page" in request.POST and self.has_page else None

    # Pages

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Context | None = None,
    ) -> HttpResponse:
        if "_publish" in request.POST and self.is_publishable:
            request.POST = as_published(request.POST)  # type: ignore[assignment]  # a QueryDict may be mutable
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:  # Any: a record of the model of the subclass
        return super().get_object(request, object_id, from_field) if from_field or is_primary_key(object_id) else None

    def get_deleted_objects(self, objs: Sequence[Model] | QuerySet[Any], request: HttpRequest) -> Deletion:
        """Return what the deletion of `objs` deletes, and say on its page what else it does. Any: records of all models."""
        notes, refusals = self.effects_of_deletion(objs)
        request.deletion_notes, request.deletion_refusals = notes, refusals  # type: ignore[attr-defined]  # stored here
        names, counts, forbidden, protected = deletion_of(objs, request, self.admin_site)
        return names, counts, forbidden, [*protected, *refusals]

    def effects_of_deletion(self, records: Sequence[Model] | QuerySet[Any]) -> tuple[list[str], list[str]]:
        """Return what the deletion of `records` changes elsewhere, and why it is refused, in sentences. Any: as above."""
        return [], []
