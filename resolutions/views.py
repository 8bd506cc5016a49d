"""The public pages of resolutions."""

from django.shortcuts import get_object_or_404

from core.pages.files import AttachmentView
from core.pages.publication import PagedListView, PublishedDetailView
from core.records.querysets import search_terms
from core.vietnamese.text import symbol_slug
from resolutions.filters import ResolutionFilter, feed_url
from resolutions.linked_data import legislation
from resolutions.models import Resolution, ResolutionFile
from resolutions.sessions import session_url

MAX_RELATED = 10
MAX_SIMILAR = 5


class ResolutionListView(PagedListView):
    """The list of published resolutions, the newest first, narrowed by the query parameters."""

    template_name = "resolutions/resolution_list.html"
    paginate_by = 25

    def get_queryset(self):
        self.filter = ResolutionFilter(self.request.GET, Resolution.objects.published())
        return self.filter.qs.for_rows()

    def get_context_data(self, **kwargs):
        facets = self.filter.facets()
        query = self.filter.query
        similar = Resolution.objects.published().with_similar_number(query["q"] or query["so"])
        return super().get_context_data(
            query=query,
            search_terms=search_terms(f"{query['q']} {query['so']}"),
            facets=facets,
            feed_url=feed_url(query),
            similar_resolutions=similar.select_related("council")[:MAX_SIMILAR],
            hidden_fields=[(key, value) for key, value in query.items() if value and key != "q"],
            **kwargs,
        )


class ResolutionDetailView(PublishedDetailView):
    """The page of one resolution, by its year and slug or by its id."""

    template_name = "resolutions/resolution_detail.html"
    context_object_name = "resolution"

    def get_queryset(self):
        rows = Resolution.objects.for_list().select_related("signer", "session__term__council").with_final_vote()
        return self.readable(rows)

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
            linked_data=legislation(resolution, effect),
            files=resolution.files.all(),
            related=related.select_related("council").defer("body", "summary")[: MAX_RELATED + 1],
            max_related=MAX_RELATED,
            session_url=session_url(resolution.session),
            articles=resolution.articles.published(),
            **kwargs,
        )


class ResolutionFileView(AttachmentView):
    """A file of a resolution."""

    model = ResolutionFile
    owner = "resolution"
