"""Two forms of one record that are saved at the same moment, on a database with several writers."""

import threading

import pytest
from django.db import connection, connections

from news.models import Article
from tests.client import StrictClient
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.hdnd_portal.admin_models import admin_url
from tests.opened_forms import opened_form

ROUNDS = 5


def save_together(posts):
    """Post all forms at the same moment, each in a thread with its own connection; return the status codes.

    SQLite in memory has one connection: there they are posted one after the other.
    """
    if connection.vendor == "sqlite":
        return [client.post(address, data | {"_save": "1"}).status_code for client, address, data in posts]
    barrier, statuses = threading.Barrier(len(posts)), [0] * len(posts)

    def save(number, client, address, data):
        try:
            barrier.wait()
            statuses[number] = client.post(address, data | {"_save": "1"}).status_code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=(number, *post)) for number, post in enumerate(posts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow  # a real race needs transactions that are stored, and several rounds
@pytest.mark.parametrize("is_same_field", [False, True])
def test_forms_saved_at_the_same_moment_lose_nothing(is_same_field):
    users = [UserFactory(administrator=True) for _ in range(2)]
    article = ArticleFactory(title="Họp báo", signature="Văn phòng")
    clients = [StrictClient() for _ in users]
    for client, user in zip(clients, users, strict=True):
        client.force_login(user)
    address = admin_url(Article, "change", article.pk)
    fields = ["title", "title" if is_same_field else "signature"]
    for number in range(ROUNDS):
        texts = [f"Bản {number} của người {person}" for person in range(2)]
        posts = [
            (client, address, opened_form(user, article) | {field: text})
            for client, user, field, text in zip(clients, users, fields, texts, strict=True)
        ]

        statuses = save_together(posts)

        article.refresh_from_db()
        if is_same_field:
            assert sorted(statuses) == [200, 302]  # the later one is asked
            assert article.title == texts[statuses.index(302)]
        else:
            assert (statuses, [article.title, article.signature]) == ([302, 302], texts)
