from datetime import date

from core.pages.timeline import Event, merged_by_day, sorted_by_day

ADOPTED, IN_FORCE = date(2021, 9, 28), date(2021, 10, 1)


def test_sorted_by_day_keeps_the_order_of_events_of_one_day():
    late, first, second = Event(IN_FORCE, "Có hiệu lực"), Event(ADOPTED, "Thông qua"), Event(ADOPTED, "Ký")

    assert sorted_by_day([late, first, Event(None, "Hết hiệu lực"), second]) == [first, second, late]


def test_merged_by_day_returns_one_event_for_each_day():
    events = [
        Event(IN_FORCE, "Có hiệu lực", tone="done"),
        Event(ADOPTED, "Thông qua", "Kỳ họp thứ 2"),
        Event(None, "Hết hiệu lực"),
        Event(ADOPTED, "Ký ban hành", "khẩn", "/12/", "ended"),
    ]

    assert merged_by_day(events) == [
        Event(ADOPTED, "Thông qua, ký ban hành", "Kỳ họp thứ 2; khẩn", "/12/", "ended"),
        Event(IN_FORCE, "Có hiệu lực", tone="done"),
    ]
