"""The buttons of the add and change forms: save and publish, save and view the public page, view on site."""

from datetime import UTC, datetime

import pytest

from core.records.models import Publishable
from news.models import Article
from sessions_app.models import CouncilSession
from tests.admin_forms import form_data, form_errors, post_add_form
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import CommendationFactory
from tests.factories.news import ArticleFactory
from tests.factories.resolutions import IssuedDocumentFactory, ResolutionFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, PUBLIC_VALUES, admin_url, model_label, visible_text
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 30, 5, tzinfo=UTC)
PUBLISHABLE = [model for model in MODELS if issubclass(model, Publishable)]
FACTORIES_WITH_PAGE = (ArticleFactory, IssuedDocumentFactory, ResolutionFactory)


def test_publish_button_publishes_immediately(client):
    service = ServiceFactory(role="reviewer")
    client.force_login(service.user)
    commendation = unsaved(lambda: CommendationFactory(council=service.council))

    assert "Lưu và công khai" in visible_text(client.get(admin_url(type(commendation), "add")))
    assert post_add_form(client, commendation, _publish="1").status_code == 302
    assert type(commendation).objects.get().is_public()


def test_publish_button_uses_a_typed_publish_at(client):
    service = ServiceFactory(role="news_editor")
    client.force_login(service.user)
    article = unsaved(lambda: ArticleFactory(council=service.council))

    post_add_form(client, article, _publish="1", publish_at="26/01/2022 16:58")

    assert type(article).objects.get().publish_at.isoformat() == "2022-01-26T09:58:00+00:00"


@pytest.mark.parametrize("model", PUBLISHABLE, ids=model_label)
def test_state_published_without_a_moment_publishes_now(admin_client, time_machine, model):
    """As the button does; also a session that is only planned."""
    time_machine.move_to(NOW, tick=False)
    values = {"life": "planned", "opened_on": None, "closed_on": None} if model is CouncilSession else {}
    record = FACTORIES[model](**PUBLIC_VALUES.get(model._meta.label, {}), **values)

    response = admin_client.post(
        admin_url(model, "change", record.pk),
        form_data(UserFactory(administrator=True), record) | {"status": "published", "publish_at": ""},
    )

    assert response.status_code == 302
    record.refresh_from_db()
    assert (record.status, record.publish_at) == ("published", NOW)


def test_moment_of_a_public_record_is_not_moved_by_a_blank_field(admin_client):
    record = CommendationFactory(published=True)
    data = form_data(UserFactory(administrator=True), record) | {"publish_at": ""}

    response = admin_client.post(admin_url(type(record), "change", record.pk), data)

    assert "publish_at" in response.context["adminform"].form.errors


def test_publish_button_requires_the_publish_permission(client):
    service = ServiceFactory()
    client.force_login(service.user)
    commendation = unsaved(lambda: CommendationFactory(council=service.council))

    assert "Lưu và công khai" not in visible_text(client.get(admin_url(type(commendation), "add")))
    assert list(form_errors(post_add_form(client, commendation, _publish="1"))) == ["status"]
    assert not type(commendation).objects.exists()


def change_form_html(client, record):
    return client.get(admin_url(type(record), "change", record.pk)).content.decode()


@pytest.mark.parametrize("model", FACTORIES_WITH_PAGE)
def test_view_on_site_url_is_linked_for_drafts_too(admin_client, model):
    for record in (model(), model(published=True, **({} if model is ArticleFactory else {"signed": True}))):
        link = f'<a href="{record.get_absolute_url()}">Xem trên cổng</a>'
        assert link in change_form_html(admin_client, record)


def test_view_on_site_url_is_absent_without_a_public_page(admin_client):
    html = change_form_html(admin_client, CommendationFactory(published=True))

    assert "Xem trên cổng" not in html
    assert 'name="_page"' not in html


def test_page_button_redirects_to_the_public_page(client):
    service = ServiceFactory(role="news_editor")
    client.force_login(service.user)
    article = unsaved(lambda: ArticleFactory(council=service.council))

    assert "Lưu và xem" in visible_text(client.get(admin_url(type(article), "add")))
    added = post_add_form(client, article, _page="1")
    stored = type(article).objects.get()
    changed = client.post(
        admin_url(type(article), "change", stored.pk),
        form_data(service.user, stored) | {"_page": "1", "title": "Tin đã sửa"},
        follow=True,
    )

    assert added.url == stored.get_absolute_url()
    assert changed.redirect_chain == [(type(article).objects.get().get_absolute_url(), 302)]
    assert "BẢN NHÁP, CHƯA CÔNG KHAI" in visible_text(changed)
    assert "Tin đã sửa" in visible_text(changed)


def test_page_button_redirects_to_the_changelist_without_a_public_page(admin_client):
    commendation = unsaved(CommendationFactory)

    assert post_add_form(admin_client, commendation, _page="1").url == admin_url(type(commendation), "changelist")


def test_page_button_is_absent_in_a_popup(admin_client):
    assert "Lưu và xem" not in visible_text(admin_client.get(admin_url(Article, "add"), {"_popup": 1}))
