"""The check of supervisions: one record that breaks it, and those that do not."""

from datetime import date

import pytest

from tests.checked import sentences
from tests.factories.councils import BodyFactory, CouncilFactory
from tests.factories.supervision import SupervisionFactory

pytestmark = pytest.mark.django_db


def test_supervision_leader_is_asked_for_where_nobody_is_named():
    council = CouncilFactory()
    SupervisionFactory(council=council, done=True)
    SupervisionFactory(council=council, done=True, lead_body=BodyFactory(council=council))
    unknown = SupervisionFactory(council=council, done=True, is_led_by_council=False, finished_on=date(2021, 3, 1))

    sentence = "Chưa ghi cơ quan, đại biểu hoặc HĐND chủ trì; báo cáo đếm vào “chưa rõ chủ thể”."
    assert sentences("supervision-leader") == {unknown.pk: sentence}
