"""Placeholders in text."""

import pytest

from tests.factories.resolutions import (
    ResolutionClassFactory,
)
from tests.reports.composed_reports import sentences
from tests.reports.records import resolution, session

pytestmark = pytest.mark.django_db


def test_split_text_leaves_braces_in_labels_as_text(district):
    district.council.irregular_label = "{lạ} {0}"
    district.council.save()
    session(district.council, kind="thematic", is_regular=False)
    ResolutionClassFactory(council=district.council, key="la", label="loại {x} {")
    resolution(district.council, published=True, signed=True, resolution_class__key="la")

    text = next(one for one in sentences(district.council) if "kỳ họp" in one)
    assert "01 kỳ họp {lạ} {0}" in text
    assert "01 nghị quyết loại {x} {" in text
