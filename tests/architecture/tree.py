"""The apps, models and source files of the project, for the architecture tests."""

from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
# From the lowest app to the highest. Apps in one tuple do not import each other.
LAYERS = (
    ("core",),
    ("councils",),
    ("accounts",),
    ("sessions_app",),
    ("resolutions",),
    ("citizens",),
    ("supervision", "news"),
    ("reports",),
    ("exchange",),
    ("hdnd_portal",),
)
APPS = tuple(app for layer in LAYERS for app in layer)


def layer_of(app):
    """The number of the layer of an app, 0 for the lowest."""
    return next(i for i, layer in enumerate(LAYERS) if app in layer)


def models():
    """The models of our apps, without the historical models."""
    for app in APPS:
        if apps.is_installed(app):
            yield from (model for model in apps.get_app_config(app).get_models() if not model.__name__.startswith("Historical"))


def sources(*folders, suffix=".py"):
    """The files with `suffix` below `folders`, without migrations."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob(f"*{suffix}")):
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield path
