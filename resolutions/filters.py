"""The filters of the public lists of documents. Their query parameters are part of public addresses and stay stable."""

import re

from django_filters import CharFilter

from core.pages.facets import Dimension, FacetValue, choice_values, year_values
from core.pages.filters import PublicFilterSet
from core.records.periods import Period
from councils.facets import bodies_of_value, body_values, council_values, vocabulary_values
from councils.models import Field
from resolutions.models import IssuedDocument, Resolution, ResolutionClass
from resolutions.numbers import parse_document_number
from sessions_app.models import SLUG as SESSION_SLUG
from sessions_app.models import CouncilSession

# In the order in which addresses contain them.
QUERY_PARAMETERS = ("hd", "nam", "loai", "phap-ly", "ky-hop", "so", "q")
TEXT_PARAMETERS = ("so", "q")
MAX_SESSIONS = 12
YEAR = re.compile("[1-9][0-9]{0,3}")  # as the facets offer it: each year that a date can have


def session_values(ids):
    """The FacetValue of each session with one of `ids`, the newest first."""
    rows = CouncilSession.objects.filter(pk__in=ids).select_related("term")
    return {row.pk: FacetValue(row.slug, session_label(row), session_order(row)) for row in rows}


def session_label(session):
    return f"{session.name} ({session.term.label})"


def session_order(session):
    return -session.term.start.toordinal(), -session.number


COUNCIL = Dimension("hd", "Hội đồng nhân dân", "council", council_values, "của Hội đồng nhân dân khác")
CLASS = Dimension("loai", "Loại", "resolution_class", vocabulary_values(ResolutionClass), "thuộc loại khác")
DIMENSIONS = (
    Dimension("nam", "Năm thông qua", "adopted_year", year_values, "ở năm khác"),
    CLASS,
    Dimension("phap-ly", "Tính chất pháp lý", "legal_kind", choice_values(Resolution.LegalKind), "có tính chất pháp lý khác"),
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

    loai = CharFilter(field_name="resolution_class__key")
    phap_ly = CharFilter(field_name="legal_kind")
    ky_hop = CharFilter(method="filter_session")
    so = CharFilter(method="filter_number")

    namespace, query_parameters, text_parameters = "resolutions", QUERY_PARAMETERS, TEXT_PARAMETERS
    dimensions = DIMENSIONS

    def filter_session(self, queryset, name, value):
        match = SESSION_SLUG.fullmatch(value)
        if match is None:
            return queryset.none()
        values = CouncilSession.values_of_key(match["key"])
        return queryset.filter(session__term__slug=match["term"], **{f"session__{name}": part for name, part in values.items()})

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
