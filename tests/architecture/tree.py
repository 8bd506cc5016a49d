"""The tree as the architecture tests see it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# From the bottom up; rooms of one tuple are siblings and do not know each other.
STOREYS = (
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
ROOMS = tuple(room for storey in STOREYS for room in storey)


def height(room):
    """On which storey a room lies, counted from the ground."""
    return next(i for i, storey in enumerate(STOREYS) if room in storey)


def sources(*folders, suffix=".py"):
    """Our own files below `folders`, without migrations."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob(f"*{suffix}")):
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield path
