"""The pagination of public lists."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator


class NearestPages(Paginator):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A paginator that returns the nearest page for an invalid number: below one the first, after the end the last.

    `counted` has the same rows as `rows` without what these need to be displayed, such as joins: it is cheaper to count.
    """

    def __init__(self, rows: Any, per_page: int, *, counted: Any = None, **options: Any) -> None:  # Any: as in Django's class
        super().__init__(rows, per_page, **options)
        self.counted = counted

    @cached_property
    def count(self) -> int:
        """The number of rows on all pages."""
        number: int = super().count if self.counted is None else self.counted.count()
        return number

    def get_page(self, number: Any) -> Page[Any]:  # Any: what a query says; rows of all models
        try:
            return self.page(number)
        except PageNotAnInteger:
            return self.page(1)
        except EmptyPage:
            return self.page(self.num_pages if int(number) > 0 else 1)
