"""Staff accounts, the councils they serve, and the rows they see."""

import pytest

from accounts.models import Service
from councils.models import Area, Council
from tests.attacks import assert_refused, post
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import AreaFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


def test_user_sees_the_rows_of_the_councils_served():
    service = ServiceFactory()
    own = AreaFactory(council=service.council)
    second = AreaFactory(council=ServiceFactory(user=service.user, role="delegate").council)
    AreaFactory()

    assert set(Area.objects.visible_to(service.user)) == {own, second}
    assert set(Council.objects.visible_to(service.user)) == {own.council, second.council}


def test_user_with_two_roles_in_a_council_sees_its_rows_once():
    service = ServiceFactory()
    ServiceFactory(user=service.user, council=service.council, role="reviewer")
    own = AreaFactory(council=service.council)

    assert list(Area.objects.visible_to(service.user)) == [own]


def test_user_without_service_sees_nothing_and_the_administrator_everything():
    area = AreaFactory()

    assert list(Area.objects.visible_to(UserFactory())) == []
    assert list(Area.objects.visible_to(UserFactory(administrator=True))) == [area]


def test_user_is_named_family_name_first_or_by_account():
    assert str(UserFactory()) == "Trần Thị Bưởi"
    assert str(UserFactory(username="can-bo", first_name="", last_name="")) == "can-bo"


def test_service_names_user_role_and_council():
    service = ServiceFactory()

    assert str(service) == f"Trần Thị Bưởi, chuyên viên HĐND ({service.council})"


def test_role_given_twice_is_told_beside_its_field_and_refused_by_the_database(admin_client):
    first = ServiceFactory()
    again = unsaved(ServiceFactory, user=first.user, council=first.council)

    assert_refused(admin_client, again, {"role": ["Người này đã có vai trò ấy."]})


def test_valid_service_passes_form_and_database(admin_client):
    assert post(admin_client, unsaved(ServiceFactory)).status_code == 302
    assert Service.objects.count() == 1
