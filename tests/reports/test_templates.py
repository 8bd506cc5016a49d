"""The templates of report pages, rendered from plain data."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from core.pages.charts import BarNumber
from reports.document.structure import Block, Run
from reports.draft_page import LinkedList, LinkedText
from reports.figure_page import SourcesTable
from reports.models import AnnualReport
from reports.templatetags.headings import headings
from tests.client import page_problems
from tests.factories.councils import CouncilFactory
from tests.reports.sample_documents import DRAFT, ISSUED, heading, paragraph, part, short

pytestmark = pytest.mark.django_db

RECORD = SimpleNamespace(
    number="12/NQ-HĐND",
    date=date(2021, 9, 28),
    date_label="thông qua",
    title="Về hỗ trợ đặc thù",
    meta="Kỳ họp thứ 2",
    url="",
)


def build_report(**changes):
    council = CouncilFactory.build(slug="cau-giay", name="HĐND quận Cầu Giấy")
    return AnnualReport(pk=1, council=council, slug="2021", period_label="năm 2021", title=ISSUED.title, **changes)


def report_page(document, *, draft=None, **changes):
    report = build_report(**changes)
    context = {
        "report": report,
        "document": document,
        "comparison": None,
        "highlights": [],
        "highlights_title": "",
        "pdf": None,
        "newest_version": report.version,
        "earlier_version": None,
        "version_query": "",
        "version_error": "",
        "draft": draft,
        "is_draft": document.is_draft,
        "linked_data": None,
    }
    return render("reports/annualreport_detail.html", context)


def figure_page(**changes):
    context = {
        "reported_by": "HĐND quận Cầu Giấy",
        "report": build_report(),
        "code": "resolutions.adopted",
        "part": "",
        "level": "",
        "title": "Nghị quyết ban hành",
        "definition": "Nghị quyết do HĐND thông qua trong kỳ.",
        "value": 24,
        "text": "24 nghị quyết",
        "period_label": "năm 2021",
        "cut_off_text": "31/12/2021",
        "symbol": "05/BC-HĐND",
        "rows": [RECORD],
        "records_note": "1 hồ sơ công khai",
        "hidden_count": 0,
        "sources": None,
        "parts": [],
        "levels": [],
        "back_url": "/bao-cao/cau-giay/2021/",
        "page_obj": Paginator([RECORD], 50).page(1),
        "is_draft": False,
        "filter_error": "",
        "version_error": "",
        "reason": "",
        "sums_only": False,
    }
    return render("reports/figure_detail.html", context | changes)


def render(template, context):
    html = render_to_string(template, context, request=RequestFactory().get("/bao-cao/cau-giay/2021/"))
    assert page_problems(html) == []
    return html


def figures(html):
    return re.findall(r'<data class="figure" value="([^"]*)">([^<]*)</data>', html)


def heading_levels(html):
    return [int(level) for level in re.findall(r"<h([1-6])", html)]


def test_annualreport_detail_links_every_figure():
    runs = [run for block in ISSUED.blocks for run in block.runs if run.figure]

    links = re.findall(r'<a class="figure-link" href="([^"]*)">([^<]*)</a>', report_page(ISSUED))

    assert [(url, text.replace("\N{NO-BREAK SPACE}", " ")) for url, text in links] == [(run.url, run.text) for run in runs]


def test_annualreport_detail_keeps_a_number_and_its_unit_on_one_line():
    runs = (Run("Có 8 Tổ, hỗ trợ "), Run("gần 50,583 tỷ đồng", figure="support.amount", url="/x/"), Run("."))

    html = report_page(short(Block("paragraph", runs=runs)))

    assert '<p>Có 8 Tổ, hỗ trợ <a class="figure-link" href="/x/">gần 50,583\N{NO-BREAK SPACE}tỷ đồng</a>.</p>' in html


def test_annualreport_detail_prints_a_figure_without_page_as_text():
    html = report_page(short(Block("paragraph", runs=(Run("Có "), Run("12 kỳ họp", figure="sessions.held"), Run(".")))))

    assert "<p>Có 12\N{NO-BREAK SPACE}kỳ họp.</p>" in html


def test_annualreport_detail_links_footnote_marks_to_notes():
    html = report_page(ISSUED)

    assert re.findall(r'href="#(ghi-chu-\d)"', html) == ["ghi-chu-1", "ghi-chu-1", "ghi-chu-2"]
    assert re.findall(r'<li id="(ghi-chu-\d)"', html) == ["ghi-chu-1", "ghi-chu-2"]


def test_annualreport_detail_contents_link_to_headings_and_annexes():
    html = report_page(ISSUED)
    contents = html[html.index('aria-label="Mục lục"') : html.index("</nav>", html.index('aria-label="Mục lục"'))]
    targets = re.findall(r'href="#([^"]*)"', contents)

    assert len(targets) == 9 + len(ISSUED.annexes)
    assert [html.count(f'id="{target}"') for target in targets] == [1] * len(targets)
    assert "a) Của Thường trực" not in contents
    assert "Phần thứ nhất</a>" in contents
    assert "KẾT QUẢ HOẠT ĐỘNG" not in contents


def test_annualreport_detail_has_unique_ids():
    identifiers = re.findall(r' id="([^"]*)"', report_page(ISSUED))

    assert sorted(identifiers) == sorted(set(identifiers))


@pytest.mark.parametrize(
    "blocks",
    [
        ISSUED.blocks,
        (heading(1, "I. Đặc điểm"), heading(2, "1. Kỳ họp"), heading(3, "a) Thường kỳ"), heading(1, "II. Kết quả")),
        (heading(2, "1. Kỳ họp"), paragraph("Không có gì."), heading(3, "a) Thường kỳ")),
        (part("Phần thứ nhất", "Kết quả"), heading(3, "a) Thường kỳ"), heading(1, "I. Đặc điểm")),
    ],
)
def test_headings_skip_no_level(blocks):
    levels = heading_levels(report_page(replace(ISSUED, blocks=tuple(blocks))))

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_headings_give_unique_anchors():
    twice = replace(
        ISSUED, blocks=tuple(Block("heading", level=1, text=text, anchor="sessions") for text in ("I. Một", "II. Hai"))
    )

    assert [block.anchor for block in headings(document=twice).blocks] == ["sessions", "muc-2"]


def test_annualreport_detail_labels_the_regions_of_annexes():
    html = report_page(ISSUED)

    assert re.findall(r'role="region" aria-label="([^"]*)"', html) == [annex.title for annex in ISSUED.annexes]
    charts = [annex.chart for annex in ISSUED.annexes if annex.chart]
    assert html.count("<svg role") == sum(len(chart.bars) for chart in charts) > 0


def test_annualreport_detail_closes_each_annex_around_its_anchor_and_says_its_number_of_rows():
    annex = ISSUED.annexes[0]

    html = report_page(ISSUED)

    closed = re.search(rf'<details>\s*<summary>{len(annex.rows)} dòng</summary>\s*<div id="phu-luc-{annex.key}">', html)
    assert closed is not None
    assert html.count("<details>") == len(ISSUED.annexes) + len(["Mục lục"])


def test_annualreport_detail_introduces_the_notes_of_an_annex_once():
    annex = ISSUED.annexes[0]

    one = report_page(replace(ISSUED, annexes=(replace(annex, notes=("Một.",)),)))
    two = report_page(replace(ISSUED, annexes=(replace(annex, notes=("Một.", "Hai.")),)))

    assert '<p class="note">Ghi chú: Một.</p>' in one
    assert two.count("Ghi chú:") == 1
    assert "<ul><li>Một.</li><li>Hai.</li></ul>" in two


def test_annualreport_detail_notes_an_annex_without_rows():
    html = report_page(replace(ISSUED, annexes=(replace(ISSUED.annexes[0], rows=(), total=()),)))

    assert "Phụ lục này không có dòng nào trong kỳ báo cáo." in html


def test_annualreport_detail_of_an_issued_report_has_a_number_and_no_ribbon():
    html = report_page(ISSUED)

    assert "<p>Số: 05/BC-HĐND</p>" in html
    assert "Nguyễn Văn Chiến" in html
    assert "DỰ THẢO" not in html
    assert "noindex" not in html
    assert 'class="button" href="/bao-cao/cau-giay/2021/bao-cao.pdf"' in html


def test_annualreport_detail_of_a_draft_has_a_ribbon_with_unused_totals_and_gaps():
    draft = SimpleNamespace(
        **dict.fromkeys(("conflicts", "waiting_lists", "promised_sections", "other_empty_sections", "partial", "silent"), ()),
        links=SimpleNamespace(form=""),
        warnings=["Kỳ bắt đầu trước khi có HĐND."],
        unused_totals=[LinkedText("Kỳ họp: 112 theo Báo cáo số 5: nói về kỳ khác.", (("Mở số liệu", "/quan-tri/so-lieu/"),))],
        missing=[LinkedList("Chưa có số liệu – HĐND quận", (("Đơn thư", "/quan-tri/them/"), ("Kỳ họp", "")))],
    )
    html = re.sub(r"\s+", " ", report_page(DRAFT, draft=draft))

    assert "BẢN DỰ THẢO, CHƯA BAN HÀNH" in html
    assert "<p>Kỳ bắt đầu trước khi có HĐND.</p>" in html
    assert "không dùng trong báo cáo này (1)" in html
    assert '<li>Kỳ họp: 112 theo Báo cáo số 5: nói về kỳ khác. <a href="/quan-tri/so-lieu/">Mở số liệu</a>' in html
    assert '<li>Chưa có số liệu – HĐND quận: <a href="/quan-tri/them/">Đơn thư</a>; Kỳ họp.' in html
    assert '<meta name="robots" content="noindex">' in html


def test_annualreport_detail_shows_the_correction_reason():
    html = report_page(ISSUED, version=2, correction_reason="Sửa số buổi tiếp công dân.")

    assert "Bản đính chính (bản 2): Sửa số buổi tiếp công dân." in html


def test_annualreport_detail_escapes_markup():
    hostile = '<script>alert("x")</script>'

    html = report_page(short(heading(1, hostile), paragraph(hostile), title=hostile))

    assert "<script>" not in html
    assert html.count("&lt;script&gt;") >= 4


def test_figure_detail_has_its_value_in_one_element():
    assert figures(figure_page()) == [("24", "24 nghị quyết")]


def test_figure_detail_shows_why_there_is_no_value():
    part = BarNumber("Thường trực", 150, "150 buổi", "/x/")

    html = figure_page(value=None, text="", reason="Chỉ tiêu này không có một con số chung.", parts=[part])

    assert figures(html) == [("", "–")]
    assert "<p>Chỉ tiêu này không có một con số chung.</p>" in html
    assert re.search('<a href="/x/">Thường trực</a></dt>\\s*<dd>150 buổi</dd>', html)


@pytest.mark.parametrize("value", ["50583000000", 50583000000])
def test_figure_detail_has_the_value_without_separators(value):
    assert figures(figure_page(value=value, text="gần 50,583 tỷ đồng")) == [("50583000000", "gần 50,583 tỷ đồng")]


def test_figure_detail_counts_records_that_are_not_public():
    assert "2 bản ghi không công khai." in figure_page(hidden_count=2)
    assert "không công khai" not in figure_page(hidden_count=0)


def test_figure_detail_shows_the_filter_error():
    assert "Không có phần “abc” trong chỉ tiêu này." in figure_page(filter_error="Không có phần “abc” trong chỉ tiêu này.")


def test_figure_detail_shows_the_source_of_a_reported_total():
    row = ("HĐND các phường", "427 buổi", "Báo cáo số 12/BC-HĐND", "20/12/2021", "dùng số này")

    html = figure_page(rows=[], sources=SourcesTable((row,)))

    assert tuple(re.sub("<[^>]*>", "", cell) for cell in re.findall("<td[^>]*>(.*?)</td>", html)) == row
    assert "Số liệu này lấy từ báo cáo tổng hợp, không có từng hồ sơ trên cổng." in html


def test_figure_detail_lists_no_people():
    html = figure_page(rows=[], sums_only=True)

    assert "không liệt kê từng người" in html


def test_figure_detail_paginates_records():
    html = figure_page(page_obj=Paginator(range(120), 50).page(2))

    assert re.findall(r'rel="(prev|next)" href="([^"]*)"', html) == [("prev", "?trang=1"), ("next", "?trang=3")]
