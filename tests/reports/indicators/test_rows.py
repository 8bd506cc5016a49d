from datetime import date

import pytest

from citizens.models import Petition
from reports.indicators.rows import document_row, forwarded_row, received_row, resolution_row
from tests.factories.citizens import PetitionStatusFactory
from tests.factories.resolutions import IssuedDocumentFactory, ResolutionFactory

pytestmark = pytest.mark.django_db


def test_resolution_row_links_to_its_page(client):
    resolution = ResolutionFactory(numbered=True, published=True)

    row = resolution_row(resolution)

    assert client.get(row.url).context["resolution"] == resolution


def test_document_row_links_to_its_page(client):
    document = IssuedDocumentFactory(numbered=True, published=True)

    row = document_row(document)

    assert client.get(row.url).context["document"] == document


def test_petition_rows_have_the_day_by_which_their_indicator_counts():
    status = PetitionStatusFactory(
        state="forwarded", on=date(2021, 10, 12), petition__received_on=date(2021, 9, 1), petition__published=True
    )
    petition = Petition.objects.with_state_on(date(2021, 12, 31)).select_related("agency").get(pk=status.petition_id)

    rows = received_row(petition), forwarded_row(petition)

    assert [(row.date, row.date_label) for row in rows] == [
        (date(2021, 9, 1), "tiếp nhận"),
        (date(2021, 10, 12), "chuyển"),
    ]
