"""The tree as the architecture tests see it."""

from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
# From the lowest app to the highest; apps of one tuple are siblings and do not import each other.
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
    """The number of the layer in which an app stands, 0 for the lowest."""
    return next(i for i, layer in enumerate(LAYERS) if app in layer)


def models():
    """The models of our apps, without the tables of their history."""
    for app in APPS:
        if apps.is_installed(app):
            yield from (m for m in apps.get_app_config(app).get_models() if not m.__name__.startswith("Historical"))


def sources(*folders, suffix=".py"):
    """Our own files below `folders`, without migrations."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob(f"*{suffix}")):
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield path
