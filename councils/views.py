"""The pictures of councils and of their delegates: emblems and portraits."""

from functools import partial

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import View

from core.pages.renditions import rendition, webp_response
from core.uploads.pictures import portrait_webp
from councils.models import Council, Person


class PortraitView(View):
    """The portrait of a person who is or was a delegate of a hosted council; of all others none is public."""

    def get(self, request, pk, version):
        person = get_object_or_404(Person.objects.hosted_delegates().exclude(portrait=""), pk=pk)
        if version != person.picture_version:
            return HttpResponseRedirect(person.portrait_url)
        return webp_response(request, version, partial(rendition, person.portrait, "portrait", portrait_webp))


class EmblemView(View):
    """The emblem of a hosted council."""

    def get(self, request, slug, version):
        council = get_object_or_404(Council.objects.hosted().exclude(emblem=""), slug=slug)
        if version != council.picture_version:
            return HttpResponseRedirect(council.emblem_url)
        return webp_response(request, version, partial(stored_bytes, council.emblem))


def stored_bytes(emblem: FieldFile) -> bytes:
    """The bytes of an uploaded emblem. Raises Http404 if its file is missing."""
    try:
        with emblem.open("rb") as file:
            content: bytes = file.read()
            return content
    except FileNotFoundError as error:
        raise Http404 from error
