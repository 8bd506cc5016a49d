"""The public pages of reports: who sees what, and that no address ends in an error page."""

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
from tests.reports.figures import figure_on
from tests.reports.stage import draft, issued, meeting, petition, resolution, session, supervision

pytestmark = pytest.mark.django_db

LONG = "a" * 100_000


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
    return figure_on(client.get(address))


@pytest.fixture
def staff(client, stage):
    """A client signed in as somebody who serves the council of the stage."""
    client.force_login(ServiceFactory(council=stage.council, role="records_officer").user)
    return client


def test_public_reads_issued_reports_and_nothing_of_drafts(client, stage):
    report, hidden = published(stage.council), by_level(stage.council, slug="2020", title="Bản nháp năm 2020")
    address = report.get_absolute_url()

    assert report.title in page(client, "/bao-cao/")
    assert hidden.title not in page(client, "/bao-cao/")
    assert "DỰ THẢO" not in page(client, address)
    for path in ("", "figures.json", "bao-cao.pdf", "sessions.held/"):
        assert client.get(f"{address}{path}").status_code == 200
        assert client.get(f"{hidden.get_absolute_url()}{path}").status_code == 404


def test_draft_is_hidden_from_the_staff_of_another_council(client, stage):
    report = by_level(stage.council)
    client.force_login(ServiceFactory(council=stage.other, role="reviewer").user)

    for path in ("", "figures.json", "bao-cao.pdf", "sessions.held/"):
        assert client.get(f"{report.get_absolute_url()}{path}").status_code == 404
    assert report.title not in page(client, "/bao-cao/")


def test_own_staff_reads_the_draft_with_its_ribbon(staff, stage):
    session(stage.council)
    ReportedTotalFactory(council=stage.council, value=4)
    report = by_level(stage.council)
    html = page(staff, report.get_absolute_url())

    assert report.title in page(staff, "/bao-cao/")
    assert "BẢN DỰ THẢO, CHƯA BAN HÀNH" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "phải xử lý trước khi ban hành (1)" in html
    assert "BẢN DỰ THẢO" in page(staff, f"{report.get_absolute_url()}sessions.held/")
    assert staff.get(report.pdf_url).content.startswith(b"%PDF-")


def test_draft_is_kept_by_no_cache_and_an_issued_report_may_be(staff, stage):
    draft, issued = by_level(stage.council, slug="2020"), published(stage.council)

    for path in ("", "figures.json", "bao-cao.pdf", "sessions.held/"):
        assert staff.get(f"{draft.get_absolute_url()}{path}")["Cache-Control"] == "private, no-store"
        assert "no-store" not in staff.get(f"{issued.get_absolute_url()}{path}").get("Cache-Control", "")


def test_newest_version_is_read_and_older_ones_by_their_number(client, stage):
    session(stage.council)
    report = published(stage.council)
    session(stage.council)
    second = corrected(report)
    address = report.get_absolute_url()

    assert "Bản đính chính (bản 2): Bổ sung kỳ họp." in page(client, address)
    assert [figure(client, f"{address}sessions.held/{query}") for query in ("", "?ban=2", "?ban=1")] == ["2", "2", "1"]
    assert [client.get(f"{address}bao-cao.pdf?ban={one.version}").content for one in (report, second)] == [
        ReportContent(one).pdf() for one in (report, second)
    ]
    assert [item.get_absolute_url() for item in client.get("/bao-cao/").context["object_list"]] == [address]


def test_unknown_version_shows_the_newest_and_says_so(client, stage):
    address = published(stage.council).get_absolute_url()

    for version in ("9", "0", "-1", "x", "²", "1\x00", "9" * 5000, "1.0"):
        for path in ("", "sessions.held/"):
            assert "Không có bản báo cáo như địa chỉ đã ghi" in client.get(f"{address}{path}", {"ban": version}).content.decode()
        for path in ("figures.json", "bao-cao.pdf"):
            assert client.get(f"{address}{path}", {"ban": version}).status_code == 404


