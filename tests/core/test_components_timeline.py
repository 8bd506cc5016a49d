"""Days in order, and what still lies ahead."""

import re
from datetime import date

import pytest
from django.template import TemplateSyntaxError

from core.pages.timeline import Event, sorted_by_day
from tests.core.test_components import rendered

ADOPTED, IN_FORCE = date(2021, 9, 28), date(2021, 10, 1)
EVENTS = [Event(ADOPTED, "Thông qua", "Kỳ họp thứ 2", "/ky-hop/"), Event(IN_FORCE, "Có hiệu lực", tone="done")]


def test_events_stand_by_their_days_and_those_of_one_day_as_given():
    late, first, second = Event(IN_FORCE, "Có hiệu lực"), Event(ADOPTED, "Thông qua"), Event(ADOPTED, "Ký")

    assert sorted_by_day([late, first, Event(None, "Hết hiệu lực"), second]) == [first, second, late]


def test_timeline_tells_each_event_with_its_day_and_its_address():
    html = rendered("{% timeline events=events on=day %}", events=EVENTS, day=IN_FORCE)

    assert html.count("<li") == 2
    assert '<time datetime="2021-09-28">28/09/2021</time><b><a href="/ky-hop/">Thông qua</a></b><span>Kỳ họp thứ 2</span>' in html
    assert '<li class="timeline-done"><time datetime="2021-10-01">01/10/2021</time><b>Có hiệu lực</b></li>' in html


@pytest.mark.parametrize(("on", "ahead"), [(date(2021, 9, 27), 2), (ADOPTED, 1), (date(2021, 9, 30), 1), (IN_FORCE, 0)])
def test_what_lies_ahead_is_told_in_words(on, ahead):
    html = rendered("{% timeline events=events on=on %}", events=EVENTS, on=on)

    assert html.count("(chưa đến ngày)") == ahead


def test_timeline_asks_the_day_of_today_where_none_is_given(time_machine):
    time_machine.move_to("2021-09-29T12:00:00+07:00")

    assert rendered("{% timeline events=events %}", events=EVENTS).count("(chưa đến ngày)") == 1


def test_timeline_without_events_prints_nothing():
    assert rendered("{% timeline events=events %}", events=[]) == ""


def test_words_of_an_event_are_escaped():
    html = rendered("{% timeline events=events %}", events=[Event(ADOPTED, '"><b>', '"><b>', '"><b>')])

    assert len(re.findall("&quot;&gt;&lt;b&gt;", html)) == 3
    assert html.count("<b>") == 1


@pytest.mark.parametrize(
    "misuse",
    ["{% timeline %}", "{% timeline event=events %}", "{% timeline events %}", "{% timeline events=wrong %}"],
)
def test_misused_timeline_says_so(misuse):
    with pytest.raises(TemplateSyntaxError, match="timeline"):
        rendered(misuse, events=EVENTS, wrong=[Event(ADOPTED, "Thông qua", tone="red")])
