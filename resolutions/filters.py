"""The filters of the public lists of documents. Their query parameters are part of public addresses and stay stable."""

from collections.abc import Mapping

from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractYear
from django.utils.text import capfirst
from django_filters import CharFilter

from core.pages.facets import Dimension
from core.pages.filters import PublicFilterSet
from core.records.periods import Period
from core.vietnamese.numbers import ordinal
from resolutions.models import IssuedDocument, Resolution
from resolutions.numbers import is_year, parse_document_number

# In the order in which addresses contain them.
QUERY_PARAMETERS = ("hd", "nam", "loai", "phap-ly", "ky-hop", "so", "q")
TEXT_PARAMETERS = ("so", "q")
MAX_SESSIONS = 12

GROUP_VALUES: Mapping[str, Combinable] = {
    "adopted_year": ExtractYear("adopted_on"),
    "council_slug": F("council__slug"),
    "council_name": F("council__name"),
    "class_key": F("resolution_class__key"),
    "class_label": F("resolution_class__label"),
    "class_order": F("resolution_class__order"),
    "kind": F("legal_kind"),
    "term_slug": F("session__term__slug"),
    "term_label": F("session__term__label"),
    "term_start": F("session__term__start"),
    "session_number": F("session__number"),
}


def year_label_and_order(group):
    return f"Năm {group['nam']}", (-int(group["nam"]),)


def class_label_and_order(group):
    return capfirst(group["class_label"]), (group["class_order"], group["class_label"])


def legal_kind_label_and_order(group):
    kind = Resolution.LegalKind(group["kind"])
    return capfirst(kind.label), (list(Resolution.LegalKind).index(kind),)


def session_label_and_order(group):
    label = f"Kỳ họp {ordinal(group['session_number'])} ({group['term_label']})"
    return label, (-group["term_start"].toordinal(), -group["session_number"])


def council_label_and_order(group):
    return group["council_name"], (group["council_name"],)


COUNCIL = Dimension("hd", "Hội đồng nhân dân", council_label_and_order, "của Hội đồng nhân dân khác")
DIMENSIONS = (
    Dimension("nam", "Năm thông qua", year_label_and_order, "ở năm khác"),
    Dimension("loai", "Loại", class_label_and_order, "thuộc loại khác"),
    Dimension("phap-ly", "Tính chất pháp lý", legal_kind_label_and_order, "có tính chất pháp lý khác"),
    Dimension("ky-hop", "Kỳ họp", session_label_and_order, "của kỳ họp khác", max_choices=MAX_SESSIONS),
    COUNCIL,
)


class DocumentFilterSet(PublicFilterSet):
    """The filter of numbered documents by council, by the year of the date that they are listed by, and by text."""

    hd = CharFilter(field_name="council__slug")
    nam = CharFilter(method="filter_year")
    q = CharFilter(method="searched")

    def filter_year(self, queryset, name, value):
        is_valid = value.isascii() and value.isdecimal() and len(value) == 4 and is_year(int(value))
        return queryset.filter(**Period.year(int(value)).days_of(queryset.day_field)) if is_valid else queryset.none()


class ResolutionFilter(DocumentFilterSet):
    """The filter of resolutions by query parameters; an unknown value matches no resolution."""

    loai = CharFilter(field_name="resolution_class__key")
    phap_ly = CharFilter(field_name="legal_kind")
    ky_hop = CharFilter(method="filter_session")
    so = CharFilter(method="filter_number")

    namespace, query_parameters, text_parameters = "resolutions", QUERY_PARAMETERS, TEXT_PARAMETERS
    group_values, dimensions = GROUP_VALUES, DIMENSIONS

    def filter_session(self, queryset, name, value):
        term, _, number = value.rpartition("-")
        is_valid = number.isascii() and number.isdecimal() and len(number) <= 4
        return queryset.filter(session__term__slug=term, session__number=int(number)) if is_valid else queryset.none()

    def filter_number(self, queryset, name, value):
        parsed = parse_document_number(value)
        return queryset.filter(parsed.condition(queryset.day_field)) if parsed else queryset.none()

    def as_parameters(self, group):
        """`group` with its values in the form that addresses use."""
        return group | {
            "nam": str(group["adopted_year"]),
            "loai": group["class_key"],
            "phap-ly": group["kind"],
            "ky-hop": f"{group['term_slug']}-{group['session_number']}",
            "hd": group["council_slug"],
        }


def type_label_and_order(group):
    kind = IssuedDocument.Type(group["loai"])
    return capfirst(kind.label), (list(IssuedDocument.Type).index(kind),)


def issuer_label_and_order(group):
    name = group["issuer_name"] or "Hội đồng nhân dân"
    return name, (name,)


def field_label_and_order(group):
    return group["field_label"], (group["field_order"], group["field_label"])


class DocumentFilter(DocumentFilterSet):
    """The filter of issued documents; the value of `co-quan` is COUNCIL_ITSELF for those of the Council itself."""

    COUNCIL_ITSELF = "hdnd"

    loai = CharFilter(field_name="doc_type")
    co_quan = CharFilter(method="filter_issuer")
    linh_vuc = CharFilter(field_name="field__key")

    namespace, query_parameters = "documents", ("hd", "nam", "loai", "co-quan", "linh-vuc", "q")
    group_values = {
        "issued_year": ExtractYear("issued_on"),
        "council_slug": F("council__slug"),
        "council_name": F("council__name"),
        "type": F("doc_type"),
        "issuer_slug": F("issuer__slug"),
        "issuer_name": F("issuer__name"),
        "field_key": F("field__key"),
        "field_label": F("field__label"),
        "field_order": F("field__order"),
    }
    dimensions = (
        Dimension("loai", "Loại", type_label_and_order, "thuộc loại khác"),
        Dimension("co-quan", "Cơ quan ban hành", issuer_label_and_order, "của cơ quan khác"),
        Dimension("nam", "Năm ban hành", year_label_and_order, "ở năm khác"),
        Dimension("linh-vuc", "Lĩnh vực", field_label_and_order, "thuộc lĩnh vực khác"),
        COUNCIL,
    )

    def filter_issuer(self, queryset, name, value):
        return queryset.filter(issuer__slug=value) if value != self.COUNCIL_ITSELF else queryset.filter(issuer=None)

    def as_parameters(self, group):
        return group | {
            "nam": str(group["issued_year"]),
            "loai": group["type"],
            "co-quan": group["issuer_slug"] or self.COUNCIL_ITSELF,
            "linh-vuc": group["field_key"],
            "hd": group["council_slug"],
        }
