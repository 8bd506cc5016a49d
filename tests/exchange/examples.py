"""The example rows of all CSV tables, loaded."""

import tempfile
from pathlib import Path

from django.conf import settings

from tests.exchange.folders import load, write_examples


def load_examples():
    """Load all example rows from a new folder, which is returned."""
    folder = Path(tempfile.mkdtemp(dir=settings.VAR))
    write_examples(folder)
    load(folder)
    return folder
