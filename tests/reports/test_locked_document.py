"""The document of an issued report, which is locked with it, and the report itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from core.models import ProposedChange
from exchange.loading import load_folder
from reports.figures.collect import collect
from reports.models import AnnualReport, ReportedTotal, ReportFigure, ReportFile, ReportSection
from resolutions.models import IssuedDocument
from tests.exchange.folders import write_folder
from tests.factories.accounts import ServiceFactory
from tests.factories.reports import ReportedTotalFactory, ReportSectionFactory
from tests.factories.resolutions import IssuedDocumentFactory
from tests.reports.records import AT, draft, issued, session
from tests.uploads import PDF

pytestmark = pytest.mark.django_db

REASON = "Văn bản này là báo cáo đã ban hành nên không sửa, gỡ hay xóa được; muốn sửa, hãy lập bản đính chính của báo cáo."


def stored():
    return IssuedDocument.objects.values().get()


@pytest.mark.parametrize("values", [{"number": 99}, {"symbol": "99/BC-HĐND"}, {"title": "Khác"}, {"issued_on": date(2022, 1, 6)},
                                    {"status": "withdrawn", "withdrawn_reason": "Gỡ."}])  # fmt: skip
def test_issued_document_clean_refuses_any_change_of_the_document_of_a_report(district, values):
    document = issued(draft(district.council)).issued_document
    for name, value in values.items():
        setattr(document, name, value)

    with pytest.raises(ValidationError) as refusal:
        document.full_clean()
    assert REASON in refusal.value.messages
    IssuedDocument.objects.get().full_clean()


def test_issued_document_of_a_report_is_locked_in_form_lists_and_deletion(admin_client, district):
    document = issued(draft(district.council)).issued_document
    before = stored()
    changelist = reverse("admin:resolutions_issueddocument_changelist")
    form = reverse("admin:resolutions_issueddocument_change", args=[document.pk])

    assert REASON in admin_client.get(form).content.decode()
    assert admin_client.post(form, {"number": "99", "title": "Khác"}).status_code == 403
    for action in ("delete_selected", "withdraw_selected"):
        data = {"action": action, "_selected_action": document.pk, "post": "yes", "reason": "Gỡ."}
        response = admin_client.post(changelist, data, follow=True)
        assert action == "delete_selected" or REASON in response.content.decode()
    assert (
        admin_client.post(reverse("admin:resolutions_issueddocument_delete", args=[document.pk]), {"post": "yes"}).status_code
        == 403
    )
    with pytest.raises(ProtectedError):
        document.delete()
    assert stored() == before


@pytest.mark.parametrize("page", ["change", "delete"])
def test_issued_document_of_a_report_takes_no_proposal(client, district, page):
    document = issued(draft(district.council)).issued_document
    client.force_login(ServiceFactory(council=document.council, role="records_officer").user)

    response = client.post(reverse(f"admin:resolutions_issueddocument_{page}", args=[document.pk]), {"post": "yes"})

    assert response.status_code == 403
    assert not ProposedChange.objects.exists()


def test_document_file_of_an_issued_report_is_refused_from_a_folder_too(district, tmp_path):
    document = issued(draft(district.council)).issued_document
    slug = district.council.slug
    row = {"document": f"{slug} | bao-cao | 2022 | {document.number}", "title": "Bản khác", "file": "tep/05.pdf"}

    (tmp_path / "tep").mkdir()
    (tmp_path / "tep/05.pdf").write_bytes(PDF)

    result = load_folder(write_folder(tmp_path, document_files=[row]), slug)

    assert [(error.file, error.row, error.message) for error in result.errors] == [("document_files.csv", 2, REASON)]
    assert not document.files.exists()


def test_issued_document_of_no_report_is_not_locked(admin_client, district):
    document = IssuedDocumentFactory(council=district.council, signed=True, published=True)
    document.title = "Khác"
    document.full_clean()

    assert REASON not in admin_client.get(reverse("admin:resolutions_issueddocument_change", args=[document.pk])).content.decode()


def issued_within_its_period(council):
    report = draft(council, period_from=date(2021, 1, 1), period_to=date(2022, 12, 31))
    for number in (1, 2):
        IssuedDocumentFactory(council=council, signed=True, published=True, issued_on=date(2021, 5, number))
    return report


def documents(report):
    return collect(report.as_scope(), codes={"documents.issued"}).figures["documents.issued"].number.value


def test_issue_report_never_counts_its_own_document(district):
    report = issued_within_its_period(district.council)
    before = documents(report)
    report = AnnualReport.objects.get(pk=issued(report).pk)

    frozen = next(figure for figure in report.content["figures"]["figures"] if figure["code"] == "documents.issued")
    assert (before, frozen["value"], documents(report)) == (2, 2, 2)


@pytest.mark.parametrize("change", [{"status": "draft", "issued_at": None, "content": None}, {"title": "Khác"}])
def test_issued_report_cannot_be_changed_past_the_form(district, change):
    report = AnnualReport.objects.get(pk=issued(draft(district.council)).pk)
    before = AnnualReport.objects.values().get()
    for name, value in change.items():
        setattr(report, name, value)

    with pytest.raises(ValidationError, match="hãy lập bản đính chính"):
        report.full_clean()
    with pytest.raises(ValidationError, match="hãy lập bản đính chính"):
        report.save()
    with pytest.raises(ProtectedError):
        report.delete()
    with pytest.raises(ProtectedError):
        AnnualReport.objects.all().delete()
    with pytest.raises(ProtectedError):
        district.council.delete()
    assert AnnualReport.objects.values().get() == before


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (AnnualReport, "title"),
        (ReportSection, "heading"),
        (ReportFigure, "text"),
        (ReportFile, "sha256"),
        (IssuedDocument, "title"),
    ],
)
def test_row_of_an_issued_report_never_changes_whatever_calls_it(district, model, column):
    ReportedTotalFactory(council=district.council)
    report = draft(district.council)
    ReportSectionFactory(report=report)
    issued(report)
    rows, before = model.objects.all(), list(model.objects.order_by("pk").values())
    row = model.objects.first()
    setattr(row, column, "khác")

    with pytest.raises(ValidationError, match="hãy lập bản đính chính"):
        row.save() if model is not IssuedDocument else row.full_clean()
    with pytest.raises(ValidationError, match="hãy lập bản đính chính"):
        rows.update(**{column: "khác"})
    with pytest.raises(ValidationError, match="hãy lập bản đính chính"), transaction.atomic():
        model.objects.bulk_update([row], [column])
    with pytest.raises(ProtectedError):
        row.delete()
    with pytest.raises(ProtectedError):
        rows.delete()
    assert before
    assert list(model.objects.order_by("pk").values()) == before


def test_queryset_changes_sections_and_reports_that_are_not_issued(district):
    section = ReportSectionFactory()
    assert ReportSection.objects.update(heading="Khác") == 1
    assert AnnualReport.objects.filter(pk=section.report_id).update(title="Khác") == 1
    assert ReportSection.objects.all().delete()[0] == 1
    assert AnnualReport.objects.all().delete()[0] == 1


@pytest.mark.parametrize("on", [date(2022, 1, 6), date(2030, 1, 5)])
def test_issue_report_refuses_a_day_after_today(district, on):
    report = draft(district.council)

    with pytest.raises(ValidationError, match="Ngày ghi trên báo cáo không thể sau hôm nay"):
        issued(report, on=on, at=AT)
    assert not IssuedDocument.objects.exists()


def test_figure_page_of_an_issued_report_shows_only_what_was_frozen_with_it(client, district):
    first = session(district.council, opened_on=date(2021, 3, 1), number=1)
    ReportedTotalFactory(council=district.council, code="sessions.held", value=1, source="Nguồn khi ban hành")
    report = AnnualReport.objects.get(pk=issued(draft(district.council)).pk)
    address = f"{report.get_absolute_url()}sessions.held/"
    ReportedTotal.objects.update(source="Nguồn sửa sau")
    ReportedTotalFactory(council=district.council, code="sessions.held", value=1, source="Nguồn thêm sau")
    later = session(district.council, opened_on=date(2021, 4, 1), number=9)
    html = client.get(address).content.decode()

    assert 'value="1"' in html
    assert "02 kỳ họp" not in html
    assert "Nguồn khi ban hành" in html
    assert [text for text in ("Nguồn sửa sau", "Nguồn thêm sau", later.name) if text in html] == []
    assert first.name in html
    first.status, first.withdrawn_reason = "withdrawn", "Gỡ."
    first.save()
    html = client.get(address).content.decode()
    assert first.name not in html
    assert "1 bản ghi không công khai" in html


def test_figure_page_of_a_report_issued_before_pages_were_frozen_shows_accepted_totals(client, district):
    session(district.council)
    report = issued(draft(district.council))
    content = {name: report.content[name] for name in ("document", "figures")}
    AnnualReport._base_manager.filter(pk=report.pk).update(content=content)
    ReportedTotalFactory(council=district.council, code="sessions.held", value=1, source="Nguồn đã duyệt")
    ReportedTotalFactory(council=district.council, code="sessions.held", value=1, source="Nguồn đang chờ", waiting=True)
    html = client.get(f"{report.get_absolute_url()}sessions.held/").content.decode()

    assert "Nguồn đã duyệt" in html
    assert "Nguồn đang chờ" not in html
