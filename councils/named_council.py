"""The council that somebody names by its slug, and what to say if there is none."""

from collections.abc import Iterable

from core.models.addressed import records_of_former_key
from core.vietnamese.suggestions import nearest
from councils.models import Council


def council_named(slug: str) -> Council | None:
    """Return the council that has a slug, else the one that had it before; None if there is none."""
    former: list[Council] = records_of_former_key(Council, slug)
    return Council.objects.filter(slug=slug).first() or next(iter(former), None)


def no_council(slug: str, others: Iterable[str] = ()) -> str:
    """Return the sentence that no council has `slug`, with the three nearest slugs of those that are stored or in `others`."""
    similar = nearest(slug, [*others, *Council.objects.order_by("slug").values_list("slug", flat=True)])
    return f"Không có HĐND mang mã “{slug}”." + (f" Gần nhất: {', '.join(similar)}." if similar else "")
