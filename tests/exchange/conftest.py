"""What the tests of the CSV tables share."""

import shutil

import pytest


@pytest.fixture
def loaded_folder(example_folder, tmp_path):
    """A folder of all example rows, which is loaded already; the test may change the folder."""
    return shutil.copytree(example_folder, tmp_path, dirs_exist_ok=True)
