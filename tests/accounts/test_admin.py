"""The admin of accounts: only the technical administrator sees the accounts of others."""

import pytest
from django.urls import reverse

from tests.factories.accounts import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_staff_admin_history_view_is_denied_to_everybody_but_the_administrator(client):
    other = UserFactory()
    client.force_login(ServiceFactory(role="reviewer").user)
    url = reverse("admin:accounts_user_history", args=[other.pk])

    assert client.get(url).status_code == 403

    client.force_login(UserFactory(administrator=True))
    assert client.get(url).status_code == 200
