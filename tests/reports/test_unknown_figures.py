"""What nobody has recorded is nowhere public as zero: “–” and null have one voice."""

import json
import re
from datetime import date

import pytest

from reports.content import ReportContent
from reports.figures.collect import collect
from reports.highlights import highlights
from reports.indicators import INDICATORS
from reports.models import AnnualReport
from reports.scope import Mode
from tests.factories.councils import CouncilFactory
from tests.factories.reports import ReportedTotalFactory
from tests.hdnd_portal.admin_models import visible_text
from tests.reports.figure_values import scope_of
from tests.reports.records import draft, issued, resolution, session

ZERO = re.compile(r"(?<![\d.,/:-])0+(?:,0+)?%? [^\W\d]+")  # "0 nghị quyết", "00 cuộc", "0,0% đại biểu"

pytestmark = pytest.mark.django_db


def zeros(council, mode):
    return {code for code, figure in collect(scope_of(council, mode)).figures.items() if figure.number.value in (0, "0")}


@pytest.mark.parametrize("mode", Mode)
def test_collect_gives_no_zero_for_any_indicator_of_a_council_without_records(mode):
    council = CouncilFactory()
    figures = collect(scope_of(council, mode)).figures

    assert figures.keys() == INDICATORS.keys()
    assert zeros(council, mode) == set()
    assert [code for code, figure in figures.items() if any(part.number.value in (0, "0") for part in figure.parts)] == []


def test_collect_gives_no_zero_for_indicators_of_other_records(district):
    resolution(district.council, published=True, signed=True)
    with_value = {code for code, figure in collect(district.scope).figures.items() if figure.number.value is not None}

    assert zeros(district.council, Mode.OWN) == set()
    assert {"resolutions.adopted", "resolutions.by_legal_kind"} <= with_value
    assert with_value.isdisjoint({"sessions.held", "documents.issued", "petitions.received", "support.amount"})


def test_collect_prints_a_zero_that_somebody_has_reported(district):
    ReportedTotalFactory(council=district.council, code="documents.issued", value=0)

    assert zeros(district.council, Mode.OWN) == {"documents.issued"}


def test_unknown_figure_is_unknown_on_home_figure_page_annex_and_json(client, district):
    council = district.council
    session(council, opened_on=date(2021, 3, 1))
    session(council, opened_on=date(2020, 3, 1))
    report = AnnualReport.objects.get(pk=issued(draft(council)).pk)
    content = ReportContent(report)
    figures = {figure["code"]: figure for figure in json.loads(content.json())["figures"]}
    page = client.get(f"{report.get_absolute_url()}resolutions.adopted/").content.decode()

    assert (figures["resolutions.adopted"]["value"], figures["resolutions.adopted"]["text"]) == (None, "–")
    assert "0 nghị quyết" not in page
    assert "Chưa có số liệu." in page
    assert [one.number for one in highlights(content.figures_data()) if one.code == "resolutions.adopted"] == [""]
    assert "0 nghị quyết" not in client.get("/").content.decode()
    assert "resolutions.adopted" not in {run.figure for block in content.document.blocks for run in block.runs}
    assert content.comparison is not None
    assert [row[1] for row in content.comparison.rows if row[1].startswith("Nghị quyết")] == []


@pytest.mark.parametrize("is_issued", [True, False])
def test_report_of_a_council_without_records_says_zero_nowhere(admin_client, is_issued):
    council = CouncilFactory(name="Hội đồng nhân dân quận Mẫu", place_name="quận Mẫu", slug="mau")
    issued(
        draft(council, period_from=date(2020, 1, 1), period_to=date(2020, 12, 31), cut_off=date(2020, 12, 31), title="Năm 2020")
    )
    report = draft(council, title="Năm 2021")
    report = AnnualReport.objects.get(pk=issued(report).pk) if is_issued else report
    base = report.get_absolute_url()
    codes = ["resolutions.adopted", "support.amount", "voter_meetings.attendance_rate"]
    pages = ["/", "/bao-cao/", base, *(f"{base}{code}/" for code in codes)]
    texts = {page: visible_text(admin_client.get(page)) for page in pages}
    figures = json.loads(admin_client.get(f"{base}figures.json").content)["figures"]

    assert {page: ZERO.findall(text) for page, text in texts.items() if ZERO.search(text)} == {}
    assert {(figure["value"], figure["text"] or "–") for figure in figures} == {(None, "–")}
    assert ReportContent(report).comparison is None
