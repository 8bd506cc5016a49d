"""Keys that other records cite."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.citizens import VoterMeetingFactory, VoterMeetingRoundFactory
from tests.factories.supervision import SupervisedUnitFactory, SupervisionFactory
from tests.hdnd_portal.admin_models import FACTORIES, admin_url, visible_text

pytestmark = pytest.mark.django_db


CASES = [
    lambda: VoterMeetingFactory(round=VoterMeetingRoundFactory()).round,
    lambda: SupervisedUnitFactory().supervision,
]


@pytest.mark.parametrize("create", CASES)
def test_cited_key_clean_refuses_another_key_and_names_the_uses(create):
    record = create()
    record.slug = "ma-khac"

    with pytest.raises(ValidationError) as error:
        record.full_clean()

    assert error.value.message_dict["slug"][0].startswith("Mã này đã được dùng ở 1 ")


@pytest.mark.parametrize("factory", [VoterMeetingRoundFactory, SupervisionFactory])
def test_cited_key_clean_accepts_another_key_while_nothing_cites_it(factory):
    record = factory()
    record.slug = "ma-khac"

    record.full_clean()


@pytest.mark.parametrize("create", CASES)
def test_change_form_shows_a_cited_key_read_only_with_the_reason(admin_client, create):
    record = create()
    uncited = FACTORIES[type(record)]()

    pages = [admin_client.get(admin_url(type(record), "change", row.pk)) for row in (record, uncited)]

    assert ["slug" in page.context["adminform"].form.fields for page in pages] == [False, True]
    assert ["Mã này đã được dùng ở 1 " in visible_text(page) for page in pages] == [True, False]
