"""Permissions of users by role and council."""

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Service
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import (
    AreaFactory,
    BodyFactory,
    CommendationFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

APPS = ("councils", "sessions_app", "resolutions", "citizens", "supervision", "news", "reports")


def test_service_backend_grants_permissions_only_in_the_council_of_the_record():
    service = ServiceFactory()
    own, foreign = BodyFactory(council=service.council), BodyFactory()

    assert service.user.has_perm("councils.change_body")
    assert service.user.has_perm("councils.change_body", own)
    assert not service.user.has_perm("councils.change_body", foreign)


def test_service_backend_follows_the_foreign_keys_to_the_council():
    membership = MembershipFactory()
    user = ServiceFactory(council=membership.body.council).user

    assert user.has_perm("councils.change_membership", membership)
    assert not user.has_perm("councils.change_membership", MembershipFactory())


def test_service_backend_distinguishes_roles_by_council():
    service = ServiceFactory(role="standing")
    clerk_of_the_council = ServiceFactory(user=service.user)
    read, written = AreaFactory(council=service.council), AreaFactory(council=clerk_of_the_council.council)

    granted = [
        [service.user.has_perm(f"councils.{action}_area", area) for action in ("view", "change")] for area in (read, written)
    ]

    assert granted == [[True, False], [True, True]]


def test_service_backend_allows_a_clerk_to_change_the_council_but_not_to_add_or_delete_it():
    service = ServiceFactory()

    actions = ["view", "change", "add", "delete"]
    assert [service.user.has_perm(f"councils.{action}_council", service.council) for action in actions] == [
        True,
        True,
        False,
        False,
    ]
    assert not service.user.has_perm("councils.change_council", CouncilFactory())


def test_service_backend_allows_clerks_to_change_people_of_their_councils():
    mandate, new = MandateFactory(), PersonFactory()
    clerk_of_the_council, other_clerk = ServiceFactory(council=mandate.term.council).user, ServiceFactory().user

    assert clerk_of_the_council.has_perm("councils.change_person", mandate.person)
    assert not other_clerk.has_perm("councils.change_person", mandate.person)
    assert other_clerk.has_perm("councils.change_person", new)
    assert other_clerk.has_perm("councils.add_person", PersonFactory.build())


def test_service_backend_grants_nothing_for_an_unknown_role():
    service = ServiceFactory(role="abolished")
    clerk = ServiceFactory(user=service.user)

    assert service.user.get_all_permissions(BodyFactory(council=service.council)) == set()
    assert service.user.has_perm("councils.change_body", BodyFactory(council=clerk.council))


def test_service_backend_grants_nothing_for_a_record_without_council():
    assert not ServiceFactory().user.has_perm("councils.add_commendation", CommendationFactory.build(council=None))


@pytest.mark.parametrize(
    ("role", "granted"),
    [
        ("delegate", set()),
        ("standing", set()),
        ("news_editor", {"news.change_article", "news.publish_article"}),
        ("reception_officer", {"citizens.change_receptionsession"}),
        ("ward_clerk", {"citizens.change_receptionsession", "resolutions.change_resolution"}),
        ("records_officer", {"citizens.change_receptionsession", "resolutions.change_resolution"}),
        (
            "reviewer",
            {
                "citizens.change_receptionsession",
                "resolutions.change_resolution",
                "resolutions.publish_resolution",
                "news.change_article",
                "news.publish_article",
                "reports.issue_annualreport",
            },
        ),
    ],
)
def test_permissions_by_role_fit_the_work_of_the_role(role, granted):
    user = ServiceFactory(role=role).user

    permissions = {
        "citizens.change_receptionsession",
        "resolutions.change_resolution",
        "resolutions.publish_resolution",
        "news.change_article",
        "news.publish_article",
        "reports.issue_annualreport",
        "accounts.view_user",
        "accounts.add_service",
    }
    assert {permission for permission in permissions if user.has_perm(permission)} == granted
    assert user.has_perm("resolutions.view_resolution") == (role != "delegate")


def test_service_backend_grants_nothing_to_inactive_users_and_users_without_service():
    closed = ServiceFactory(user__is_active=False).user

    assert closed.get_all_permissions() == UserFactory().get_all_permissions() == set()


def test_service_backend_grants_everything_to_a_superuser():
    assert UserFactory(administrator=True).has_perm("councils.delete_council", CouncilFactory())


def test_cached_services_are_read_once(django_assert_num_queries):
    user = ServiceFactory().user

    with django_assert_num_queries(1):
        assert [user.has_perm("councils.view_body") for _ in range(3)] == [True] * 3


def test_service_roles_contain_every_role_and_every_model():
    table = import_string(settings.SERVICE_ROLES)
    kinds = {
        model._meta.label_lower
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "instance_type")
    } - {"councils.legalconstant"}  # only the administrator's

    assert set(table) == set(Service.Role)
    records = [{kind for kind in granted if not kind.startswith("core.")} for granted in table.values()]
    assert records == [kinds] * len(table)
