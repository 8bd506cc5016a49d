"""Form fields that read what a clerk types."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from core.vietnamese.dates import parse_date, parse_moment, short_date, short_moment, weekday_date, weekday_moment
from core.vietnamese.numbers import format_number, parse_decimal, parse_money, parse_number, spell_money

GROUPED_FROM = 10_000  # below it stand years and document numbers, which take no dot


class TypedText:
    """A field that `read`s typed text, `show`s a stored value as one would type it, and keeps what it refuses.

    `spell` says what was read so that a wrong reading catches the eye; blank where it could only repeat what was typed.
    """

    inputmode = "text"

    def read(self, text):
        """The value of `text`. Raises ValueError with a Vietnamese sentence."""
        raise NotImplementedError  # each field reads its own kind

    def show(self, value):
        """`value` as `read` reads it back."""
        raise NotImplementedError  # each field shows its own kind

    def spell(self, value):
        return self.show(value)

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return self.read(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value):
        return value if isinstance(value, str) or value in self.empty_values else self.show(value)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {
            "inputmode": self.inputmode,
            "autocomplete": "off",
        }


class MomentInput(forms.TextInput):
    """A text box for a moment, which is shown and compared without fractions of a second."""

    supports_microseconds = False


class DateField(TypedText, forms.DateField):
    """A day: `5/3/21`, `28-9-2021`, `280921`, `hôm nay`."""

    widget = forms.TextInput

    def read(self, text):
        return parse_date(text, today=timezone.localdate())

    def show(self, value):
        return short_date(value)

    def spell(self, value):
        return weekday_date(value)


class DateTimeField(TypedText, forms.DateTimeField):
    """A moment in Vietnam's time: `26/01/2022 16:58`."""

    widget = MomentInput

    def read(self, text):
        return parse_moment(text, today=timezone.localdate())

    def show(self, value):
        return short_moment(value)

    def spell(self, value):
        return weekday_moment(value)


class CountField(TypedText, forms.IntegerField):
    """A whole number: `21281`, `21.281`."""

    widget = forms.TextInput
    inputmode = "numeric"

    def read(self, text):
        return parse_number(text)

    def show(self, value):
        return format_number(value) if abs(value) >= GROUPED_FROM else str(value)

    def spell(self, value):
        return self.show(value) if abs(value) >= GROUPED_FROM else ""


class DecimalField(TypedText, forms.DecimalField):
    """A number with decimals after a comma: `1.234,5`."""

    widget = forms.TextInput
    inputmode = "decimal"

    def read(self, text):
        return parse_decimal(text, self.decimal_places)

    def show(self, value):
        return format_number(value)


class MoneyField(TypedText, forms.DecimalField):
    """Whole đồng: `50.583.000.000`, `50,583 tỷ`."""

    widget = forms.TextInput

    def read(self, text):
        return parse_money(text)

    def show(self, value):
        return format_number(value)

    def spell(self, value):
        return spell_money(value)


def amount_field(*, decimal_places, **kwargs):
    """The field for a decimal column: one without decimals holds money, in đồng."""
    kind = DecimalField if decimal_places else MoneyField
    return kind(decimal_places=decimal_places, **kwargs)


COUNT = {"form_class": CountField, "widget": forms.TextInput}
# The widgets are named where the admin would else put one of its own that takes no text.
FORM_FIELDS = {
    models.DateField: {"form_class": DateField},
    models.DateTimeField: {"form_class": DateTimeField, "widget": MomentInput},
    models.IntegerField: COUNT,
    models.BigIntegerField: COUNT,
    models.SmallIntegerField: COUNT,
    models.PositiveIntegerField: COUNT,
    models.PositiveBigIntegerField: COUNT,
    models.PositiveSmallIntegerField: COUNT,
    models.DecimalField: {"form_class": amount_field},
    models.ImageField: {"form_class": forms.FileField},  # the record says what a picture is, by its content
}


def form_field(column, **kwargs):
    """The form field of a model's `column`, by FORM_FIELDS; a column with choices stays a list of choices."""
    kinds = () if column.choices else type(column).mro()
    ours = next((FORM_FIELDS[kind] for kind in kinds if kind in FORM_FIELDS), {})
    return column.formfield(**(ours | kwargs))
