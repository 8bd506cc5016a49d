from dataclasses import replace

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from accounts.models import Service, User
from core.records.models import Publishable
from councils.models import Council, Term
from exchange.record_table import Key, Sheet, in_order
from exchange.tables import SHEETS
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
COUNCILS = SHEETS["councils"]
TERMS = SHEETS["terms"]


def records():
    """The models of our apps but the tables of history and of lists."""
    models = {model for app in APPS for model in apps.get_app_config(app).get_models()}
    return {model for model in models if not model.__name__.startswith("Historical")}


def test_every_kind_of_record_has_a_register_or_a_reason():
    assert {sheet.model for sheet in SHEETS.values()} | set(WITHOUT_REGISTER) == records()
    assert not {sheet.model for sheet in SHEETS.values()} & set(WITHOUT_REGISTER)


def test_register_has_every_column_that_a_clerk_may_edit():
    for sheet in SHEETS.values():
        meta = sheet.model._meta
        editable = {f.name for f in (*meta.concrete_fields, *meta.many_to_many) if f.editable and not f.auto_created}
        assert set(sheet.columns) == editable | set(sheet.copied), sheet.name


def test_no_register_has_a_column_that_only_the_portal_writes():
    written = {"id", "search_key", "sort_key", "first_published_at", "sha256", "size", "content_type", "width", "height"}
    copies = {"state", "forwarded_on", "forwarded_symbol", "code"}

    assert not any(written & set(sheet.columns) for sheet in SHEETS.values())
    assert not copies & set(SHEETS["petitions"].columns)
    assert not {"document", "issued_at", "issued_by", "paper"} & set(SHEETS["annual_reports"].columns)


def test_registers_with_a_publication_state_demand_it():
    for sheet in SHEETS.values():
        assert ("status" in sheet.required_columns) == issubclass(sheet.model, Publishable), sheet.name


def sheet_of(model, **more):
    """A sheet with the least that one needs."""
    least = {"keys": (Key(("slug",)),), "examples": ({"slug": "a"},)}
    return Sheet(model._meta.model_name, model, **(least | more))


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ((COUNCILS, COUNCILS), "registered twice"),
        ((COUNCILS, replace(COUNCILS, name="hội đồng")), "registered twice"),
        ((TERMS, COUNCILS), "not loaded before it"),
        ((sheet_of(Council, keys=()),), "lacks a key or an example"),
        ((sheet_of(Council, examples=()),), "lacks a key or an example"),
        ((sheet_of(Council, keys=(Key(("nowhere",)),)),), "nowhere"),
        ((sheet_of(Council, without=("nowhere",)),), "nowhere"),
        ((sheet_of(Council, required=("nowhere",)),), "no column nowhere"),
        ((sheet_of(Council, examples=({"nowhere": "1"},)),), "no column nowhere"),
        (tuple(replace(sheet, own_dates=()) for sheet in SHEETS.values()), "by which date"),
    ],
)
def test_wrong_list_of_sheets_is_refused_at_once(sheets, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        in_order(sheets)


def test_column_may_be_left_out_of_a_sheet():
    assert "contact_email" not in sheet_of(Council, without=("contact_email",)).columns


def test_model_without_an_editable_field_in_its_key_is_refused():
    with pytest.raises(ImproperlyConfigured):
        in_order([COUNCILS, sheet_of(Term, keys=(Key(("id",)),), examples=({"ordinal": "1"},))])
