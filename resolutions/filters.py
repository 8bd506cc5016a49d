"""By what the public narrows the list of resolutions. The keys of the query are part of the portal's addresses."""

from django.db.models import F
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.text import capfirst
from django_filters import CharFilter

from core.pages.addresses import with_query
from core.pages.facets import Dimension
from core.pages.filters import ListFilter
from core.records.periods import Period
from core.vietnamese.numbers import ordinal
from resolutions.models import Resolution
from resolutions.numbers import is_year, parse_document_number

# In this order they stand in addresses.
KEYS = ("hd", "nam", "loai", "phap-ly", "ky-hop", "so", "q")
WORDS = ("so", "q")
MOST_SESSIONS = 12

GROUP = {
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


def of_year(group):
    return f"Năm {group['adopted_year']}", (-group["adopted_year"],)


def of_class(group):
    return capfirst(group["class_label"]), (group["class_order"], group["class_label"])


def of_legal_kind(group):
    kind = Resolution.LegalKind(group["kind"])
    return capfirst(kind.label), (list(Resolution.LegalKind).index(kind),)


def of_session(group):
    label = f"Kỳ họp {ordinal(group['session_number'])} ({group['term_label']})"
    return label, (-group["term_start"].toordinal(), -group["session_number"])


def of_council(group):
    return group["council_name"], (group["council_name"],)


DIMENSIONS = (
    Dimension("nam", "Năm thông qua", of_year, "ở năm khác"),
    Dimension("loai", "Loại", of_class, "thuộc loại khác"),
    Dimension("phap-ly", "Tính chất pháp lý", of_legal_kind, "có tính chất pháp lý khác"),
    Dimension("ky-hop", "Kỳ họp", of_session, "của kỳ họp khác", most=MOST_SESSIONS),
    Dimension("hd", "Hội đồng nhân dân", of_council, "của Hội đồng nhân dân khác"),
)


def list_url(chosen, name="resolutions:list"):
    """The address of the list that is narrowed by `chosen`, a mapping of keys to values."""
    return with_query(reverse(name), [(key, chosen.get(key, "")) for key in KEYS])


def feed_url(chosen):
    """The address of the feed of that list."""
    return list_url(chosen, "resolutions:feed")


class ResolutionFilter(ListFilter):
    """The resolutions that a query asks for; none where it asks for something that there is not."""

    hd = CharFilter(field_name="council__slug")
    nam = CharFilter(method="adopted_in_year")
    loai = CharFilter(field_name="resolution_class__key")
    phap_ly = CharFilter(field_name="legal_kind")
    ky_hop = CharFilter(method="of_session")
    so = CharFilter(method="numbered")
    q = CharFilter(method="searched")

    keys, words, group, dimensions = KEYS, WORDS, GROUP, DIMENSIONS
    list_url = staticmethod(list_url)

    def adopted_in_year(self, queryset, name, value):
        known = value.isascii() and value.isdecimal() and len(value) == 4 and is_year(int(value))
        return queryset.adopted_in(Period.year(int(value))) if known else queryset.none()

    def of_session(self, queryset, name, value):
        term, _, number = value.rpartition("-")
        known = number.isascii() and number.isdecimal() and len(number) <= 4
        return queryset.filter(session__term__slug=term, session__number=int(number)) if known else queryset.none()

    def numbered(self, queryset, name, value):
        parsed = parse_document_number(value)
        return queryset.filter(parsed.rows()) if parsed else queryset.none()

    def by_key(self, group):
        """`group` with its values as they stand in addresses."""
        return group | {
            "nam": str(group["adopted_year"]),
            "loai": group["class_key"],
            "phap-ly": group["kind"],
            "ky-hop": f"{group['term_slug']}-{group['session_number']}",
            "hd": group["council_slug"],
        }
