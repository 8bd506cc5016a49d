"""Links into recordings."""

import pytest

from sessions_app.recordings import link_to_second


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://video.example.vn/ky-hop-3.mp4", "https://video.example.vn/ky-hop-3.mp4#t=12600"),
        ("https://www.youtube.com/watch?v=abc&t=5", "https://www.youtube.com/watch?v=abc&t=12600s"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=12600s"),
        ("https://vimeo.com/123", "https://vimeo.com/123#t=12600s"),
        ("https://player.vimeo.com/video/123?h=x", "https://player.vimeo.com/video/123?h=x#t=12600s"),
        ("https://example.vn/youtube.com#x", "https://example.vn/youtube.com#t=12600"),
    ],
)
def test_link_to_second_follows_the_host(url, expected):
    link = link_to_second(url, 12_600)

    assert (link.url, link.clock) == (expected, "3:30:00")


def test_link_to_second_of_the_beginning():
    assert link_to_second("https://example.vn/a.mp4", 0).clock == "0:00:00"


@pytest.mark.parametrize(("url", "second"), [("", 10), ("https://example.vn/a.mp4", None)])
def test_link_to_second_is_none_without_a_recording_or_a_second(url, second):
    assert link_to_second(url, second) is None
