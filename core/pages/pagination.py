"""The pagination of public lists."""

from __future__ import annotations

from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator


class NearestPages(Paginator):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A paginator that returns the nearest page for an invalid number: below one the first, after the end the last."""

    def get_page(self, number: Any) -> Page[Any]:  # Any: what a query says; rows of all models
        try:
            return self.page(number)
        except PageNotAnInteger:
            return self.page(1)
        except EmptyPage:
            return self.page(self.num_pages if int(number) > 0 else 1)