def test_address_that_names_nothing_is_not_found(client, stage):
    council = published(stage.council).council.slug
    paths = [
        *("hdnd-khong-co/2021/", f"{council}/khong-co/", f"{council}/2021/khong.co/", f"{council}/2021/sessions/"),
        *(f"{council}/2021/%00/", f"{council}/2021%00/", f"{council}/2021/sessions.held/them/", f"{council}/n%C4%83m-2021/"),
        *(f"{council}/2021'--/", f"{council}/{'9' * 5000}/"),
    ]

    assert [path for path in paths if client.get(f"/bao-cao/{path}").status_code != 404] == []


def test_unknown_part_or_level_shows_the_whole_with_a_sentence(client, stage):
    session(stage.council)
    address = f"{published(stage.council).get_absolute_url()}sessions.held/"

    for key in ("khong-co", "province", LONG, "\x00", "regular+irregular", "<script>alert(1)</script>"):
        for query in ({"phan": key}, {"cap": key}, {"phan": "regular", "cap": key}):
            response = client.get(address, query)
            assert "Không có phần hoặc cấp nào như địa chỉ đã ghi" in response.content.decode()
            assert "<script>alert" not in response.content.decode()
            assert figure_on(response) == "1"


def test_page_number_that_is_none_shows_the_nearest(client, stage):
    for day in range(1, 52):
        ReceptionSessionFactory(council=stage.council, sequence=day)
    address = f"{published(stage.council).get_absolute_url()}receptions.held/"

    def shown(number):
        context = client.get(address, {"phan": "standing", "trang": number}).context
        return context["page_obj"].number, len(context["rows"])

    assert [shown(number) for number in ("1", "0", "-5", "x", "", "1e9", "\x00", LONG)] == [(1, 50)] * 8
    assert [shown(number) for number in ("2", "3", "9" * 300)] == [(2, 1)] * 3


def test_figures_are_served_as_they_were_issued(client, stage):
    session(stage.council)
    report = published(stage.council)
    response = client.get(f"{report.get_absolute_url()}figures.json")
    session(stage.council)

    assert response["Content-Type"] == "application/json"
    data = json.loads(response.content)
    assert (data["schema"], data["council"], data["scope"], data["cut_off"]) == (1, stage.council.slug, "by-level", "2021-12-31")
    assert data["period"] == {"from": "2021-01-01", "to": "2021-12-31", "label": "năm 2021"}
    assert [one["code"] for one in data["figures"]] == list(INDICATORS)
    assert client.get(f"{report.get_absolute_url()}figures.json").content == response.content


def test_pdf_is_the_issued_file_under_a_telling_name(client, stage):
    report = published(stage.council)
    response = client.get(report.pdf_url)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="bao-cao-{stage.council.slug}-2021.pdf"'
    assert response.content == ReportContent(report).pdf()


def test_draft_that_cannot_be_printed_says_why(staff, stage):
    report = by_level(stage.council, title="Tổng kết 漢 năm 2021")
    html = page(staff, report.pdf_url, status=422)

    assert "không có ký tự “漢”" in html


def test_figure_page_shows_the_value_and_its_records(client, stage):
    resolution(stage.council, published=True, signed=True, symbol="12/NQ-HĐND", title="Về giải pháp đô thị")
    resolution(stage.council, withdrawn=True, title="Có dữ liệu cá nhân")
    address = f"{published(stage.council).get_absolute_url()}resolutions.adopted/"
    html = page(client, address)

    assert figure(client, address) == figure(client, f"{address}?phan=thematic") == "2"
    assert "12/NQ-HĐND" in html
    assert "Về giải pháp đô thị" in html
    assert "Có dữ liệu cá nhân" not in html
    assert "1 bản ghi không công khai." in html


def test_figure_page_of_an_issued_report_keeps_the_published_value_beside_the_present_one(client, stage):
    session(stage.council)
    address = f"{published(stage.council).get_absolute_url()}sessions.held/"
    session(stage.council)
    html = page(client, address)

    assert figure(client, address) == "1"
    assert "Số liệu hiện tại khác số liệu đã công bố: 02 kỳ họp." in html


def test_receptions_show_date_place_and_receiver_only(client, stage):
    reception = ReceptionSessionFactory(council=stage.council, place="Phòng tiếp dân", visits=7777, people=8888, matters=9999)
    reception.receivers.add(stage.mandate)
    html = page(client, f"{published(stage.council).get_absolute_url()}receptions.held/?phan=standing")

    assert all(words in html for words in ("Phòng tiếp dân", "05/01/2021", "Thường trực HĐND", stage.mandate.person.full_name))
    assert not re.search("7777|7.777|8888|8.888|9999|9.999", html)


