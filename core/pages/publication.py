"""The base classes of public pages: lists of a section, and detail pages that only some users may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, cast

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.generic import DetailView, ListView

from core.pages.former_addresses import lists_of_former_keys, other_public_records_at, redirect_from_former_keys
from core.pages.list_data import data_links, data_response, wanted_format
from core.pages.pagination import NearestPages
from core.pages.previews import may_preview, never_cached, preview_of
from core.pages.sections import PublicSection
from core.records.models import Publishable
from core.records.querysets import PublishableQuerySet
from core.records.rights import staff_user
from core.vietnamese.search_query import search_terms

Response = TypeVar("Response", bound=HttpResponseBase)


class PagedListView(ListView):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A list whose page number is the query parameter `trang`; an unknown number gives the nearest page."""

    page_kwarg = "trang"
    paginator_class = NearestPages

    def paginate_queryset(
        self, queryset: Any, page_size: int
    ) -> tuple[Paginator[Any], Page[Any], QuerySet[Any], bool]:  # Any: rows of all models, as in Django's method
        """Return the paginator, the page, its rows, and whether there are other pages."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, cast(QuerySet[Any], page.object_list), page.has_other_pages()


class SectionListView(PagedListView):
    """The public list of a section, narrowed by the query and by the values of the path; as data if the query asks for it.

    Its template is that of the model, such as `news/article_list.html`; without one, `section_list.html`.
    """

    section: ClassVar[PublicSection] = PublicSection()
    paginate_by = 25

    def get(  # type: ignore[override]  # data is a stream, which is no HttpResponse
        self,
        request: HttpRequest,
        *args: Any,
        **kwargs: Any,  # Any: values of the URL
    ) -> HttpResponseBase:
        """Return the list; if it is empty because of a former key in its query, a redirect to the list of the present key."""
        if wanted_format(request):
            rows = self.get_queryset()
            redirect = None if self.filter.qs.exists() else redirect_from_former_keys(request)
            return redirect or data_response(request, self.section.list_data(rows, self.data_path))
        response = super().get(request, *args, **kwargs)
        is_empty = not cast(Any, response).context_data["paginator"].count  # Any: a TemplateResponse
        return (redirect_from_former_keys(request) if is_empty else None) or response

    @property
    def data_path(self) -> str:
        """The path of the list with its query, without the number of the page."""
        return self.filter.list_url(self.filter.chosen)

    def get_queryset(self) -> QuerySet[Any]:  # Any: rows of all models, as in Django's method
        """Return the rows that match."""
        self.filter = self.section.filtered(self.request.GET, **self.kwargs)
        rows: QuerySet[Any] = self.filter.qs.for_rows()
        return rows

    def get_paginator(self, *args: Any, **options: Any) -> Paginator[Any]:  # Any: the arguments of Django's method
        """Return the paginator, which counts the rows without the joins and annotations of `for_rows()`."""
        return super().get_paginator(*args, counted=self.filter.qs, **options)

    def get_template_names(self) -> list[str]:
        """Return the names of the templates, of which the first that exists is used."""
        return [*super().get_template_names(), "section_list.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # Any: the context of a template
        """Return the context; a list that the path narrows has no feed of its own, because a feed has new records only."""
        context = super().get_context_data(**kwargs)
        query, has_own_feed = self.filter.query, not self.kwargs
        # An empty list offers others by their numbers, so these must be those of this moment.
        facets = self.filter.facets(is_counted_now=not context["paginator"].count)
        chosen = [choice.label for choice in facets.active]
        typed = [query[name] for name in self.filter.text_parameters if query[name]]
        return context | {
            "section": self.section,
            "title": ", ".join([self.section.label, *chosen]),
            "query": query,
            "typed": " ".join(typed),
            "search_terms": search_terms(" ".join(typed)),
            "facets": facets,
            "chosen_labels": "; ".join(chosen),
            "hidden_fields": [(name, value) for name, value in query.items() if value and name != "q"],
            "similar_rows": self.section.similar(typed[-1] if typed else ""),
            "former_lists": lists_of_former_keys(self.request),
            "data_links": data_links(self.data_path),
            "has_own_feed": has_own_feed,
            "feed_title": ", ".join([self.section.feed_label, *(chosen if has_own_feed else [])]),
            "feed_url": self.filter.feed_url(query if has_own_feed else {}),
        }


class PublishedDetailView(DetailView):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """The page of one Publishable record of a section; `for_page()` of the QuerySet loads what it needs.

    A URL that is not the record's current one is redirected to it. A withdrawn record gives 410 with the reason, a
    record that is not public yet gives 404; the staff of its council see a preview. The template extends
    `section_detail.html`, which prints the `description` and the `linked_data` of the context.
    """

    section: ClassVar[PublicSection] = PublicSection()
    object: Publishable

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # Any: values of the URL
        self.object = self.get_object()
        return respond_if_visible(request, self.object, self.respond)

    def respond(self) -> HttpResponse:
        """Return the page; call it only after the check that the user may see the record."""
        if self.request.path != public_path(self.object):
            return redirect_to_path(self.request, public_path(self.object))
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_queryset(self) -> QuerySet[Any]:  # Any: the model of each section
        """Return the rows that the user may see, or whose reason of withdrawal: all for staff, else the approved ones."""
        rows: PublishableQuerySet[Any] = self.section.model._default_manager.all().for_page()  # type: ignore[attr-defined]  # see above
        return rows if staff_user(self.request).is_staff else rows.approved()

    @property
    def is_preview(self) -> bool:
        """Whether only staff see the page; call it only after the check that the user may see the record."""
        return not self.object.is_public()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # Any: the context of a template
        preview = preview_of(self.object, staff_user(self.request)) if self.is_preview else None
        former = [] if self.is_preview else other_public_records_at(self.request.path, self.object)
        defaults = {"description": getattr(self.object, "title", str(self.object)), "linked_data": None}
        return super().get_context_data(section=self.section, preview=preview, former_records=former, **defaults | kwargs)


def public_path(record: Model) -> str:
    """Return the path of a record's public page."""
    path: str = record.get_absolute_url()  # type: ignore[attr-defined]  # each model with a public page has it
    return path


def respond_if_visible(request: HttpRequest, record: Publishable, respond: Callable[[], Response]) -> Response | HttpResponse:
    """Return the response of `respond()` if the user may see the record now, else that of `respond_not_public`."""
    if record.is_public():
        return respond()
    if not may_preview(request.user, record):
        return respond_not_public(request, record)
    return never_cached(respond())


def respond_not_public(request: HttpRequest, record: Publishable) -> HttpResponse:
    """Return the page for a withdrawn record, with status 410. Raises Http404 for a record that was never public.

    A council that is not hosted has no page, so its withdrawn record gives 404 as well.
    """
    if record.status != Publishable.Status.WITHDRAWN or not record.is_hosted:
        raise Http404
    context = {"kind": capfirst(record._meta.verbose_name), "reason": record.withdrawn_reason}
    return render(request, "410.html", context, status=410)


def redirect_to_path(request: HttpRequest, path: str) -> HttpResponsePermanentRedirect:
    """Return a permanent redirect to `path` with the query string of the request."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
