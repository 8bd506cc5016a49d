"""The sample council: its records give exactly the figures that the seed article names."""

import json
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from councils.models import Council
from reports.content import ReportContent
from reports.draft_page import DraftPage
from reports.indicators import INDICATORS
from reports.models import AnnualReport
from reports.scope import Mode
from tests.factories.accounts import ServiceFactory
from tests.reports.figure_values import figure_value, scope_of, values

WARDS = "Báo cáo của HĐND các phường về kết quả hoạt động từ đầu năm 2021 đến khi kết thúc nhiệm kỳ"
EPIDEMIC = re.compile(r"covid|dịch bệnh|giãn cách", re.IGNORECASE)


def printed(council, **options):
    """The JSON of `annual_report` for the year 2021."""
    out = StringIO()
    options = {"council": council.slug, "year": 2021, "scope": "by-level"} | options
    call_command("annual_report", **options, format="json", stdout=out)
    return json.loads(out.getvalue())


def number_values(number):
    """Value, computed, reported and qualifier of one figure, part or level."""
    return number["value"], number["computed"], number["reported"], number["qualifier"]


def figure_values(figure):
    """A figure with its parts other than 0 and its levels that have values."""
    return {
        "": number_values(figure),
        **{part["key"]: number_values(part) for part in figure["parts"] if part["value"]},
        **{
            level["level"]: {"": number_values(level), **{part["key"]: number_values(part) for part in level["parts"]}}
            for level in figure["levels"]
            if level["value"] is not None or level["parts"]
        },
    }


def counted(value):
    return value, value, None, ""


def reported(value):
    return value, None, value, ""


UNADDED = None, None, None, ""
SEED = {
    "councils.delegates": {"": counted(35)},
    "councils.groups": {"": counted(8), "areas": counted(8)},
    "councils.standing_members": {"": counted(4)},
    "councils.committee_members": {"": counted(10)},
    "sessions.held": {
        "": counted(4),
        "regular": counted(2),
        "irregular": counted(2),
        "commune": {"": counted(8), "regular": counted(0), "irregular": counted(8)},
    },
    "resolutions.adopted": {"": counted(24), "personnel": counted(5), "regular": counted(7), "thematic": counted(12)},
    "supervision.conducted": {"": counted(7), "standing": counted(4), "committees": counted(3)},
    "support.beneficiaries": {"": counted(21281)},
    "support.amount": {"": ("50583000000", "50583000000", None, "gần")},
    "petitions.forwarded": {"": counted(97), "higher_levels": counted(97)},
    "receptions.held": {
        "": UNADDED,
        "standing": counted(150),
        "delegates": counted(60),
        "commune": {"": UNADDED, "standing": reported(163), "council": reported(427)},
    },
    "commendations.given": {
        "": UNADDED,
        "flag.province.term.collectives": counted(1),
        "merit.province.term.collectives": counted(2),
        "merit.province.term.individuals": counted(15),
        "certificate.district.term.collectives": counted(22),
        "certificate.district.term.individuals": counted(59),
        "certificate.district.year.collectives": counted(9),
        "certificate.district.year.individuals": counted(15),
    },
}


def test_annual_report_gives_the_figures_of_the_seed_article(cau_giay):
    data = printed(cau_giay)

    assert {figure["code"]: figure_values(figure) for figure in data["figures"] if figure["code"] in SEED} == SEED
    assert (data["conflicts"], data["scope"], data["council_name"]) == ([], "by-level", "HĐND quận Cầu Giấy")


def named_numbers(data):
    """{"code", "code:part", each also with "@level": value, base and qualifier that are not null} of all figures."""
    numbers = {}
    for figure in data["figures"]:
        for level in (figure, *figure["levels"]):
            suffix = f"@{level['level']}" if "level" in level else ""
            numbers[f"{figure['code']}{suffix}"] = level
            numbers |= {f"{figure['code']}:{p['key']}{suffix}{'%' * p['is_percent']}": p for p in level["parts"]}
    keys = ("value", "base", "qualifier")
    return {name: {key: number[key] for key in keys if number[key] not in (None, "")} for name, number in numbers.items()}


