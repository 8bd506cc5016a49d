import pytest

from reports.indicators.rows import resolution_row
from tests.factories.resolutions import ResolutionFactory

pytestmark = pytest.mark.django_db


def test_resolution_row_links_to_its_page(client):
    resolution = ResolutionFactory(numbered=True, published=True)

    row = resolution_row(resolution)

    assert client.get(row.url).context["resolution"] == resolution
