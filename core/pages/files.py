"""The download of public files: a file is sent only if the user may see the record that it belongs to."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.generic import View

from core.pages.conditional import unless_unchanged
from core.pages.publication import public_path, redirect_to_path, respond_if_visible
from core.records.models import Attachment

INLINE_TYPES = {"application/pdf", "image/jpeg", "image/png"}


class AttachmentView(View):
    """The download of one Attachment; `owner` is its foreign key to the Publishable record that it belongs to."""

    model: ClassVar[type[Attachment]] = Attachment  # type: ignore[type-abstract]  # each URL names its own
    owner: ClassVar[str] = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:  # Any: values of the URL
        rows = self.model._default_manager.select_related(self.owner, f"{self.owner}__council")
        attachment = get_object_or_404(rows, pk=kwargs["pk"])
        return respond_if_visible(request, getattr(attachment, self.owner), partial(self.respond, attachment))

    def respond(self, attachment: Attachment) -> HttpResponseBase:
        """Return the file, or a redirect from an old URL to the current one."""
        if self.request.path != public_path(attachment):
            return redirect_to_path(self.request, public_path(attachment))
        return conditional_response(self.request, attachment)


def conditional_response(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    """Return the file, or a response with status 304 if the browser has it. It must ask each time: a file may be withdrawn."""
    response = unless_unchanged(request, attachment.sha256, partial(file_response, attachment))
    response.headers["Cache-Control"] = "no-cache"
    return response


def file_response(attachment: Attachment) -> FileResponse:
    """Return the file: the browser opens a PDF or picture and saves any other. Raises Http404 if it is not in the storage."""
    try:
        stored = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        stored,
        as_attachment=attachment.content_type not in INLINE_TYPES,
        filename=attachment.file_name,
        content_type=attachment.content_type or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