FILLED = {  # what the first report on 2021 did not know, and records of its sessions have given since
    "questions.raised": "09 ý kiến",
    "questions.promises": "05 lời hứa",
    "questions.sittings": "02 phiên",
    "questions.topics": "05 nhóm vấn đề",
    "explanations.held": "01 phiên",
    "explanations.topics": "01 nội dung",
    "standing_meetings.held": "12 phiên",
    "sessions.attendance": "97,8%",
}


def test_annual_report_keeps_every_number_of_2021(cau_giay):
    """None of the numbers that were published first may change; later records fill those alone that nobody knew then."""
    published = json.loads((Path(__file__).parent / "numbers_of_2021.json").read_text(encoding="utf-8"))
    data = printed(cau_giay)
    numbers = named_numbers(data)

    assert {name: numbers.get(name) for name in published} == published
    assert {re.split("[:@]", name)[0] for name in published}.isdisjoint(FILLED)
    assert {figure["code"]: figure["text"] for figure in data["figures"] if figure["code"] in FILLED} == FILLED


def test_annual_report_counts_questions_meetings_and_attendance_from_the_rows_of_2021(cau_giay):
    """Nine questions: three at session 2, five at session 3 and one in writing before it."""
    figures = {figure["code"]: figure for figure in printed(cau_giay)["figures"]}
    counted_from_rows = {
        "questions.raised": (9, {"oral": 8, "written": 1}),
        "questions.promises": (5, {}),
        "questions.topics": (5, {}),
        "questions.sittings": (2, {}),
        "explanations.held": (1, {}),
        "explanations.topics": (1, {}),
        "standing_meetings.held": (12, {}),
        "sessions.attendance": (136, {}),  # 33, 35, 34 and 34 at the first sittings of the four sessions
    }

    assert {
        code: (figures[code]["value"], {part["key"]: part["value"] for part in figures[code]["parts"]} if parts else {})
        for code, (_, parts) in counted_from_rows.items()
    } == counted_from_rows
    assert figures["sessions.attendance"]["base"] == 34 + 35 * 3
    assert figures["confidence.ballots"]["value"] is None


def test_annual_report_prints_figures_as_the_article_does(cau_giay):
    texts = {figure["code"]: figure["text"] for figure in printed(cau_giay)["figures"]}
    expected = {
        "councils.delegates": "35 đại biểu",
        "councils.groups": "8 Tổ",
        "councils.standing_members": "04 đồng chí",
        "sessions.held": "04 kỳ họp",
        "support.beneficiaries": "21.281 đối tượng",
        "support.amount": "gần 50,583 tỷ đồng",
        "petitions.forwarded": "97 ý kiến, kiến nghị",
    }

    assert {code: texts[code] for code in expected} == expected


def test_report_content_document_names_the_source_of_totals_of_wards(cau_giay):
    document = ReportContent(AnnualReport.objects.get(council=cau_giay, slug="2021")).document

    assert [note.text for note in document.notes] == [f"Số liệu tổng hợp: {WARDS}."]


@pytest.mark.parametrize(
    ("day", "people"),
    [
        (date(2020, 12, 31), {"delegates": 34, "standing_members": 4, "committee_members": 10}),
        (date(2021, 12, 31), {"delegates": 35, "standing_members": 4, "committee_members": 10}),
    ],
)
def test_collect_counts_people_once_across_two_terms(cau_giay, day, people):
    figures = values(scope_of(cau_giay, cut_off=day), codes={f"councils.{name}" for name in people})

    assert figures == {f"councils.{name}": count for name, count in people.items()}


def test_annual_report_modes_own_and_consolidated_of_the_sample(cau_giay):
    own, together = (
        {figure["code"]: figure for figure in printed(cau_giay, scope=mode.value)["figures"]}
        for mode in (Mode.OWN, Mode.CONSOLIDATED)
    )

    assert [figure["levels"] for figure in own.values()] == [[]] * len(INDICATORS)
    assert [figures["sessions.held"]["value"] for figures in (own, together)] == [4, 12]
    assert [figures["councils.delegates"]["value"] for figures in (own, together)] == [35, None]
    levels = {level["level"]: level["value"] for level in together["sessions.held"]["levels"]}
    assert levels == {"district": 4, "commune": 8}


