"""Which text is compared by its normal form: all text that is part of a natural key or of a unique constraint."""

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.utils import IntegrityError

from citizens.models import ReceptionSession
from core.records.keys import NormalFormField, fill_normal_forms, normal_form_field, normal_form_fields
from core.records.models import Record
from core.vietnamese.normal_form import COPY_MARK
from exchange.tables import TABLES
from tests.admin_forms import already, form_errors, post_add_form
from tests.factories.citizens import ReceptionSessionFactory, VoterMeetingFactory
from tests.factories.councils import CouncilFactory

# Text that is a code, not a name; it is compared as it is stored.
CODES = {
    "reports.ReportedTotal.part",
    "reports.ReportSection.key",
    "reports.ReportFigure.code",
    "reports.ReportFigure.part",
    "reports.ReportFigure.breakdown",
    "resolutions.Resolution.suffix",
    "resolutions.IssuedDocument.suffix",
    "councils.Council.abbreviation",  # typed in capitals
    "citizens.Petition.code",
}


def is_name(field):
    """Whether a column holds text that somebody types, other than a slug or a choice."""
    is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, NormalFormField)
    return is_text and not (isinstance(field, models.SlugField) or field.choices or str(field) in CODES)


def test_natural_keys_have_the_normal_form_of_each_name():
    names = [
        (table.model, column)
        for table in TABLES.values()
        for column in table.natural_key_columns
        if is_name(table.columns[column])
    ]

    assert len(names) > 10
    assert [f"{model.__name__}.{column}" for model, column in names if not normal_form_field(model, column)] == []


def test_unique_constraints_compare_no_name_as_it_was_typed():
    models_of_records = [model for model in apps.get_models() if issubclass(model, Record)]
    compared = [
        str(model._meta.get_field(name))
        for model in models_of_records
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        for name in constraint.fields
        if is_name(model._meta.get_field(name))
    ]

    assert compared == []


def test_history_does_not_store_normal_forms():
    stored = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if hasattr(model, "history")
        for field in normal_form_fields(model)
        if field.name in {other.name for other in model.history.model._meta.fields}
    ]

    assert stored == []


@pytest.mark.django_db
def test_normal_form_field_follows_its_source_however_the_row_is_stored():
    meeting = VoterMeetingFactory(place="Nhà văn hoá tổ 5")
    meeting.place = "Nhà văn hóa tổ 6."
    meeting.save(update_fields=["place"])
    stored = type(meeting).objects.get()
    assert (stored.place, stored.place_key) == ("Nhà văn hóa tổ 6.", "nhà văn hoá tổ 6")

    twice = VoterMeetingFactory.build(council=meeting.council, place="NHÀ VĂN HOÁ TỔ 06")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(meeting).objects.bulk_create([twice])


@pytest.mark.django_db
def test_fill_normal_forms_keeps_rows_that_are_equal_by_them(admin_client):
    council = CouncilFactory()
    rows = []
    for place in ("Trụ sở tổ 5-6", "trụ sở tổ 5 – 6", "Trụ sở tổ 5-6."):
        row = ReceptionSessionFactory(council=council, place=f"nơi {len(rows)}")
        ReceptionSession.objects.filter(pk=row.pk).update(place=place)  # as it was stored before there was a normal form
        rows.append(row)

    fill_normal_forms(ReceptionSession, {"place_key": "place"}, [["council", "receiver", "held_on", "place_key", "sequence"]])

    keys = list(ReceptionSession.objects.order_by("pk").values_list("place_key", flat=True))
    assert keys == ["trụ sở tổ 5-6", *(f"trụ sở tổ 5-6{COPY_MARK}{row.pk}" for row in rows[1:])]
    second = ReceptionSession.objects.get(pk=rows[1].pk)
    second.visits = 3
    second.full_clean()
    second.save()
    assert ReceptionSession.objects.get(pk=second.pk).place_key == keys[1]

    another = ReceptionSessionFactory.build(council=council, place="Trụ sở Tổ 5—6")
    rule = "Buổi này đã ghi; nếu là buổi khác trong ngày, hãy ghi đúng buổi thứ mấy."
    assert form_errors(post_add_form(admin_client, another)) == {"sequence": [already(rule, rows[0])]}
