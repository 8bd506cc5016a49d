"""The public pages of reports: who may see what, and that no address ends in an error page."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.content import ReportContent
from reports.indicators import INDICATORS
from reports.models import AnnualReport
from reports.scope import Mode
from tests.factories.accounts import ServiceFactory
from tests.factories.citizens import PetitionStatusFactory, ReceptionSessionFactory
from tests.factories.councils import CommendationFactory
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory
from tests.factories.resolutions import VoteFactory
from tests.reports.figure_values import figure_value
from tests.reports.records import draft, issued, meeting, petition, resolution, session, supervision

pytestmark = pytest.mark.django_db

LONG = "a" * 7_000  # the longest that an address may have is 8,000


def by_level(council, **values):
    return draft(council, **{"scope": Mode.BY_LEVEL} | values)


def published(council, **values):
    return issued(by_level(council, **values))


def corrected(report):
    """The next version of an issued report, issued."""
    return published(report.council, version=report.version + 1, correction_reason="Bổ sung kỳ họp.")


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def figure(client, address):
    """The value that the page behind a figure states."""
    return figure_value(client.get(address))


@pytest.fixture
def staff(client, district):
    """A client signed in as somebody who serves the council."""
    client.force_login(ServiceFactory(council=district.council, role="records_officer").user)
    return client


def test_report_views_show_the_public_issued_reports_only(client, district):
    report, hidden = published(district.council), by_level(district.council, slug="2020", title="Bản nháp năm 2020")
    address = report.get_absolute_url()

    assert f'href="{address}"' in page(client, "/bao-cao/")
    assert hidden.get_absolute_url() not in page(client, "/bao-cao/")
    assert "DỰ THẢO" not in page(client, address)
    for path in ("", "figures.json", "bao-cao.pdf", "sessions.held/"):
        assert client.get(f"{address}{path}").status_code == 200
        assert client.get(f"{hidden.get_absolute_url()}{path}").status_code == 404


def test_report_views_hide_a_draft_from_staff_of_another_council(client, district):
    report = by_level(district.council)
    client.force_login(ServiceFactory(council=district.other, role="reviewer").user)

    for path in ("", "figures.json", "bao-cao.pdf", "sessions.held/"):
        assert client.get(f"{report.get_absolute_url()}{path}").status_code == 404
    assert report.get_absolute_url() not in page(client, "/bao-cao/")


def test_report_detail_view_shows_own_staff_a_draft_with_its_ribbon(staff, district):
    session(district.council)
    ReportedTotalFactory(council=district.council, value=4)
    report = by_level(district.council)
    html = page(staff, report.get_absolute_url())

    assert f'href="{report.get_absolute_url()}"' in page(staff, "/bao-cao/")
    assert "BẢN DỰ THẢO, CHƯA BAN HÀNH" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "phải xử lý trước khi ban hành (1)" in html
    assert "BẢN DỰ THẢO" in page(staff, f"{report.get_absolute_url()}sessions.held/")
    assert staff.get(report.pdf_url).content.startswith(b"%PDF-")


def test_report_mixin_forbids_caches_to_store_a_draft(staff, district):
    draft, issued = by_level(district.council, slug="2020"), published(district.council)

    for path in ("", "figures.json", "bao-cao.pdf", "sessions.held/"):
        assert staff.get(f"{draft.get_absolute_url()}{path}")["Cache-Control"] == "private, no-store"
        assert "no-store" not in staff.get(f"{issued.get_absolute_url()}{path}").get("Cache-Control", "")


def test_report_mixin_selects_the_newest_version_or_the_one_in_ban(client, district):
    session(district.council)
    report = published(district.council)
    session(district.council)
    second = corrected(report)
    address = report.get_absolute_url()

    assert "Bản đính chính (bản 2): Bổ sung kỳ họp." in page(client, address)
    assert [figure(client, f"{address}sessions.held/{query}") for query in ("", "?ban=2", "?ban=1")] == ["2", "2", "1"]
    assert [client.get(f"{address}bao-cao.pdf?ban={one.version}").content for one in (report, second)] == [
        ReportContent(one).pdf() for one in (report, second)
    ]
    assert [item.get_absolute_url() for item in client.get("/bao-cao/").context["object_list"]] == [address]


def test_report_detail_view_leads_to_the_other_versions(client, district):
    report = published(district.council)
    address = report.get_absolute_url()
    assert "ban=1" not in page(client, address)

    corrected(report)
    newest, older = page(client, address), page(client, f"{address}?ban=1")

    assert f'<a href="{address}?ban=1">Xem bản 1</a>' in newest
    assert "Bản này đã được thay thế" not in newest
    assert f'<a href="{address}">Xem bản mới nhất (bản 2)</a>' in older
    assert f'href="{address}bao-cao.pdf?ban=1"' in older


def test_report_detail_view_begins_with_the_figures_of_the_report(client, district):
    session(district.council)
    html = page(client, published(district.council).get_absolute_url())

    assert "Năm 2021 qua sáu con số" in html
    assert "tính đến 31/12/2021" in html
    assert html.index('class="figures"') < html.index("<h1")
    assert re.search(r"In báo cáo \(PDF, \d+ trang, \d+ KB\)", html)


def test_report_detail_view_shows_staff_the_figures_of_a_draft(staff, district):
    session(district.council)
    html = page(staff, by_level(district.council).get_absolute_url())

    assert re.search(r"<b>01</b>\s*<a [^>]*>kỳ họp</a>", html)


def test_handle_unknown_version_shows_the_newest_with_a_sentence(client, district):
    address = published(district.council).get_absolute_url()

    for version in ("9", "0", "-1", "x", "²", "1\x00", "9" * 5000, "1.0"):
        for path in ("", "sessions.held/"):
            assert "Không có bản báo cáo như địa chỉ đã ghi" in client.get(f"{address}{path}", {"ban": version}).content.decode()
        for path in ("figures.json", "bao-cao.pdf"):
            assert client.get(f"{address}{path}", {"ban": version}).status_code == 404


def test_report_views_are_not_found_for_unknown_addresses(client, district):
    council = published(district.council).council.slug
    paths = [
        *("hdnd-khong-co/2021/", f"{council}/khong-co/", f"{council}/2021/khong.co/", f"{council}/2021/sessions/"),
        *(f"{council}/2020/%00/", f"{council}/2020%00/", f"{council}/2021/sessions.held/them/", f"{council}/n%C4%83m-2021/"),
        *(f"{council}/2021'--/", f"{council}/{'9' * 5000}/"),
    ]

    assert [path for path in paths if client.get(f"/bao-cao/{path}").status_code != 404] == []


def test_figure_page_shows_the_whole_for_an_unknown_part_or_level(client, district):
    session(district.council)
    address = f"{published(district.council).get_absolute_url()}sessions.held/"

    for key in ("khong-co", "province", LONG, "\x00", "regular+irregular", "<script>alert(1)</script>"):
        for query in ({"phan": key}, {"cap": key}, {"phan": "regular", "cap": key}):
            response = client.get(address, query)
            assert "Không có phần hoặc cấp nào như địa chỉ đã ghi" in response.content.decode()
            assert "<script>alert" not in response.content.decode()
            assert figure_value(response) == "1"


def test_figure_view_shows_the_nearest_page_for_an_invalid_number(client, district):
    for day in range(1, 52):
        ReceptionSessionFactory(council=district.council, sequence=day)
    address = f"{published(district.council).get_absolute_url()}receptions.held/"

    def page_and_rows(number):
        context = client.get(address, {"phan": "standing", "trang": number}).context
        return context["page_obj"].number, len(context["rows"])

    assert [page_and_rows(number) for number in ("1", "0", "-5", "x", "", "1e9", "\x00", LONG)] == [(1, 50)] * 8
    assert [page_and_rows(number) for number in ("2", "3", "9" * 300)] == [(2, 1)] * 3


def test_report_json_view_serves_the_issued_figures(client, district):
    session(district.council)
    report = published(district.council)
    response = client.get(f"{report.get_absolute_url()}figures.json")
    session(district.council)

    assert response["Content-Type"] == "application/json"
    data = json.loads(response.content)
    assert (data["schema"], data["council"], data["scope"], data["cut_off"]) == (
        1,
        district.council.slug,
        "by-level",
        "2021-12-31",
    )
    assert data["period"] == {"from": "2021-01-01", "to": "2021-12-31", "label": "năm 2021"}
    assert [one["code"] for one in data["figures"]] == list(INDICATORS)
    assert client.get(f"{report.get_absolute_url()}figures.json").content == response.content


def test_report_pdf_view_serves_the_issued_file_with_a_name(client, district):
    report = published(district.council)
    response = client.get(report.pdf_url)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="bao-cao-{district.council.slug}-2021.pdf"'
    assert response.content == ReportContent(report).pdf()


@pytest.mark.parametrize("path", ["bao-cao.pdf", "figures.json"])
def test_report_file_view_answers_304_to_a_browser_that_has_the_issued_file(client, district, path):
    url = f"{published(district.council).get_absolute_url()}{path}"
    etag = client.get(url)["ETag"]

    response = client.get(url, headers={"If-None-Match": etag})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)


def test_report_file_view_sends_a_draft_anew_each_time(staff, district):
    assert "ETag" not in staff.get(by_level(district.council).pdf_url)


def test_report_pdf_view_shows_why_a_draft_cannot_be_printed(staff, district):
    report = by_level(district.council, title="Tổng kết 漢 năm 2021")
    html = page(staff, report.pdf_url, status=422)

    assert "không có ký tự “漢”" in html


def test_figure_page_shows_the_value_and_its_records(client, district):
    resolution(district.council, published=True, signed=True, symbol="12/NQ-HĐND", title="Về giải pháp đô thị")
    resolution(district.council, withdrawn=True, title="Có dữ liệu cá nhân")
    address = f"{published(district.council).get_absolute_url()}resolutions.adopted/"
    html = page(client, address)

    assert figure(client, address) == figure(client, f"{address}?phan=thematic") == "2"
    assert "12/NQ-HĐND" in html
    assert "Về giải pháp đô thị" in html
    assert "Có dữ liệu cá nhân" not in html
    assert "1 bản ghi không công khai." in html


def test_reception_row_has_date_place_and_receivers_only(client, district):
    reception = ReceptionSessionFactory(council=district.council, place="Phòng tiếp dân", visits=7777, people=8888, matters=9999)
    reception.receivers.add(district.mandate)
    html = page(client, f"{published(district.council).get_absolute_url()}receptions.held/?phan=standing")

    assert all(words in html for words in ("Phòng tiếp dân", "05/01/2021", "Thường trực HĐND", district.mandate.person.full_name))
    assert not re.search("7777|7.777|8888|8.888|9999|9.999", html)


def test_petition_row_has_the_public_summary_only(client, district):
    PetitionStatusFactory(
        petition=petition(district.council, content="Ông A ở ngõ 68"), on=date(2021, 10, 12), text="Trả lời ông A"
    )
    html = page(client, f"{published(district.council).get_absolute_url()}petitions.forwarded/")

    assert "Cải tạo hệ thống thoát nước đường Cầu Giấy." in html
    assert "ông A" not in html.replace("Ô", "ô")


def test_figure_page_shows_the_structure_in_sums_only(client, district):
    html = page(client, f"{published(district.council).get_absolute_url()}councils.structure/?phan=gender.male")

    assert "không liệt kê từng người" in html
    assert district.mandate.person.full_name not in html


def test_figure_page_sources_are_those_of_the_councils_of_the_figure(client, district):
    for council, source, values in (
        (district.council, "Nguồn quận", {"decision": "preferred", "decision_reason": "Đã kiểm tra."}),
        (district.ward, "Nguồn phường", {}),
        (district.other, "Nguồn khác", {}),
        (district.council, "Nguồn gộp", {"coverage": "below", "level": "commune"}),
        (district.other, "Nguồn gộp khác", {"coverage": "below", "level": "commune"}),
        (district.council, "Nguồn các cấp", {"coverage": "all", "value": 8}),
    ):
        ReportedTotalFactory(council=council, source=source, **values)
    apart, together = published(district.council), published(district.council, scope=Mode.CONSOLIDATED, slug="2021-gop")

    def sources(report, query=""):
        return set(re.findall(r"Nguồn [\w ]+", page(client, f"{report.get_absolute_url()}sessions.held/{query}")))

    assert sources(apart) == {"Nguồn quận"}
    assert sources(apart, "?cap=commune") == {"Nguồn phường", "Nguồn gộp"}
    assert sources(together) == {"Nguồn quận", "Nguồn phường", "Nguồn gộp", "Nguồn các cấp"}
    assert sources(together, "?cap=district") == {"Nguồn quận"}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("sessions.held", "Các nguồn nói khác nhau và chưa chọn số nào."),
        ("questions.raised", "Chưa có số liệu."),
        ("receptions.held", "Chỉ tiêu này không có một con số chung; xem từng phần dưới đây."),
    ],
)
def test_figure_page_shows_why_there_is_no_value(staff, district, code, sentence):
    session(district.council)
    ReceptionSessionFactory(council=district.council)
    ReportedTotalFactory(council=district.council, value=4)
    address = f"{by_level(district.council).get_absolute_url()}{code}/"

    assert figure(staff, address) == ""
    assert sentence in page(staff, address)


def test_figure_page_equals_every_figure_of_a_consolidated_report(staff, district):
    for council in (district.council, district.ward):
        session(council)
        resolution(council, published=True, signed=True)
        supervision(council)
        meeting(council, attendees=3, opinions=2)
        petition(council)
        ReceptionSessionFactory(council=council, visits=1)
        CommendationFactory(council=council, published=True)
    for code in ("voter_meetings.held", "commendations.given", "councils.changes", "petitions.by_status", "targets.met"):
        ReportedTotalFactory(council=district.council, code=code, part="unclassified", value=5)
    report = by_level(district.council, scope=Mode.CONSOLIDATED)
    data = json.loads(staff.get(f"{report.get_absolute_url()}figures.json").content)

    def numbers(one):
        yield one
        for inner in (*one.get("parts", ()), *one.get("levels", ())):
            yield from numbers(inner)

    expected = {one["url"]: one["value"] for item in data["figures"] for one in numbers(item) if one["value"]}
    wrong = {url for url, value in expected.items() if figure(staff, url) != ("" if value is None else str(value))}
    assert (wrong, "" in expected) == (set(), False)


COSTS = {"": 4, "figures.json": 2, "bao-cao.pdf": 2, "sessions.held/": 4, "receptions.held/?phan=standing": 4}


def test_report_views_need_a_fixed_number_of_queries(client, district):
    def costs(address):
        counts = {}
        for path in COSTS:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"{address}{path}").status_code == 200
            counts[path] = len(queries)
        return counts

    for rows in (1, 3):
        while district.council.reception_sessions.count() < rows:
            session(district.council)
            ReceptionSessionFactory(council=district.council).receivers.add(district.mandate)
        assert costs(published(district.council, slug=f"lan-{rows}").get_absolute_url()) == COSTS


@pytest.mark.parametrize("mode", Mode)
def test_report_view_of_a_draft_needs_a_fixed_number_of_queries(admin_client, district, mode):
    report = draft(district.council, scope=mode)
    costs = []
    for _ in range(3):
        for council in (district.council, district.ward):
            adopted = resolution(council, published=True, signed=True)
            VoteFactory(session=adopted.session, resolution=adopted, is_final=True)
            session(council)
            petition(council)
            ReceptionSessionFactory(council=council)
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(report.get_absolute_url()).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1] == costs[2] <= 90


def test_report_list_view_needs_a_fixed_number_of_queries(client, district):
    costs = []
    for reports in (1, 3):
        while AnnualReport.objects.count() < reports:
            AnnualReportFactory(issued=True)
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get("/bao-cao/").context["object_list"]) == reports
        costs.append(len(queries))

    assert costs == [5, 5]
