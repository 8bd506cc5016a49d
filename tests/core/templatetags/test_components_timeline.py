"""The component `timeline`."""

import re
from datetime import date

import pytest
from django.template import TemplateSyntaxError

from core.pages.timeline import Event
from tests.core.rendering import rendered

ADOPTED, IN_FORCE = date(2021, 9, 28), date(2021, 10, 1)
EVENTS = [Event(ADOPTED, "Thông qua", "Kỳ họp thứ 2", "/ky-hop/"), Event(IN_FORCE, "Có hiệu lực", tone="done")]


def test_timeline_has_the_day_and_the_url_of_each_event():
    html = rendered("{% timeline events=events on=day %}", events=EVENTS, day=IN_FORCE)

    assert html.count("<li") == 2
    assert '<time datetime="2021-09-28">28/09/2021</time><b><a href="/ky-hop/">Thông qua</a></b><span>Kỳ họp thứ 2</span>' in html
    assert '<li><time datetime="2021-10-01">01/10/2021</time><b>Có hiệu lực</b></li>' in html


@pytest.mark.parametrize(("on", "future_count"), [(date(2021, 9, 27), 2), (ADOPTED, 1), (date(2021, 9, 30), 1), (IN_FORCE, 0)])
def test_timeline_marks_future_events_in_words(on, future_count):
    html = rendered("{% timeline events=events on=on %}", events=EVENTS, on=on)

    assert html.count("(chưa đến ngày)") == future_count


def test_timeline_compares_with_today_by_default(time_machine):
    time_machine.move_to("2021-09-29T12:00:00+07:00")

    assert rendered("{% timeline events=events %}", events=EVENTS).count("(chưa đến ngày)") == 1


def test_timeline_without_events_renders_nothing():
    assert rendered("{% timeline events=events %}", events=[]) == ""


def test_timeline_escapes_the_text_of_events():
    html = rendered("{% timeline events=events %}", events=[Event(ADOPTED, '"><b>', '"><b>', '"><b>')])

    assert len(re.findall("&quot;&gt;&lt;b&gt;", html)) == 3
    assert html.count("<b>") == 1


@pytest.mark.parametrize(
    "misuse",
    ["{% timeline %}", "{% timeline event=events %}", "{% timeline events %}", "{% timeline events=wrong %}"],
)
def test_timeline_refuses_wrong_arguments(misuse):
    with pytest.raises(TemplateSyntaxError, match="timeline"):
        rendered(misuse, events=EVENTS, wrong=[Event(ADOPTED, "Thông qua", tone="red")])
