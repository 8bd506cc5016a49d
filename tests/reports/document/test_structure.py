"""A report document as plain data."""

import json
from dataclasses import asdict

import pytest

from reports.document.structure import ReportDocument, load
from tests.factories.resolutions import (
    IssuedDocumentFactory,
    ProgrammeFactory,
)
from tests.reports.composed_reports import compose_document
from tests.reports.records import session

pytestmark = pytest.mark.django_db


def test_load_restores_a_report_document_from_json(district):
    session(district.council)
    ProgrammeFactory(council=district.council, published=True, year=2021)
    IssuedDocumentFactory(council=district.council, published=True, signed=True)
    document = compose_document(district.council)

    assert load(ReportDocument, json.loads(json.dumps(asdict(document)))) == document
