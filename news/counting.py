"""How often articles are read, without a row written per reading and without a memory of who read.

Readings are counted in the cache, by article and day, and moved to ArticleViews together: by the first reading a
minute after the last move, by the fiftieth article, and when a process of the server ends. A move adds a count to the
database and takes the same number from the cache, so that two processes that move at once do not change the sum.
With Redis the counts outlive every process; with local memory each process counts for itself, and one that is killed
takes at most its last minute with it. The sum that a page shows is what is stored and what this cache still holds.
"""

import logging
from contextlib import suppress
from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone

from news.actions import add_views

logger = logging.getLogger(__name__)

PENDING = "news.views.pending"  # when the oldest unmoved reading was counted, and the (article id, day) pairs to move
MOVED_AFTER = timedelta(minutes=1)
MOVED_AT = 50  # pairs
KEPT = 3 * 24 * 3600  # seconds
MACHINES = ("bot", "crawl", "spider", "preview", "facebookexternalhit", "curl", "python", "wget")


def is_reading(request):
    """Whether the request is a person's who opens the page, as far as one can tell without looking at the person."""
    purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    agent = request.headers.get("User-Agent", "").lower()
    return request.method == "GET" and "prefetch" not in purpose and not any(machine in agent for machine in MACHINES)


def key_of(article, day):
    return f"news.views.{article}.{day:%Y%m%d}"


def count_reading(article):
    """Count one reading of the article with this id, today. A cache that is away costs the count, never the page."""
    try:
        _count(article, timezone.localdate())
    except Exception:  # each cache has errors of its own, and no reader should see any
        logger.warning("A reading of article %s was not counted.", article, exc_info=True)


def _count(article, day):
    cache.add(key_of(article, day), 0, KEPT)
    cache.incr(key_of(article, day))
    # What a killed process left of yesterday is moved along.
    pairs = {(article, day), (article, day - timedelta(days=1))}
    since, pending = cache.get(PENDING) or (timezone.now(), set())
    if not pairs <= pending:
        pending |= pairs
        cache.set(PENDING, (since, pending), KEPT)
    if timezone.now() - since >= MOVED_AFTER or len(pending) >= 2 * MOVED_AT:
        move_readings()


def unmoved_readings(article):
    """How many readings of the article are counted but not yet stored."""
    today = timezone.localdate()
    keys = [key_of(article, day) for day in (today, today - timedelta(days=1))]
    try:
        return sum(cache.get_many(keys).values())
    except Exception:  # as above
        return 0


def move_readings():
    """Store what is counted. Where the database is away, the counts wait for the next time."""
    _, pairs = cache.get(PENDING) or (None, set())
    cache.delete(PENDING)
    found = cache.get_many([key_of(*pair) for pair in pairs])
    counts = {pair: found[key_of(*pair)] for pair in pairs if found.get(key_of(*pair))}
    if not counts:
        return
    try:
        add_views(counts=counts)
    except DatabaseError:
        logger.exception("The readings of articles were not stored.")
        cache.set(PENDING, (timezone.now(), pairs), KEPT)
        return
    for pair, number in counts.items():
        with suppress(ValueError):  # somebody emptied the cache meanwhile
            cache.decr(key_of(*pair), number)
