"""Counting of page views of articles, without a database write for each view and without data about the readers.

A page view is a line (article id and time) in a file that all processes of the machine share. The first process that adds
a line more than a minute after the first line, or to a long file, stores all lines in ArticleViews together. The file stays
when a process ends or is killed. Several machines have one file each. A page displays the stored views plus the lines of its
own machine.
"""

import fcntl
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from news.actions import add_views

logger = logging.getLogger(__name__)

PENDING, STORING = "waiting", "moving"  # names of the file to which lines are added, and of the file that is being stored
TIME_FORMAT = "%Y-%m-%dT%H:%M:%S"
STORE_AFTER = timedelta(minutes=1)
STORE_AT_SIZE = 64 * 1024  # bytes, so that reading the file stays fast
BOT_NAMES = ("bot", "crawl", "spider", "preview", "facebookexternalhit")


def is_page_view(request: HttpRequest) -> bool:
    """Whether the request is probably that of a person: a GET that is no prefetch and comes from no known bot."""
    purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    agent = request.headers.get("User-Agent", "").lower()
    return request.method == "GET" and "prefetch" not in purpose and not any(name in agent for name in BOT_NAMES)


def count_view(article: int) -> None:
    """Count one page view, now, of the article with this id. An OSError (such as a full disk) is logged, not raised."""
    viewed_at = timezone.localtime().replace(tzinfo=None)
    try:
        first_viewed_at, size = append_view(article, viewed_at)
        if viewed_at - first_viewed_at >= STORE_AFTER or size >= STORE_AT_SIZE:
            store_views()
    except OSError:
        logger.warning("A page view of article %s was not counted.", article, exc_info=True)


def append_view(article: int, viewed_at: datetime) -> tuple[datetime, int]:
    """Append the line of one page view; return the time in the first line and the size of the file in bytes."""
    with locked("lines", fcntl.LOCK_SH), path_of(PENDING).open("a+") as pending:
        pending.write(f"{article} {viewed_at:{TIME_FORMAT}}\n")
        pending.flush()
        size = pending.tell()
        pending.seek(0)
        _, first_viewed_at = parse_line(pending.readline()) or (article, viewed_at - STORE_AFTER)
    return first_viewed_at, size


def pending_views(article: int) -> int:
    """The number of page views of the article that are counted but not yet stored."""
    return sum(lines_of(name).count(f"\n{article} ") for name in (PENDING, STORING))


def store_views() -> None:
    """Store all counted page views in the database.

    Does nothing while another process is storing them. On a DatabaseError, which is logged, they stay in their file.
    """
    try:
        with locked("move", fcntl.LOCK_EX | fcntl.LOCK_NB):
            if not path_of(STORING).exists():  # the file exists if a process was killed while it was storing
                with locked("lines", fcntl.LOCK_EX):
                    path_of(PENDING).rename(path_of(STORING))
            add_views(counts=Counter((article, viewed_at.date()) for article, viewed_at in views_in(STORING)))
            path_of(STORING).unlink()
    except (BlockingIOError, FileNotFoundError):
        return
    except DatabaseError:
        logger.exception("The page views of articles were not stored.")


def views_in(name: str) -> Iterator[tuple[int, datetime]]:
    """The page views in the file: article id and time."""
    return filter(None, map(parse_line, lines_of(name).splitlines()))


def lines_of(name: str) -> str:
    """The lines of the file, each after a line break; blank if the file does not exist."""
    try:
        return "\n" + path_of(name).read_text(errors="replace")
    except OSError:
        return ""


def parse_line(line: str) -> tuple[int, datetime] | None:
    """The article id and the time of a line; None for an incomplete line, which a crash of the machine can leave."""
    article, _, viewed_at = line.strip().partition(" ")
    try:
        return int(article), datetime.strptime(viewed_at, TIME_FORMAT)  # noqa: DTZ007 Vietnamese time, as it was written
    except ValueError:
        return None


def path_of(name: str) -> Path:
    """The path of the file or lock with this name."""
    folder: Path = settings.PAGE_VIEWS
    return folder / name


@contextmanager
def locked(name: str, operation: int) -> Iterator[None]:
    """Hold a lock between the processes of this machine; `operation` is that of `fcntl.flock`.

    The operating system releases the lock when the process ends.
    """
    settings.PAGE_VIEWS.mkdir(parents=True, exist_ok=True)
    with path_of(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, operation)
        yield
