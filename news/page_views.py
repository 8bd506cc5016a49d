"""How often articles are read, without a row written per page view and without a memory of who read.

A page view is a line in a file that all processes of this machine share: the article and the moment. A minute after the
first line, or when the file grows long, whoever adds the next moves them all into ArticleViews together. What is counted
outlives every process, however it ends; several machines each keep a file of their own. The sum that a page shows is what
is stored and what this machine still holds.
"""

import fcntl
import logging
from collections import Counter
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from news.actions import add_views

logger = logging.getLogger(__name__)

WAITING, MOVING = "waiting", "moving"  # the file to which lines are added, and that which is being stored
MOMENT = "%Y-%m-%dT%H:%M:%S"
MOVED_AFTER = timedelta(minutes=1)
MOVED_AT = 64 * 1024  # bytes, so that a page never reads much
MACHINES = ("bot", "crawl", "spider", "preview", "facebookexternalhit")


def is_page_view(request):
    """Whether the request is a person's who opens the page, as far as one can tell without looking at the person."""
    purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    agent = request.headers.get("User-Agent", "").lower()
    return request.method == "GET" and "prefetch" not in purpose and not any(machine in agent for machine in MACHINES)


def count_view(article):
    """Count one page view of the article with this id, now. A disk that takes no more costs the count, never the page."""
    now = timezone.localtime().replace(tzinfo=None)
    try:
        since, size = note(article, now)
        if now - since >= MOVED_AFTER or size >= MOVED_AT:
            store_views()
    except OSError:
        logger.warning("A page view of article %s was not counted.", article, exc_info=True)


def note(article, now):
    """Add the line of one page view; the moment of the first line that waits, and the bytes of all."""
    with locked("lines", fcntl.LOCK_SH), file(WAITING).open("a+") as waiting:
        waiting.write(f"{article} {now:{MOMENT}}\n")
        waiting.flush()
        size = waiting.tell()
        waiting.seek(0)
        _, since = view_in_line(waiting.readline()) or (article, now - MOVED_AFTER)
    return since, size


def pending_views(article):
    """How many page views of the article are counted but not yet stored."""
    return sum(content_of(name).count(f"\n{article} ") for name in (WAITING, MOVING))


def store_views():
    """Store what is counted; what another process is storing is left to it. Where the database is away, all waits."""
    try:
        with locked("move", fcntl.LOCK_EX | fcntl.LOCK_NB):
            if not file(MOVING).exists():  # else a process was killed while it was storing
                with locked("lines", fcntl.LOCK_EX):
                    file(WAITING).rename(file(MOVING))
            add_views(counts=Counter((article, moment.date()) for article, moment in views_in(MOVING)))
            file(MOVING).unlink()
    except (BlockingIOError, FileNotFoundError):
        return
    except DatabaseError:
        logger.exception("The page views of articles were not stored.")


def views_in(name):
    """The page views that the file holds."""
    return filter(None, map(view_in_line, content_of(name).splitlines()))


def content_of(name):
    """The lines of the file, each behind a line break; nothing where there is no such file."""
    try:
        return "\n" + file(name).read_text(errors="replace")
    except OSError:
        return ""


def view_in_line(line):
    """The article and the moment of a line; None where a crash of the machine left a part of it only."""
    article, _, moment = line.strip().partition(" ")
    try:
        return int(article), datetime.strptime(moment, MOMENT)  # noqa: DTZ007 Vietnam's time, as it was written
    except ValueError:
        return None


def file(name):
    return settings.PAGE_VIEWS / name


@contextmanager
def locked(name, how):
    """Hold a lock among the processes of this machine; the system lets go of it when its holder ends."""
    settings.PAGE_VIEWS.mkdir(parents=True, exist_ok=True)
    with file(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, how)
        yield
