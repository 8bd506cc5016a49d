"""The filter of the public list of questions. Its query parameters are part of public addresses and stay stable."""

import re

from django.utils import timezone
from django.utils.text import capfirst
from django_filters import CharFilter

from core.pages.facets import Dimension, FacetValue, choice_values, year_values
from core.pages.filters import PublicFilterSet
from core.records.periods import Period
from councils.facets import agency_values, council_values, of_slug_value, vocabulary_values
from councils.models import Field
from sessions_app.facets import MAX_SESSIONS, public_session_values, sessions_of_value, topic_values
from sessions_app.models import Question

PROMISE = "loi-hua"  # the parameter by the state of the promise
MAX_TOPICS = 15
YEAR = re.compile("[1-9][0-9]{3}")
PK = re.compile("[0-9]{1,18}")


def promise_values(states):
    """The FacetValue of each state of a promise, what is overdue first."""
    order = (
        Question.PromiseState.OVERDUE,
        Question.PromiseState.OPEN,
        Question.PromiseState.KEPT_LATE,
        Question.PromiseState.KEPT,
    )
    return {state.value: FacetValue(state.value, capfirst(state.label), (place,)) for place, state in enumerate(order)}


class QuestionFilter(PublicFilterSet):
    """The filter of questions by query parameters; an unknown value matches no question."""

    loi_hua = CharFilter(field_name="promise_state")
    hd = CharFilter(field_name="council__slug")
    nam = CharFilter(method="filter_year")
    ky_hop = CharFilter(method="filter_session")
    tra_loi = CharFilter(method="filter_respondent")
    linh_vuc = CharFilter(field_name="field__key")
    nhom = CharFilter(method="filter_topic")
    hinh_thuc = CharFilter(field_name="mode")
    q = CharFilter(method="searched")

    namespace = "questions"
    query_parameters = ("hd", "nam", "ky-hop", "tra-loi", "linh-vuc", "nhom", "hinh-thuc", PROMISE, "q")
    dimensions = (
        Dimension(PROMISE, "Lời hứa", "promise_state", promise_values, "có lời hứa khác"),
        Dimension("tra-loi", "Cơ quan trả lời", "respondent", agency_values, "do cơ quan khác trả lời"),
        Dimension("linh-vuc", "Lĩnh vực", "field", vocabulary_values(Field), "thuộc lĩnh vực khác"),
        Dimension("nhom", "Nhóm vấn đề", "topic", topic_values, "thuộc nhóm vấn đề khác", max_choices=MAX_TOPICS),
        Dimension("ky-hop", "Kỳ họp", "session", public_session_values, "của kỳ họp khác", max_choices=MAX_SESSIONS),
        Dimension("nam", "Năm chất vấn", "asked_on__year", year_values, "ở năm khác"),
        Dimension("hinh-thuc", "Hình thức", "mode", choice_values(Question.Mode), "có hình thức khác"),
        Dimension("hd", "Hội đồng nhân dân", "council", council_values, "của Hội đồng nhân dân khác"),
    )

    def __init__(self, query, queryset):
        super().__init__(query, queryset.with_promise_state_on(timezone.localdate()))

    def filter_year(self, queryset, name, value):
        return queryset.raised_in(Period.year(int(value))) if YEAR.fullmatch(value) else queryset.none()

    def filter_session(self, queryset, name, value):
        return queryset.filter(sessions_of_value("session", value))

    def filter_respondent(self, queryset, name, value):
        return queryset.filter(of_slug_value("respondent", value))

    def filter_topic(self, queryset, name, value):
        return queryset.filter(topic=int(value)) if PK.fullmatch(value) else queryset.none()
