"""The public section of resolutions."""

from core.pages.sections import PublicSection, register


@register
class ResolutionSection(PublicSection):
    namespace = "resolutions"
    label = "Nghị quyết"
    menu_position = 1
