"""The public sections of resolutions and of other documents."""

from functools import partial
from operator import attrgetter

from core.pages.addresses import absolute_url
from core.pages.list_data import DataColumn, DataLink
from core.pages.sections import PublicSection, register
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_count
from resolutions.filters import DocumentFilter, ResolutionFilter
from resolutions.models import IssuedDocument, Resolution

MAX_SIMILAR = 5


def files_of(document):
    """The files of a document as links."""
    return [DataLink(file.title, file.get_absolute_url()) for file in document.files.all()]


def effect_label(document):
    """The legal effect of a document today in words; None if it is not recorded."""
    effect = document.effect_on()
    return None if effect.in_force is None else effect.label


def of_final_vote(name, resolution):
    """A number of the final vote on a resolution; None if no such vote is recorded."""
    return getattr(resolution.final_vote, name, None)


SYMBOL, TITLE = DataColumn("symbol", "Số, ký hiệu", attrgetter("symbol")), DataColumn("title", "Trích yếu", attrgetter("title"))
COMMON_COLUMNS = (
    DataColumn("council", "Hội đồng nhân dân", attrgetter("council.name")),
    DataColumn("effect", "Hiệu lực", effect_label),
    DataColumn("effective_from", "Có hiệu lực từ ngày", lambda document: document.effect_on().first_day),
    DataColumn("files", "Tệp", files_of),
    DataColumn("url", "Địa chỉ", lambda document: absolute_url(document.get_absolute_url())),
)


@register
class ResolutionSection(PublicSection):
    namespace = "resolutions"
    label = "Nghị quyết"
    menu_position = 1
    model = Resolution
    record_name = "nghị quyết"
    filterset_class = ResolutionFilter
    rows_template = "resolutions/_rows.html"
    data_columns = (
        SYMBOL,
        DataColumn("adopted_on", "Ngày thông qua", attrgetter("adopted_on")),
        TITLE,
        DataColumn("session", "Kỳ họp", attrgetter("session.name")),
        DataColumn("in_favour", "Số tán thành", partial(of_final_vote, "in_favour")),
        DataColumn("total_delegates", "Tổng số đại biểu", partial(of_final_vote, "total_delegates")),
        *COMMON_COLUMNS,
    )
    search_hint = "Số, ký hiệu hoặc trích yếu"
    feed_label = "Nghị quyết mới"
    home_template = "resolutions/_home.html"
    home_position = 2

    def home_context(self):
        """The newest resolutions, and the number of all of them."""
        return {**super().home_context(), "total_text": format_count(self.public_rows().count())}

    def example_queries(self, rows):
        resolution = next((row for row in rows if row.number), None)
        return [f"nq {resolution.number} {resolution.year}", short_date(resolution.adopted_on)] if resolution else []

    def similar(self, text):
        """Resolutions with a number like the one in `text`."""
        return self.public_rows().with_similar_number(text).select_related("council").defer("body", "summary")[:MAX_SIMILAR]


@register
class DocumentSection(PublicSection):
    namespace = "documents"
    label = "Văn bản"
    model = IssuedDocument
    record_name = "văn bản"
    filterset_class = DocumentFilter
    rows_template = "resolutions/_document_rows.html"
    data_columns = (
        SYMBOL,
        DataColumn("issued_on", "Ngày ban hành", attrgetter("issued_on")),
        TITLE,
        DataColumn("doc_type", "Loại văn bản", lambda document: document.get_doc_type_display()),
        DataColumn("issuer", "Cơ quan ban hành", lambda document: document.issuer.name if document.issuer else None),
        *COMMON_COLUMNS,
    )
    search_hint = "Số, ký hiệu hoặc trích yếu"
    feed_label = "Văn bản mới"
