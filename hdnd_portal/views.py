"""The views that belong to no single app: home page, error pages, health checks, page of components."""

import re

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from citizens.models import Petition
from core.pages.addresses import absolute_url
from core.pages.sections import public_sections
from councils.models import Council
from hdnd_portal import component_examples
from hdnd_portal.council_summary import last_day_of, standing_committee, summarise_council
from hdnd_portal.current_session import find_banner
from hdnd_portal.next_dates import next_dates
from hdnd_portal.search import example_queries, searched_labels
from resolutions.numbers import symbol_from_slug

MAX_EXAMPLES = 3  # of searches
MAX_PETITIONS = 3
MAX_SUGGESTION_LENGTH = 100  # characters


class HomeView(TemplateView):
    """The home page: the session of the day, a search form, the blocks of the sections in their order, the Standing Committee.

    The name, the numbers and the Standing Committee are those of the Council of the portal; all else is of all councils with
    pages on the portal.
    """

    template_name = "hdnd_portal/home.html"

    def get_context_data(self, **kwargs):
        council, today = Council.objects.of_this_portal().with_other_hosted().first(), timezone.localdate()
        blocks = home_blocks()
        examples = example_queries((block["section"], block["rows"]) for block in blocks if "rows" in block)
        return super().get_context_data(
            **council_context(council, today),
            banner=find_banner(council, today, is_shared=council is not None and council.has_other_hosted),
            blocks=blocks,
            next_dates=next_dates(today),
            petitions=newest_petitions(),
            feeds=[section for section in public_sections() if section.feed_label],
            searched_labels=searched_labels(),
            examples=examples[:MAX_EXAMPLES],
            search_terms=[],
            **kwargs,
        )


def newest_petitions():
    """The newest public petitions that are matters of their own, with what their rows name."""
    petitions = Petition.objects.published().distinct_matters().exclude(public_summary="")
    return petitions.select_related("council", "agency").order_by("-received_on", "-id")[:MAX_PETITIONS]


def council_context(council, today):
    """The Council in numbers and its Standing Committee; of a Council that has ended, on its last day."""
    if council is None:
        return {"council_summary": None, "standing_committee": []}
    day = last_day_of(council, today)
    return {
        "council_summary": summarise_council(council, day),
        "standing_committee": standing_committee(council, day),
        "last_day": day if day < today else None,
    }


def home_blocks():
    """The context of each section's block, with the `section` itself."""
    sections = [section for section in public_sections() if section.home_template]
    sections.sort(key=lambda section: section.home_position)
    return [{"section": section, **section.home_context()} for section in sections]


def not_found(request, exception):
    """The page for an unknown URL (status 404). Its search form contains the words of the URL."""
    return render(request, "404.html", {"suggested_query": suggested_query(request.path)}, status=404)


def suggested_query(path):
    """The last words of a path as a search query: `/tin-tuc/2022/01/hoi-nghi-7/` gives `hoi nghi`."""
    last = next((part for part in reversed(path.split("/")) if re.search("[^0-9]", part)), "")
    if number := symbol_from_slug(last):
        return number
    words = re.sub(r"[-_.+\s]+", " ", last).strip()
    return re.sub(r"(?<=[^\W\d]) \d+$", "", words)[:MAX_SUGGESTION_LENGTH]


def robots(request):
    """robots.txt: crawlers may read all public pages except search results."""
    lines = (
        "User-agent: *",
        f"Disallow: /{settings.ADMIN_URL}",
        f"Disallow: {reverse('search')}?",
        f"Sitemap: {absolute_url(reverse('sitemap'))}",
    )
    return text_response("\n".join(lines) + "\n")


def components(request):
    """The page that displays all components, for developers. Raises Http404 unless DEBUG is on."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "hdnd_portal/components.html", component_examples.context())


@never_cache
def healthz(request):
    """Health check: this process answers."""
    return text_response("ok")


@never_cache
def readyz(request):
    """Readiness check: the database answers too. Returns status 503 if it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return text_response("Cơ sở dữ liệu không trả lời.", status=503)
    return text_response("ok")


def text_response(text, status=200):
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
