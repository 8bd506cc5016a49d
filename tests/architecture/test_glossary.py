"""The glossary names every model as its users see it."""

import re

from django.apps import apps

from tests.architecture.tree import APPS, ROOT

ROW = re.compile(r"^\| ([^|`]+?) \| `([a-z_]+\.[A-Za-z]+)` \|", re.MULTILINE)


def test_glossary_has_one_row_for_every_model():
    glossary = {label: term for term, label in ROW.findall((ROOT / "docs/glossary.md").read_text())}
    models = {
        model._meta.label: str(model._meta.verbose_name)
        for app in APPS
        if apps.is_installed(app)
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
    }

    assert glossary == models


def test_every_model_opens_with_a_sentence_that_defines_it():
    models = [m for app in APPS if apps.is_installed(app) for m in apps.get_app_config(app).get_models()]
    silent = [m._meta.label for m in models if not m.__name__.startswith("Historical") and f"{m.__name__}(" in (m.__doc__ or "(")]

    assert silent == []
