"""Rights by role and council: what a user may do follows from the services, not from Django's own permissions."""

from functools import lru_cache

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.utils.module_loading import import_string


@lru_cache
def permissions_by_role():
    """Each role's permissions ("councils.change_body"), from the table that SERVICE_ROLES names.

    The table stands in the root: accounts knows no kind of record above it.
    """
    table = import_string(settings.SERVICE_ROLES)
    return {role: frozenset(permissions(kinds)) for role, kinds in table.items()}


def permissions(kinds):
    for kind, actions in kinds.items():
        app, model = kind.split(".")
        yield from (f"{app}.{action}_{model}" for action in actions)


class ServiceBackend(ModelBackend):
    """Signs in by password; grants what the user's roles grant, in the council of the record that is asked about."""

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous:
            return set()
        services = services_of(user_obj)
        if obj is not None:
            services = services_for(obj, services)
        return set().union(*(permissions_by_role()[role] for role, _ in services))


def services_of(user):
    """The user's services as (role, council id)."""
    return [(post.role, post.council_id) for post in user.posts]


def services_for(record, services):
    """Those of `services` whose council the record belongs to, by the path on which its rows are found.

    A kind without a path (people) is asked for its rows; its unsaved record belongs to nobody yet, hence to all.
    """
    rows = type(record)._default_manager.all()
    if not hasattr(rows, "of"):
        return []
    if rows.council_path:
        council = record.get_council()
        return [service for service in services if council and service[1] == council.pk]
    if record.pk is None:
        return services
    return [service for service in services if rows.of([service[1]]).filter(pk=record.pk).exists()]
