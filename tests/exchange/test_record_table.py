from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured

from councils.models import Council, Term
from exchange.record_table import NaturalKey, RecordTable, tables_by_name
from exchange.tables import TABLES

COUNCILS = TABLES["councils"]
TERMS = TABLES["terms"]


def table_of(model, **options):
    """A table with no more than is required."""
    required = {"natural_keys": (NaturalKey(("slug",)),), "examples": ({"slug": "a"},)}
    return RecordTable(model._meta.model_name, model, **(required | options))


@pytest.mark.parametrize(
    ("tables", "excerpt"),
    [
        ((COUNCILS, COUNCILS), "registered twice"),
        ((COUNCILS, replace(COUNCILS, name="hội đồng")), "registered twice"),
        ((TERMS, COUNCILS), "not loaded before it"),
        ((table_of(Council, natural_keys=()),), "lacks a key or an example"),
        ((table_of(Council, examples=()),), "lacks a key or an example"),
        ((table_of(Council, natural_keys=(NaturalKey(("nowhere",)),)),), "nowhere"),
        ((table_of(Council, excluded=("nowhere",)),), "nowhere"),
        ((table_of(Council, required=("nowhere",)),), "no column nowhere"),
        ((table_of(Council, examples=({"nowhere": "1"},)),), "no column nowhere"),
        (tuple(replace(table, own_dates=()) for table in TABLES.values()), "by which date"),
    ],
)
def test_tables_by_name_refuses_wrong_tables(tables, excerpt):
    with pytest.raises(ImproperlyConfigured, match=excerpt):
        tables_by_name(tables)


def test_columns_exclude_the_excluded_fields():
    assert "contact_email" not in table_of(Council, excluded=("contact_email",)).columns


def test_tables_by_name_refuses_a_natural_key_without_editable_field():
    with pytest.raises(ImproperlyConfigured):
        tables_by_name([COUNCILS, table_of(Term, natural_keys=(NaturalKey(("id",)),), examples=({"ordinal": "1"},))])
