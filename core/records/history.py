"""Who changed what and when, kept without a key to the account, so that the trace outlives it."""

from django.db import models
from simple_history.models import HistoricalRecords


def _user(historical_instance, **kwargs):
    """The account behind a history row, or None where it is gone."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 the user model stands above core

    return get_user_model().objects.filter(pk=historical_instance.history_user_id).first()


def _remember_user(historical_instance, user):
    historical_instance.history_user_id = getattr(user, "pk", None)


def history(excluded_fields=(), m2m_fields=()):
    """The history manager of a model; name personal or bulky columns in `excluded_fields`."""
    return HistoricalRecords(
        excluded_fields=list(excluded_fields),
        m2m_fields=list(m2m_fields),
        history_user_id_field=models.IntegerField(null=True, blank=True),
        history_user_getter=_user,
        history_user_setter=_remember_user,
        user_db_constraint=False,
    )
