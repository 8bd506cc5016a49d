"""The pages that belong to no single room: the home page, the health of the portal, the gallery of components."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.generic import ListView

from hdnd_portal import gallery
from reports.models import AnnualReport

NEWEST_REPORTS = 5


class HomeView(ListView):
    """What the portal is, and the newest issued reports."""

    template_name = "hdnd_portal/home.html"
    context_object_name = "reports"

    def get_queryset(self):
        return AnnualReport.objects.issued().newest_versions().for_list()[:NEWEST_REPORTS]


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
