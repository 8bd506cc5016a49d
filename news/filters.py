"""The filters of the public list of news. Year and month are part of the path, the other filters of the query."""

from collections.abc import Mapping

from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django_filters import CharFilter

from core.pages.facets import Dimension
from core.pages.filters import PublicFilterSet

# In the order in which addresses contain them.
QUERY_PARAMETERS = ("chuyen-muc", "q")
GROUP_VALUES: Mapping[str, Combinable] = {
    "month": TruncMonth("publish_at"),
    "category_key": F("category__key"),
    "category_label": F("category__label"),
    "category_order": F("category__order"),
}


def category_label_and_order(group):
    return group["category_label"], (group["category_order"], group["category_label"])


def year_label_and_order(group):
    return f"Năm {group['month'].year}", (-group["month"].year,)


def month_label_and_order(group):
    return f"Tháng {group['month'].month}/{group['month'].year}", (-group["month"].month,)


CATEGORY = Dimension("chuyen-muc", "Chuyên mục", category_label_and_order, "ở chuyên mục khác")
YEAR = Dimension("nam", "Năm", year_label_and_order, "ở năm khác")
MONTH = Dimension("thang", "Tháng", month_label_and_order, "ở tháng khác", parent="nam")


class ArticleFilter(PublicFilterSet):
    """The filter of articles by query parameters, and by the year and month of the path."""

    chuyen_muc = CharFilter(field_name="category__key")
    q = CharFilter(method="searched")

    namespace, query_parameters, group_values = "news", QUERY_PARAMETERS, GROUP_VALUES

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

    def as_parameters(self, group):
        """`group` with its values in the form that addresses use."""
        return group | {
            "chuyen-muc": group["category_key"],
            "nam": f"{group['month']:%Y}",
            "thang": f"{group['month']:%m}",
        }
