"""Keys that were changed are still understood in CSV tables."""

import pytest

from core.models import Keyed
from councils.models import Council, Field
from exchange.loading import load_folder
from exchange.references import References, UnknownReference
from exchange.tables import TABLES
from tests.factories.councils import (
    AgencyFactory,
    AreaFactory,
    BodyFactory,
    CouncilFactory,
    FieldFactory,
    PersonFactory,
)
from tests.factories.news import CategoryFactory
from tests.factories.resolutions import RegisterFactory, ResolutionClassFactory

pytestmark = pytest.mark.django_db

FACTORIES = (
    AgencyFactory,
    AreaFactory,
    BodyFactory,
    CategoryFactory,
    CouncilFactory,
    FieldFactory,
    PersonFactory,
    RegisterFactory,
    ResolutionClassFactory,
)


def rename(record, key="khoa-moi"):
    old = getattr(record, record.KEY_FIELD)
    setattr(record, record.KEY_FIELD, key)
    record.save()
    return old


def test_factories_cover_each_reference_by_key():
    keyed = {table.model for table in TABLES.values() if issubclass(table.model, Keyed)}
    by_key = {model for model in keyed if any(model.KEY_FIELD in key.columns for key in table_of(model).natural_keys)}

    assert {factory._meta.model for factory in FACTORIES} == by_key
    assert {TABLES[model.CSV_TABLE].model for model in keyed} == keyed


def table_of(model):
    return next(table for table in TABLES.values() if table.model is model)


def reference(record, key):
    """A reference to `record` with another key."""
    natural_key = next(one for one in table_of(type(record)).natural_keys if record.KEY_FIELD in one.columns)
    values = {"council": getattr(record, "council", None) and record.council.slug, "start": str(getattr(record, "start", ""))}
    return " | ".join(str((values | {record.KEY_FIELD: key})[name]) for name in natural_key.columns)


@pytest.mark.parametrize("factory", FACTORIES)
def test_former_key_in_a_reference_means_the_renamed_record(factory):
    record = factory()
    old = rename(record)
    references = References(TABLES, getattr(record, "council", record).slug if hasattr(record, "council") else "")

    assert references.resolve(type(record), reference(record, old)) == record
    assert list(references.notices) == [f"Mã cũ “{old}” của {record._meta.verbose_name} nay là “khoa-moi”; đã hiểu theo mã mới."]


def test_live_record_wins_over_a_former_key():
    field = FieldFactory()
    old = rename(field)
    live = FieldFactory(council=field.council, key=old)
    references = References(TABLES, field.council.slug)

    assert references.resolve(Field, f"{field.council.slug} | {old}") == live
    assert not references.notices


def test_former_key_of_another_council_is_unknown():
    old = rename(FieldFactory())
    other = CouncilFactory()

    with pytest.raises(UnknownReference):
        References(TABLES, other.slug).resolve(Field, f"{other.slug} | {old}")


def test_row_with_a_former_key_changes_the_renamed_record_and_not_its_key(tmp_path):
    field = FieldFactory()
    old = rename(field)
    (tmp_path / "fields.csv").write_text(f"key,label\n{old},Tên khác\n", encoding="utf-8")

    result = load_folder(tmp_path, field.council.slug)

    assert (result.errors, result.added, result.changed) == ([], 0, 1)
    assert result.notices == [f"Mã cũ “{old}” của lĩnh vực nay là “khoa-moi”; đã hiểu theo mã mới."]
    assert list(Field.objects.values_list("key", "label")) == [("khoa-moi", "Tên khác")]


def test_former_slug_of_a_council_loads_its_folder(tmp_path):
    council = CouncilFactory()
    old = rename(council)
    (tmp_path / "fields.csv").write_text(f"council,key,label\n{old},moi,Mới\n", encoding="utf-8")

    assert load_folder(tmp_path, old).added == 1
    assert Council.objects.count() == 1
