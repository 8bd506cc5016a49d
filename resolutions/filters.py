"""The filters of the public lists of documents. Their query parameters are part of public addresses and stay stable."""

import re

from django.db.models import Q
from django.utils.text import capfirst
from django_filters import CharFilter

from core.pages.facets import Dimension, FacetValue, choice_values, year_values
from core.pages.filters import PublicFilterSet
from core.records.periods import Period
from councils.facets import bodies_of_value, body_values, council_values, vocabulary_values
from councils.models import Field
from resolutions.models import IssuedDocument, Resolution, ResolutionClass
from resolutions.models.resolutions import NOT_CLASSIFIED
from resolutions.numbers import parse_document_number
from sessions_app.facets import MAX_SESSIONS, session_values, sessions_of_value

# In the order in which addresses contain them.
QUERY_PARAMETERS = ("hd", "nam", "loai", "phap-ly", "ky-hop", "so", "q")
TEXT_PARAMETERS = ("so", "q")
UNCLASSIFIED = "chua-phan-loai"  # the value of the rows that nobody has classified
LAST = 10**5  # behind the order of each class
YEAR = re.compile("[1-9][0-9]{0,3}")  # as the facets offer it: each year that a date can have


def or_unclassified(values_of, blank):
    """The function `values_of` with a last choice for the rows whose stored value is `blank`: nobody has classified them."""

    def values(stored):
        unclassified = {blank: FacetValue(UNCLASSIFIED, capfirst(NOT_CLASSIFIED), (LAST, ""))} if blank in stored else {}
        return {**values_of(stored), **unclassified}

    return values


COUNCIL = Dimension("hd", "Hội đồng nhân dân", "council", council_values, "của Hội đồng nhân dân khác")
CLASSES = or_unclassified(vocabulary_values(ResolutionClass), None)
LEGAL_KINDS = or_unclassified(choice_values(Resolution.LegalKind), "")
CLASS = Dimension("loai", "Loại", "resolution_class", CLASSES, "thuộc loại khác")
DIMENSIONS = (
    Dimension("nam", "Năm thông qua", "adopted_year", year_values, "ở năm khác"),
    CLASS,
    Dimension("phap-ly", "Tính chất pháp lý", "legal_kind", LEGAL_KINDS, "có tính chất pháp lý khác"),
    Dimension("ky-hop", "Kỳ họp", "session", session_values, "của kỳ họp khác", max_choices=MAX_SESSIONS),
    COUNCIL,
)


class DocumentFilterSet(PublicFilterSet):
    """The filter of numbered documents by council, by the year of the date that they are listed by, and by text."""

    hd = CharFilter(field_name="council__slug")
    nam = CharFilter(method="filter_year")
    q = CharFilter(method="searched")

    def filter_year(self, queryset, name, value):
        is_valid = YEAR.fullmatch(value)
        return queryset.listed_in(Period.year(int(value))) if is_valid else queryset.none()


class ResolutionFilter(DocumentFilterSet):
    """The filter of resolutions by query parameters; an unknown value matches no resolution."""

    loai = CharFilter(method="filter_class")
    phap_ly = CharFilter(method="filter_legal_kind")
    ky_hop = CharFilter(method="filter_session")
    so = CharFilter(method="filter_number")

    namespace, query_parameters, text_parameters = "resolutions", QUERY_PARAMETERS, TEXT_PARAMETERS
    dimensions = DIMENSIONS

    def filter_class(self, queryset, name, value):
        of_class = Q(resolution_class__key=value)
        return queryset.filter(of_class | Q(resolution_class=None) if value == UNCLASSIFIED else of_class)

    def filter_legal_kind(self, queryset, name, value):
        return queryset.filter(legal_kind="" if value == UNCLASSIFIED else value)

    def filter_session(self, queryset, name, value):
        return queryset.filter(sessions_of_value("session", value))

    def filter_number(self, queryset, name, value):
        parsed = parse_document_number(value)
        return queryset.filter(parsed.condition(queryset.day_field)) if parsed else queryset.none()


class DocumentFilter(DocumentFilterSet):
    """The filter of issued documents."""

    loai = CharFilter(field_name="doc_type")
    co_quan = CharFilter(method="filter_issuer")
    linh_vuc = CharFilter(field_name="field__key")

    namespace, query_parameters = "documents", ("hd", "nam", "loai", "co-quan", "linh-vuc", "q")
    dimensions = (
        Dimension("loai", "Loại", "doc_type", choice_values(IssuedDocument.Type), "thuộc loại khác"),
        Dimension("co-quan", "Cơ quan ban hành", "issuer", body_values, "của cơ quan khác"),
        Dimension("nam", "Năm ban hành", "issued_year", year_values, "ở năm khác"),
        Dimension("linh-vuc", "Lĩnh vực", "field", vocabulary_values(Field), "thuộc lĩnh vực khác"),
        COUNCIL,
    )

    def filter_issuer(self, queryset, name, value):
        return queryset.filter(bodies_of_value("issuer", value))
