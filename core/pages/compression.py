"""Pages on a slow line: text goes out compressed, what is compressed already as it is."""

from django.middleware.gzip import GZipMiddleware

COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/rss+xml", "image/svg+xml")


class CompressText(GZipMiddleware):
    """Django's own compression (which hides its length from attackers), for text alone: a PDF would only lose its length."""

    def process_response(self, request, response):
        if response.headers.get("Content-Type", "").startswith(COMPRESSIBLE):
            return super().process_response(request, response)
        return response
