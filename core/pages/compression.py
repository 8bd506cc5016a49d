"""The compression of text responses; PDF files and pictures are compressed already."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/rss+xml", "image/svg+xml")


class CompressText(GZipMiddleware):
    """Compress text responses only, with Django's GZipMiddleware and its protection against BREACH.

    Django's middleware would also compress a PDF, which only loses its Content-Length by that.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith(COMPRESSIBLE):
            return super().process_response(request, response)
        if response.status_code == HTTPStatus.NOT_MODIFIED:  # it has no type, and the same Vary as what it stands for
            patch_vary_headers(response, ["Accept-Encoding"])
        return response
