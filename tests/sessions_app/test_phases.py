"""The phase of a session on a day."""

from datetime import date

import pytest

from sessions_app.models import CouncilSession
from sessions_app.phases import phase_on
from tests.factories.councils import TermFactory
from tests.factories.sessions_app import CouncilSessionFactory

TODAY = date(2022, 7, 6)
YESTERDAY, TOMORROW = date(2022, 7, 5), date(2022, 7, 7)


@pytest.mark.parametrize(
    ("planned", "opened", "closed", "text"),
    [
        (TODAY, None, None, "Kỳ họp sắp tới, hôm nay: dự kiến họp ngày 06/07/2022"),
        (TOMORROW, None, None, "Kỳ họp sắp tới, ngày mai: dự kiến họp ngày 07/07/2022"),
        (date(2022, 7, 15), None, None, "Kỳ họp sắp tới, còn 9 ngày: dự kiến họp ngày 15/07/2022"),
        (YESTERDAY, None, None, "Chưa ghi kết quả: dự kiến họp ngày 05/07/2022"),
        (None, None, None, "Kỳ họp sắp tới: chưa ấn định ngày họp"),
        (None, TOMORROW, None, "Kỳ họp sắp tới, ngày mai: khai mạc ngày 07/07/2022"),
        (None, TODAY, None, "Đang họp: họp ngày 06/07/2022"),
        (YESTERDAY, YESTERDAY, TOMORROW, "Đang họp: họp từ ngày 05/07/2022 đến ngày 07/07/2022"),
        (None, YESTERDAY, TODAY, "Đang họp: họp từ ngày 05/07/2022 đến ngày 06/07/2022"),
        (None, YESTERDAY, YESTERDAY, "Kỳ họp vừa bế mạc: họp ngày 05/07/2022"),
        (None, date(2022, 6, 5), date(2022, 6, 6), "Kỳ họp vừa bế mạc: họp từ ngày 05/06/2022 đến ngày 06/06/2022"),
        (None, date(2022, 6, 5), date(2022, 6, 5), "Kỳ họp gần nhất: họp ngày 05/06/2022"),
        (None, YESTERDAY, None, "Đang họp: khai mạc ngày 05/07/2022"),
        (None, date(2022, 7, 4), None, "Đang họp: khai mạc ngày 04/07/2022"),
        (None, date(2022, 7, 3), None, "Kỳ họp gần nhất: khai mạc ngày 03/07/2022"),
    ],
)
def test_phase_on_describes_a_session_by_its_days(planned, opened, closed, text):
    phase = phase_on(TODAY, planned=planned, opened=opened, closed=closed)

    assert f"{phase.label}: {phase.days}" == text


@pytest.mark.django_db
def test_nearest_to_orders_current_then_next_then_last_sessions():
    term = TermFactory()
    held = {"term": term, "life": "held"}
    last = CouncilSessionFactory(**held, opened_on=YESTERDAY, closed_on=YESTERDAY)
    unclosed = CouncilSessionFactory(**held, opened_on=date(2022, 7, 3), closed_on=None)
    second_day = CouncilSessionFactory(term=term, life="planned", opened_on=YESTERDAY, closed_on=None)
    before = CouncilSessionFactory(**held, opened_on=date(2021, 12, 20))
    later = CouncilSessionFactory(term=term, planned=True, planned_on=date(2022, 12, 20))
    soon = CouncilSessionFactory(term=term, life="planned", opened_on=TOMORROW)
    running = CouncilSessionFactory(**held, opened_on=date(2022, 7, 4), closed_on=TODAY)
    CouncilSessionFactory(term=term, planned=True, planned_on=YESTERDAY)
    CouncilSessionFactory(term=term, life="planned", opened_on=date(2022, 7, 2), closed_on=None)
    CouncilSessionFactory(life="held", opened_on=YESTERDAY, closed_on=YESTERDAY)
    CouncilSessionFactory(term=term, life="postponed", opened_on=TOMORROW)
    CouncilSessionFactory(term=term, life="cancelled", opened_on=TODAY)

    expected = [second_day, running, soon, later, last, unclosed, before]
    assert list(CouncilSession.objects.nearest_to(TODAY, last_of=term.council)) == expected


@pytest.mark.django_db
def test_without_result_on_finds_planned_sessions_whose_day_has_passed():
    term = TermFactory()
    late = CouncilSessionFactory(term=term, planned=True, planned_on=YESTERDAY)
    opened = CouncilSessionFactory(term=term, life="planned", opened_on=date(2022, 7, 2), closed_on=None)
    others = [
        CouncilSessionFactory(term=term, planned=True, planned_on=TODAY),
        CouncilSessionFactory(term=term, planned=True, planned_on=None),
        CouncilSessionFactory(term=term, life="held", opened_on=YESTERDAY),
        CouncilSessionFactory(term=term, life="cancelled", planned_on=YESTERDAY, opened_on=None),
    ]

    assert list(CouncilSession.objects.without_result_on(TODAY)) == [opened, late]
    assert [session.lacks_result_on(TODAY) for session in (late, opened, *others)] == [True, True, False, False, False, False]


@pytest.mark.django_db
def test_nearest_to_orders_sessions_of_one_day_by_number():
    term = TermFactory()
    planned = {"term": term, "planned": True, "planned_on": TOMORROW}
    fifth, fourth = (CouncilSessionFactory(**planned, number=number) for number in (5, 4))
    held = {"term": term, "life": "held", "opened_on": YESTERDAY, "closed_on": YESTERDAY}
    second, third = (CouncilSessionFactory(**held, number=number) for number in (2, 3))

    assert list(CouncilSession.objects.nearest_to(TODAY, last_of=term.council)) == [fourth, fifth, third, second]
