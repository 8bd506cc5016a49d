"""The list of reports: the figures of each, the same figures through several periods, and the year to come."""

import re
from dataclasses import replace
from datetime import date

import pytest

from reports.figures.numbers import Figure, Number, PartFigure
from reports.models import ReportFile
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import CouncilFactory
from tests.factories.reports import AnnualReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return CouncilFactory(slug="cau-giay", name="HĐND quận Cầu Giấy", is_portal=True)


def figure(code, label, unit, value, text, year=2021):
    number = Number(value, None, "", False, text, value, None, f"/bao-cao/cau-giay/{year}/{code}/")
    return Figure(code, label, unit, number)


def sessions(value, year=2021):
    return figure("sessions.held", "Kỳ họp", "kỳ họp", value, f"{value:02} kỳ họp" if value is not None else "–", year)


def report_of(council, year=2021, *figures, missing=(), **values):
    data = {
        "council": council.slug,
        "council_name": council.name,
        "scope": "own",
        "figures": [one.as_json() for one in figures],
        "missing": [{"council": council.slug, "code": code} for code in missing],
    }
    return AnnualReportFactory(
        council=council,
        issued=True,
        content={"document": {}, "figures": data},
        **{
            "slug": str(year),
            "period_label": f"năm {year}",
            "period_from": date(year, 1, 1),
            "period_to": date(year, 12, 31),
            "cut_off": date(year, 12, 31),
        }
        | values,
    )


def page(client, **query):
    response = client.get("/bao-cao/", query)
    assert response.status_code == 200
    return response.content.decode()


def headings(html):
    return [re.sub("<[^>]*>", "", heading).strip() for heading in re.findall("<h2[^>]*>(.*?)</h2>", html.partition("<footer")[0])]


def charts(html):
    return re.findall('<svg role="img" aria-label="([^"]*)"', html)


def test_report_list_view_shows_the_figures_and_files_of_each_report(client, council):
    report = report_of(council, 2021, sessions(4), figure("documents.issued", "Văn bản khác", "văn bản", 46, "46 văn bản"))
    ReportFile.objects.create(report=report, format="pdf", file="x.pdf", sha256="0" * 64, size=125_159)

    html = page(client)

    assert '<a href="/bao-cao/cau-giay/2021/">Năm 2021</a>' in html
    assert f"Báo cáo số {report.issued_document.symbol} ngày" in html
    assert re.search(r'<b>04</b>\s*<a href="/bao-cao/cau-giay/2021/sessions.held/">kỳ họp</a>', html)
    assert '<a href="/bao-cao/cau-giay/2021/bao-cao.pdf">PDF (125 KB)</a>' in html


def test_report_list_view_names_the_part_that_a_number_counts_and_has_no_notes(client, council):
    receptions = figure("receptions.held", "Buổi tiếp công dân", "buổi", None, "")
    number = Number(150, None, "", False, "150 buổi", 150, None, "/standing/")
    standing = PartFigure("standing", "Thường trực HĐND quận Cầu Giấy", number)
    report_of(council, 2021, replace(receptions, parts=(standing,)))

    html = page(client)

    assert '<a href="/standing/">buổi tiếp công dân (Thường trực)</a>' in html
    assert 'class="meta"' not in html


def test_report_list_view_has_one_filled_button(client, council):
    for year in (2020, 2021):
        report_of(council, year, sessions(4))

    assert re.findall('<a class="button" href="(.*?)"', page(client)) == ["/bao-cao/cau-giay/2021/"]


def test_report_list_view_names_the_council_and_the_scope_only_where_they_tell_reports_apart(client, council):
    report_of(council)
    assert headings(page(client))[0] == "Năm 2021"

    report_of(council, slug="2021-gop", scope="consolidated")
    assert headings(page(client))[:2] == ["Năm 2021, của HĐND này", "Năm 2021, gộp các cấp"]

    report_of(CouncilFactory(name="HĐND phường Dịch Vọng"), 2020)
    assert headings(page(client))[2] == "Năm 2020, HĐND phường Dịch Vọng"


def test_report_list_view_shows_its_staff_a_draft_without_figures(client, council):
    draft = AnnualReportFactory(council=council, slug="2021")
    assert draft.get_absolute_url() not in page(client)

    client.force_login(ServiceFactory(council=council, role="records_officer").user)
    html = page(client)

    assert "Dự thảo" in html
    assert f'href="{draft.get_absolute_url()}">Xem bản dự thảo</a>' in html
    assert 'class="figures"' not in html


