"""Fields that choose other records: names that tell similar records apart; any value that is no primary key is refused."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import Media, ModelChoiceField, ModelMultipleChoiceField
from django.forms.widgets import Script

MAX_PRIMARY_KEY_DIGITS = 18  # digits that every database takes for a key


def is_primary_key(value):
    """Whether `value`, as a browser sent it, can be the key of a row at all."""
    text = str(value)
    return text.isdecimal() and len(text) <= MAX_PRIMARY_KEY_DIGITS


class SafeAutocompleteMixin:
    """An autocomplete that draws its form again whatever was sent: Django's own asks the database for a row "abc"."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if is_primary_key(key)], attr)

    @property
    def media(self):
        return super().media + Media(js=[Script("js/suggestions.js", defer=True)])


class AutocompleteOne(SafeAutocompleteMixin, AutocompleteSelect):
    pass


class AutocompleteMany(SafeAutocompleteMixin, AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs, extra_attrs=None):
        """Without the sign that clears all: its element stands where a list allows none, and one slip empties the box."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class LabelledChoicesMixin:
    """Choices limited to what the user sees, named so that the like of another council is not taken for one's own.

    `label_of` names a record; `everything` are the choices without the limit, if `is_limited`.
    """

    label_of = staticmethod(str)
    is_limited = False
    everything = None

    def label_from_instance(self, obj):
        return self.label_of(obj)

    def widen(self, keys):
        """Offer the rows with these `keys` too."""
        self.queryset = self.everything.filter(Q(pk__in=self.queryset.order_by().values("pk")) | Q(pk__in=keys))


class RelatedRecordField(LabelledChoicesMixin, ModelChoiceField):
    """One record."""


class RelatedRecordsField(LabelledChoicesMixin, ModelMultipleChoiceField):
    """Several records."""

    def _check_values(self, value):
        if not all(map(is_primary_key, value)):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return super()._check_values(value)
