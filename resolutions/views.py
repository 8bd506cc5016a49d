"""The public pages of resolutions, and what those of all documents have in common."""

from django.shortcuts import get_object_or_404

from core.pages.publication import PublishedDetailView, SectionListView
from core.vietnamese.text import symbol_slug
from resolutions.contents import contents_of
from resolutions.linked_data import legislation
from resolutions.models import Resolution, ResolutionFile
from resolutions.sections import ResolutionSection
from resolutions.sessions import resolutions_url, session_url

MAX_RELATED = 10


class NumberedListView(SectionListView):
    """A list of numbered documents, divided by year unless a search text orders it."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_by_year=not self.filter.query["q"], **kwargs)


class ResolutionListView(NumberedListView):
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
        related = related.select_related("council").defer("body", "summary")[:MAX_RELATED]
        articles = resolution.articles.published()
        effect, votes = resolution.effect_on(), resolution.text_votes
        return super().get_context_data(
            effect=effect,
            vote=votes[-1] if votes else None,
            votes=votes,
            linked_data=legislation(resolution, effect),
            contents=contents_of(resolution, has_related=bool(related), has_news=bool(articles)),
            files=sorted(resolution.files.all(), key=lambda file: file.role != ResolutionFile.Role.SIGNED),
            related=related,
            session_url=session_url(resolution.session),
            resolutions_url=resolutions_url(resolution.session),
            articles=articles,
            **kwargs,
        )
