from dataclasses import replace

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from accounts.models import Service, User
from core.records.models import Publishable
from councils.models import Council, Term
from exchange.record_table import NaturalKey, RecordTable, tables_by_name
from exchange.tables import TABLES
from news.models import ArticleViews
from reports.models import ReportFigure, ReportFile

APPS = ("councils", "accounts", "sessions_app", "resolutions", "citizens", "supervision", "news", "reports")
WITHOUT_REGISTER = {
    User: "accounts are made by the administrator",
    Service: "as are the roles that they have",
    ArticleViews: "counted by the portal itself",
    ReportFigure: "written by the act of issuing",
    ReportFile: "written by the act of issuing",
}
COUNCILS = TABLES["councils"]
TERMS = TABLES["terms"]


def records():
    """The models of our apps but the tables of history and of lists."""
    models = {model for app in APPS for model in apps.get_app_config(app).get_models()}
    return {model for model in models if not model.__name__.startswith("Historical")}


def test_every_kind_of_record_has_a_register_or_a_reason():
    assert {table.model for table in TABLES.values()} | set(WITHOUT_REGISTER) == records()
    assert not {table.model for table in TABLES.values()} & set(WITHOUT_REGISTER)


def test_register_has_every_column_that_a_clerk_may_edit():
    for table in TABLES.values():
        meta = table.model._meta
        editable = {f.name for f in (*meta.concrete_fields, *meta.many_to_many) if f.editable and not f.auto_created}
        assert set(table.columns) == editable | set(table.copied), table.name


def test_no_register_has_a_column_that_only_the_portal_writes():
    written = {"id", "search_key", "sort_key", "first_published_at", "sha256", "size", "content_type", "width", "height"}
    copies = {"state", "forwarded_on", "forwarded_symbol", "code"}

    assert not any(written & set(table.columns) for table in TABLES.values())
    assert not copies & set(TABLES["petitions"].columns)
    assert not {"content", "issued_at", "issued_by", "issued_document"} & set(TABLES["annual_reports"].columns)


def test_registers_with_a_publication_state_demand_it():
    for table in TABLES.values():
        assert ("status" in table.required_columns) == issubclass(table.model, Publishable), table.name


def table_of(model, **more):
    """A table with the least that one needs."""
    least = {"natural_keys": (NaturalKey(("slug",)),), "examples": ({"slug": "a"},)}
    return RecordTable(model._meta.model_name, model, **(least | more))


@pytest.mark.parametrize(
    ("tables", "words"),
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
def test_wrong_list_of_sheets_is_refused_at_once(tables, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        tables_by_name(tables)


def test_column_may_be_left_out_of_a_sheet():
    assert "contact_email" not in table_of(Council, excluded=("contact_email",)).columns


def test_model_without_an_editable_field_in_its_key_is_refused():
    with pytest.raises(ImproperlyConfigured):
        tables_by_name([COUNCILS, table_of(Term, natural_keys=(NaturalKey(("id",)),), examples=({"ordinal": "1"},))])
