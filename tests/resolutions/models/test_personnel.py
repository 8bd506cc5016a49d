import pytest

from resolutions.models import PersonnelDecision
from tests.factories.councils import MandateFactory, MembershipFactory, OfficeFactory
from tests.factories.resolutions import PersonnelDecisionFactory, ResolutionFactory

pytestmark = pytest.mark.django_db


def test_of_selects_decisions_by_the_council_of_their_target():
    office = OfficeFactory()
    council = office.council
    mandate = MandateFactory(term__council=council)
    membership = MembershipFactory(mandate=mandate)
    mine = {
        PersonnelDecisionFactory(membership=None, office=office),
        PersonnelDecisionFactory(membership=None, mandate=mandate),
        PersonnelDecisionFactory(membership=membership),
    }
    other = PersonnelDecisionFactory(resolution=ResolutionFactory())

    assert set(PersonnelDecision.objects.of(council)) == mine
    assert set(PersonnelDecision.objects.of([council])) == mine
    assert set(PersonnelDecision.objects.of([council, other.membership.body.council])) == mine | {other}
    assert set(PersonnelDecision.objects.of(type(council).objects.filter(pk=council.pk))) == mine


def test_for_list_needs_one_query(admin_client, django_assert_num_queries):
    for rows in (1, 3):
        PersonnelDecisionFactory.create_batch(rows - PersonnelDecision.objects.count())
        with django_assert_num_queries(1):
            assert len([(str(row), str(row.basis)) for row in PersonnelDecision.objects.for_list()]) == rows
