"""docs/glossary.md has one row for each model, with its verbose name."""

import re
from collections import Counter

from django.apps import apps

from tests.architecture.tree import APPS, ROOT

ROW = re.compile(r"^\| ([^|`]+?) \| `([a-z_]+\.[A-Za-z]+)` \|", re.MULTILINE)


def test_glossary_has_one_row_for_every_model():
    rows = ROW.findall((ROOT / "docs/glossary.md").read_text())
    models = {
        model._meta.label: str(model._meta.verbose_name)
        for app in APPS
        if apps.is_installed(app)
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
    }

    assert {label: term for term, label in rows} == models
    assert [label for label, count in Counter(label for _, label in rows).items() if count > 1] == []


def test_models_have_a_docstring():
    models = [model for app in APPS if apps.is_installed(app) for model in apps.get_app_config(app).get_models()]
    undocumented = [
        model._meta.label
        for model in models
        if not model.__name__.startswith("Historical") and f"{model.__name__}(" in (model.__doc__ or "(")
    ]

    assert undocumented == []
