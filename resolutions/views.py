"""The public pages of resolutions."""

from django.shortcuts import get_object_or_404

from core.pages.publication import PublishedDetailView, SectionListView
from core.vietnamese.text import symbol_slug
from resolutions.linked_data import legislation
from resolutions.models import Resolution
from resolutions.sections import ResolutionSection
from resolutions.sessions import session_url

MAX_RELATED = 10


class ResolutionListView(SectionListView):
    """The list of published resolutions, the newest first, narrowed by the query parameters."""

    section = ResolutionSection()


class ResolutionDetailView(PublishedDetailView):
    """The page of one resolution, by its year and slug or by its id."""

    section = ResolutionSection()

    def get_object(self, queryset=None):
        rows = self.get_queryset().filter(council__slug=self.kwargs["council"])
        if "pk" in self.kwargs:
            return get_object_or_404(rows, pk=self.kwargs["pk"])
        return get_object_or_404(rows, year=self.kwargs["year"], slug=symbol_slug(self.kwargs["slug"]))

    def get_context_data(self, **kwargs):
        resolution = self.object
        related = Resolution.objects.published().filter(session=resolution.session_id).exclude(pk=resolution.pk)
        effect = resolution.effect_on()
        return super().get_context_data(
            effect=effect,
            description=resolution.title,
            linked_data=legislation(resolution, effect),
            files=resolution.files.all(),
            related=related.select_related("council").defer("body", "summary")[: MAX_RELATED + 1],
            max_related=MAX_RELATED,
            session_url=session_url(resolution.session),
            articles=resolution.articles.published(),
            **kwargs,
        )
