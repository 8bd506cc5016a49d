"""The timeline of a resolution."""

import re
from datetime import date

import pytest

from resolutions.legal_effect import legal_effect_events
from resolutions.models import Resolution
from tests.factories.resolutions import ResolutionFactory

ADOPTED, SIGNED, START, END = date(2021, 9, 28), date(2021, 9, 30), date(2021, 10, 1), date(2022, 1, 1)
BEGINS, ENDS = (START, "Có hiệu lực", "", "done"), (END, "Hết hiệu lực", "", "ended")


@pytest.mark.parametrize(
    ("start", "end", "values"),
    [
        (None, None, []),
        (START, None, [BEGINS]),
        (START, END, [BEGINS, ENDS]),
        (START, START, [(START, "Hết hiệu lực", "Chưa từng có hiệu lực.", "ended")]),
    ],
)
def test_legal_effect_events_contain_begin_and_end(start, end, values):
    dated = [event for event in legal_effect_events(start, end) if event.day]

    assert [(event.day, event.label, event.note, event.tone) for event in dated] == values


@pytest.mark.parametrize(
    ("symbol", "year", "text"),
    [
        ("12/NQ-HĐND", 2020, "12/NQ-HĐND năm 2020"),
        ("12/NQ-HĐND", None, "12/NQ-HĐND năm 2021"),
        ("24/2021/NQ-HĐND", 2021, "24/2021/NQ-HĐND"),
        ("", None, ""),
    ],
)
def test_symbol_and_year_names_a_year_once(symbol, year, text):
    assert Resolution(symbol=symbol, year=year, adopted_on=ADOPTED).symbol_and_year == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dates", "labels"),
    [
        ({}, ["Thông qua"]),
        ({"issued_on": SIGNED}, ["Thông qua", "Ký ban hành"]),
        ({"issued_on": SIGNED, "effective_from": ADOPTED}, ["Thông qua, có hiệu lực", "Ký ban hành"]),
        ({"issued_on": ADOPTED, "effective_from": ADOPTED}, ["Thông qua, ký ban hành, có hiệu lực"]),
        ({"effective_from": START, "expires_on": END}, ["Thông qua", "Có hiệu lực", "Hết hiệu lực"]),
    ],
)
def test_timeline_orders_the_recorded_days_without_a_query(django_assert_num_queries, dates, labels):
    stored = ResolutionFactory(session__number=2, adopted_on=ADOPTED, **dates)
    resolution = Resolution.objects.for_list().get(pk=stored.pk)

    with django_assert_num_queries(0):
        events = resolution.timeline()

    assert [event.label for event in events] == labels
    assert (events[0].day, events[0].note) == (ADOPTED, "Kỳ họp thứ 2")


@pytest.mark.django_db
def test_resolution_detail_view_displays_past_and_future_days_of_the_timeline(client, time_machine):
    time_machine.move_to("2021-12-31T12:00:00+07:00")
    dates = {"adopted_on": ADOPTED, "issued_on": SIGNED, "effective_from": START, "expires_on": END}
    resolution = ResolutionFactory(symbol="12/NQ-HĐND", published=True, **dates)

    page = re.sub(r"\s+", " ", client.get(resolution.get_absolute_url()).content.decode())
    (days,) = re.findall(r'<ol class="timeline">.*?</ol>', page)

    assert re.findall(r">(\d\d/\d\d/\d{4})</time>(.*?)<b>(.*?)</b>", days) == [
        ("28/09/2021", " ", "Thông qua"),
        ("30/09/2021", " ", "Ký ban hành"),
        ("01/10/2021", " ", "Có hiệu lực"),
        ("01/01/2022", " <small>(chưa đến ngày)</small> ", "Hết hiệu lực"),
    ]
    assert "<dt>Ngày đăng trên cổng</dt>" in page
