"""By what the public narrows the news. Year and month stand in the path, the rest in the query."""

from django.db.models import Count, F
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django_filters import CharFilter, FilterSet

from core.addresses import asked, with_query
from core.facets import Dimension, Facets
from core.querysets import sought_words

# In this order they stand in addresses.
KEYS = ("chuyen-muc", "q")
GROUP = {
    "month": TruncMonth("publish_at"),
    "category_key": F("category__key"),
    "category_label": F("category__label"),
    "category_order": F("category__order"),
}


def of_category(group):
    return group["category_label"], (group["category_order"], group["category_label"])


def of_year(group):
    return f"Năm {group['month'].year}", (-group["month"].year,)


def of_month(group):
    return f"Tháng {group['month'].month}/{group['month'].year}", (-group["month"].month,)


CATEGORY = Dimension("chuyen-muc", "Chuyên mục", of_category)
YEAR = Dimension("nam", "Năm", of_year)
MONTH = Dimension("thang", "Tháng", of_month, within="nam")


def list_url(chosen):
    """The address of the list that is narrowed by `chosen`, a mapping of keys to values; a month needs its year."""
    year, month = chosen.get("nam", ""), chosen.get("thang", "")
    if year and month:
        path = reverse("news:month", args=[year, month])
    else:
        path = reverse("news:year", args=[year]) if year else reverse("news:list")
    return with_query(path, [(key, chosen.get(key, "")) for key in KEYS])


class ArticleFilter(FilterSet):
    """The articles of the year and month of a path that a query asks for."""

    chuyen_muc = CharFilter(field_name="category__key")
    q = CharFilter(method="searched")

    def __init__(self, query, queryset, *, year=None, month=None):
        self.year, self.month = year, month
        self.asked = asked(query, KEYS)
        super().__init__(self.asked, queryset)

    @classmethod
    def get_filters(cls):
        """The filters by the names that addresses use, some of which Python cannot write."""
        return {name.replace("_", "-"): declared for name, declared in super().get_filters().items()}

    def filter_queryset(self, queryset):
        narrowed = super().filter_queryset(queryset)
        return narrowed.in_month(self.year, self.month) if self.year else narrowed

    def searched(self, queryset, name, value):
        return queryset.searched(value) if sought_words(value) else queryset

    def facets(self):
        """The Facets of the rows that the words of the query leave."""
        rows = self.filters["q"].filter(self.queryset, self.asked["q"])
        groups = rows.order_by().values(**GROUP).annotate(count=Count("pk"))
        dimensions = (CATEGORY, YEAR, MONTH) if self.year else (CATEGORY, YEAR)
        chosen = self.asked | {
            "nam": f"{self.year:04}" if self.year else "",
            "thang": f"{self.month:02}" if self.month else "",
        }
        return Facets(dimensions, map(self.by_key, groups), chosen, list_url)

    def by_key(self, group):
        """`group` with its values as they stand in the address."""
        return group | {
            "chuyen-muc": group["category_key"],
            "nam": f"{group['month']:%Y}",
            "thang": f"{group['month']:%m}",
        }