def test_petitions_show_the_public_summary_only(client, stage):
    PetitionStatusFactory(petition=petition(stage.council, content="Ông A ở ngõ 68"), on=date(2021, 10, 12), text="Trả lời ông A")
    html = page(client, f"{published(stage.council).get_absolute_url()}petitions.forwarded/")

    assert "Cải tạo hệ thống thoát nước đường Cầu Giấy." in html
    assert "ông A" not in html.replace("Ô", "ô")


def test_structure_is_told_in_sums_only(client, stage):
    html = page(client, f"{published(stage.council).get_absolute_url()}councils.structure/?phan=gender.male")

    assert "không liệt kê từng người" in html
    assert stage.mandate.person.full_name not in html


def test_sources_are_those_of_whom_the_figure_is_about(client, stage):
    for council, source, values in (
        (stage.council, "Nguồn quận", {"decision": "preferred", "decision_reason": "Đã kiểm tra."}),
        (stage.ward, "Nguồn phường", {}),
        (stage.other, "Nguồn khác", {}),
        (stage.council, "Nguồn gộp", {"coverage": "below", "level": "commune"}),
        (stage.other, "Nguồn gộp khác", {"coverage": "below", "level": "commune"}),
        (stage.council, "Nguồn các cấp", {"coverage": "all", "value": 8}),
    ):
        ReportedTotalFactory(council=council, source=source, **values)
    apart, together = published(stage.council), published(stage.council, scope=Mode.CONSOLIDATED, slug="2021-gop")

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
def test_page_without_a_value_says_why(staff, stage, code, sentence):
    session(stage.council)
    ReportedTotalFactory(council=stage.council, value=4)
    address = f"{by_level(stage.council).get_absolute_url()}{code}/"

    assert figure(staff, address) == ""
    assert sentence in page(staff, address)


def test_page_behind_every_figure_of_a_consolidated_report_says_the_figure(staff, stage):
    for council in (stage.council, stage.ward):
        session(council)
        resolution(council, published=True, signed=True)
        supervision(council)
        meeting(council, attendees=3, opinions=2)
        petition(council)
        ReceptionSessionFactory(council=council, visits=1)
        CommendationFactory(council=council, published=True)
    for code in ("voter_meetings.held", "commendations.given", "councils.changes", "petitions.by_status", "targets.met"):
        ReportedTotalFactory(council=stage.council, code=code, part="unclassified", value=5)
    report = by_level(stage.council, scope=Mode.CONSOLIDATED)
    data = json.loads(staff.get(f"{report.get_absolute_url()}figures.json").content)

    def numbers(one):
        yield one
        for inner in (*one.get("parts", ()), *one.get("levels", ())):
            yield from numbers(inner)

    told = {one["url"]: one["value"] for item in data["figures"] for one in numbers(item) if one["value"]}
    wrong = {url for url, value in told.items() if figure(staff, url) != ("" if value is None else str(value))}
    assert (wrong, "" in told) == (set(), False)


COSTS = {"": 2, "figures.json": 2, "bao-cao.pdf": 2, "sessions.held/": 11, "receptions.held/?phan=standing": 13}


def test_issued_pages_cost_the_same_for_one_and_three_records(client, stage):
    def costs(address):
        found = {}
        for path in COSTS:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"{address}{path}").status_code == 200
            found[path] = len(queries)
        return found

    for rows in (1, 3):
        while stage.council.reception_sessions.count() < rows:
            session(stage.council)
            ReceptionSessionFactory(council=stage.council).receivers.add(stage.mandate)
        assert costs(published(stage.council, slug=f"lan-{rows}").get_absolute_url()) == COSTS


def test_list_costs_the_same_for_one_and_three_reports(client, stage):
    costs = []
    for reports in (1, 3):
        while AnnualReport.objects.count() < reports:
            AnnualReportFactory(issued=True)
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get("/bao-cao/").context["object_list"]) == reports
        costs.append(len(queries))

    assert costs == [2, 2]
