"""The preview below an input: how the server understands a text while it is typed, so that no rule exists twice."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse

from core.vietnamese.forms import ModelField, ParsedField, form_field


def model_field_or_404(label: str, name: str) -> ModelField:
    """Return the field `name` of the model `label` ("news.article"). Raises Http404 if there is none."""
    try:
        model_field: ModelField = apps.get_model(label)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist) as error:
        raise Http404 from error
    return model_field


def input_preview_url(model_field: ModelField) -> str:
    """Return the URL of the preview for the input of a model field."""
    return reverse("admin:record_input_preview", args=[model_field.model._meta.label_lower, model_field.name])


def preview_input(request: HttpRequest, label: str, field: str) -> JsonResponse:
    """Return as JSON how the form field of a model field understands the text of the query parameter `go`, or the error."""
    model_field = model_field_or_404(label, field)
    parsed_field = form_field(model_field, required=False) if hasattr(model_field, "formfield") else None
    if not isinstance(parsed_field, ParsedField):
        raise Http404
    response = {"preview": "", "error": ""}
    try:
        value = parsed_field.clean(request.GET.get("go", ""))
        if value is not None:
            model_field.run_validators(value)
            response["preview"] = parsed_field.preview(value)
    except ValidationError as error:
        response["error"] = " ".join(error.messages)
    return JsonResponse(response)
