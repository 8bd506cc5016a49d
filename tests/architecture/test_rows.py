"""Every row belongs to councils by one path, which lists, reports and rights share."""

import pytest
from django.apps import apps
from django.core.management import call_command

from councils.querysets import CouncilRows
from tests.architecture.tree import ROOMS

# Kinds that belong to no council.
EXCEPTIONS = {
    "accounts.User": "staff are managed by the technical administrator",
}


def models():
    for room in ROOMS:
        if apps.is_installed(room):
            yield from (m for m in apps.get_app_config(room).get_models() if not m.__name__.startswith("Historical"))


def test_every_kind_is_reached_from_its_council():
    homeless = {m._meta.label for m in models() if not isinstance(m._default_manager.all(), CouncilRows)}

    assert homeless == set(EXCEPTIONS)


@pytest.mark.django_db
def test_every_path_to_a_council_can_be_asked():
    council = apps.get_model("councils.Council")()
    council.pk = 1
    for model in models():
        if model._meta.label not in EXCEPTIONS:
            assert list(model._default_manager.all().of(council)) == []
            assert list(model._default_manager.all().of([council])) == []


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
