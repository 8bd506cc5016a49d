"""The pictures of articles in three widths, each of which is encoded once and stored."""

from functools import partial

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import View

from core.pages.publication import respond_if_visible
from core.pages.renditions import rendition, webp_response
from core.uploads.pictures import resized_webp
from news.models import Photo


class PhotoView(View):
    """A picture in one of its widths, for readers who may see its article."""

    def get(self, request, pk, version, width):
        photo = get_object_or_404(Photo.objects.select_related("article"), pk=pk)
        return respond_if_visible(request, photo.article, partial(self.picture_response, photo, version, width))

    def picture_response(self, photo, version, width):
        if width not in photo.widths:
            raise Http404
        if version != photo.picture_version:
            return HttpResponseRedirect(photo.url_at(width))
        encoded = partial(rendition, photo.image, str(width), partial(resized_webp, width=width))
        return webp_response(self.request, f"{version}-{width}", encoded)