def test_annual_report_equals_the_issued_report(cau_giay):
    issued = ReportContent(AnnualReport.objects.get(council=cau_giay, slug="2021"))

    assert printed(cau_giay) == issued.figures_data()


@pytest.mark.parametrize("code", INDICATORS)
def test_figure_view_equals_every_figure(client, cau_giay, code):
    figures = ReportContent(AnnualReport.objects.get(council=cau_giay, slug="2021")).figures_data()["figures"]
    figure = next(one for one in figures if one["code"] == code)
    numbers = [figure, *figure["parts"], *figure["levels"], *(part for level in figure["levels"] for part in level["parts"])]
    expected = {number["url"]: "" if number["value"] is None else str(number["value"]) for number in numbers}

    assert len(expected) == len(numbers)
    assert {url: figure_value(client.get(url)) for url in expected} == expected


def all_text(document):
    """All text that a report prints."""
    paragraphs = ["".join(run.text for run in block.runs) + block.text for block in document.blocks]
    tables = [cell for annex in document.annexes for row in annex.rows for cell in row]
    return " ".join([document.title, *paragraphs, *tables, *document.gaps, *(note.text for note in document.notes)])


def draft_document(council, year, scope):
    report = AnnualReport(
        council=council,
        title=f"Tổng kết năm {year}",
        period_label=f"năm {year}",
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
        cut_off=date(year, 12, 31),
        scope=scope,
    )
    return ReportContent(report).document


def test_report_content_mentions_the_epidemic_in_2021_only(cau_giay):
    ward = Council.objects.get(slug="phuong-dich-vong")
    issued = ReportContent(AnnualReport.objects.get(council=cau_giay, slug="2021")).document

    assert EPIDEMIC.search(all_text(issued))
    others = (
        draft_document(cau_giay, 2020, Mode.BY_LEVEL),
        draft_document(ward, 2020, Mode.OWN),
        draft_document(ward, 2021, Mode.OWN),
    )
    assert [EPIDEMIC.search(all_text(document)) for document in others] == [None] * 3


def test_comparison_prints_the_conflict_of_2020_as_unknown(cau_giay):
    before = printed(cau_giay, year=2020)
    issued = ReportContent(AnnualReport.objects.get(council=cau_giay, slug="2021"))

    assert [(one["code"], one["part"], one["council"], one["computed"]) for one in before["conflicts"]] == [
        ("receptions.held", "standing", "cau-giay", 40)
    ]
    rows = {row[1]: row[3:] for row in issued.comparison.rows}
    assert rows["Buổi tiếp công dân: Thường trực HĐND quận Cầu Giấy"] == ("–", "150", "–")
    assert rows["Kỳ họp"] == ("3", "4", "tăng 1")


def test_report_detail_view_shows_staff_the_draft_of_2022_with_what_is_missing(client, cau_giay):
    report = AnnualReport.objects.get(council=cau_giay, slug="2022")
    assert client.get(report.get_absolute_url()).status_code == 404

    client.force_login(ServiceFactory(council=cau_giay, role="records_officer").user)
    html = client.get(report.get_absolute_url()).content.decode()
    (missing,) = DraftPage(ReportContent(report)).missing
    assert report.status == "draft"
    assert missing.beginning == "Chưa có số liệu – HĐND quận Cầu Giấy"
    assert {"Kỳ họp", "Nghị quyết của HĐND"} <= {name for name, _ in missing.names}
    assert f"{missing.beginning}: <a href=" in " ".join(html.split())


def test_figure_view_shows_a_level_by_its_parts(client, cau_giay):
    page = client.get("/bao-cao/cau-giay/2021/receptions.held/").content.decode()

    assert "Thường trực HĐND các phường: 163 buổi; HĐND các phường: 427 buổi" in page
