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
from tests.reports.stage import draft, issued, session

pytestmark = pytest.mark.django_db


def run(council, **options):
    """What the command prints; 2021 as JSON where nothing else is asked for."""
    out = StringIO()
    period = {} if {"year", "first", "last"} & options.keys() else {"year": 2021}
    call_command("annual_report", **{"council": council.slug, "format": "json"} | period | options, stdout=out)
    return out.getvalue()


def told(council, **options):
    return json.loads(run(council, **options))


def refusal(council, **options):
    with pytest.raises(CommandError) as refused:
        run(council, **options)
    return refused.value.returncode, str(refused.value)


def test_json_goes_to_the_standard_output(stage):
    session(stage.council)
    data = told(stage.council)

    assert (data["council"], data["scope"], data["cut_off"]) == (stage.council.slug, "by-level", "2021-12-31")
    assert data["period"] == {"from": "2021-01-01", "to": "2021-12-31", "label": "năm 2021"}
    assert {one["code"]: (one["value"], one["url"]) for one in data["figures"]}["sessions.held"] == (1, "")


def test_json_of_a_stored_report_has_its_addresses(stage):
    AnnualReportFactory(council=stage.council, scope=Mode.BY_LEVEL)

    assert told(stage.council)["figures"][0]["url"] == f"/bao-cao/{stage.council.slug}/2021/councils.delegates/"
    assert told(stage.council, scope="own")["figures"][0]["url"] == ""
    assert told(stage.council, cut_off="30/6/2021")["figures"][0]["url"] == ""


@pytest.mark.parametrize("scope", list(Mode))
def test_json_has_every_scope(stage, scope):
    levels = {level["level"] for figure in told(stage.council, scope=scope.value)["figures"] for level in figure["levels"]}

    assert levels == {Mode.OWN: set(), Mode.BY_LEVEL: {"commune"}, Mode.CONSOLIDATED: {"district", "commune"}}[scope]


@pytest.mark.parametrize("stored", [False, True])
def test_html_is_a_whole_page_whether_or_not_a_report_is_stored(stage, stored):
    if stored:
        AnnualReportFactory(council=stage.council, scope=Mode.BY_LEVEL, title="Tổng kết của văn phòng")
    html = run(stage.council, format="html")

    assert page_problems(html) == []
    assert "BẢN DỰ THẢO, CHƯA BAN HÀNH" in html
    assert ("Tổng kết của văn phòng" in html) == ("bao-cao.pdf" in html) == stored


@pytest.mark.parametrize("file_format", ["html", "pdf", "json"])
def test_two_prints_of_a_draft_have_the_same_bytes(stage, tmp_path, file_format):
    session(stage.council)
    prints = []
    for name in ("one", "two"):
        assert run(stage.council, format=file_format, output=str(tmp_path / name)) == ""
        prints.append((tmp_path / name).read_bytes())

    assert prints[0] == prints[1]
    assert prints[0].startswith({"html": b"<!doctype html>", "pdf": b"%PDF-1.7", "json": b"{"}[file_format])


def test_pdf_is_never_written_to_a_terminal(stage):
    assert refusal(stage.council, format="pdf") == (1, "Bản PDF phải ghi vào tệp: thêm --output TỆP.")


@pytest.mark.parametrize("file_format", ["docx", "xlsx"])
def test_format_that_is_not_built_yet_exits_with_two(stage, file_format):
    assert refusal(stage.council, format=file_format) == (2, f"Định dạng {file_format} chưa có trong phiên bản này.")


def test_predecessors_are_not_built_yet(stage):
    assert refusal(stage.council, with_predecessors=True)[0] == 2


def test_council_that_is_unknown_is_named():
    council = CouncilFactory.build(slug="khong-co")

    assert refusal(council) == (1, "Không có HĐND nào mang mã “khong-co”.")


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
def test_period_that_is_none_is_told(stage, options, message):
    assert refusal(stage.council, **options) == (1, message)


