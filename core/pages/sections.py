"""The sections of the public pages: each app declares its own, and the menu and all pages about the whole portal read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db.models import Max, Min, Model, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from core.pages.filters import PublicFilterSet
from core.pages.list_data import DataColumn, ListData
from core.vietnamese.text import slugify

MAX_NEWEST = 5

SectionT = TypeVar("SectionT", bound="type[PublicSection]")


class PublicSection:
    """A part of the public pages with a list of its own, such as /nghi-quyet/.

    An app declares it as a subclass in its module `sections.py`, decorated with `register`. The list is the URL named
    "<namespace>:list". The menu has eight places, from 1 to 8; a section without one is in the footer only.
    """

    namespace: ClassVar[str]
    label: ClassVar[str]  # in breadcrumbs, headings and the search: "Tiếp công dân"
    menu_label: ClassVar[str] = ""  # at most 10 characters, if the label is longer: "Tiếp dân"
    menu_position: ClassVar[int | None] = None

    model: ClassVar[type[Model]]  # with the URL of a record from plain values: `url_from(*URL_FIELDS)`
    published_field: ClassVar[str] = "publish_at"  # the moment from which the public sees a record
    record_name: ClassVar[str]  # one record in sentences: "nghị quyết"
    filterset_class: ClassVar[type[PublicFilterSet]]
    rows_template: ClassVar[str]  # the rows of the list; it takes `rows` and `search_terms`
    data_columns: ClassVar[Sequence[DataColumn]]  # of the list as CSV or JSON
    order_label: ClassVar[str] = "Mới nhất trước"  # the order of the list, as the heading of its rows
    search_template: ClassVar[str] = ""  # the rows of search results, if they differ from those of the list
    search_hint: ClassVar[str] = ""  # in the empty search field of the list
    feed_label: ClassVar[str] = ""  # of the link to the feed: "Nghị quyết mới"; without it there is no feed
    is_searched: ClassVar[bool] = True  # by the search of the whole portal
    max_search_rows: ClassVar[int] = 5  # of its results; further ones are in its list
    home_template: ClassVar[str] = ""  # the block on the home page, if there is one
    home_position: ClassVar[int] = 0  # of this block

    @property
    def url(self) -> str:
        """The URL of the list."""
        return reverse(f"{self.namespace}:list")

    @property
    def feed_url(self) -> str:
        """The URL of the feed."""
        return reverse(f"{self.namespace}:feed")

    @property
    def search_label(self) -> str:
        """The label of the search form of the list."""
        return f"Tìm {self.record_name}"

    @property
    def facets_label(self) -> str:
        """The label of the facets of the list."""
        return f"Lọc {self.label_in_sentence}"

    @property
    def label_in_sentence(self) -> str:
        """The label inside a sentence: "phiên họp Thường trực"."""
        return f"{self.label[0].lower()}{self.label[1:]}"

    def list_data(self, rows: QuerySet[Any], path: str) -> ListData:  # Any: the model of each section
        """Return rows of the list as data; `path` is that of the page, with its query."""
        return ListData(slugify(self.label), f"{self.label} của Hội đồng nhân dân", path, self.data_columns, rows)

    def public_rows(self) -> QuerySet[Any]:  # Any: the model of each section
        """Return the records that the public sees."""
        rows: QuerySet[Any] = self.model._default_manager.published()  # type: ignore[attr-defined]  # each Publishable has it
        return rows

    def changed_at(self) -> datetime | None:
        """Return when a record was last saved or deleted; None if none ever was."""
        history = self.model.history  # type: ignore[attr-defined]  # a manager, which the untyped simple_history adds
        moment: datetime | None = history.aggregate(at=Max("history_date"))["at"]
        return moment

    def next_published_at(self) -> datetime | None:
        """Return when the public will see the next record; None if none is scheduled."""
        scheduled = self.model._default_manager.filter(**{f"{self.published_field}__gt": timezone.now()})
        moment: datetime | None = scheduled.order_by().aggregate(at=Min(self.published_field))["at"]
        return moment

    def filtered(self, query: QueryDict, **path_values: Any) -> PublicFilterSet:  # Any: values of the URL
        """Return the filter of the public records by a query, and by the values that the path contains."""
        return self.filterset_class(query, self.public_rows(), **path_values)

    def searched(self, text: str) -> QuerySet[Any]:  # Any: the model of each section
        """Return the public records that match a search text."""
        rows: QuerySet[Any] = self.public_rows().searched(text)  # type: ignore[attr-defined]  # each QuerySet in a search has it
        return rows

    def rows_with_search_key(self) -> QuerySet[Any]:  # Any: as in `searched`
        """Return rows with the search keys of the public records."""
        return self.public_rows()

    def newest(self) -> list[Any]:  # Any: the model of each section
        """Return the newest public records with the columns of their rows."""
        return list(self.public_rows().for_rows()[:MAX_NEWEST])  # type: ignore[attr-defined]  # each QuerySet with a list has it

    def example_queries(self, rows: Sequence[Any]) -> list[str]:  # Any: the model of each section
        """Return search texts that find one of `rows`, as examples for readers; none unless a section has some."""
        return []

    def home_context(self) -> dict[str, Any]:  # Any: the context of a template
        """Return the context of the block on the home page."""
        return {"rows": self.newest()}

    def similar(self, text: str) -> Iterable[Model]:
        """Return records that a search text without results probably means; none unless a section has its own rule."""
        return ()


sections_by_namespace: dict[str, PublicSection] = {}


def register(section: SectionT) -> SectionT:
    """Add a section to those of the portal; a decorator of subclasses of PublicSection."""
    sections_by_namespace[section.namespace] = section()
    return section


def public_sections() -> list[PublicSection]:
    """Return the sections in the order of the menu, followed by those of the footer only in the order of their labels."""
    return sorted(sections_by_namespace.values(), key=lambda section: (section.menu_position or 9, section.label))
