"""Staff accounts, their services, and the rows that they may see."""

import pytest

from accounts.models import Service
from councils.models import Area, Council
from tests.admin_forms import assert_refused, post_add_form
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import AreaFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


def test_visible_to_selects_rows_of_the_councils_that_the_user_serves():
    service = ServiceFactory()
    own = AreaFactory(council=service.council)
    second = AreaFactory(council=ServiceFactory(user=service.user, role="standing").council)
    AreaFactory()

    assert set(Area.objects.visible_to(service.user)) == {own, second}
    assert set(Council.objects.visible_to(service.user)) == {own.council, second.council}


def test_visible_to_returns_rows_once_for_a_user_with_two_roles():
    service = ServiceFactory()
    ServiceFactory(user=service.user, council=service.council, role="reviewer")
    own = AreaFactory(council=service.council)

    assert list(Area.objects.visible_to(service.user)) == [own]


def test_visible_to_is_empty_without_service_and_complete_for_a_superuser():
    area = AreaFactory()

    assert list(Area.objects.visible_to(UserFactory())) == []
    assert list(Area.objects.visible_to(UserFactory(administrator=True))) == [area]


def test_user_str_is_the_full_name_or_the_username():
    assert str(UserFactory()) == "Trần Thị Bưởi"
    assert str(UserFactory(username="can-bo", first_name="", last_name="")) == "can-bo"


def test_service_str_contains_user_role_and_council():
    service = ServiceFactory()

    assert str(service) == f"Trần Thị Bưởi, chuyên viên HĐND ({service.council})"


def test_accounts_service_role_refuses_the_same_role_twice(admin_client):
    first = ServiceFactory()
    again = unsaved(ServiceFactory, user=first.user, council=first.council)

    assert_refused(admin_client, again, {"role": ["Người này đã có vai trò ấy."]})


def test_service_admin_stores_a_valid_service(admin_client):
    assert post_add_form(admin_client, unsaved(ServiceFactory)).status_code == 302
    assert Service.objects.count() == 1
