"""Reports and documents of a Council that was a district up to and with 09/02/2020 and then a town."""

from datetime import date

import pytest

from reports.document.compose import compose
from reports.models import AnnualReport
from tests.factories.councils import CouncilFactory, CouncilNameFactory, SubordinationFactory, TermFactory
from tests.factories.resolutions import ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db

START, CHANGED = date(2016, 6, 25), date(2020, 2, 10)


@pytest.fixture
def council():
    town = CouncilFactory(name="HĐND thị xã Lam Giang", unit_kind="town", slug="lam-giang", place_name="Lam Giang")
    CouncilNameFactory(council=town, end=CHANGED, name="HĐND huyện Lam Giang", unit_kind="rural_district", place_name="Lam Giang")
    TermFactory(council=town, ordinal=11, label="2016-2021", start=START, elected_on=date(2016, 5, 22))
    return town


def composed(council, first, last):
    return compose(
        AnnualReport(council=council, period_from=first, period_to=last, cut_off=last, scope="by-level", title="Kết quả")
    )


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        (date(2018, 1, 1), date(2018, 12, 31), "huyện Lam Giang"),
        (date(2021, 1, 1), date(2021, 6, 30), "thị xã Lam Giang"),
        (START, date(2021, 6, 30), "thị xã Lam Giang"),
    ],
)
def test_compose_calls_the_council_as_on_the_last_day_of_the_period(council, first, last, unit):
    report = composed(council, first, last)

    assert report.document.issuer == ("HỘI ĐỒNG NHÂN DÂN", unit.upper())
    assert report.document.council_name == f"HĐND {unit}"
    assert f"Số liệu của HĐND {unit}" in report.document.scope_text
    text = " ".join(run.text for block in report.document.blocks for run in block.runs)
    assert f"HĐND {unit}" in text


def test_compose_counts_the_records_of_both_names_in_one_report_of_the_term(council):
    for number, day in enumerate((date(2018, 7, 10), date(2021, 3, 10)), start=1):
        CouncilSessionFactory(term=council.terms.get(), number=number, opened_on=day, closed_on=day, published=True)

    report = composed(council, START, date(2021, 6, 30))

    assert report.collected.figures["sessions.held"].number.value == 2


def test_scope_calls_the_councils_below_as_on_the_last_day(council):
    province = CouncilFactory(name="HĐND tỉnh Lam", unit_kind="province", level="province")
    SubordinationFactory(council=council, parent=province)

    labels = [composed(province, date(year, 1, 1), date(year, 12, 31)).collected.scope.levels[0].label for year in (2018, 2021)]

    assert labels == ["HĐND các huyện", "HĐND các thị xã"]


@pytest.mark.parametrize(("day", "unit"), [(date(2018, 7, 10), "huyện Lam Giang"), (date(2021, 3, 10), "thị xã Lam Giang")])
def test_resolution_page_is_headed_by_the_name_of_its_day(client, council, day, unit):
    session = CouncilSessionFactory(term=council.terms.get(), opened_on=day, closed_on=day, published=True)
    resolution = ResolutionFactory(
        session=session, adopted_on=day, issued_on=day, symbol="7/NQ-HĐND", published=True, body="Nội dung"
    )

    text = client.get(resolution.get_absolute_url()).content.decode()

    assert f"<b>{unit.upper()}</b>" in text
    assert f"Hội đồng nhân dân {unit}" in text
    assert f"Hội đồng nhân dân {unit}" in resolution.citation
