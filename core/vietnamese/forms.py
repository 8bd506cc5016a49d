"""Form fields that parse numbers and dates as a Vietnamese clerk types them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Generic, TypeAlias, TypedDict, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from core.vietnamese.dates import parse_date, parse_moment, parse_time, short_date, short_moment, weekday_date, weekday_moment
from core.vietnamese.numbers import format_number, money_with_short_form, parse_decimal, parse_money, parse_number

GROUPED_FROM = 10_000  # years and document numbers are below it and have no dot

ModelField: TypeAlias = "models.Field[Any, Any]"  # Any: fields of all value types
Value = TypeVar("Value")


class ParsedField(forms.Field, Generic[Value]):
    """A form field that parses typed text and shows a refused text again unchanged.

    Subclasses say how: `parse` reads a text, `format` writes a stored value so that `parse` reads it back, and `preview`
    writes a value in another form, so that a clerk notices when the text was understood wrongly.
    """

    inputmode = "text"

    def parse(self, text: str) -> Value:
        """Return the value of `text`. Raises ValueError with a Vietnamese sentence."""
        raise NotImplementedError("each field parses its own values")

    def format(self, value: Value) -> str:
        """Return `value` as text that `parse` reads back."""
        raise NotImplementedError("each field formats its own values")

    def preview(self, value: Value) -> str:
        """Return the text that a form displays below the field; "" if it would only repeat what was typed."""
        return self.format(value)

    def to_python(self, value: Any) -> Value | None:  # Any: Django passes whatever the widget or the caller gives
        """Return the parsed value, None for blank text. Raises ValidationError with the sentence of `parse`."""
        if not isinstance(value, str):
            parsed: Value | None = super().to_python(value)
            return parsed
        if not value.strip():
            return None
        try:
            return self.parse(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:  # Any: as in Django's own method
        """Return the text in the input: a stored value formatted, a typed text as it is."""
        return value if isinstance(value, str) or value in self.empty_values else self.format(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # Any: as in Django's own method
        """Return the HTML attributes of the input, with the keyboard that a phone opens for it."""
        return super().widget_attrs(widget) | {"inputmode": self.inputmode, "autocomplete": "off"}


class MomentInput(forms.TextInput):
    """A text input for a datetime, displayed and compared without microseconds."""

    supports_microseconds = False


class DateField(ParsedField[date], forms.DateField):
    """A date: `5/3/21`, `28-9-2021`, `280921`, `hôm nay`."""

    widget = forms.TextInput

    def parse(self, text: str) -> date:
        return parse_date(text, today=timezone.localdate())

    def format(self, value: date) -> str:
        return short_date(value)

    def preview(self, value: date) -> str:
        return weekday_date(value)


class DateTimeField(ParsedField[datetime], forms.DateTimeField):
    """A datetime in Vietnam's time: `26/01/2022 16:58`."""

    widget = MomentInput

    def parse(self, text: str) -> datetime:
        return parse_moment(text, today=timezone.localdate())

    def format(self, value: datetime) -> str:
        return short_moment(value)

    def preview(self, value: datetime) -> str:
        return weekday_moment(value)


class TimeField(ParsedField[time], forms.TimeField):
    """A time of day: `8:30`, `8h30`, `8 giờ 30`."""

    widget = forms.TextInput

    def parse(self, text: str) -> time:
        return parse_time(text)

    def format(self, value: time) -> str:
        return f"{value:%H:%M:%S}".removesuffix(":00")


class CountField(ParsedField[int], forms.IntegerField):
    """A whole number: `21281`, `21.281`."""

    widget = forms.TextInput
    inputmode = "numeric"

    def parse(self, text: str) -> int:
        return parse_number(text)

    def format(self, value: int) -> str:
        return format_number(value) if abs(value) >= GROUPED_FROM else str(value)

    def preview(self, value: int) -> str:
        return self.format(value) if abs(value) >= GROUPED_FROM else ""


class DecimalField(ParsedField[Decimal], forms.DecimalField):  # type: ignore[misc]  # Django's is an IntegerField too
    """A number with decimals after a comma: `1.234,5`; its `decimal_places` must be given."""

    decimal_places: int
    widget = forms.TextInput
    inputmode = "decimal"

    def parse(self, text: str) -> Decimal:
        return parse_decimal(text, self.decimal_places)

    def format(self, value: Decimal) -> str:
        return format_number(value)


class MoneyField(ParsedField[Decimal], forms.DecimalField):  # type: ignore[misc]  # see DecimalField
    """An amount in whole đồng: `50.583.000.000`, `50,583 tỷ`."""

    widget = forms.TextInput

    def parse(self, text: str) -> Decimal:
        return parse_money(text)

    def format(self, value: Decimal) -> str:
        return format_number(value)

    def preview(self, value: Decimal) -> str:
        return money_with_short_form(value)


def amount_field(*, decimal_places: int, **kwargs: Any) -> DecimalField | MoneyField:  # Any: the arguments of the field
    """Return the form field of a DecimalField; a model field without decimals holds money, in đồng."""
    field_class = DecimalField if decimal_places else MoneyField
    return field_class(decimal_places=decimal_places, **kwargs)


class WebAddress(forms.URLField):
    """The address of a page; one without "https://" gets it."""

    def __init__(self, **kwargs: Any) -> None:  # Any: the arguments of Django's class
        messages = {"invalid": "Hãy ghi đủ địa chỉ trang, ví dụ https://www.hdnd.vn/ky-hop."}
        super().__init__(assume_scheme="https", error_messages=messages | (kwargs.pop("error_messages", None) or {}), **kwargs)


class FormFieldOptions(TypedDict, total=False):
    """The arguments of `Field.formfield` that depend on the class of the model field."""

    form_class: Callable[..., forms.Field]
    widget: type[forms.Widget]


COUNT_OPTIONS: FormFieldOptions = {"form_class": CountField, "widget": forms.TextInput}
# Also a ModelAdmin's `formfield_overrides`. The widgets are named where the admin would else use one that takes no text.
FORM_FIELDS: dict[type[ModelField], FormFieldOptions] = {
    models.DateField: {"form_class": DateField},
    models.DateTimeField: {"form_class": DateTimeField, "widget": MomentInput},
    models.TimeField: {"form_class": TimeField, "widget": forms.TextInput},
    models.IntegerField: COUNT_OPTIONS,
    models.BigIntegerField: COUNT_OPTIONS,
    models.SmallIntegerField: COUNT_OPTIONS,
    models.PositiveIntegerField: COUNT_OPTIONS,
    models.PositiveBigIntegerField: COUNT_OPTIONS,
    models.PositiveSmallIntegerField: COUNT_OPTIONS,
    models.DecimalField: {"form_class": amount_field},
    models.URLField: {"form_class": WebAddress, "widget": forms.TextInput},
}


def form_field(model_field: ModelField, **kwargs: Any) -> forms.Field | None:  # Any: the arguments of Django's method
    """Return the form field of a model field by FORM_FIELDS; a field with choices keeps Django's select.

    None for a model field that no form can edit. `kwargs` are further arguments of `Field.formfield`.
    """
    classes = () if model_field.choices else type(model_field).mro()
    options = next((FORM_FIELDS[cls] for cls in classes if cls in FORM_FIELDS), FormFieldOptions())
    return model_field.formfield(**{**options, **kwargs})
