"""Every record is reached from its council by one path, which lists, reports and rights share."""

import pytest
from django.apps import apps
from django.core.management import call_command

from core.records.models import Publishable
from councils.querysets import CouncilQuerySet
from tests.architecture.tree import models

# Models that belong to no council.
EXCEPTIONS = {
    "accounts.User": "staff are managed by the technical administrator",
}


def test_every_model_is_reached_from_its_council():
    without = {m._meta.label for m in models() if not isinstance(m._default_manager.all(), CouncilQuerySet)}

    assert without == set(EXCEPTIONS)


def test_every_queryset_has_visible_to():
    assert [m._meta.label for m in models() if not hasattr(m._default_manager.all(), "visible_to")] == []


def test_published_and_approved_exist_on_publishable_models_only():
    for name in ("published", "approved"):
        with_state = {m for m in models() if hasattr(m._default_manager.all(), name)}

        assert with_state == {m for m in models() if issubclass(m, Publishable)}


@pytest.mark.django_db
def test_every_council_path_can_be_queried():
    council = apps.get_model("councils.Council")()
    council.pk = 1
    for model in models():
        if model._meta.label not in EXCEPTIONS:
            assert list(model._default_manager.all().of(council)) == []
            assert list(model._default_manager.all().of([council])) == []


@pytest.mark.django_db
def test_makemigrations_finds_no_change(settings):
    settings.MIGRATION_MODULES = {}  # pytest runs with --nomigrations, under which no change would ever be found

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
