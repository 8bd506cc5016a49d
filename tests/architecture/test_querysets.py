"""Every model has a CouncilQuerySet, whose `council_path` lists, reports and permissions use; those of core have ids."""

from contextlib import suppress
from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.core.management import call_command

from core.models.querysets import CouncilIdQuerySet
from core.records.models import Publishable
from councils.querysets import CouncilQuerySet
from tests.architecture.tree import models

# Models without a council.
EXCEPTIONS = {
    "accounts.User": "staff are managed by the technical administrator",
    "core.FormDraft": "only the user who has typed it sees it",
    "core.OpenedForm": "who may open a record sees who else has it open",
    "core.PendingUpload": "only the user who has chosen the file sees it",
}


def test_council_queryset_is_used_by_every_model():
    without = {
        model._meta.label
        for model in models()
        if not isinstance(model._default_manager.all(), (CouncilQuerySet, CouncilIdQuerySet))
    }

    assert without == set(EXCEPTIONS)


def test_visible_to_exists_on_every_queryset():
    assert [model._meta.label for model in models() if not hasattr(model._default_manager.all(), "visible_to")] == []


def test_published_and_approved_exist_on_publishable_models_only():
    for name in ("published", "approved"):
        with_method = {model for model in models() if hasattr(model._default_manager.all(), name)}

        assert with_method == {model for model in models() if issubclass(model, Publishable)}


@pytest.mark.django_db
def test_council_path_can_be_queried_on_every_model():
    council = apps.get_model("councils.Council")()
    council.pk = 1
    errors = {}
    for model in models():
        if model._meta.label not in EXCEPTIONS:
            rows = model._default_manager.all()
            try:
                assert [*rows.of(council), *rows.of([council])] == []
            except (FieldError, ValueError) as error:
                errors[model._meta.label] = f"council_path {rows.council_path!r}: {error}"

    assert errors == {}


@pytest.mark.django_db
def test_makemigrations_finds_no_change(settings):
    settings.MIGRATION_MODULES = {}  # pytest runs with --nomigrations, which hides every change
    output = StringIO()

    with suppress(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, stdout=output)

    assert output.getvalue() == "No changes detected\n", "run manage.py makemigrations"