def test_report_list_view_draws_the_figures_of_periods_of_one_kind(client, council):
    report_of(council, 2021, sessions(4))
    report_of(council, 2020, sessions(3, 2020))
    report_of(council, 2022, sessions(9), slug="20220101-20220630", period_to=date(2022, 6, 30))
    report_of(council, 2022, sessions(8), scope="consolidated", slug="2022-gop")
    report_of(CouncilFactory(), 2019, sessions(7))

    html = page(client)

    assert charts(html) == ["Kỳ họp: năm 2020: 03, năm 2021: 04"]
    assert '<figcaption><a href="/bao-cao/cau-giay/2021/sessions.held/">Kỳ họp</a></figcaption>' in html
    assert "mỗi hình một thang riêng" in html


def test_report_list_view_draws_no_figure_for_a_single_period(client, council):
    report_of(council, 2021, sessions(4))
    report_of(CouncilFactory(), 2020, sessions(3))

    assert charts(page(client)) == []
    assert "Qua các năm" not in page(client)


def test_report_list_view_draws_a_dash_for_a_period_without_data(client, council):
    amount = figure("support.amount", "Số tiền hỗ trợ", "đồng", "50583000000", "gần 50,583 tỷ đồng")
    beneficiaries = figure("support.beneficiaries", "Đối tượng được hỗ trợ", "đối tượng", 21_281, "gần 21.281 đối tượng")
    report_of(council, 2021, sessions(4), beneficiaries, amount)
    report_of(council, 2020, sessions(0, 2020), missing=["sessions.held"])
    report_of(council, 2019, sessions(0, 2019))

    assert charts(page(client)) == [
        "Kỳ họp: năm 2019: 00, năm 2020: không có số liệu, năm 2021: 04",
        "Đối tượng được hỗ trợ: năm 2019: không có số liệu, năm 2020: không có số liệu, năm 2021: gần 21.281",
    ]


def test_report_list_view_compares_at_most_five_periods(client, council):
    for year in range(2015, 2022):
        report_of(council, year, sessions(year - 2014, year))

    assert charts(page(client)) == ["Kỳ họp: năm 2017: 03, năm 2018: 04, năm 2019: 05, năm 2020: 06, năm 2021: 07"]


def test_report_list_view_compares_the_council_of_its_query(client, council):
    ward = CouncilFactory(slug="dich-vong")
    for year in (2020, 2021):
        report_of(council, year, sessions(4, year))
        report_of(ward, year, sessions(2, year))

    assert charts(page(client)) == ["Kỳ họp: năm 2020: 04, năm 2021: 04"]
    assert charts(page(client, hd="dich-vong")) == ["Kỳ họp: năm 2020: 02, năm 2021: 02"]


def test_report_list_view_says_that_the_report_of_the_next_year_is_not_issued(client, council):
    report_of(council, 2021, sessions(4))
    report_of(CouncilFactory(), 2023)
    AnnualReportFactory(council=council, slug="2022", period_from=date(2022, 1, 1), period_to=date(2022, 12, 31))

    html = page(client)
    assert "Báo cáo năm 2022 chưa ban hành." in html
    assert html.index("Báo cáo năm 2022 chưa ban hành.") < html.index("<h2")

    client.force_login(ServiceFactory(council=council, role="records_officer").user)
    assert "chưa ban hành" not in page(client)


def test_report_list_view_promises_nothing_after_a_report_on_half_a_year(client, council):
    report_of(council, 2022, slug="20220101-20220630", period_label="6 tháng đầu năm 2022", period_to=date(2022, 6, 30))

    assert "chưa ban hành" not in page(client)


def test_report_list_view_is_divided_into_pages(client, council):
    for year in range(2000, 2021):
        report_of(council, year, sessions(1, year))

    first, last = page(client), page(client, trang="9")

    assert [headings(html)[0] for html in (first, last)] == ["Năm 2020", "Năm 2000"]
    assert len(headings(first)) == 10 + len(["Qua các năm"])
    assert headings(last) == ["Năm 2000"]
    assert 'rel="next" href="?trang=2"' in first
