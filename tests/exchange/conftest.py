import pytest

from tests.exchange.folders import load, write_examples


@pytest.fixture
def loaded_folder(tmp_path):
    """A folder of all example rows, which is loaded already."""
    write_examples(tmp_path)
    load(tmp_path)
    return tmp_path
