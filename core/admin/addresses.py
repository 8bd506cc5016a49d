"""The addresses of the forms of records."""

from __future__ import annotations

from django.db.models import Model
from django.urls import NoReverseMatch, reverse


def change_url(record: Model) -> str:
    """Return the URL of the form of `record`; "" if its model has none."""
    try:
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    except NoReverseMatch:
        return ""
