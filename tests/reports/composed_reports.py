"""Reports composed for tests, and their text."""

from reports.document.compose import compose
from reports.scope import Mode
from tests.factories.reports import AnnualReportFactory


def compose_document(council, scope=Mode.OWN, **values):
    return compose(AnnualReportFactory(council=council, scope=scope, **values)).document


def paragraphs(document):
    return ["".join(run.text for run in block.runs) for block in document.blocks if block.kind == "paragraph"]


def heading_texts(document):
    return [block.text for block in document.blocks if block.kind == "heading"]


def sentences(council, scope=Mode.OWN, **values):
    """What the report says between its opening and its closing sentence."""
    return paragraphs(compose_document(council, scope, **values))[1:-1]
