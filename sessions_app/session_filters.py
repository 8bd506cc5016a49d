"""The filter of the public list of sessions. Its query parameters are part of public addresses and stay stable."""

import re

from django_filters import CharFilter

from core.pages.facets import Dimension, choice_values, year_values
from core.pages.filters import PublicFilterSet
from councils.facets import council_values
from sessions_app.facets import term_values
from sessions_app.models import CouncilSession
from sessions_app.searches import sessions_that_mention

YEAR = re.compile("[1-9][0-9]{0,3}")


class SessionFilter(PublicFilterSet):
    """The filter of sessions by council, term, year, kind and text; an unknown value matches no session."""

    hd = CharFilter(field_name="term__council__slug")
    khoa = CharFilter(field_name="term__slug")
    nam = CharFilter(method="filter_year")
    loai = CharFilter(field_name="kind")
    q = CharFilter(method="searched")

    namespace, query_parameters = "sessions", ("hd", "khoa", "nam", "loai", "q")
    dimensions = (
        Dimension("khoa", "Khóa", "term", term_values, "ở khóa khác"),
        Dimension("nam", "Năm", "session_year", year_values, "ở năm khác"),
        Dimension("loai", "Loại kỳ họp", "kind", choice_values(CouncilSession.Kind), "thuộc loại khác"),
        Dimension("hd", "Hội đồng nhân dân", "term__council", council_values, "của Hội đồng nhân dân khác"),
    )

    def __init__(self, query, queryset):
        super().__init__(query, queryset.with_year())

    def filter_year(self, queryset, name, value):
        return queryset.filter(session_year=int(value)) if YEAR.fullmatch(value) else queryset.none()

    def searched(self, queryset, name, value):
        return sessions_that_mention(queryset, value) if value.strip() else queryset
