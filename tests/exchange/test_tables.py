from django.apps import apps

from accounts.models import Service, User
from core.records.models import Publishable
from councils.models import LegalConstant
from exchange.tables import TABLES
from news.models import ArticleViews
from reports.models import ReportFigure, ReportFile

APPS = ("councils", "accounts", "sessions_app", "resolutions", "citizens", "supervision", "news", "reports")
WITHOUT_TABLE = {
    User: "accounts are made by the administrator",
    Service: "roles are given by the administrator",
    LegalConstant: "the law is the same for all; the administrator edits it",
    ArticleViews: "counted by the portal itself",
    ReportFigure: "written when a report is issued",
    ReportFile: "written when a report is issued",
}


def record_models():
    """The models of our apps, without those of history and of many-to-many tables."""
    models = {model for app in APPS for model in apps.get_app_config(app).get_models()}
    return {model for model in models if not model.__name__.startswith("Historical")}


def test_tables_cover_every_model_or_give_a_reason():
    assert {table.model for table in TABLES.values()} | set(WITHOUT_TABLE) == record_models()
    assert not {table.model for table in TABLES.values()} & set(WITHOUT_TABLE)


def test_columns_are_the_editable_fields():
    for table in TABLES.values():
        meta = table.model._meta
        editable = {f.name for f in (*meta.concrete_fields, *meta.many_to_many) if f.editable and not f.auto_created}
        assert set(table.columns) == editable | {*table.copied, *table.restored_columns}, table.name


def test_columns_exclude_what_only_the_portal_writes():
    written = {"id", "search_key", "sort_key", "first_published_at", "sha256", "size", "content_type", "width", "height"}
    copies = {"state", "forwarded_on", "forwarded_symbol", "code"}

    assert not any(written & set(table.typed_columns) for table in TABLES.values())
    assert not copies & set(TABLES["petitions"].columns)
    assert not {"content", "issued_at", "issued_by", "issued_document"} & set(TABLES["annual_reports"].columns)


def test_required_columns_include_status_exactly_for_publishable_models():
    for table in TABLES.values():
        assert ("status" in table.required_columns) == issubclass(table.model, Publishable), table.name
