"""Form fields that parse what a clerk types."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.contrib.admin import ModelAdmin, site
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from core.vietnamese.forms import (
    FORM_FIELDS,
    CountField,
    DateField,
    DateTimeField,
    DecimalField,
    MoneyField,
    form_field,
)

TOO_LONG = "x" * 100_000


class SampleForm(forms.Form):
    day = DateField(required=False)
    moment = DateTimeField(required=False)
    count = CountField(required=False, min_value=0)
    share = DecimalField(required=False, max_digits=7, decimal_places=2)
    money = MoneyField(required=False, max_digits=18, decimal_places=0)


def test_parsed_fields_parse_what_a_clerk_types():
    form = SampleForm({"day": "280921", "moment": "26/01/2022 | 16:58", "count": "21.281", "share": "39,1", "money": "50,583 tỷ"})

    assert form.is_valid()
    assert form.cleaned_data == {
        "day": date(2021, 9, 28),
        "moment": datetime(2022, 1, 26, 9, 58, tzinfo=UTC),
        "count": 21281,
        "share": Decimal("39.1"),
        "money": Decimal(50583000000),
    }


@pytest.mark.parametrize(
    ("name", "typed", "preview"),
    [
        ("day", "280921", "thứ Ba, 28/9/2021"),
        ("moment", "26/01/2022 16:58", "thứ Tư, 26/1/2022, 16:58"),
        ("count", "21281", "21.281"),
        ("count", "2021", ""),
        ("share", "1234,5", "1.234,5"),
        ("money", "50,583 tỷ", "50.583.000.000 đồng = 50,583 tỷ đồng"),
    ],
)
def test_preview_of_each_parsed_field(name, typed, preview):
    field = SampleForm.base_fields[name]

    assert field.preview(field.clean(typed)) == preview


def test_parsed_fields_return_none_for_blank_text():
    form = SampleForm({"day": " ", "moment": "", "count": "\u00a0"})

    assert form.is_valid()
    assert set(form.cleaned_data.values()) == {None}


def test_parsed_fields_refuse_with_a_sentence_and_keep_the_typed_text():
    typed = {"day": "31/02/2021", "moment": "26/01/2022 25:00", "count": "50.58", "share": "39,123", "money": "50,583"}
    form = SampleForm(typed)

    assert form.errors == {
        "day": ["Không có ngày 31/02/2021; tháng 2 năm 2021 có 28 ngày."],
        "moment": ["Không có giờ 25:00; giờ từ 00:00 đến 23:59."],
        "count": [
            "“50.58” không đọc được là số; dấu chấm chỉ ngăn từng nhóm ba chữ số (21.281), phần thập phân sau dấu phẩy (0,5)."
        ],
        "share": ["“39,123” có quá nhiều chữ số sau dấu phẩy; nhiều nhất là 2."],
        "money": ["“50,583” có thể hiểu hai cách: gõ 50.583 nếu tính bằng đồng, hoặc 50,583 tỷ nếu là tỷ."],
    }
    assert {field.name: field.value() for field in form} == typed
    assert 'value="31/02/2021"' in str(form["day"])


def test_parsed_fields_refuse_a_very_long_text():
    form = SampleForm(dict.fromkeys(SampleForm.base_fields, TOO_LONG))

    assert set(form.errors) == set(SampleForm.base_fields)
    assert {messages[0].partition(",")[0] for messages in form.errors.values()} == {"Nội dung quá dài"}


def test_parsed_fields_keep_the_limits_of_their_model_fields():
    form = SampleForm({"count": "-5", "share": "123456,5"})

    assert {name: [error.code for error in errors] for name, errors in form.errors.as_data().items()} == {
        "count": ["min_value"],
        "share": ["max_whole_digits"],
    }


def test_widget_attrs_set_the_keyboard_of_a_text_input():
    widgets = {field.name: field.field.widget for field in SampleForm()}

    assert {name: (widget.input_type, widget.attrs["inputmode"]) for name, widget in widgets.items()} == {
        "day": ("text", "text"),
        "moment": ("text", "text"),
        "count": ("text", "numeric"),
        "share": ("text", "decimal"),
        "money": ("text", "text"),
    }


def test_prepare_value_formats_stored_values_as_typed():
    stored = {
        "day": date(2021, 9, 8),
        "moment": datetime(2022, 1, 26, 9, 58, tzinfo=UTC),
        "count": 21281,
        "share": Decimal("39.10"),
        "money": Decimal(50583000000),
    }

    assert {field.name: field.value() for field in SampleForm(initial=stored)} == {
        "day": "08/09/2021",
        "moment": "26/01/2022 16:58",
        "count": "21.281",
        "share": "39,1",
        "money": "50.583.000.000",
    }


def test_count_field_formats_numbers_below_grouped_from_without_a_dot():
    assert [CountField().prepare_value(n) for n in (2021, 9999, 10000)] == ["2021", "9999", "10.000"]


moments = st.integers(0, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
records = st.fixed_dictionaries(
    {
        "day": st.none() | st.dates(date(1945, 1, 1), date(2100, 12, 31)),
        "moment": st.none() | moments,
        "count": st.none() | st.integers(0, 10**18 - 1),
        "share": st.none() | st.decimals(-99999, 99999, places=2),
        "money": st.none() | st.integers(-(10**18) + 1, 10**18 - 1).map(Decimal),
    }
)


@given(records)
def test_parsed_fields_of_an_unchanged_form_have_not_changed(stored):
    initial_texts = {field.name: field.value() for field in SampleForm(initial=stored)}
    posted = SampleForm({name: value for name, value in initial_texts.items() if value is not None}, initial=stored)

    assert posted.is_valid(), posted.errors
    assert posted.cleaned_data == stored
    assert posted.changed_data == []


def test_parsed_fields_have_not_changed_for_another_form_of_the_same_value():
    stored = {"day": date(2021, 9, 28), "count": 21281, "share": Decimal("39.10"), "money": Decimal(50583000000)}
    same = SampleForm({"day": "28-9-21", "count": "21 281", "share": "39,10", "money": "50,583 tỷ"}, initial=stored)
    other = SampleForm({"day": "29/9/2021", "count": "21282", "share": "abc", "money": ""}, initial=stored)

    assert (same.changed_data, other.changed_data) == ([], ["day", "count", "share", "money"])


def test_moment_input_ignores_microseconds():
    stored = {"moment": datetime(2022, 1, 26, 9, 58, 7, 123456, tzinfo=UTC)}

    assert SampleForm({"moment": "26/01/2022 16:58:07"}, initial=stored).changed_data == []


@given(st.dictionaries(st.sampled_from(sorted(SampleForm.base_fields)), st.text() | st.text("0123456789/-.:, |tỷ")))
def test_parsed_fields_parse_any_text_or_refuse_it_with_a_sentence(data):
    form = SampleForm(data)

    assert all(message.endswith(".") for messages in form.errors.values() for message in messages)


@pytest.fixture
def opts():
    with isolate_apps("core"):

        class Sample(models.Model):
            day = models.DateField()
            moment = models.DateTimeField()
            count = models.PositiveIntegerField()
            year = models.PositiveSmallIntegerField()
            large = models.BigIntegerField(null=True, blank=True)
            choice = models.IntegerField(choices=[(1, "một"), (2, "hai")])
            share = models.DecimalField(max_digits=20, decimal_places=2)
            money = models.DecimalField(max_digits=18, decimal_places=0)
            name = models.CharField(max_length=20)

            class Meta:
                app_label = "core"

            def __str__(self):
                return self.name

        yield Sample._meta


FIELD_CLASSES = {
    "day": DateField,
    "moment": DateTimeField,
    "count": CountField,
    "year": CountField,
    "large": CountField,
    "choice": forms.TypedChoiceField,
    "share": DecimalField,
    "money": MoneyField,
    "name": forms.CharField,
}


def test_form_field_depends_on_the_model_field(opts):
    fields = {name: form_field(opts.get_field(name)) for name in FIELD_CLASSES}

    assert {name: type(field) for name, field in fields.items()} == FIELD_CLASSES
    assert (fields["share"].max_digits, fields["share"].decimal_places) == (20, 2)
    assert (fields["count"].min_value, fields["large"].required) == (0, False)


def test_form_fields_replace_the_form_fields_of_the_admin(opts):
    class SampleAdmin(ModelAdmin):
        formfield_overrides = FORM_FIELDS

    admin = SampleAdmin(opts.model, site)
    fields = {name: admin.formfield_for_dbfield(opts.get_field(name), request=None) for name in FIELD_CLASSES}

    assert {name: type(field) for name, field in fields.items()} == FIELD_CLASSES
    assert {fields[name].widget.input_type for name in ("day", "moment", "count", "large", "share", "money")} == {"text"}
    assert fields["day"].widget.attrs["class"] == "vDateField"


def test_form_field_of_an_address_without_scheme_takes_https():
    assert form_field(models.URLField()).clean("portal.example/ky-hop-3") == "https://portal.example/ky-hop-3"
