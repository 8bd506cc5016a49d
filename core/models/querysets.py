"""Rows that know their council by its id only, because core stands below the model Council."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Manager, Model, QuerySet

from core.records.querysets import RecordT
from core.records.rights import StaffUser, council_path_of


class CouncilIdQuerySet(QuerySet[RecordT]):
    """Rows with the column `council_id`; the methods are those of the QuerySet of every record."""

    council_path = "council_id"

    if TYPE_CHECKING:
        # django-stubs gives every QuerySet its own type of as_manager(), which follows the first base class only.
        @classmethod
        def as_manager(cls) -> Manager[Any]: ...  # Any: the model

    def of(self, councils: Model | Iterable[Model | int]) -> Self:
        """Return the rows of one council, or of several (an iterable or a QuerySet of councils, or their ids)."""
        if isinstance(councils, Model):
            return self.filter(council_id=councils.pk)
        ids = [council.pk if isinstance(council, Model) else council for council in councils]
        return self.filter(council_id__in=ids)

    def visible_to(self, user: StaffUser) -> Self:
        """Return the rows that `user` may see: those of the councils that the user serves; all for a superuser."""
        return self if user.is_superuser else self.of(user.councils.all())

    def about(self, record: Model) -> Self:
        """Return the rows about `record`."""
        return self.filter(kind=record._meta.label_lower, object_id=record.pk)


def records_of(names: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Any]:  # Any: records of all models
    """Return the records by the pairs of label and id that name them, in the same order; none for a deleted record.

    It costs one query for each model, and loads the council of each record.
    """
    ordered = list(dict.fromkeys(names))
    ids_by_label: dict[str, list[int]] = {}
    for label, pk in ordered:
        ids_by_label.setdefault(label, []).append(pk)
    records: dict[tuple[str, int], Any] = {}  # Any: as above
    for label, ids in ids_by_label.items():
        model = apps.get_model(label)
        path = council_path_of(model)
        rows = model._default_manager.select_related(path) if path else model._default_manager.all()
        records |= {(label, pk): record for pk, record in rows.in_bulk(ids).items()}
    return {name: records[name] for name in ordered if name in records}
