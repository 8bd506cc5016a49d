"""The pages that belong to no single room: the home page, the health of the portal, the gallery of components."""

import re

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from core.pages.addresses import absolute
from hdnd_portal import gallery
from hdnd_portal.current_session import current_session
from hdnd_portal.search import examples
from news.models import Article
from reports.highlights import highlights, newest_report
from resolutions.models import Resolution
from resolutions.numbers import symbol_from_slug

NEWEST = 5  # of each kind
LONGEST_GUESS = 100  # characters


class HomeView(TemplateView):
    """What a visitor comes for: the current session, a search, the newest articles and resolutions, the year in figures."""

    template_name = "hdnd_portal/home.html"

    def get_context_data(self, **kwargs):
        articles = list(Article.objects.published().for_rows().prefetch_related("photos")[:NEWEST])
        resolutions = list(Resolution.objects.published().for_rows()[:NEWEST])
        report = newest_report()
        return super().get_context_data(
            articles=articles,
            resolutions=resolutions,
            report=report,
            highlights=highlights(report) if report else [],
            current_session=current_session(),
            examples=examples(next(iter(resolutions), None), next(iter(articles), None)),
            search_terms=[],
            **kwargs,
        )


def not_found(request, exception):
    """The page for an address that is none, with a search for the words of the address."""
    return render(request, "404.html", {"words": words_of(request.path)}, status=404)


def words_of(path):
    """The last words in an address, as somebody would look for them: `/tin-tuc/2022/01/hoi-nghi-7/` is `hoi nghi`."""
    last = next((part for part in reversed(path.split("/")) if re.search("[^0-9]", part)), "")
    if number := symbol_from_slug(last):
        return number
    guess = re.sub(r"[-_.+\s]+", " ", last).strip()
    return re.sub(r"(?<=[^\W\d]) \d+$", "", guess)[:LONGEST_GUESS]


def robots(request):
    """What machines may read: everything that people may, but no results of searches."""
    lines = (
        "User-agent: *",
        f"Disallow: /{settings.ADMIN_URL}",
        f"Disallow: {reverse('search')}?",
        f"Sitemap: {absolute(reverse('sitemap'))}",
    )
    return plain_answer("\n".join(lines) + "\n")


def components(request):
    """Every component in its variants, for those who build pages; 404 on a portal at work."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "hdnd_portal/components.html", gallery.context())


@never_cache
def healthz(request):
    """Whether this process answers."""
    return plain_answer("ok")


@never_cache
def readyz(request):
    """Whether this process can serve pages: the database answers too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return plain_answer("Cơ sở dữ liệu không trả lời.", status=503)
    return plain_answer("ok")


def plain_answer(text, status=200):
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
