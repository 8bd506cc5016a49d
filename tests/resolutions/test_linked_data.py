from datetime import date

import pytest

from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.resolutions import ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.linked_data import linked_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return CouncilSessionFactory(term=TermFactory(council=CouncilFactory(slug="cau-giay", name="HĐND quận Cầu Giấy")))


def test_legislation_describes_the_resolution(client, session, settings):
    settings.BASE_URL = "https://hdnd.example.vn"
    resolution = ResolutionFactory(
        session=session,
        numbered=True,
        published=True,
        number=12,
        symbol="12/NQ-HĐND",
        title="Về “ngân sách” & </script>",
        effective_from=date(2021, 10, 1),
    )

    data = linked_data(client.get(resolution.get_absolute_url()))

    assert set(data) == {"Legislation", "BreadcrumbList"}
    assert data["Legislation"] == {
        "name": "Về “ngân sách” & </script>",
        "url": "https://hdnd.example.vn/nghi-quyet/cau-giay/2021/12-nq-hdnd/",
        "inLanguage": "vi",
        "legislationIdentifier": "12/NQ-HĐND",
        "legislationType": "Nghị quyết",
        "legislationDate": "2021-09-28",
        "legislationLegalForce": "https://schema.org/InForce",
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": "Hội đồng nhân dân quận Cầu Giấy"},
        "legislationJurisdiction": "quận Cầu Giấy",
        "temporalCoverage": "2021-10-01/..",
    }


@pytest.mark.parametrize(
    ("start", "end", "force", "covered"),
    [
        (None, None, None, None),
        (date(2021, 10, 1), date(2022, 1, 1), "https://schema.org/NotInForce", "2021-10-01/2021-12-31"),
        (date(2021, 10, 1), date(2021, 10, 1), "https://schema.org/NotInForce", None),
        (date(2100, 1, 1), None, "https://schema.org/NotInForce", "2100-01-01/.."),
    ],
)
def test_legislation_leaves_out_unknown_legal_force(client, session, start, end, force, covered):
    resolution = ResolutionFactory(session=session, numbered=True, published=True, effective_from=start, expires_on=end)

    data = linked_data(client.get(resolution.get_absolute_url()))["Legislation"]

    assert (data.get("legislationLegalForce"), data.get("temporalCoverage")) == (force, covered)


def test_resolution_list_view_contains_its_breadcrumbs_as_linked_data(client, settings):
    settings.BASE_URL = "https://hdnd.example.vn"

    data = linked_data(client.get("/nghi-quyet/?nam=2021"))

    assert [(item["name"], item.get("item")) for item in data["BreadcrumbList"]["itemListElement"]] == [
        ("Trang chủ", "https://hdnd.example.vn/"),
        ("Nghị quyết", None),
    ]
