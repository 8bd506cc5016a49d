import pytest

from tests.workbooks.folders import example_registers, load, write_examples

pytestmark = pytest.mark.django_db


def test_examples_of_all_registers_load_and_load_again_without_change(tmp_path):
    write_examples(tmp_path)
    rows = sum(len(examples) for examples in example_registers().values())

    assert load(tmp_path) == (rows, 0, 0)
    assert load(tmp_path) == (0, 0, rows)
