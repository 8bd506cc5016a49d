"""Requests for an address that a correction has changed: they are led on to the present one."""

from copy import copy

from django.http import Http404
from django.urls import resolve, reverse

from core.models import FormerAddress
from core.models.addressed import key_path
from core.pages.former_addresses import is_public, records_at
from core.pages.previews import may_preview, never_cached
from core.pages.publication import public_path, redirect_to_path, respond_not_public
from core.records.models import Publishable
from councils.models import Council

COUNCIL_PARAMETERS = ("council", "name", "slug")  # of the URLs; the first that an URL has is a council's slug


class FormerAddresses:
    """The middleware that leads former addresses on. It looks for one only if no live record has the address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """The redirect in place of a 404, or None for any other error. A 404 without a former address costs one query."""
        match = request.resolver_match
        is_public_page = match is not None and "admin" not in match.app_names and request.method in ("GET", "HEAD")
        if not isinstance(exception, Http404) or not is_public_page:
            return None
        try:
            return former_response(request, match)
        except Http404:
            return None


def former_response(request, match):
    """The response for a former address, None if nothing ever was there."""
    name = next((name for name in COUNCIL_PARAMETERS if isinstance(match.kwargs.get(name), str)), None)
    former_council = key_path(Council.CSV_TABLE, match.kwargs[name]) if name else ""
    rows = list(FormerAddress.objects.at([*leading_paths(request.path), former_council]))
    if response := response_of_records(request, rows_below([request.path], rows)):
        return response
    councils = records_at(row for row in rows if row.path == former_council)
    return response_of_council(request, match, name, councils[0]) if councils else None


def leading_paths(path):
    """The path and those above it: an address leads on with all that lies below it, such as files of a report."""
    parts = path.strip("/").split("/")
    return [path, *(f"/{'/'.join(parts[:count])}/" for count in range(2, len(parts) + 1))]


def rows_below(paths, rows):
    """Pairs of a row and what follows its path in one of `paths`."""
    return [(row, path.removeprefix(row.path)) for row in rows for path in paths if path.startswith(row.path)]


def response_of_records(request, rows):
    """The redirect to the newest record of the pairs `rows` that is public, or the page of a withdrawn one; else None."""
    records = records_at(row for row, _ in rows)
    below = {(row.kind, row.object_id): rest for row, rest in reversed(rows)}
    withdrawn = None
    for record in records:
        path = public_path(record) + below[record._meta.label_lower, record.pk]
        if path == request.path:
            continue
        if is_public(record):
            return redirect_to_path(request, path)
        if may_preview(request.user, record):
            return never_cached(redirect_to_path(request, path))
        if isinstance(record, Publishable) and record.status == Publishable.Status.WITHDRAWN:
            withdrawn = withdrawn or record
    return respond_not_public(request, withdrawn) if withdrawn else None


def response_of_council(request, match, name, council):
    """The redirect from an address with a former slug of `council`; None if no page is there under its present slug.

    The rest of the address may be a former one too, under any slug that the council has had.
    """
    path = path_with(match, name, council.slug)
    if (response := response_at(request, path)) is not None:
        redirect = redirect_to_path(request, path)
        return never_cached(redirect) if "no-store" in response.get("Cache-Control", "") else redirect
    prefix = key_path(Council.CSV_TABLE, "")
    former = FormerAddress.objects.about(council).filter(path__startswith=prefix).values_list("path", flat=True)
    paths = [path, *(path_with(match, name, former_path.removeprefix(prefix)) for former_path in former)]
    rows = FormerAddress.objects.at(leading for path in paths for leading in leading_paths(path))
    return response_of_records(request, rows_below(paths, rows))


def response_at(request, path):
    """What the portal answers to the same request at another `path`; None if nothing is there."""
    other_request, match = copy(request), resolve(path)
    other_request.path = other_request.path_info = path
    other_request.resolver_match = match
    try:
        return match.func(other_request, *match.args, **match.kwargs)
    except Http404:
        return None


def path_with(match, name, slug):
    """The path of the same page with another slug of the council."""
    return reverse(match.view_name, kwargs=match.kwargs | {name: slug})
