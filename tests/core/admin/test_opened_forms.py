"""Who else has the form of a record open: on the form, each minute, until it is saved or left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.admin.opened_forms import without_waiting
from core.models import OpenedForm
from tests.client import StrictClient
from tests.factories.accounts import ServiceFactory
from tests.factories.news import ArticleFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 5, 5, tzinfo=UTC)


@pytest.fixture
def article(time_machine):
    time_machine.move_to(NOON, tick=False)
    return ArticleFactory(title="Kỳ họp thứ nhất")


def member(council, name="Bình", role="reviewer"):
    """A signed-in member of the staff of `council`."""
    service = ServiceFactory(role=role, council=council, user__last_name="Lê Thị", user__first_name=name)
    client = StrictClient()
    client.force_login(service.user)
    return client


def form_of(record):
    return admin_url(type(record), "change", record.pk)


def report(client, record, **data):
    return client.post(reverse("admin:opened_form", args=[record._meta.label_lower, record.pk]), data)


def names_on_form(client, record):
    return client.get(form_of(record)).context["opened_by"]


def test_form_names_who_else_has_it_open_and_since_when(article, time_machine):
    first, second = member(article.council), member(article.council, "Cúc")
    first.get(form_of(article))
    time_machine.shift(timedelta(minutes=2, seconds=30))

    page = second.get(form_of(article))

    assert "Đang mở: Lê Thị Bình, 2 phút trước." in visible_text(page)
    assert names_on_form(first, article) == "Đang mở: Lê Thị Cúc, vừa xong."


def test_own_form_is_not_named(article):
    client = member(article.council)

    assert [names_on_form(client, article) for _ in range(2)] == ["", ""]


def test_report_keeps_the_moment_of_opening_and_names_the_others(article, time_machine):
    first, second = member(article.council), member(article.council, "Cúc")
    first.get(form_of(article))
    for _ in range(5):
        time_machine.shift(timedelta(minutes=1))
        report(first, article)

    assert report(second, article).json() == {"text": "Đang mở: Lê Thị Bình, 5 phút trước."}
    assert OpenedForm.objects.count() == 2


def test_form_that_no_longer_reports_may_be_closed_and_is_forgotten_after_an_hour(article, time_machine):
    first, second = member(article.council), member(article.council, "Cúc")
    first.get(form_of(article))

    time_machine.shift(timedelta(minutes=40))
    assert names_on_form(second, article) == "Đang mở: Lê Thị Bình mở 40 phút trước, có thể chưa đóng."
    time_machine.shift(timedelta(minutes=21))
    assert names_on_form(second, article) == ""


def test_form_is_closed_when_it_is_left(article):
    first, second = member(article.council), member(article.council, "Cúc")
    first.get(form_of(article))

    assert report(first, article, leave="1").status_code == 204
    assert names_on_form(second, article) == ""


def test_form_is_closed_when_it_is_saved_but_not_when_it_has_errors(article):
    first = member(article.council)
    page = first.get(form_of(article))
    form = page.context["adminform"].form
    data = {field.html_name: field.value() for field in form if field.value() not in (None, "", False)}
    for inline in page.context["inline_admin_formsets"]:
        data |= {f"{inline.formset.prefix}-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}

    assert first.post(form_of(article), data | {"title": ""}).status_code == 200
    assert OpenedForm.objects.count() == 1
    assert first.post(form_of(article), data).status_code == 302
    assert OpenedForm.objects.count() == 0


@pytest.mark.parametrize("address", ["admin:logout", "sign_out"])
def test_signing_out_closes_all_forms(article, address):
    first = member(article.council)
    for record in (article, ArticleFactory(council=article.council)):
        first.get(form_of(record))

    first.post(reverse(address))

    assert not OpenedForm.objects.exists()


def test_forgotten_rows_are_deleted_with_the_next_form_that_is_left(article, time_machine):
    member(article.council).get(form_of(article))
    time_machine.shift(timedelta(days=1, minutes=1))

    report(member(article.council, "Cúc"), article, leave="1")

    assert not OpenedForm.objects.exists()


def test_nobody_else_learns_who_has_a_form_open(client, article):
    member(article.council).get(form_of(article))
    stranger = member(ArticleFactory().council, "Cúc")
    url = reverse("admin:opened_form", args=["news.article", article.pk])

    assert report(stranger, article).status_code == 404
    assert client.post(url).status_code == 302  # to the page for signing in
    assert stranger.get(url).status_code == 405
    assert [stranger.post(f"/quan-tri/dang-mo/{label}/1/").status_code for label in ("x", "news.x", "core.waiver")] == [404] * 3
    assert OpenedForm.objects.count() == 1


def test_who_may_only_look_is_not_named(article):
    looker, reviewer = member(article.council, "Cúc", role="standing"), member(article.council)

    assert looker.get(form_of(article)).status_code == 200
    assert names_on_form(reviewer, article) == ""


def test_opening_a_form_costs_two_statements(article):
    client = member(article.council)
    client.get(form_of(article))

    with CaptureQueriesContext(connection) as captured:
        client.get(form_of(article))

    statements = [query["sql"] for query in captured if "core_openedform" in query["sql"]]
    assert [sql.split()[0] for sql in statements] == ["INSERT", "SELECT"]


def test_form_opens_although_the_database_refuses(article, monkeypatch):
    client = member(article.council)

    def refuse(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(OpenedForm.objects, "refresh", refuse)

    assert client.get(form_of(article)).status_code == 200
    assert not OpenedForm.objects.exists()


def test_form_opens_and_is_left_although_the_database_begins_no_transaction(article, monkeypatch):
    client = member(article.council)

    def refuse(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("core.admin.opened_forms.transaction.atomic", refuse)

    assert client.get(form_of(article)).status_code == 200
    address = reverse("admin:opened_form", args=["news.article", article.pk])
    assert client.post(address, {"leave": "1"}).status_code < 300


def test_without_waiting_waits_for_other_writers_afterwards(db):
    without_waiting(lambda: None)

    if connection.vendor == "sqlite":
        assert connection.connection.execute("PRAGMA busy_timeout").fetchone()[0] >= 5_000
