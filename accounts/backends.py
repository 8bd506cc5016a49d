"""Permissions by role and council: they follow from the services of a user, not from Django's permission tables."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import Model
from django.utils.module_loading import import_string

from accounts.models import Service
from core.records.models import Record
from councils.querysets import CouncilQuerySet


@lru_cache
def permissions_by_role() -> dict[str, frozenset[str]]:
    """The permissions ("councils.change_body") of each role, from the table that the setting SERVICE_ROLES names.

    The table is in hdnd_portal, because accounts must not import the apps above it.
    """
    table = import_string(settings.SERVICE_ROLES)
    return {role: frozenset(permissions(actions_by_model)) for role, actions_by_model in table.items()}


def permissions(actions_by_model: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The permissions for a mapping of models ("councils.body") to actions ("change")."""
    for label, actions in actions_by_model.items():
        app, model = label.split(".")
        yield from (f"{app}.{action}_{model}" for action in actions)


class ServiceBackend(ModelBackend):
    """Authenticates by password; grants the permissions of the user's roles in the council of the given record."""

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous:
            return set()
        services = user_obj.cached_services
        if obj is not None:
            services = services_for(obj, services)
        roles = permissions_by_role()  # a role that is stored but not in the table grants nothing
        return set().union(*(roles.get(service.role, frozenset()) for service in services))


def services_for(record: Model, services: list[Service]) -> list[Service]:
    """Those of `services` whose council the record belongs to.

    A model whose QuerySet has no `council_path` (such as Person) decides by its own `of`. Its unsaved records belong to
    no council yet, so all services apply.
    """
    rows = type(record)._default_manager.all()
    if not isinstance(rows, CouncilQuerySet) or not isinstance(record, Record):
        return []
    if rows.council_path:
        council = record.get_council()
        return [service for service in services if council and service.council_id == council.pk]
    if record.pk is None:
        return services
    return [service for service in services if rows.of([service.council_id]).filter(pk=record.pk).exists()]
