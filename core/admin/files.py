"""The file of a record in the staff's forms: what is stored can be looked at, by those who may see the record."""

import mimetypes

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.forms import ClearableFileInput
from django.forms.renderers import TemplatesSetting
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from core.admin.input_preview import column_or_404
from core.records.rights import permission

PICTURES = {"image/jpeg", "image/png", "image/webp"}
OPENED_IN_PLACE = PICTURES | {"application/pdf"}


def kind_of(stored):
    """The media type of a `stored` file, by the name that we gave it ourselves."""
    return mimetypes.guess_type(stored.name)[0] or "application/octet-stream"


def file_url(stored):
    """Where staff look at a `stored` file of a record."""
    record = stored.instance
    return reverse("admin:record_file", args=[record._meta.label_lower, record.pk, stored.field.name])


class StoredFileInput(ClearableFileInput):
    """A box for a file, beside the stored one: uploads lie in no public place, so they are shown by a view of the admin."""

    template_name = "admin/widgets/stored_file.html"
    chosen = None  # the file that came with a form, which shows it only when it is refused

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        self.chosen = value if isinstance(value, UploadedFile) else None
        return value

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if self.chosen:
            self.add_file_to_choose_again(context, context["widget"]["attrs"])
        if context["widget"]["is_initial"]:
            context["stored"] = {
                "url": file_url(value),
                "is_picture": kind_of(value) in PICTURES,
            }
        return context

    def add_file_to_choose_again(self, context, attrs):
        context["file_to_choose_again"] = {"name": self.chosen.name, "id": f"{attrs['id']}_choose_again"}
        attrs["aria-describedby"] = f"{context['file_to_choose_again']['id']} {attrs.get('aria-describedby', '')}".strip()

    def render(self, name, value, attrs=None, renderer=None):
        """Drawn with the portal's own templates, which the forms' renderer does not know."""
        return super().render(name, value, attrs, TemplatesSetting())


def record_file(request, label, pk, field):
    """The file in the column `field` of a record, for staff who may see the record; 404 for all others."""
    column = column_or_404(label, field)
    if not isinstance(column, models.FileField):
        raise Http404
    model = column.model
    record = get_object_or_404(model._default_manager.all().visible_to(request.user), pk=pk)
    stored = getattr(record, field)
    if not stored or not request.user.has_perm(permission("view", model._meta), record):
        raise Http404
    try:
        content = stored.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    kind = kind_of(stored)
    response = FileResponse(content, as_attachment=kind not in OPENED_IN_PLACE, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    return response
