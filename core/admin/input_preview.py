"""What a form would read in a text that is being typed: asked by the box itself, so that no rule is written twice."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.http import Http404, JsonResponse
from django.urls import reverse

from core.vietnamese.forms import ParsedField, form_field


def column_or_404(label, name):
    """The column `name` of the kind of record called `label`."""
    try:
        return apps.get_model(label)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist) as error:
        raise Http404 from error


def input_preview_url(column):
    """Where the box of a `column` asks."""
    return reverse("admin:record_input_preview", args=[column.model._meta.label_lower, column.name])


def preview_input(request, label, field):
    """What the form field of a column reads in `go`, spelt out, or the sentence with which it refuses it."""
    column = column_or_404(label, field)
    box = form_field(column, required=False) if hasattr(column, "formfield") else None
    if not isinstance(box, ParsedField):
        raise Http404
    answer = {"preview": "", "error": ""}
    try:
        value = box.clean(request.GET.get("go", ""))
        if value is not None:
            column.run_validators(value)
            answer["preview"] = box.preview(value)
    except ValidationError as error:
        answer["error"] = " ".join(error.messages)
    return JsonResponse(answer)
