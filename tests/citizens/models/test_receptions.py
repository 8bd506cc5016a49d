from datetime import date

import pytest

from citizens.models import ReceptionSession
from core.records.periods import Period
from tests.admin_forms import already, assert_refused, post_add_form
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.councils import CouncilFactory

pytestmark = pytest.mark.django_db
ONLY_HELD = {"visits": ["Chỉ buổi đã tổ chức mới có số lượt."]}


@pytest.mark.parametrize(
    ("broken", "errors"),
    [
        ({"visits": 3, "people": 2}, {"people": ["Số người không thể nhỏ hơn số lượt."]}),
        ({"life": "planned", "visits": 3}, ONLY_HELD),
        ({"life": "postponed", "people": 3}, ONLY_HELD),
        ({"life": "cancelled", "matters": 0}, ONLY_HELD),
    ],
)
def test_reception_session_constraints_refuse_invalid_values(admin_client, broken, errors):
    assert_refused(admin_client, ReceptionSessionFactory.build(council=CouncilFactory(), **broken), errors)


def test_citizens_reception_once_refuses_the_same_session_twice(admin_client):
    reception = ReceptionSessionFactory()
    twice = ReceptionSessionFactory.build(council=reception.council, place=reception.place)

    rule = "Buổi này đã ghi; nếu là buổi khác trong ngày, hãy ghi đúng buổi thứ mấy."
    assert_refused(admin_client, twice, {"sequence": [already(rule, reception)]})


def test_sequence_distinguishes_sessions_of_one_day(admin_client):
    reception = ReceptionSessionFactory()
    second = ReceptionSessionFactory.build(council=reception.council, place=reception.place, sequence=2)

    assert post_add_form(admin_client, second).status_code == 302
    assert sorted(ReceptionSession.objects.values_list("sequence", flat=True)) == [1, 2]


def test_visits_distinguish_zero_from_unknown(admin_client):
    council = CouncilFactory()
    post_add_form(admin_client, ReceptionSessionFactory.build(council=council), place="Phường Dịch Vọng", visits="0")
    post_add_form(admin_client, ReceptionSessionFactory.build(council=council), place="Phường Yên Hòa", visits="")

    assert dict(ReceptionSession.objects.values_list("place", "visits")) == {"Phường Dịch Vọng": 0, "Phường Yên Hòa": None}


def test_held_in_selects_sessions_that_took_place_in_the_period():
    held = ReceptionSessionFactory(held_on=date(2021, 12, 31), visits=0)
    ReceptionSessionFactory(held_on=date(2022, 1, 1))
    for life in ("planned", "postponed", "cancelled"):
        ReceptionSessionFactory(life=life)

    assert set(ReceptionSession.objects.held_in(Period.year(2021))) == {held}
