"""Views for shortened addresses of resolutions: a council, a year, or the number of a resolution alone."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, resolve_url

from core.models import FormerAddress
from core.pages.publication import PagedListView
from core.vietnamese.text import symbol_slug
from councils.models import Council
from resolutions.filters import YEAR, DocumentFilter, ResolutionFilter
from resolutions.models import Resolution
from resolutions.numbers import WITH_YEAR, has_year, is_year, symbol_from_slug
from resolutions.views import ResolutionDetailView


def year_view(request, year):
    """Redirect `/nghi-quyet/2021/` to the list of the year."""
    return redirect(ResolutionFilter.list_url({"nam": str(year)}))


def document_list_view(request, council="", year=""):
    """Redirect `/van-ban/2021/`, `/van-ban/cau-giay/` and `/van-ban/cau-giay/2021/` to the list of documents."""
    if (council and not Council.objects.hosted().filter(slug=council).exists()) or (year != "" and not YEAR.fullmatch(str(year))):
        raise Http404
    return redirect(DocumentFilter.list_url({"hd": council, "nam": str(year)}))


class CouncilYearView(ResolutionDetailView):
    """Redirect `/nghi-quyet/cau-giay/2021/` to the list of the council and year.

    The address of a resolution without a number ends with its id. If the id is a number like a year and that resolution
    exists, the view shows the resolution.
    """

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            council = get_object_or_404(Council.objects.hosted(), slug=self.kwargs["council"])
            return redirect(ResolutionFilter.list_url({"hd": council.slug, "nam": str(self.kwargs["pk"])}))

    def get_object(self, queryset=None):
        resolution = super().get_object(queryset)
        if resolution.get_absolute_url() != self.request.path:
            raise Http404
        return resolution


class ShortAddressView(PagedListView):
    """The view of addresses with one part after `/nghi-quyet/`.

    `cau-giay/` redirects to the list of the council. `12-nq-hdnd-2021/` redirects to the resolution with this number, or
    lists the resolutions to choose from (status 300).
    """

    template_name = "resolutions/resolution_choice.html"
    paginate_by = 25

    def get(self, request, *args, **kwargs):
        if Council.objects.hosted().filter(slug=self.kwargs["name"]).exists():
            return redirect(ResolutionFilter.list_url({"hd": self.kwargs["name"]}))
        self.slug = symbol_slug(self.kwargs["name"])
        response = super().get(request, *args, **kwargs)
        count = response.context_data["paginator"].count
        if not count:
            if resolution := self.formerly_at():
                return redirect(resolution, permanent=has_year(self.slug))
            raise Http404
        if count == 1:
            # Temporary without a year, because another resolution can get the same number in a later year.
            return redirect(self.object_list.get(), permanent=has_year(self.slug))
        response.status_code = 300
        return response

    def formerly_at(self):
        """The one public resolution whose address ended with this slug before; None without one or with several."""
        with_year = WITH_YEAR.fullmatch(self.slug)
        slug, year = (with_year[1], with_year[2]) if with_year and is_year(int(with_year[2])) else (self.slug, "")
        start, end = resolve_url("resolutions:list"), f"/{year}/{slug}/" if year else f"/{slug}/"
        rows = FormerAddress.objects.filter(path__startswith=start, path__endswith=end, kind=Resolution._meta.label_lower)
        resolutions = Resolution.objects.published().filter(pk__in=rows.values_list("object_id"))[:2]
        return resolutions[0] if len(resolutions) == 1 else None

    def get_queryset(self):
        return Resolution.objects.published().matching_short_slug(self.slug).for_rows()

    def get_context_data(self, **kwargs):
        requested = symbol_from_slug(self.slug) or self.slug.replace("-", " ")
        return super().get_context_data(requested=requested, search_terms=[], **kwargs)
