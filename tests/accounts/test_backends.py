"""What a user may do, by role and council."""

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


def test_right_holds_in_the_council_of_the_record_only():
    service = ServiceFactory()
    own, foreign = BodyFactory(council=service.council), BodyFactory()

    assert service.user.has_perm("councils.change_body")
    assert service.user.has_perm("councils.change_body", own)
    assert not service.user.has_perm("councils.change_body", foreign)


def test_right_follows_the_keys_that_lead_to_the_council():
    membership = MembershipFactory()
    user = ServiceFactory(council=membership.body.council).user

    assert user.has_perm("councils.change_membership", membership)
    assert not user.has_perm("councils.change_membership", MembershipFactory())


def test_roles_differ_between_councils():
    service = ServiceFactory(role="delegate")
    clerk_there = ServiceFactory(user=service.user)
    read, written = AreaFactory(council=service.council), AreaFactory(council=clerk_there.council)

    rights = [
        [service.user.has_perm(f"councils.{action}_area", area) for action in ("view", "change")] for area in (read, written)
    ]

    assert rights == [[True, False], [True, True]]


def test_council_itself_is_set_by_its_clerk_but_neither_made_nor_removed():
    service = ServiceFactory()

    actions = ["view", "change", "add", "delete"]
    assert [service.user.has_perm(f"councils.{action}_council", service.council) for action in actions] == [
        True,
        True,
        False,
        False,
    ]
    assert not service.user.has_perm("councils.change_council", CouncilFactory())


def test_person_is_kept_by_clerks_of_the_councils_where_the_person_sits():
    mandate, new = MandateFactory(), PersonFactory()
    clerk_there, clerk_elsewhere = ServiceFactory(council=mandate.term.council).user, ServiceFactory().user

    assert clerk_there.has_perm("councils.change_person", mandate.person)
    assert not clerk_elsewhere.has_perm("councils.change_person", mandate.person)
    assert clerk_elsewhere.has_perm("councils.change_person", new)
    assert clerk_elsewhere.has_perm("councils.add_person", PersonFactory.build())


def test_record_that_lacks_its_council_yet_is_nobodys():
    assert not ServiceFactory().user.has_perm("councils.add_commendation", CommendationFactory.build(council=None))


@pytest.mark.parametrize(
    ("role", "rights"),
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
def test_role_may_do_what_its_work_asks(role, rights):
    user = ServiceFactory(role=role).user

    asked = {
        "citizens.change_receptionsession",
        "resolutions.change_resolution",
        "resolutions.publish_resolution",
        "news.change_article",
        "news.publish_article",
        "reports.issue_annualreport",
        "accounts.view_user",
        "accounts.add_service",
    }
    assert {right for right in asked if user.has_perm(right)} == rights
    assert user.has_perm("resolutions.view_resolution")


def test_account_that_is_closed_or_serves_nobody_may_do_nothing():
    closed = ServiceFactory(user__is_active=False).user

    assert closed.get_all_permissions() == UserFactory().get_all_permissions() == set()


def test_administrator_may_do_everything():
    assert UserFactory(administrator=True).has_perm("councils.delete_council", CouncilFactory())


def test_rights_are_read_once(django_assert_num_queries):
    user = ServiceFactory().user

    with django_assert_num_queries(1):
        assert [user.has_perm("councils.view_body") for _ in range(3)] == [True] * 3


def test_table_of_roles_names_every_role_and_every_kind():
    table = import_string(settings.SERVICE_ROLES)
    kinds = {
        model._meta.label_lower
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "instance_type")
    }

    assert set(table) == set(Service.Role)
    assert [set(rights) for rights in table.values()] == [kinds] * len(table)
