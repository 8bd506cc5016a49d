"""What the page of a draft says to staff, and the forms to which it leads."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.html import escape

from reports.content import ReportContent
from reports.draft_page import DraftPage
from reports.models import AnnualReport, ReportChoice, ReportedTotal
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import SubordinationFactory
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory, ReportSectionFactory
from tests.factories.resolutions import ConfidenceBallotFactory
from tests.factories.sessions_app import QuestionFactory, StandingMeetingFactory
from tests.hdnd_portal.admin_models import admin_url
from tests.reports.records import petition, resolution, session

pytestmark = pytest.mark.django_db


def draft_of(district, **values):
    return AnnualReportFactory(council=district.council, **{"scope": "by-level"} | values)


def page_for(client, report, role="records_officer", council=None):
    """The HTML of the page of `report` for somebody with this role, without the space between elements."""
    client.force_login(ServiceFactory(council=council or report.council, role=role).user)
    html = client.get(report.get_absolute_url()).content.decode()
    return re.sub(r"\s+", " ", html)


def form_of(html, label):
    """The path and the query of the link `label`."""
    (address,) = re.findall(rf'<a href="([^"]*)">{re.escape(label)}</a>', html)
    parts = urlsplit(address.replace("&amp;", "&"))
    return parts.path, {name: value for name, (value,) in parse_qs(parts.query).items()}


def test_draft_page_says_who_says_what_in_a_conflict(client, district):
    session(district.council)
    first = ReportedTotalFactory(council=district.council, value=4, source="Báo cáo số 4")
    second = ReportedTotalFactory(council=district.council, value=5, source="Báo cáo số 5", qualifier="nearly")
    html = page_for(client, draft_of(district, slug="2021"), "reviewer")

    assert "phải xử lý trước khi ban hành (1)" in html
    address = escape(f"{admin_url(ReportChoice, 'add')}?council={district.council.pk}&report_slug=2021&total=")
    for total, words in ((first, "4 theo Báo cáo số 4"), (second, "gần 5 theo Báo cáo số 5")):
        form = admin_url(ReportedTotal, "change", total.pk)
        link = f'<a href="{form}">Mở số liệu</a> · <a href="{address}{total.pk}">Chọn số này</a>'
        assert f"<li>{words} {link} </li>" in html
    assert '<li>1 tính từ bản ghi <a href="/bao-cao/' in html
    assert 'sessions.held/">Xem bản ghi</a>' in html
    assert form_of(html, "Ghi thêm số liệu tổng hợp")[1]["code"] == "sessions.held"


def test_draft_page_offers_no_choice_to_those_who_may_not_choose(client, district):
    session(district.council)
    ReportedTotalFactory(council=district.council, value=4)
    report = draft_of(district)

    assert "Chọn số này" not in page_for(client, report, "records_officer")
    assert "Ghi thêm số liệu tổng hợp" in page_for(client, report, "records_officer")
    html = page_for(client, report, "standing")
    assert "Mở số liệu" in html
    assert "Ghi thêm số liệu tổng hợp" not in html
    assert "Soạn lời văn" not in html


def test_draft_page_offers_no_choice_of_a_total_that_the_user_may_not_open(client, district):
    session(district.ward)
    ReportedTotalFactory(council=district.ward, value=4)
    html = page_for(client, draft_of(district), "reviewer")

    assert "phải xử lý trước khi ban hành (1)" in html
    assert "Mở số liệu" not in html
    assert "Chọn số này" not in html


def test_draft_page_lists_unused_totals_with_links(client, district):
    total = ReportedTotalFactory(council=district.council, value=4, period_to=date(2021, 6, 30))
    below = ReportedTotalFactory(council=district.ward, value=7, period_to=date(2021, 6, 30))
    html = page_for(client, draft_of(district))

    assert "Số liệu tổng hợp không dùng trong báo cáo này (2)" in html
    assert f"Kỳ họp: 4 theo {total.source}, kỳ 01/01/2021 – 30/06/2021: nói về kỳ khác." in html
    assert f'href="{admin_url(ReportedTotal, "change", total.pk)}"' in html
    assert f"Kỳ họp: 7 theo {below.source}" in html
    assert f'href="{admin_url(ReportedTotal, "change", below.pk)}"' not in html


def test_draft_page_leads_from_what_is_missing_to_a_filled_form(client, district):
    report = draft_of(district)
    html = page_for(client, report)
    own, below = re.findall(r"<li>(Chưa có số liệu – .*?)</li>", html)

    assert form_of(own, "Đơn thư đã tiếp nhận") == (
        admin_url(ReportedTotal, "add"),
        {
            "council": str(district.council.pk),
            "coverage": "own",
            "period_from": "01/01/2021",
            "period_to": "31/12/2021",
            "code": "letters.received",
        },
    )
    query = form_of(below, "Đơn thư đã tiếp nhận")[1]
    assert (query["council"], query["coverage"], query["level"]) == (str(district.council.pk), "below", "commune")
    address = re.search(r'href="([^"]*)">Đơn thư đã tiếp nhận', own)[1].replace("&amp;", "&")
    form = client.get(address).context["adminform"].form
    assert (form["code"].value(), form["period_to"].value()) == ("letters.received", "31/12/2021")


def test_draft_page_names_the_councils_without_numbers(client, district):
    other = SubordinationFactory(parent=district.council).council
    ReportedTotalFactory(council=other, value=3)
    user = UserFactory(is_staff=True)
    for council in (district.council, district.ward):
        ServiceFactory(council=council, role="records_officer", user=user)
    report = draft_of(district)
    page = DraftPage(ReportContent(report), user)

    (quiet, some), label = page.silent, report.as_scope().levels[0].label
    assert quiet.beginning == f"1/2 {label} chưa có số liệu nào"
    assert [name for name, _ in quiet.names] == [district.ward.name]
    assert f"council={district.ward.pk}&coverage=own" in quiet.names[0][1]
    assert some.beginning == f"1/2 {label} chưa có số liệu ở một số chỉ tiêu"
    ((name, address),) = some.names
    assert re.fullmatch(rf"{other.name} \(\d+ chỉ tiêu\)", name)
    assert address == ""
    client.force_login(user)
    assert "HĐND cấp dưới chưa có số liệu" in client.get(report.get_absolute_url()).content.decode()


def test_draft_page_calls_no_council_silent_that_has_records(district):
    session(district.ward)
    (silent,) = DraftPage(ReportContent(draft_of(district))).silent

    assert silent.beginning.endswith("chưa có số liệu ở một số chỉ tiêu")
    assert silent.names[0][0].startswith(f"{district.ward.name} (")


def test_draft_page_names_the_sums_of_some_councils_only(client, district):
    SubordinationFactory(parent=district.council)
    session(district.ward)
    report = draft_of(district)

    label = report.as_scope().levels[0].label
    (sentence,) = DraftPage(ReportContent(report)).partial
    assert sentence.startswith(f"Chưa đủ – {label} (số liệu của 01/02 HĐND): Kỳ họp; ")
    assert sentence in page_for(client, report)


@pytest.mark.parametrize(
    ("title", "promised"),
    [
        ("Báo cáo kết quả năm 2021; phương hướng, nhiệm vụ năm 2022", ["Phương hướng, nhiệm vụ"]),
        ("Báo cáo kết quả năm 2021, nhiệm vụ công tác năm 2022", ["Phương hướng, nhiệm vụ"]),
        ("Báo cáo kết quả thực hiện nhiệm vụ năm 2021", []),
        ("Báo cáo kết quả giải quyết kiến nghị của cử tri năm 2021", []),
        ("Đánh giá hoạt động năm 2021 và kiến nghị, đề xuất", ["Đánh giá: ưu điểm", "Kiến nghị, đề xuất"]),
    ],
)
def test_draft_page_names_what_the_title_promises(client, district, title, promised):
    report = draft_of(district, title=title)
    html = page_for(client, report)

    labels = "; ".join(promised)
    assert (f"<strong>Trích yếu nêu mà báo cáo chưa có nội dung:</strong> {labels}." in html) == bool(promised)
    assert f'<a href="{admin_url(AnnualReport, "change", report.pk)}">Soạn lời văn</a>' in html


def test_draft_page_names_empty_sections_until_they_have_text(client, district):
    report = draft_of(district, title="Báo cáo phương hướng năm 2022")
    ReportSectionFactory(report=report, key="directions", text="Tổ chức ba kỳ họp.")
    session(district.council)
    (sentence,) = re.findall(r"Mục chưa có nội dung: [^.]*\.", page_for(client, report))

    assert "Giám sát, khảo sát" in sentence
    assert "Kiến nghị, đề xuất" in sentence
    assert "Kỳ họp và nghị quyết" not in sentence
    assert "Phương hướng" not in sentence


def test_draft_page_counts_what_waits_for_approval(client, district):
    council = district.council
    for status in ("draft", "review"):
        session(council, status=status, publish_at=None)
        petition(council, status=status, publish_at=None, received_on=date(2021, 8, 1))
    resolution(council, status="draft", publish_at=None)
    QuestionFactory(council=council, written=True, status="review")
    QuestionFactory(council=council, written=True, published=True)
    StandingMeetingFactory.create_batch(3, term=district.term, held_on=date(2021, 10, 15))
    ConfidenceBallotFactory(session=session(council, opened_on=date(2021, 11, 2)))
    petition(council, status="review", publish_at=None, received_on=date(2022, 1, 1))
    petition(district.other, status="review", publish_at=None)
    ReportedTotalFactory(council=council, approved_on=None)
    html = page_for(client, draft_of(district))

    (names,) = re.findall(r"Chờ duyệt, chưa tính vào số liệu: (.*?)\. ?</p>", html)
    assert re.findall(r">(\d+ [^<]*)</a>", names) == [
        "02 kỳ họp",
        "01 nghị quyết",
        "01 chất vấn",
        "03 phiên họp Thường trực",
        "01 lấy phiếu tín nhiệm",
        "02 kiến nghị cử tri",
        "01 số liệu tổng hợp",
    ]
    for count, address in zip((2, 1, 1, 3, 1, 2, 1), re.findall(r'href="([^"]*)"', names), strict=True):
        assert client.get(address.replace("&amp;", "&")).context["cl"].result_count == count


def test_draft_page_counts_only_what_the_user_may_see(client, district):
    session(district.ward, status="review", publish_at=None)
    report = draft_of(district)

    assert "Chờ duyệt" not in page_for(client, report)
    superuser = UserFactory(is_staff=True, is_superuser=True)
    (waiting,) = DraftPage(ReportContent(report), superuser).waiting
    assert waiting.text == "01 kỳ họp"
    client.force_login(superuser)
    assert client.get(waiting.url).context["cl"].result_count == 1


def test_draft_page_asks_few_queries(client, district, django_assert_max_num_queries):
    for number in range(4):
        council = SubordinationFactory(parent=district.council).council
        ReportedTotalFactory(council=council, value=number, period_to=date(2021, 6, 30))
        ReportedTotalFactory(council=district.council, value=number, source=f"Báo cáo số {number}")
    report = draft_of(district)
    user = UserFactory(is_staff=True)
    ServiceFactory(council=district.council, role="reviewer", user=user)
    content = ReportContent(report)
    assert content.document.is_draft

    with django_assert_max_num_queries(5):
        page = DraftPage(content, user)
        assert page.conflicts
        assert page.unused_totals
        assert page.silent
        assert page.missing
        assert page.empty_sections
        assert page.waiting == []
        assert page.links.form
