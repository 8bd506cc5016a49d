"""What the tests of reports share."""

import pytest

from tests.reports.stage import build


@pytest.fixture
def stage():
    """A district's council with its bodies, a ward under it, and another district."""
    return build()
