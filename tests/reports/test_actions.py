"""Issuing a report: what it takes, what stands in the way, and that nothing changes it afterwards."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

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
from tests.reports.stage import AT, ON, draft, issued, resolution, session

pytestmark = pytest.mark.django_db

UNSIGNED = "Ghi người ký và cách ký trước khi ban hành."
UNREGISTERED = "HĐND chưa có sổ văn bản mang mã “bao-cao” để lấy số báo cáo; hãy lập sổ trước."


def refused(report, **values):
    with pytest.raises(ValidationError) as error:
        issued(report, **values)
    stored = AnnualReport.objects.get(pk=report.pk)
    assert (stored.status, stored.content, stored.figures.count(), stored.files.count()) == ("draft", None, 0, 0)
    assert not IssuedDocument.objects.filter(doc_type="report", title=report.title).exists()
    return error.value.messages


def test_issue_takes_the_next_number_and_keeps_everything(stage):
    session(stage.council)
    report = draft(stage.council)
    register = stage.council.register_set.get()
    IssuedDocumentFactory(council=stage.council, register=register, year=2022, number=4, symbol="04/BC-HĐND", issued_on=ON)
    user = UserFactory()
    report = issue_report(report=report, user=user, on=ON, at=AT)

    stored = AnnualReport.objects.get(pk=report.pk)
    document = stored.issued_document
    assert (stored.status, stored.issued_at, stored.issued_by) == ("issued", AT, user)
    assert (document.symbol, document.issued_on, document.issuer) == ("05/BC-HĐND", ON, stage.standing)
    assert (document.title, document.signer.full_name, document.is_public(AT)) == (report.title, "Nguyễn Văn Chiến", True)
    document = ReportContent(stored).document
    assert (document.symbol, document.place_and_date) == ("05/BC-HĐND", "Đống Đa, ngày 05 tháng 01 năm 2022")
    assert (document.is_draft, document.draft_mark, document.gaps) == (False, "", ())


def test_figures_are_kept_row_by_row(stage):
    session(stage.council)
    session(stage.ward)
    ReportedTotalFactory(council=stage.council, code="support.amount", value=50583000000, qualifier="nearly")
    report = issued(draft(stage.council, scope=Mode.BY_LEVEL))
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


def test_files_are_the_very_bytes_and_reprint_as_they_are(stage):
    session(stage.council)
    report = AnnualReport.objects.get(pk=issued(draft(stage.council)).pk)
    content = ReportContent(report)

    assert {(file.format, file.size, file.sha256) for file in report.files.all()} == {
        ("pdf", len(content.pdf()), hashlib.sha256(content.pdf()).hexdigest()),
        ("json", len(content.json()), hashlib.sha256(content.json()).hexdigest()),
    }
    assert render_pdf(load(ReportDocument, report.content["document"])) == content.pdf()
    assert json.loads(content.json()) == report.content["figures"] == content.figures_data()


def test_later_changes_of_the_records_leave_the_issued_report_as_it_was(stage):
    first = session(stage.council)
    report = draft(stage.council)
    ReportSectionFactory(report=report, text="Đã họp {sessions.held}.")
    content = ReportContent(issued(report))
    before = content.document, content.pdf(), content.json()
    session(stage.council)
    resolution(stage.council, published=True, signed=True)
    first.delete()
    stage.council.name = "HĐND quận Khác"
    stage.council.save()

    content = ReportContent(AnnualReport.objects.get(pk=report.pk))
    assert (content.document, content.pdf(), content.json()) == before


def test_issued_report_says_no_conflict_and_nothing_missing(stage):
    content = ReportContent(issued(draft(stage.council)))

    assert (content.conflicts, content.missing) == ((), ())


@pytest.mark.parametrize("values", [{"signer": None}, {"sign_mode": ""}])
def test_report_that_nobody_signs_is_not_issued(stage, values):
    assert refused(draft(stage.council, **values)) == [UNSIGNED]


def test_everything_that_stands_in_the_way_is_told_at_once(stage):
    report = draft(stage.council, register=False, signer=None)

    assert refused(report, on=date(2020, 12, 31)) == [
        UNSIGNED,
        "Ngày ghi trên báo cáo không thể trước kỳ báo cáo, bắt đầu từ 01/01/2021.",
        UNREGISTERED,
    ]


def test_register_of_another_council_or_for_other_documents_does_not_do(stage):
    RegisterFactory(council=stage.council, key="cong-van")
    RegisterFactory(council=stage.other, key="bao-cao")

    assert refused(draft(stage.council, register=False)) == [UNREGISTERED]


def test_conflict_of_the_own_period_blocks_the_issue(stage):
    session(stage.council)
    ReportedTotalFactory(council=stage.council, value=4, source="Báo cáo số 12/BC-HĐND")
    (message,) = refused(draft(stage.council))

    assert message.startswith(f"Mâu thuẫn – {stage.council.name}: Kỳ họp: 1 tính từ bản ghi; 4 theo Báo cáo số 12/BC-HĐND.")


def test_conflict_of_the_year_before_and_what_is_missing_do_not_block(stage):
    for value in (3, 4):
        ReportedTotalFactory(council=stage.council, value=value, period_from=date(2020, 1, 1), period_to=date(2020, 12, 31))

    assert issued(draft(stage.council)).is_issued


def test_conflict_of_wards_blocks_the_report_by_level_only(stage):
    for value in (3, 4):
        ReportedTotalFactory(council=stage.council, coverage="below", level="commune", value=value)

    assert len(refused(draft(stage.council, scope=Mode.BY_LEVEL))) == 1
    assert issued(draft(stage.council, register=False, slug="2021-rieng")).is_issued


def test_report_is_issued_only_once(stage):
    report = draft(stage.council)
    issued(report)
    with pytest.raises(ValidationError, match="đã được ban hành"):
        issued(report)

    assert IssuedDocument.objects.count() == 1


def test_sign_that_no_font_has_is_told_and_nothing_is_stored(stage):
    (message,) = refused(draft(stage.council, title="Tổng kết 漢 năm 2021"))

    assert "không có ký tự “漢”" in message


def test_percent_beside_a_count_and_sums_beyond_a_total_are_kept(stage):
    session(stage.council)
    ReportedTotalFactory(council=stage.council, value=70, is_percent=True)
    for ward in (stage.ward, CouncilFactory(ward=True)):
        ward.superiors.get_or_create(parent=stage.council, defaults={"start": ward.start})
        ReportedTotalFactory(council=ward, code="questions.raised", value=10**17)
    report = issued(draft(stage.council, scope=Mode.BY_LEVEL))

    kept = {(row.breakdown, row.is_percent, row.value) for row in report.figures.filter(code="sessions.held", part="")}
    assert kept == {("", False, 1), ("", True, 70), ("commune", False, None)}
    assert report.figures.get(code="questions.raised", breakdown="commune").value == 2 * 10**17


def test_issued_report_of_a_council_without_term_or_body_is_complete():
    report = issued(draft(CouncilFactory()))

    assert (report.issued_document.symbol, report.issued_document.issuer) == ("01/BC-HĐND", None)


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_one_moment_issue_once():
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
