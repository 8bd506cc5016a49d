"""Two people who open the form of one record: what each of them changed is stored, or asked about, and never lost."""

import re

import pytest

from core.admin.form_versions import UNKNOWN_VERSION, posted_version
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, PhotoFactory
from tests.hdnd_portal.admin_models import admin_url

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="_version" value="([^"]+)"')


def opened(page):
    """The token of the form of a page."""
    return TOKEN.search(page.content.decode())[1]


def version_from(rf, user, token, article, pk=None):
    request = rf.post("/", {"_version": token})
    request.user = user
    return posted_version(request, "news.article", article.pk if pk is None else pk)


def test_form_carries_the_values_that_it_was_opened_with(admin_client, admin_user, rf):
    article = ArticleFactory(title="Họp báo", published=True)
    photo = PhotoFactory(article=article, caption="Toàn cảnh")

    token = opened(admin_client.get(admin_url(type(article), "change", article.pk)))

    version = version_from(rf, admin_user, token, article)
    assert (version.is_trusted, version.fields["title"], version.fields["status"]) == (True, ["Họp báo"], ["published"])
    assert version.rows["photos"][str(photo.pk)]["caption"] == ["Toàn cảnh"]
    assert version.rows["photos"][str(photo.pk)]["image"] == [photo.image.name]


def test_posted_version_is_unknown_for_another_user_another_record_and_a_changed_token(admin_client, admin_user, rf):
    article, other = ArticleFactory.create_batch(2)
    token = opened(admin_client.get(admin_url(type(article), "change", article.pk)))
    assert version_from(rf, UserFactory(), token, article) == UNKNOWN_VERSION
    assert version_from(rf, admin_user, token, other) == UNKNOWN_VERSION
    assert version_from(rf, admin_user, token[:-1] + ("A" if token[-1] != "A" else "B"), article) == UNKNOWN_VERSION
    assert version_from(rf, admin_user, "", article) == UNKNOWN_VERSION
    assert version_from(rf, admin_user, token, article) != UNKNOWN_VERSION


def test_add_form_carries_a_token_of_the_user(admin_client):
    assert opened(admin_client.get(admin_url(ArticleFactory._meta.model, "add")))
