import pytest
from django.contrib.contenttypes.models import ContentType

from core.records.rights import is_visible, visible_records
from tests.factories.accounts import ServiceFactory
from tests.factories.resolutions import ResolutionFactory

pytestmark = pytest.mark.django_db


def test_visible_records_are_those_of_the_own_councils_and_those_of_other_packages(django_assert_num_queries):
    own, other = ResolutionFactory(), ResolutionFactory()
    user = ServiceFactory(council=own.council).user
    content_type = ContentType.objects.get_for_model(type(own))

    with django_assert_num_queries(1):
        visible = visible_records([own, other, content_type], user)

    assert visible == {own, content_type}
    assert is_visible(content_type, user)
