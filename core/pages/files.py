"""Files that the public may take along: sent only after the record that they belong to was asked."""

from functools import partial

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.generic import View

from core.pages.publication import guarded, moved

OPENED_IN_PLACE = {"application/pdf", "image/jpeg", "image/png"}


class AttachmentView(View):
    """One Attachment at its one address; `owner` names the key to the Publishable record that it belongs to."""

    model = None
    owner = ""

    def get(self, request, **kwargs):
        queryset = self.model._default_manager.select_related(self.owner, f"{self.owner}__council")
        attachment = get_object_or_404(queryset, pk=kwargs["pk"])
        return guarded(request, getattr(attachment, self.owner), partial(self.answer, attachment))

    def answer(self, attachment):
        if self.request.path != attachment.get_absolute_url():
            return moved(self.request, attachment.get_absolute_url())
        return sent(attachment)


def sent(attachment):
    """The file itself: PDFs and pictures open in place, everything else is saved. Raises Http404 where it is lost."""
    try:
        stored = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        stored,
        as_attachment=attachment.content_type not in OPENED_IN_PLACE,
        filename=attachment.file_name,
        content_type=attachment.content_type or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
