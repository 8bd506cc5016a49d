"""The filters of the public list of news. Year and month are part of the path, the other filters of the query."""

from collections.abc import Mapping

from django.urls import reverse
from django_filters import CharFilter

from core.pages.facets import Dimension, FacetValue
from core.pages.filters import PublicFilterSet
from councils.facets import vocabulary_values
from news.models import Category

# In the order in which addresses contain them.
QUERY_PARAMETERS = ("chuyen-muc", "q")
FIRST_MONTH = 100001  # the addresses have years of four digits


def year_values(months):
    return {
        month: FacetValue(f"{month // 100}", f"Năm {month // 100}", (-(month // 100),))
        for month in months
        if month >= FIRST_MONTH
    }


def month_values(months):
    return {month: FacetValue(f"{month % 100:02}", f"Tháng {month % 100}/{month // 100}", (-(month % 100),)) for month in months}


CATEGORY = Dimension("chuyen-muc", "Chuyên mục", "category", vocabulary_values(Category), "ở chuyên mục khác")
YEAR = Dimension("nam", "Năm", "publish_month", year_values, "ở năm khác")
MONTH = Dimension("thang", "Tháng", "publish_month", month_values, "ở tháng khác", parent="nam")


class ArticleFilter(PublicFilterSet):
    """The filter of articles by query parameters, and by the year and month of the path."""

    chuyen_muc = CharFilter(field_name="category__key")
    q = CharFilter(method="searched")

    namespace, query_parameters = "news", QUERY_PARAMETERS

    def __init__(self, query, queryset, *, year=None, month=None):
        self.year, self.month = year, month
        super().__init__(query, queryset)

    @classmethod
    def list_path(cls, chosen: Mapping[str, str]) -> str:
        """The path of the list, of a year or of a month; a month needs its year."""
        year, month = chosen.get("nam", ""), chosen.get("thang", "")
        if year and month:
            return reverse("news:month", args=[year, month])
        return reverse("news:year", args=[year]) if year else super().list_path(chosen)

    def filter_queryset(self, queryset):
        articles = super().filter_queryset(queryset)
        return articles.in_month(self.year, self.month) if self.year else articles

    @property
    def dimensions(self):
        return (CATEGORY, YEAR, MONTH) if self.year else (CATEGORY, YEAR)

    @property
    def chosen(self):
        year, month = f"{self.year:04}" if self.year else "", f"{self.month:02}" if self.month else ""
        return self.query | {"nam": year, "thang": month}
