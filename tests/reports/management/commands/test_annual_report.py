"""`annual_report`: a report computed and printed from the command line."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.content import ReportContent
from reports.models import AnnualReport
from reports.scope import Mode
from tests.client import page_problems
from tests.factories.councils import CouncilFactory, MandateFactory, TermFactory
from tests.factories.reports import AnnualReportFactory, ReportSectionFactory
from tests.reports.records import draft, issued, session

pytestmark = pytest.mark.django_db


def run(council, **options):
    """The output of the command, by default the JSON of 2021."""
    out = StringIO()
    period = {} if {"year", "first", "last"} & options.keys() else {"year": 2021}
    call_command("annual_report", **{"council": council.slug, "format": "json"} | period | options, stdout=out)
    return out.getvalue()


def json_of(council, **options):
    return json.loads(run(council, **options))


def refusal(council, **options):
    with pytest.raises(CommandError) as error:
        run(council, **options)
    return error.value.returncode, str(error.value)


def test_annual_report_writes_json_to_the_standard_output(district):
    session(district.council)
    data = json_of(district.council)

    assert (data["council"], data["scope"], data["cut_off"]) == (district.council.slug, "by-level", "2021-12-31")
    assert data["period"] == {"from": "2021-01-01", "to": "2021-12-31", "label": "năm 2021"}
    assert {one["code"]: (one["value"], one["url"]) for one in data["figures"]}["sessions.held"] == (1, "")


def test_annual_report_json_of_a_stored_report_has_urls(district):
    AnnualReportFactory(council=district.council, scope=Mode.BY_LEVEL)

    assert json_of(district.council)["figures"][0]["url"] == f"/bao-cao/{district.council.slug}/2021/councils.delegates/"
    assert json_of(district.council, scope="own")["figures"][0]["url"] == ""
    assert json_of(district.council, cut_off="30/6/2021")["figures"][0]["url"] == ""


@pytest.mark.parametrize("scope", list(Mode))
def test_annual_report_json_has_the_levels_of_each_mode(district, scope):
    levels = {level["level"] for figure in json_of(district.council, scope=scope.value)["figures"] for level in figure["levels"]}

    assert levels == {Mode.OWN: set(), Mode.BY_LEVEL: {"commune"}, Mode.CONSOLIDATED: {"district", "commune"}}[scope]


@pytest.mark.parametrize("stored", [False, True])
def test_annual_report_html_is_a_valid_page_with_or_without_a_stored_report(district, stored):
    if stored:
        AnnualReportFactory(council=district.council, scope=Mode.BY_LEVEL, title="Tổng kết của văn phòng")
    html = run(district.council, format="html")

    assert page_problems(html) == []
    assert "BẢN DỰ THẢO, CHƯA BAN HÀNH" in html
    assert ("Tổng kết của văn phòng" in html) == ("bao-cao.pdf" in html) == stored


@pytest.mark.parametrize("file_format", ["html", "pdf", "json"])
def test_annual_report_gives_equal_bytes_for_two_prints_of_a_draft(district, tmp_path, file_format):
    session(district.council)
    prints = []
    for name in ("one", "two"):
        assert run(district.council, format=file_format, output=str(tmp_path / name)) == ""
        prints.append((tmp_path / name).read_bytes())

    assert prints[0] == prints[1]
    assert prints[0].startswith({"html": b"<!doctype html>", "pdf": b"%PDF-1.7", "json": b"{"}[file_format])


def test_annual_report_refuses_pdf_without_output(district):
    assert refusal(district.council, format="pdf") == (1, "Bản PDF phải ghi vào tệp: thêm --output TỆP.")


@pytest.mark.parametrize("file_format", ["docx", "xlsx"])
def test_annual_report_exits_with_two_for_a_future_format(district, file_format):
    assert refusal(district.council, format=file_format) == (2, f"Định dạng {file_format} chưa có trong phiên bản này.")


def test_annual_report_refuses_an_unknown_council():
    council = CouncilFactory.build(slug="khong-co")

    assert refusal(council) == (1, "Không có HĐND mang mã “khong-co”.")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"year": None}, "Ghi --year NĂM, hoặc cả --from NGÀY và --to NGÀY."),
        ({"first": "1/1/2021"}, "Ghi --year NĂM, hoặc cả --from NGÀY và --to NGÀY."),
        ({"year": 2021, "first": "1/1/2021", "last": "31/12/2021"}, "Ghi --year NĂM, hoặc cả --from NGÀY và --to NGÀY."),
        ({"year": 1900}, "Năm phải từ 1945 đến 2100."),
        ({"year": 10**30}, "Năm phải từ 1945 đến 2100."),
        ({"first": "2/1/2021", "last": "1/1/2021"}, "Ngày cuối kỳ (--to) không thể trước ngày đầu kỳ (--from)."),
        (
            {"first": "31/02/2021", "last": "1/1/2022"},
            "Không có ngày 31/02/2021; tháng 2 năm 2021 có 28 ngày.",
        ),
        (
            {"year": 2021, "cut_off": "hôm nay"},
            "“hôm nay” không đọc được là ngày; hãy gõ ngày/tháng/năm, ví dụ 28/9/2021.",
        ),
        ({"year": 2021, "cut_off": "31/12/2020"}, "Ngày chốt số liệu (--cut-off) không thể trước ngày đầu kỳ."),
    ],
)
def test_annual_report_refuses_an_invalid_period_or_cut_off(district, options, message):
    assert refusal(district.council, **options) == (1, message)


@pytest.mark.parametrize("days", [{"first": "2021-01-01", "last": "2021-06-30"}, {"first": "1/1/2021", "last": "30/6/2021"}])
def test_annual_report_accepts_any_period(district, days):
    data = json_of(district.council, **days)

    assert data["period"] == {"from": "2021-01-01", "to": "2021-06-30", "label": "từ 01/01/2021 đến 30/06/2021"}
    assert data["cut_off"] == "2021-06-30"


def test_annual_report_accepts_a_period_that_ends_on_29_february(district, tmp_path):
    for file_format in ("json", "html", "pdf"):
        run(district.council, first="29/2/2024", last="29/2/2024", format=file_format, output=tmp_path / file_format)

    assert json.loads((tmp_path / "json").read_text())["cut_off"] == "2024-02-29"


def test_annual_report_counts_stocks_at_the_cut_off(district):
    MandateFactory(term=district.term, start=date(2021, 10, 1))
    delegates = [json_of(district.council, **options)["figures"][0]["value"] for options in ({}, {"cut_off": "30/9/2021"})]

    assert delegates == [2, 1]


def test_annual_report_uses_the_cut_off_of_the_stored_report_by_default(district):
    AnnualReportFactory(council=district.council, scope=Mode.BY_LEVEL, cut_off=date(2021, 9, 30))

    assert [json_of(district.council, **options)["cut_off"] for options in ({}, {"cut_off": "30/11/2021"})] == [
        "2021-09-30",
        "2021-11-30",
    ]


def test_annual_report_prints_stored_sections_and_saves_nothing(district):
    report = AnnualReportFactory(council=district.council, scope=Mode.BY_LEVEL)
    ReportSectionFactory(report=report, text="Các kỳ họp được chuẩn bị kỹ.")

    assert "Các kỳ họp được chuẩn bị kỹ." in run(district.council, format="html")
    assert AnnualReport.objects.get() == report


def test_annual_report_issued_prints_the_stored_files(district, tmp_path):
    session(district.council)
    report = issued(draft(district.council, scope=Mode.BY_LEVEL))
    session(district.council)
    content = ReportContent(AnnualReport.objects.get(pk=report.pk))
    run(district.council, format="pdf", output=tmp_path / "pdf", issued=True)
    html = run(district.council, format="html", issued=True)

    assert run(district.council, issued=True) == content.json().decode()
    assert (tmp_path / "pdf").read_bytes() == content.pdf()
    assert "01/BC-HĐND" in html
    assert "DỰ THẢO" not in html
    assert {one["code"]: one["value"] for one in json_of(district.council)["figures"]}["sessions.held"] == 2


def test_annual_report_prints_no_number_for_a_draft_of_an_issued_report(district):
    issued(draft(district.council, scope=Mode.BY_LEVEL))
    html = run(district.council, format="html")

    assert "BẢN DỰ THẢO, CHƯA BAN HÀNH" in html
    assert "01/BC-HĐND" not in html
    assert AnnualReport.objects.get().is_issued


def test_annual_report_issued_refuses_a_report_that_is_not_issued(district):
    draft(district.council, scope=Mode.BY_LEVEL)

    assert refusal(district.council, issued=True) == (1, "Chưa có báo cáo nào đã ban hành cho HĐND, kỳ và phạm vi này.")


def test_annual_report_names_a_file_that_cannot_be_written(district, tmp_path):
    status, message = refusal(district.council, output=tmp_path / "khong-co" / "a.json")

    assert (status, message.startswith("Không ghi được tệp ")) == (1, True)


def test_annual_report_names_a_character_without_glyph(district, tmp_path):
    AnnualReportFactory(council=district.council, scope=Mode.BY_LEVEL, title="Tổng kết 漢")

    assert "không có ký tự “漢”" in refusal(district.council, format="pdf", output=tmp_path / "a.pdf")[1]


def test_annual_report_works_for_a_council_that_ended_before_the_cut_off(tmp_path):
    council = CouncilFactory(ward=True, end=date(2021, 7, 1))
    MandateFactory(term=TermFactory(council=council, start=date(2016, 6, 1), end=date(2021, 7, 1)))
    for file_format in ("json", "html", "pdf"):
        run(council, format=file_format, output=tmp_path / file_format)

    assert json.loads((tmp_path / "json").read_text())["figures"][0]["value"] is None
