"""Form fields that choose other records: with labels that distinguish similar records, and safe against invalid keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.db.models.fields import related
from django.forms import Media, ModelChoiceField, ModelMultipleChoiceField, Select, TypedChoiceField
from django.forms.renderers import BaseRenderer, TemplatesSetting
from django.forms.widgets import Script
from django.utils.safestring import SafeString
from django.utils.text import Truncator

MAX_PRIMARY_KEY_DIGITS = 18  # a number of so many digits fits into a BigIntegerField

Relation: TypeAlias = "related.RelatedField[Any, Any]"  # a foreign key or many-to-many field; Any: to all models
HtmlAttributes: TypeAlias = dict[str, Any]  # Any: texts, numbers and booleans


def is_primary_key(value: object) -> bool:
    """Return whether `value`, as a browser sent it, can be a primary key."""
    text = str(value)
    return text.isdecimal() and len(text) <= MAX_PRIMARY_KEY_DIGITS


class SafeAutocompleteMixin(AutocompleteMixin):
    """An autocomplete that can display any value that was sent; Django's own queries the database for a row "abc"."""

    def optgroups(self, name: str, value: Sequence[str], attr: HtmlAttributes | None = None) -> list[Any]:  # Any: Django's
        return super().optgroups(name, [pk for pk in value if is_primary_key(pk)], attr)

    @property
    def media(self) -> Media:
        """The scripts of Select2 and ours; its stylesheet is part of that of the admin."""
        return super().media["js"] + Media(js=[Script("js/suggestions.js", defer=True)])  # type: ignore[list-item]  # the stubs know only texts


class AutocompleteOne(SafeAutocompleteMixin, AutocompleteSelect):
    """An autocomplete for a foreign key."""


class AutocompleteMany(SafeAutocompleteMixin, AutocompleteSelectMultiple):
    """An autocomplete for a many-to-many field."""

    def build_attrs(self, base_attrs: HtmlAttributes, extra_attrs: HtmlAttributes | None = None) -> HtmlAttributes:
        """Return the attributes without the button that clears all: a wrong click would empty the field."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class AddableChoice(RelatedFieldWidgetWrapper):
    """The choice of another record with a link that adds one; a record is changed and deleted on its own page only."""

    template_name = "admin/widgets/related_record.html"

    def __init__(self, wrapper: RelatedFieldWidgetWrapper) -> None:
        super().__init__(wrapper.widget, wrapper.rel, wrapper.admin_site, can_add_related=wrapper.can_add_related)

    def render(
        self, name: str, value: Any, attrs: HtmlAttributes | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:  # Any: as in Django's method
        """Render with the templates of the project, which the renderer of the forms does not find."""
        return super().render(name, value, attrs, TemplatesSetting())


class LabelledChoicesMixin(ModelChoiceField):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """Choices limited to the records that the user may see, with the council in the label where there are several.

    `label_of` returns the label of a record. `all_rows` are the choices without the limit, if `is_limited`.
    """

    label_of: Callable[[Any], str] = staticmethod(str)  # Any: records of all models
    is_limited = False
    all_rows: QuerySet[Any]  # Any: records of all models
    queryset: QuerySet[Any]  # Any: records of all models

    def label_from_instance(self, obj: Model) -> str:
        return self.label_of(obj)

    def add_choices(self, pks: Iterable[Any] | QuerySet[Any, Any]) -> None:  # Any: primary keys
        """Add the rows with these primary keys to the choices."""
        limited_rows = self.queryset.order_by().values("pk")
        self.queryset = self.all_rows.filter(Q(pk__in=limited_rows) | Q(pk__in=pks))


class RelatedRecordField(LabelledChoicesMixin, ModelChoiceField):  # type: ignore[type-arg]  # as above
    """The field of a foreign key."""


class RelatedRecordsField(LabelledChoicesMixin, ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    """The field of a many-to-many field."""

    def _check_values(self, value: Iterable[Any]) -> QuerySet[Any]:  # Any: what a browser sent; records of all models
        if not all(map(is_primary_key, value)):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        rows: QuerySet[Any] = super()._check_values(value)  # type: ignore[misc]  # private, so the stubs lack it
        return rows


def record_field(
    records: Sequence[Model], label: Callable[[Any], str], message: str
) -> TypedChoiceField:  # Any: the model of the records
    """Return a select over loaded `records` that returns one of them; `message` answers any other value."""
    by_pk = {str(record.pk): record for record in records}
    choices = [("", "–"), *((pk, Truncator(label(record)).chars(70)) for pk, record in by_pk.items())]
    return TypedChoiceField(
        choices=choices,
        coerce=lambda pk: by_pk.get(str(pk)),  # also of the initial value, which is a number
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": message},
        widget=Select,
    )
