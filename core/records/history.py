"""The history of a record: who changed what and when, without a foreign key to the account."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

FIRST_VERSION = "Bản đã có trước khi cổng ghi lịch sử"  # the reason of a row that a first change stores before itself
NEWEST = "_newest_history"  # the attribute of a record with the history row of its open transaction

Relation: TypeAlias = "models.ManyToManyField[Any, Any]"  # Any: to all models


class HistoryRow(Protocol):
    """What the functions below need of a row of a history table, whose class simple_history makes at run time."""

    history_user_id: int | None


class RelationsStored(models.Model):
    """A history row that says whether the many-to-many relations were stored with it.

    They were not before this column was added (then it is null), and are not with the row of a deletion.
    """

    relations_stored = models.BooleanField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's method
        self.relations_stored = self.history_type != "-"  # type: ignore[attr-defined]  # a column of simple_history
        super().save(*args, **kwargs)


class RecordHistory(HistoricalRecords):
    """The history of one model, with its many-to-many relations.

    All rows of one request have one moment, so that what was saved together is found together. With `is_late` the model
    had rows before it had a history: the first change or deletion of such a row stores the values before it as well.
    """

    def __init__(self, *, is_late: bool = False, **options: Any) -> None:  # Any: the arguments of the library's class
        self.is_late = is_late
        super().__init__(**options)

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:  # Any: of the signal
        """Connect the signals of a model, as the library does; only this one comes before a change."""
        super().finalize(sender, **kwargs)
        if self.is_late and self.cls is sender:
            models.signals.pre_save.connect(self.pre_save, sender=sender, weak=False)

    def pre_save(self, instance: models.Model, raw: bool = False, **_arguments: Any) -> None:  # Any: of the signal
        if not raw and instance.pk is not None:
            self.store_first_version(instance)

    def pre_delete(self, instance: models.Model, **kwargs: Any) -> None:  # Any: of the signal
        super().pre_delete(instance, **kwargs)
        if self.is_late or self.m2m_fields:
            self.store_first_version(instance)

    def store_first_version(self, instance: models.Model) -> None:
        """Store the record as it is in the database if its history does not have that, with its relations."""
        rows = self.stored_rows(instance)
        if self.m2m_fields:
            rows = rows.filter(relations_stored=True)
        stored = None if rows.exists() else type(instance)._default_manager.filter(pk=instance.pk).first()
        if stored is not None:
            stored._change_reason = FIRST_VERSION  # type: ignore[attr-defined]  # simple_history reads it
            stored._history_user = None  # type: ignore[attr-defined]  # as above
            self.create_historical_record(stored, "~")

    def stored_rows(self, instance: models.Model) -> Any:  # Any: a QuerySet of the class that simple_history makes
        """Return the history rows of a record, the newest first."""
        model = getattr(type(instance), self.manager_name).model
        return model._default_manager.filter(**{instance._meta.pk.attname: instance.pk}).order_by("-history_id")

    def create_historical_record(self, instance: models.Model, history_type: str, using: str | None = None) -> None:
        """Store a row of the history, at the moment of the first row of the same request."""
        if hasattr(instance, "_history_date"):
            super().create_historical_record(instance, history_type, using)
            return
        instance._history_date = self.moment_of_request()  # type: ignore[attr-defined]  # simple_history reads it
        try:
            super().create_historical_record(instance, history_type, using)
        finally:
            del instance._history_date  # type: ignore[attr-defined]  # as above

    def moment_of_request(self) -> datetime:
        """Return the moment at which the present request stored its first row; now without a request."""
        request = getattr(self.context, "request", None)
        if request is None:
            return timezone.now()
        if not hasattr(request, "history_moment"):
            request.history_moment = timezone.now()
        moment: datetime = request.history_moment
        return moment

    def create_historical_record_m2ms(self, history_instance: Any, instance: models.Model) -> None:
        """Store the many-to-many relations with a row; a new record has none yet, a deleted one no longer. Any: as above."""
        if history_instance.history_type == "~":
            for field in history_instance._history_m2m_fields:
                self.copy_relation(field, history_instance, instance)
        if self.m2m_fields and transaction.get_connection().in_atomic_block:
            setattr(instance, NEWEST, history_instance)
            transaction.on_commit(partial(instance.__dict__.pop, NEWEST, None))

    def copy_relation(self, field: Relation, row: Any, instance: models.Model) -> None:  # Any: as above
        """Store one many-to-many relation of a record with a history row."""
        through: Any = field.remote_field.through  # Any: the model of the table between both, which Django makes
        names = [column.attname for column in through._meta.concrete_fields]
        links = through._default_manager.filter(**{field.m2m_field_name(): instance}).order_by("pk").values(*names)
        model = self.m2m_models[field]
        model._default_manager.bulk_create([model(history=row, **link) for link in links])

    def m2m_changed(
        self, instance: models.Model, action: str, attr: str, pk_set: Collection[Any] | None, reverse: bool, **_arguments: Any
    ) -> None:  # Any: primary keys; the arguments of the signal
        """Store changed relations: with the row that the same transaction has stored for the record, else with a new one."""
        if action not in ("post_add", "post_remove", "post_clear") or (action != "post_clear" and not pk_set):
            return
        if reverse:
            for record in self.cls._default_manager.filter(pk__in=pk_set or ()):
                self.create_historical_record(record, "~")
            return
        newest = getattr(instance, NEWEST, None)
        if newest is None or not self.may_complete(newest, instance):
            self.create_historical_record(instance, "~")
            return
        field = next(field for field in newest._history_m2m_fields if field.name == attr)
        self.m2m_models[field]._default_manager.filter(history=newest).delete()
        self.copy_relation(field, newest, instance)

    def may_complete(self, newest: Any, instance: models.Model) -> bool:  # Any: as above
        """Return whether changed relations may be stored with the row `newest`, which is in the database.

        Not with the first row that has relations at all: it says what they were before.
        """
        rows = self.stored_rows(instance).filter(Q(relations_stored=True), history_id__lte=newest.history_id)
        ids = list(rows.values_list("history_id", flat=True)[:2])
        return newest.history_id in ids and (len(ids) == 2 or newest.history_type == "+")


def _get_history_user(historical_instance: HistoryRow, **kwargs: Any) -> AbstractBaseUser | None:  # Any: not used
    """Return the account of a history row, None if it was deleted."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 the user model is in an app above core

    if historical_instance.history_user_id is None:
        return None
    user: AbstractBaseUser | None = get_user_model()._default_manager.filter(pk=historical_instance.history_user_id).first()
    return user


def _set_history_user(historical_instance: HistoryRow, user: AbstractBaseUser | None) -> None:
    historical_instance.history_user_id = getattr(user, "pk", None)


def history(excluded_fields: Iterable[str] = (), m2m_fields: Iterable[str] = (), *, is_late: bool = False) -> RecordHistory:
    """Return the history manager of a model; list fields with personal data or long contents in `excluded_fields`.

    `is_late`: the table had rows before the model had a history (see RecordHistory).
    """
    relations = list(m2m_fields)
    return RecordHistory(
        is_late=is_late,
        excluded_fields=list(excluded_fields),
        m2m_fields=relations,
        bases=(RelationsStored,) if relations else (models.Model,),
        history_user_id_field=models.IntegerField(null=True, blank=True),
        history_user_getter=_get_history_user,
        history_user_setter=_set_history_user,
        user_db_constraint=False,
    )
