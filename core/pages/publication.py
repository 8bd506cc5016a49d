"""What the public's pages share: lists in pages, and one address for each record, kept as long as the portal."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.generic import DetailView, ListView

from core.pages.pagination import NearestPages
from core.pages.previews import may_preview, never_cached, preview_of
from core.records.models import Publishable


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
    is not public yet does not exist (404); the staff who keep it see its page with a ribbon. So each kind's
    `get_queryset` passes its rows through `readable`.
    """

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        return guarded(request, self.object, self.answer)

    def answer(self):
        """The page, once the reader was let in."""
        if self.request.path != self.object.get_absolute_url():
            return moved(self.request, self.object.get_absolute_url())
        return self.render_to_response(self.get_context_data(object=self.object))

    def readable(self, rows):
        """Those of `rows` that may be shown or told of: for staff drafts too, for all others none that was never approved."""
        return rows if self.request.user.is_staff else rows.approved()

    @property
    def is_preview(self):
        """Whether only staff see the page; to be asked once the reader was let in."""
        return not self.object.is_public()

    def get_context_data(self, **kwargs):
        preview = preview_of(self.object, self.request.user) if self.is_preview else None
        return super().get_context_data(preview=preview, **kwargs)


def guarded(request, record, answer):
    """What `answer()` gives of a Publishable record to those who may see it now; `not_shown` to everybody else."""
    if record.is_public():
        return answer()
    if not may_preview(request.user, record):
        return not_shown(request, record)
    return never_cached(answer())


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
