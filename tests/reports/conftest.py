"""Fixtures of the tests of reports."""

import pytest

from tests.reports.records import build_district


@pytest.fixture
def district():
    """A district's council with its bodies, a ward under it, and another district."""
    return build_district()
