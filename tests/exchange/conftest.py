import pytest

from tests.exchange.folders import load, write_examples


@pytest.fixture
def loaded(tmp_path):
    """A folder of all example rows, loaded."""
    write_examples(tmp_path)
    load(tmp_path)
    return tmp_path
