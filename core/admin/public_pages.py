"""The address of the admin that leads to the public page of a record."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseRedirect

from core.admin.related_fields import is_primary_key
from core.pages.publication import public_path
from core.records.rights import is_visible, permits, staff_user


def public_page_of_record(request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponseRedirect:
    """Redirect to the public page of a record that the user may see.

    Raises Http404 alike for a record that does not exist and for one that the user may not see, so that the address of
    the page, which contains a title, tells nothing.
    """
    content_type = ContentType.objects.filter(pk=content_type_id).first() if is_primary_key(str(content_type_id)) else None
    model = content_type.model_class() if content_type else None
    if model is None or not hasattr(model, "get_absolute_url") or not is_primary_key(object_id):
        raise Http404
    try:
        record = model._default_manager.filter(pk=object_id).first()
    except (ValueError, OverflowError, ValidationError) as error:
        raise Http404 from error
    user = staff_user(request)
    if record is None or not permits(user, "view", record._meta, record) or not is_visible(record, user):
        raise Http404
    return HttpResponseRedirect(public_path(record))
