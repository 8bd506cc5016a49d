"""What the public's pages share: lists in pages, and one address for each record, kept as long as the portal."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.generic import DetailView, ListView

from core.models import Publishable
from core.pages import NearestPages


class PagedListView(ListView):
    """A list whose page is named by `?trang=`; an unknown page is the nearest one."""

    page_kwarg = "trang"
    paginator_class = NearestPages

    def paginate_queryset(self, queryset, page_size):
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()


class PublishedDetailView(DetailView):
    """The page of one Publishable record.

    Another address of the record leads to its one address. A withdrawn record is told with its reason (410), one that
    is not public yet does not exist (404).
    """

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not self.object.is_public():
            return not_shown(request, self.object)
        if request.path != self.object.get_absolute_url():
            return moved(request, self.object.get_absolute_url())
        return self.render_to_response(self.get_context_data(object=self.object))


def not_shown(request, record):
    """The answer for a record that the public may not read: 410 where it was withdrawn. Raises Http404 otherwise."""
    if record.status != Publishable.Status.WITHDRAWN:
        raise Http404
    context = {"kind": capfirst(record._meta.verbose_name), "reason": record.withdrawn_reason}
    return render(request, "410.html", context, status=410)


def moved(request, path):
    """The way to the address of today, with the query of the old one."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