@pytest.mark.parametrize("days", [{"first": "2021-01-01", "last": "2021-06-30"}, {"first": "1/1/2021", "last": "30/6/2021"}])
def test_period_may_be_any_days(stage, days):
    data = told(stage.council, **days)

    assert data["period"] == {"from": "2021-01-01", "to": "2021-06-30", "label": "từ 01/01/2021 đến 30/06/2021"}
    assert data["cut_off"] == "2021-06-30"


def test_period_may_end_on_29_february(stage, tmp_path):
    for file_format in ("json", "html", "pdf"):
        run(stage.council, first="29/2/2024", last="29/2/2024", format=file_format, output=tmp_path / file_format)

    assert json.loads((tmp_path / "json").read_text())["cut_off"] == "2024-02-29"


def test_cut_off_decides_the_stocks(stage):
    MandateFactory(term=stage.term, start=date(2021, 10, 1))
    delegates = [told(stage.council, **options)["figures"][0]["value"] for options in ({}, {"cut_off": "30/9/2021"})]

    assert delegates == [2, 1]


def test_cut_off_of_the_stored_report_is_used_where_none_is_asked_for(stage):
    AnnualReportFactory(council=stage.council, scope=Mode.BY_LEVEL, cut_off=date(2021, 9, 30))

    assert [told(stage.council, **options)["cut_off"] for options in ({}, {"cut_off": "30/11/2021"})] == [
        "2021-09-30",
        "2021-11-30",
    ]


def test_stored_words_are_printed_and_nothing_is_stored(stage):
    report = AnnualReportFactory(council=stage.council, scope=Mode.BY_LEVEL)
    ReportSectionFactory(report=report, text="Các kỳ họp được chuẩn bị kỹ.")

    assert "Các kỳ họp được chuẩn bị kỹ." in run(stage.council, format="html")
    assert AnnualReport.objects.get() == report


def test_issued_report_is_printed_as_it_was_issued(stage, tmp_path):
    session(stage.council)
    report = issued(draft(stage.council, scope=Mode.BY_LEVEL))
    session(stage.council)
    content = ReportContent(AnnualReport.objects.get(pk=report.pk))
    run(stage.council, format="pdf", output=tmp_path / "pdf", issued=True)
    html = run(stage.council, format="html", issued=True)

    assert run(stage.council, issued=True) == content.json().decode()
    assert (tmp_path / "pdf").read_bytes() == content.pdf()
    assert "01/BC-HĐND" in html
    assert "DỰ THẢO" not in html
    assert {one["code"]: one["value"] for one in told(stage.council)["figures"]}["sessions.held"] == 2


def test_draft_of_an_issued_report_carries_no_number(stage):
    issued(draft(stage.council, scope=Mode.BY_LEVEL))
    html = run(stage.council, format="html")

    assert "BẢN DỰ THẢO, CHƯA BAN HÀNH" in html
    assert "01/BC-HĐND" not in html
    assert AnnualReport.objects.get().is_issued


def test_report_that_was_never_issued_is_told(stage):
    draft(stage.council, scope=Mode.BY_LEVEL)

    assert refusal(stage.council, issued=True) == (1, "Chưa có báo cáo nào đã ban hành cho HĐND, kỳ và phạm vi này.")


def test_file_that_cannot_be_written_is_told(stage, tmp_path):
    status, message = refusal(stage.council, output=tmp_path / "khong-co" / "a.json")

    assert (status, message.startswith("Không ghi được tệp ")) == (1, True)


def test_sign_without_a_glyph_is_told(stage, tmp_path):
    AnnualReportFactory(council=stage.council, scope=Mode.BY_LEVEL, title="Tổng kết 漢")

    assert "không có ký tự “漢”" in refusal(stage.council, format="pdf", output=tmp_path / "a.pdf")[1]


def test_council_that_ended_before_the_cut_off_has_a_report(tmp_path):
    council = CouncilFactory(ward=True, end=date(2021, 7, 1))
    MandateFactory(term=TermFactory(council=council, start=date(2016, 6, 1), end=date(2021, 7, 1)))
    for file_format in ("json", "html", "pdf"):
        run(council, format=file_format, output=tmp_path / file_format)

    assert json.loads((tmp_path / "json").read_text())["figures"][0]["value"] is None
