"""Forms that check records also over model fields that the form lacks."""

from datetime import date

import pytest
from django import forms

from core.records.forms import RecordForm
from councils.models import Council, Term


@pytest.fixture
def council(db):
    return Council.objects.create(
        slug="cau-giay",
        name="HĐND quận Cầu Giấy",
        unit_kind=Council.UnitKind.URBAN_DISTRICT,
        level=Council.Level.DISTRICT,
        abbreviation="CG",
        start=date(1997, 9, 1),
    )


class TermForm(RecordForm):
    """A form without the council of its term, which the view sets."""

    class Meta(RecordForm.Meta):
        model = Term
        fields = ["ordinal", "label", "start", "end", "seats"]


TYPED = {"ordinal": "6", "label": "2021-2026", "start": "1/7/21", "end": "", "seats": "35"}
FIFTH = {"ordinal": 5, "label": "2016-2021", "start": date(2016, 7, 1), "end": date(2021, 7, 1), "seats": 35}


def test_record_form_saves_what_was_typed(council):
    form = TermForm(TYPED, instance=Term(council=council))

    assert form.is_valid(), form.errors
    term = form.save()
    term.refresh_from_db()
    assert (term.ordinal, term.start, term.end, term.slug) == (6, date(2021, 7, 1), None, "2021-2026")


def test_record_form_finds_a_duplicate_over_a_model_field_that_it_lacks(council):
    Term.objects.create(council=council, **FIFTH)
    form = TermForm(TYPED | {"ordinal": "5"}, instance=Term(council=council))

    assert form.errors == {"ordinal": ["Khóa này đã có."]}


def test_add_error_puts_errors_of_model_fields_that_the_form_lacks_above_the_form(council):
    Term.objects.create(council=council, **FIFTH)

    class ShortForm(RecordForm):
        class Meta(RecordForm.Meta):
            model = Term
            fields = ["label", "seats"]

    preset = Term(council=council, ordinal=5, start=date(2021, 7, 1))
    form = ShortForm({"label": "2021-2026", "seats": "35"}, instance=preset)

    assert form.errors == {"__all__": ["Khóa: Khóa này đã có."]}


def test_record_form_refuses_a_missing_value_of_a_model_field_that_it_lacks(council):
    form = TermForm(TYPED)

    assert form.errors == {"__all__": ["HĐND: Trường này không thể để trống."]}


def test_record_form_checks_no_constraint_over_an_invalid_field(council):
    form = TermForm(TYPED | {"start": "31/02/2021", "end": "1/1/2021"}, instance=Term(council=council))

    assert form.errors == {"start": ["Không có ngày 31/02/2021; tháng 2 năm 2021 có 28 ngày."]}
    assert form["start"].value() == "31/02/2021"


def test_add_error_accepts_a_name_that_is_no_model_field(council):
    form = TermForm(TYPED, instance=Term(council=council))
    form.full_clean()
    form.add_error("khác", "Sai.")
    form.add_error(None, "Cũng sai.")

    assert form.errors == {"__all__": ["khác: Sai.", "Cũng sai."]}


def test_record_form_in_an_inline_finds_a_duplicate_over_the_foreign_key_to_the_parent(council):
    Term.objects.create(council=council, **FIFTH)
    formset_class = forms.inlineformset_factory(Council, Term, form=RecordForm, fields=TermForm.Meta.fields, extra=1)
    posted = {f"terms-0-{name}": value for name, value in (TYPED | {"ordinal": "5"}).items()}
    management = {"terms-TOTAL_FORMS": "1", "terms-INITIAL_FORMS": "0"}

    formset = formset_class(posted | management, instance=council, prefix="terms", queryset=Term.objects.none())

    assert formset.errors == [{"ordinal": ["Khóa này đã có."]}]


def test_record_form_in_an_inline_accepts_an_unsaved_parent(db):
    formset_class = forms.inlineformset_factory(Council, Term, form=RecordForm, fields=TermForm.Meta.fields, extra=1)
    posted = {f"terms-0-{name}": value for name, value in TYPED.items()}
    management = {"terms-TOTAL_FORMS": "1", "terms-INITIAL_FORMS": "0"}

    formset = formset_class(posted | management, instance=Council(start=date(1997, 9, 1)), prefix="terms")

    assert formset.is_valid(), formset.errors
