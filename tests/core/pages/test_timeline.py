from datetime import date

from core.pages.timeline import Event, sorted_by_day

ADOPTED, IN_FORCE = date(2021, 9, 28), date(2021, 10, 1)


def test_sorted_by_day_keeps_the_order_of_events_of_one_day():
    late, first, second = Event(IN_FORCE, "Có hiệu lực"), Event(ADOPTED, "Thông qua"), Event(ADOPTED, "Ký")

    assert sorted_by_day([late, first, Event(None, "Hết hiệu lực"), second]) == [first, second, late]
