"""The history of a record: who changed what and when, without a foreign key to the account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from simple_history.models import HistoricalRecords


class HistoryRow(Protocol):
    """What the functions below need of a row of a history table, whose class simple_history makes at run time."""

    history_user_id: int | None


def _get_history_user(historical_instance: HistoryRow, **kwargs: Any) -> AbstractBaseUser | None:  # Any: not used
    """Return the account of a history row, None if it was deleted."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 the user model is in an app above core

    if historical_instance.history_user_id is None:
        return None
    user: AbstractBaseUser | None = get_user_model()._default_manager.filter(pk=historical_instance.history_user_id).first()
    return user


def _set_history_user(historical_instance: HistoryRow, user: AbstractBaseUser | None) -> None:
    historical_instance.history_user_id = getattr(user, "pk", None)


def history(
    excluded_fields: Iterable[str] = (), m2m_fields: Iterable[models.ManyToManyField[Any, Any] | str] = ()
) -> HistoricalRecords:  # Any: to all models
    """Return the history manager of a model; list fields with personal data or long contents in `excluded_fields`."""
    return HistoricalRecords(
        excluded_fields=list(excluded_fields),
        m2m_fields=list(m2m_fields),
        history_user_id_field=models.IntegerField(null=True, blank=True),
        history_user_getter=_get_history_user,
        history_user_setter=_set_history_user,
        user_db_constraint=False,
    )
