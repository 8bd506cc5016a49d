"""Links into the recording of a session, to the second at which an agenda item begins."""

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

YOUTUBE = ("youtube.com", "youtu.be", "youtube-nocookie.com")
VIMEO = ("vimeo.com",)


@dataclass(frozen=True)
class RecordingLink:
    """The address of a second of the recording, and this second on its clock: "3:30:00"."""

    url: str
    clock: str


def link_to_second(url: str, second: int | None) -> RecordingLink | None:
    """The RecordingLink to `second` of the recording at `url`, in the way of its site; None if one of them is unknown."""
    if not url or second is None:
        return None
    parts = urlsplit(url)
    site = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    query, fragment = parts.query, f"t={second}s" if site.removeprefix("player.") in VIMEO else f"t={second}"
    if site in YOUTUBE:
        query, fragment = "&".join(filter(None, (without_second(query), f"t={second}s"))), parts.fragment
    return RecordingLink(urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment)), clock(second))


def without_second(query: str) -> str:
    """The query of an address without the second that it has already."""
    return "&".join(pair for pair in query.split("&") if pair.partition("=")[0] not in ("t", "start"))


def clock(second: int) -> str:
    """A second of a recording as players show it: "0:05:09"."""
    minutes, seconds = divmod(second, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
