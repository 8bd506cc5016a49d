"""Issuing a report: what it takes, what prevents it, and that nothing changes it afterwards."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from reports.actions import issue_report
from reports.content import ReportContent
from reports.document.structure import ReportDocument, load
from reports.formats.pdf import render_pdf
from reports.models import AnnualReport, ReportFigure
from reports.scope import Mode
from resolutions.models import IssuedDocument
from tests.factories.accounts import UserFactory
from tests.factories.councils import BodyFactory, CouncilFactory
from tests.factories.reports import ReportedTotalFactory, ReportSectionFactory
from tests.factories.resolutions import IssuedDocumentFactory, RegisterFactory
from tests.reports.records import AT, ON, draft, issued, resolution, session

pytestmark = pytest.mark.django_db

UNSIGNED = "Ghi người ký và cách ký trước khi ban hành."
UNREGISTERED = "HĐND chưa có sổ văn bản mang mã “bao-cao” để lấy số báo cáo; hãy lập sổ trước."


def refusal_messages(report, **values):
    with pytest.raises(ValidationError) as error:
        issued(report, **values)
    stored = AnnualReport.objects.get(pk=report.pk)
    assert (stored.status, stored.content, stored.figures.count(), stored.files.count()) == ("draft", None, 0, 0)
    assert not IssuedDocument.objects.filter(doc_type="report", title=report.title).exists()
    return error.value.messages


def test_issue_report_takes_the_next_number_and_stores_the_document(district):
    session(district.council)
    report = draft(district.council)
    register = district.council.register_set.get()
    IssuedDocumentFactory(council=district.council, register=register, year=2022, number=4, symbol="04/BC-HĐND", issued_on=ON)
    user = UserFactory()
    report = issue_report(report=report, user=user, on=ON, at=AT)

    stored = AnnualReport.objects.get(pk=report.pk)
    document = stored.issued_document
    assert (stored.status, stored.issued_at, stored.issued_by) == ("issued", AT, user)
    assert (document.symbol, document.issued_on, document.issuer) == ("05/BC-HĐND", ON, district.standing)
    assert (document.title, document.signer.full_name, document.is_public(AT)) == (report.title, "Nguyễn Văn Chiến", True)
    document = ReportContent(stored).document
    assert (document.symbol, document.place_and_date) == ("05/BC-HĐND", "Đống Đa, ngày 05 tháng 01 năm 2022")
    assert (document.is_draft, document.draft_mark, document.gaps) == (False, "", ())


def test_issue_report_stores_one_report_figure_for_each_number(district):
    session(district.council)
    session(district.ward)
    ReportedTotalFactory(council=district.council, code="support.amount", value=50583000000, qualifier="nearly")
    report = issued(draft(district.council, scope=Mode.BY_LEVEL))
    rows = ReportFigure.objects.filter(report=report, value__gt=0).exclude(code__startswith="councils")

    assert {(row.breakdown, row.code, row.part, row.value, row.reported, row.qualifier, row.text) for row in rows} == {
        ("", "sessions.held", "", 1, None, "", "01 kỳ họp"),
        ("", "sessions.held", "regular", 1, None, "", "01 kỳ họp"),
        ("", "sessions.by_kind", "", 1, None, "", "01 kỳ họp"),
        ("", "sessions.by_kind", "regular", 1, None, "", "01 kỳ họp"),
        ("commune", "sessions.held", "", 1, None, "", "01 kỳ họp"),
        ("commune", "sessions.held", "regular", 1, None, "", "01 kỳ họp"),
        ("commune", "sessions.by_kind", "", 1, None, "", "01 kỳ họp"),
        ("commune", "sessions.by_kind", "regular", 1, None, "", "01 kỳ họp"),
        ("", "support.amount", "", 50583000000, 50583000000, "nearly", "gần 50,583 tỷ đồng"),
    }


def test_issue_report_stores_the_number_of_pages_of_the_pdf(district):
    session(district.council)
    report = issued(draft(district.council))
    with pikepdf.open(BytesIO(ReportContent(report).pdf())) as file:
        pages = len(file.pages)

    assert dict(report.files.values_list("format", "pages")) == {"pdf": pages, "json": None}
    assert pages > 1


def test_issue_report_stores_files_that_a_reprint_equals(district):
    session(district.council)
    report = AnnualReport.objects.get(pk=issued(draft(district.council)).pk)
    content = ReportContent(report)

    assert {(file.format, file.size, file.sha256) for file in report.files.all()} == {
        ("pdf", len(content.pdf()), hashlib.sha256(content.pdf()).hexdigest()),
        ("json", len(content.json()), hashlib.sha256(content.json()).hexdigest()),
    }
    assert render_pdf(load(ReportDocument, report.content["document"])) == content.pdf()
    assert json.loads(content.json()) == report.content["figures"] == content.figures_data()


def test_issue_report_freezes_the_report_against_later_changes_of_records(district):
    first = session(district.council)
    report = draft(district.council)
    ReportSectionFactory(report=report, text="Đã họp {sessions.held}.")
    content = ReportContent(issued(report))
    before = content.document, content.pdf(), content.json()
    session(district.council)
    resolution(district.council, published=True, signed=True)
    first.delete()
    district.council.name = "HĐND quận Khác"
    district.council.save()

    content = ReportContent(AnnualReport.objects.get(pk=report.pk))
    assert (content.document, content.pdf(), content.json()) == before


def test_report_content_of_an_issued_report_has_no_conflicts_and_nothing_missing(district):
    content = ReportContent(issued(draft(district.council)))

    assert (content.conflicts, content.missing_codes) == ((), set())


@pytest.mark.parametrize("values", [{"signer": None}, {"sign_mode": ""}])
def test_issue_report_refuses_a_report_without_signer(district, values):
    assert refusal_messages(draft(district.council, **values)) == [UNSIGNED]


def test_issue_report_lists_all_reasons_at_once(district):
    report = draft(district.council, register=False, signer=None)

    assert refusal_messages(report, on=date(2020, 12, 31)) == [
        "Ngày ghi trên báo cáo không thể trước kỳ báo cáo, bắt đầu từ 01/01/2021.",
        UNSIGNED,
        UNREGISTERED,
    ]


def test_issue_report_refuses_the_register_of_another_council_or_kind(district):
    RegisterFactory(council=district.council, key="cong-van")
    RegisterFactory(council=district.other, key="bao-cao")

    assert refusal_messages(draft(district.council, register=False)) == [UNREGISTERED]


def test_issue_report_refuses_a_conflict_of_its_own_period(district):
    session(district.council)
    ReportedTotalFactory(council=district.council, value=4, source="Báo cáo số 12/BC-HĐND")
    (message,) = refusal_messages(draft(district.council))

    assert message.startswith(f"Mâu thuẫn – {district.council.name}: Kỳ họp: 1 tính từ bản ghi; 4 theo Báo cáo số 12/BC-HĐND.")


def test_issue_report_accepts_a_conflict_of_the_year_before_and_missing_figures(district):
    for value in (3, 4):
        ReportedTotalFactory(council=district.council, value=value, period_from=date(2020, 1, 1), period_to=date(2020, 12, 31))

    assert issued(draft(district.council)).is_issued


def test_issue_report_refuses_a_conflict_of_wards_by_level_only(district):
    for value in (3, 4):
        ReportedTotalFactory(council=district.council, coverage="below", level="commune", value=value)

    assert len(refusal_messages(draft(district.council, scope=Mode.BY_LEVEL))) == 1
    assert issued(draft(district.council, register=False, slug="2021-rieng")).is_issued


def test_issue_report_refuses_an_issued_report(district):
    report = draft(district.council)
    issued(report)
    with pytest.raises(ValidationError, match="đã được ban hành"):
        issued(report)

    assert IssuedDocument.objects.count() == 1


def test_issue_report_refuses_a_character_without_glyph_and_stores_nothing(district):
    (message,) = refusal_messages(draft(district.council, title="Tổng kết 漢 năm 2021"))

    assert "không có ký tự “漢”" in message


def test_issue_report_stores_a_percentage_beside_a_count_and_large_sums(district):
    session(district.council)
    ReportedTotalFactory(council=district.council, value=70, is_percent=True)
    for ward in (district.ward, CouncilFactory(ward=True)):
        ward.superiors.get_or_create(parent=district.council, defaults={"start": ward.start})
        ReportedTotalFactory(council=ward, code="questions.raised", value=10**17)
    report = issued(draft(district.council, scope=Mode.BY_LEVEL))

    stored_figures = {(row.breakdown, row.is_percent, row.value) for row in report.figures.filter(code="sessions.held", part="")}
    assert stored_figures == {("", False, 1), ("", True, 70), ("commune", False, None)}
    assert report.figures.get(code="questions.raised", breakdown="commune").value == 2 * 10**17


def test_issue_report_works_for_a_council_without_term_or_body():
    report = issued(draft(CouncilFactory()))

    assert (report.issued_document.symbol, report.issued_document.issuer) == ("01/BC-HĐND", None)


@pytest.mark.django_db(transaction=True)
def test_issue_report_issues_once_for_concurrent_calls():
    council = CouncilFactory()
    BodyFactory(council=council, standing=True)
    report, user = draft(council), UserFactory()

    def issue(_):
        try:
            issue_report(report=report, user=user, on=ON, at=AT)
        except ValidationError as error:
            return error.messages
        finally:
            connection.close()
        return []

    with ThreadPoolExecutor(4) as issuers:
        outcomes = sorted(issuers.map(issue, range(4)))

    assert outcomes == [[], *[["Báo cáo này đã được ban hành."]] * 3]
    assert list(IssuedDocument.objects.values_list("symbol", flat=True)) == ["01/BC-HĐND"]
