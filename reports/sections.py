"""The public section of reports."""

from core.pages.sections import PublicSection, register


@register
class ReportSection(PublicSection):
    namespace = "reports"
    label = "Báo cáo"
    menu_position = 7
