"""The public sections of resolutions and of other documents."""

from core.pages.sections import PublicSection, register
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_count
from resolutions.filters import DocumentFilter, ResolutionFilter
from resolutions.models import IssuedDocument, Resolution

MAX_SIMILAR = 5


@register
class ResolutionSection(PublicSection):
    namespace = "resolutions"
    label = "Nghị quyết"
    menu_position = 1
    model = Resolution
    record_name = "nghị quyết"
    filterset_class = ResolutionFilter
    rows_template = "resolutions/_rows.html"
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
    search_hint = "Số, ký hiệu hoặc trích yếu"
    feed_label = "Văn bản mới"
