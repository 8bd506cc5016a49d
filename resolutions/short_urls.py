"""Addresses that people cut or shorten: down to a council, to its year, to the number of a resolution."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from core.pages.publication import PagedListView
from core.vietnamese.text import symbol_slug
from councils.models import Council
from resolutions.filters import list_url
from resolutions.models import Resolution
from resolutions.numbers import as_written, names_year
from resolutions.views import ResolutionDetailView


def year_view(request, year):
    """`/nghi-quyet/2021/`: the list of the year."""
    return redirect(list_url({"nam": str(year)}))


class CouncilYearView(ResolutionDetailView):
    """`/nghi-quyet/cau-giay/2021/`: a council's list of the year.

    A resolution without a number is addressed by its id, which may look like a year: then the address stays its own.
    """

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            council = get_object_or_404(Council, slug=self.kwargs["council"])
            return redirect(list_url({"hd": council.slug, "nam": str(self.kwargs["pk"])}))

    def get_object(self, queryset=None):
        resolution = super().get_object(queryset)
        if resolution.get_absolute_url() != self.request.path:
            raise Http404
        return resolution


class ShortAddressView(PagedListView):
    """`/nghi-quyet/cau-giay/`: a council's list; `/nghi-quyet/12-nq-hdnd-2021/`: the one resolution so named, or a choice."""

    template_name = "resolutions/resolution_choice.html"
    paginate_by = 25

    def get(self, request, *args, **kwargs):
        if Council.objects.filter(slug=self.kwargs["name"]).exists():
            return redirect(list_url({"hd": self.kwargs["name"]}))
        self.slug = symbol_slug(self.kwargs["name"])
        response = super().get(request, *args, **kwargs)
        found = response.context_data["paginator"].count
        if not found:
            raise Http404
        if found == 1:
            # Without its year a number is another one's too before long.
            return redirect(self.object_list.get(), permanent=names_year(self.slug))
        response.status_code = 300
        return response

    def get_queryset(self):
        return Resolution.objects.published().named_by(self.slug).for_rows()

    def get_context_data(self, **kwargs):
        return super().get_context_data(named=as_written(self.slug) or self.slug.replace("-", " "), words=[], **kwargs)
