"""The filter of the public list of meetings of the Thường trực. Its query parameters stay stable."""

from django_filters import CharFilter

from core.pages.facets import Dimension, choice_values, year_values
from core.pages.filters import PublicFilterSet
from core.records.periods import Period
from councils.facets import council_values
from sessions_app.facets import term_values
from sessions_app.models import StandingMeeting
from sessions_app.question_filters import YEAR


class MeetingFilter(PublicFilterSet):
    """The filter of meetings by query parameters; an unknown value matches no meeting."""

    hd = CharFilter(field_name="term__council__slug")
    khoa = CharFilter(field_name="term__slug")
    nam = CharFilter(method="filter_year")
    loai = CharFilter(field_name="kind")
    q = CharFilter(method="searched")

    namespace, query_parameters = "meetings", ("hd", "khoa", "nam", "loai", "q")
    dimensions = (
        Dimension("loai", "Loại phiên họp", "kind", choice_values(StandingMeeting.Kind), "thuộc loại khác"),
        Dimension("nam", "Năm", "held_on__year", year_values, "ở năm khác"),
        Dimension("khoa", "Khóa", "term", term_values, "của khóa khác"),
        Dimension("hd", "Hội đồng nhân dân", "term__council", council_values, "của Hội đồng nhân dân khác"),
    )

    def filter_year(self, queryset, name, value):
        return queryset.filter(**Period.year(int(value)).days_of("held_on")) if YEAR.fullmatch(value) else queryset.none()
