"""How staff write, preview and issue a report, and what they may type as a total."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reports.actions import CORRECTED_FIELDS, correct_report
from reports.figures.collect import collect
from reports.models import AnnualReport, ReportedTotal
from reports.scope import Mode
from tests.admin_forms import form_errors, post_add_form, stored_form_data, user_of
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import CouncilFactory
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory, ReportSectionFactory
from tests.hdnd_portal.admin_models import visible_text
from tests.reports.records import draft, issued, session
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

NO_SIGNER = "Ghi người ký và cách ký trước khi ban hành."


def serving(client, council, role):
    """The client, signed in as somebody who serves `council` in `role`."""
    client.force_login(ServiceFactory(council=council, role=role).user)
    return client


def address(report, name="change"):
    return reverse(f"admin:reports_annualreport_{name}", args=[report.pk])


def issue_form(client, report, issued_on):
    """Confirm what the page previews for the day `issued_on`."""
    preview = client.post(address(report, "issue"), {"issued_on": issued_on}).context
    figures = preview["preview"].digest if preview and preview.get("preview") else ""
    return client.post(address(report, "issue"), {"issued_on": issued_on, "confirmed_on": issued_on[:20], "_figures": figures})


def with_section(**values):
    row = {f"sections-0-{name}": value for name, value in values.items()}
    return row | {"sections-TOTAL_FORMS": 1, "sections-INITIAL_FORMS": 0}


def test_annual_report_admin_lets_a_clerk_add_and_preview_a_draft(client, district):
    session(district.council)
    serving(client, district.council, "records_officer")
    record = unsaved(AnnualReportFactory, council=district.council, scope="by-level", slug="")
    response = post_add_form(client, record, **with_section(key="sessions", text="Đã họp {sessions.held}."))

    report = AnnualReport.objects.get()
    assert (response.status_code, report.slug, report.status, report.version) == (302, "2021", "draft", 1)
    assert report.sections.get().text == "Đã họp {sessions.held}."
    form = client.get(address(report)).content.decode()
    assert f'href="{report.get_absolute_url()}"' in form
    assert f'href="{report.pdf_url}"' in form
    assert "0 mâu thuẫn phải xử lý" in form
    assert "Đã họp " in client.get(report.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("scope", "days", "slug"),
    [
        ("by-level", {}, "2021"),
        ("own", {}, "2021-rieng"),
        ("consolidated", {}, "2021-gop"),
        ("by-level", {"period_to": date(2021, 6, 30)}, "20210101-20210630"),
    ],
)
def test_default_slug_names_the_period_and_the_mode(admin_client, district, scope, days, slug):
    post_add_form(admin_client, unsaved(AnnualReportFactory, council=district.council, scope=scope, slug="", **days))

    assert AnnualReport.objects.get().slug == slug


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"period_to": date(2020, 12, 31)}, {"period_to": ["Ngày sau không thể trước ngày trước."]}),
        ({"cut_off": date(2020, 12, 31)}, {"cut_off": ["Ngày chốt số liệu không thể trước ngày đầu kỳ."]}),
    ],
)
def test_annual_report_admin_shows_a_broken_rule_beside_its_field(admin_client, district, values, errors):
    record = unsaved(AnnualReportFactory, council=district.council, slug="", **values)

    assert form_errors(post_add_form(admin_client, record)) == errors
    assert AnnualReport.objects.count() == 0


@pytest.mark.parametrize("field", ["period_from", "period_to", "cut_off"])
def test_annual_report_admin_refuses_an_invalid_date(admin_client, district, field):
    record = unsaved(AnnualReportFactory, council=district.council, slug="")

    for day in ("", "31/02/2021", "hôm qua", "1" * 100_000, "01/01/2021\x00"):
        assert set(form_errors(post_add_form(admin_client, record, **{field: day}))) == {field}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Có {sessions.hold}.", "Không có chỉ tiêu nào mang mã {sessions.hold}; xem danh mục mã chỉ tiêu."),
        ("a" * 100_000, "Dài quá 60000 ký tự (đang có 100000)."),
    ],
)
def test_report_section_inline_refuses_text_that_cannot_be_printed(admin_client, district, text, error):
    response = post_add_form(
        admin_client, unsaved(AnnualReportFactory, council=district.council), **with_section(key="sessions", text=text)
    )

    (form,) = response.context["inline_admin_formsets"][0].formset.forms
    assert error in form.errors["text"][0]
    assert form["text"].value() == text
    assert AnnualReport.objects.count() == 0


def test_readiness_counts_the_conflicts(admin_client, district):
    session(district.council)
    ReportedTotalFactory(council=district.council, value=9)
    report = draft(district.council)

    assert "1 mâu thuẫn phải xử lý" in admin_client.get(address(report)).content.decode()
    assert "1 tính từ bản ghi; 9 theo" in admin_client.get(address(report, "issue")).content.decode()


def test_readiness_names_the_figures_that_have_changed_since_the_issue(client, district):
    session(district.council)
    report = issued(draft(district.council))
    serving(client, district.council, "records_officer")
    assert "Hồ sơ hôm nay cho số khác" not in client.get(address(report)).content.decode()

    session(district.council)
    form = client.get(address(report)).content.decode()
    assert (
        "Hồ sơ hôm nay cho số khác ở 2 chỉ tiêu: Kỳ họp; Kỳ họp theo loại. Nếu số đã công bố sai, hãy lập bản đính chính." in form
    )


def test_readiness_counts_the_indicators_without_data(admin_client, district):
    report = draft(district.council, scope="by-level")
    missing_codes = {missing.code for missing in collect(report.as_scope()).missing}

    assert f"{len(missing_codes)} chỉ tiêu còn thiếu số liệu" in admin_client.get(address(report)).content.decode()


@pytest.mark.parametrize("key", ["0", "abc", "9" * 40])
def test_issue_view_is_not_found_for_an_unknown_report(admin_client, key):
    assert admin_client.get(reverse("admin:reports_annualreport_issue", args=[key])).status_code == 404


def test_issue_view_lets_a_reviewer_issue_the_report(client, district):
    report = draft(district.council)
    response = issue_form(serving(client, district.council, "reviewer"), report, "5/1/22")

    report.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, report.get_absolute_url())
    assert (report.status, report.issued_document.symbol, report.issued_document.issued_on) == (
        "issued",
        "01/BC-HĐND",
        date(2022, 1, 5),
    )
    assert report.issued_by == district.council.users.get()
    assert "Đã ban hành, số 01/BC-HĐND." in client.get(address(report)).content.decode()


@pytest.mark.parametrize("confirmed", [{}, {"confirmed_on": "06/01/2022"}])
def test_issue_view_shows_what_will_be_frozen_before_it_issues(client, district, confirmed):
    session(district.council)
    report = draft(district.council)
    serving(client, district.council, "reviewer")
    response = client.post(address(report, "issue"), {"issued_on": "05/01/2022", **confirmed})

    report.refresh_from_db()
    html = response.content.decode()
    assert report.status == "draft"
    assert "Khi ban hành sẽ chốt" in html
    assert "Số 01/BC-HĐND, ngày 05/01/2022" in html
    assert 'name="confirmed_on" value="05/01/2022"' in html


def test_correct_report_page_copies_everything_into_the_next_version(client, district):
    report = draft(district.council, recipients="Như trên\nLưu")
    for key in ("sessions", "supervision"):
        ReportSectionFactory(report=report, key=key, heading=f"Mục {key}", text=f"Lời văn {key}")
    report = issued(report)
    serving(client, district.council, "records_officer")
    page = reverse("admin:reports_annualreport_dinh_chinh", args=[report.pk])
    data = {"_verb": "1", "reason": "Sai một số."}
    preview = client.post(page, data)
    client.post(page, data | {"_confirm": "1", "_fingerprint": preview.context["fingerprint"]})

    correction = AnnualReport.objects.get(version=2)
    assert (correction.status, correction.correction_reason) == ("draft", "Sai một số.")
    assert {name: getattr(correction, name) for name in CORRECTED_FIELDS} == {
        name: getattr(report, name) for name in CORRECTED_FIELDS
    }
    columns = ("key", "order", "heading", "text")
    assert list(correction.sections.values(*columns)) == list(report.sections.values(*columns))
    assert "Đã có bản 2, đang soạn" in client.get(page).content.decode()


def test_form_of_a_correction_keeps_what_ties_it_to_the_corrected_version(client, district):
    serving(client, district.council, "reviewer")
    first = issued(draft(district.council))
    correction = correct_report(report=first, reason="Sai một số.")
    posted = {"council": [district.other.pk], "slug": ["khac"], "version": ["7"], "title": ["Tên đã sửa"]}

    client.post(address(correction), stored_form_data(user_of(client), correction) | posted)

    correction.refresh_from_db()
    assert (correction.council, correction.slug, correction.version) == (first.council, first.slug, 2)
    assert correction.title == "Tên đã sửa"
    assert "Bản đính chính giữ HĐND, đường dẫn và số bản như lúc lập." in client.get(address(correction)).content.decode()


@pytest.mark.parametrize("role", ["records_officer", "ward_clerk", "standing", "news_editor"])
def test_issue_view_refuses_other_roles(client, district, role):
    report = draft(district.council)
    serving(client, district.council, role)
    html = issue_form(client, report, "05/01/2022").content.decode()

    report.refresh_from_db()
    assert report.status == "draft"
    assert "Chỉ người duyệt của HĐND này mới được ban hành báo cáo." in html
    assert 'name="issued_on"' not in html


def test_issue_view_is_not_found_for_a_reviewer_of_another_council(client, district):
    report = draft(district.council)
    serving(client, district.other, "reviewer")

    assert issue_form(client, report, "05/01/2022").status_code == 404
    assert client.get(address(report)).status_code in (302, 404)
    report.refresh_from_db()
    assert report.status == "draft"


def test_issue_form_refuses_an_invalid_date_and_shows_it_again(client, district):
    report = draft(district.council)
    serving(client, district.council, "reviewer")

    for typed in ("31/02/2022", "", "mai", "9" * 100_000, "1/1/1950", "05/01/2022\x00 <b>"):
        response = issue_form(client, report, typed)
        form = response.context["form"]
        (problem,) = form.errors.values()
        assert (response.status_code, len(problem), form["issued_on"].value()) == (200, 1, typed)
        assert "<h2>Có 1 chỗ cần sửa</h2>" in response.content.decode()
    report.refresh_from_db()
    assert report.status == "draft"


def test_issue_view_shows_why_a_report_cannot_be_issued(client, district):
    report = draft(district.council, signer=None)
    response = issue_form(serving(client, district.council, "reviewer"), report, "05/01/2022")

    assert response.context["form"].errors == {"__all__": [NO_SIGNER]}
    assert 'value="05/01/2022"' in response.content.decode()


@pytest.mark.parametrize("key", ["khong-co", "9" * 60, "0", "1%00"])
def test_issue_view_is_not_found_for_an_invalid_primary_key(admin_client, key):
    assert admin_client.get(f"/quan-tri/reports/annualreport/{key}/ban-hanh/").status_code == 404


def test_annual_report_admin_refuses_to_change_delete_or_issue_an_issued_report(admin_client, district):
    report = issued(draft(district.council))
    section = ReportSectionFactory.build(report=report)
    before = AnnualReport.objects.values().get(pk=report.pk)

    assert admin_client.post(address(report), {"title": "Khác"}).status_code == 403
    assert admin_client.post(address(report, "delete"), {"post": "yes"}).status_code == 403
    admin_client.post(
        reverse("admin:reports_annualreport_changelist"),
        {"action": "delete_selected", "_selected_action": report.pk, "post": "yes"},
    )
    assert issue_form(admin_client, report, "06/01/2022").context["form"].non_field_errors() == ["Báo cáo này đã được ban hành."]
    with pytest.raises(Exception, match="hãy lập bản đính chính"):
        section.full_clean()
    assert AnnualReport.objects.values().get(pk=report.pk) == before


def test_correction_reason_is_required_for_the_next_version(admin_client, district):
    report = issued(draft(district.council))
    again = unsaved(AnnualReportFactory, council=district.council, slug=report.slug, version=2)

    assert form_errors(post_add_form(admin_client, again)) == {"correction_reason": ["Bản đính chính phải ghi lý do."]}
    assert post_add_form(admin_client, again, correction_reason="Bổ sung kỳ họp.").status_code == 302
    assert AnnualReport.objects.filter(slug=report.slug).count() == 2


def test_version_of_a_report_follows_those_that_are_stored(admin_client, district):
    first = unsaved(AnnualReportFactory, council=district.council, slug="2021", correction_reason="Bổ sung kỳ họp.")
    sentence = "Báo cáo này chưa có bản nào; bản đầu tiên phải là bản 1."
    assert form_errors(post_add_form(admin_client, first, version="7")) == {"version": [sentence]}

    report = issued(draft(district.council))
    again = unsaved(AnnualReportFactory, council=district.council, slug=report.slug, correction_reason="Bổ sung kỳ họp.")
    sentence = "Bản mới nhất của báo cáo này là bản 1; bản tiếp theo phải là bản 2."
    assert form_errors(post_add_form(admin_client, again, version="3")) == {"version": [sentence]}
    assert post_add_form(admin_client, again, version="2").status_code == 302
    assert set(AnnualReport.objects.values_list("version", flat=True)) == {1, 2}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"part": "regular+"}, "Chỉ tiêu này không có phần “”. Các phần: regular, irregular."),
        ({"part": "regular+regular"}, "Chỉ tiêu này không có phần “regular”. Các phần: regular, irregular."),
        ({"code": "councils.delegates", "part": "nu"}, "Chỉ tiêu này không có phần “nu”. Các phần: không có phần nào."),
    ],
)
def test_reported_total_admin_refuses_an_unknown_part(admin_client, district, values, message):
    assert form_errors(post_add_form(admin_client, unsaved(ReportedTotalFactory, council=district.council, **values))) == {
        "part": [message]
    }


@pytest.mark.parametrize(("field", "typed"), [("value", "abc"), ("value", "1e999"), ("base", "31/02"), ("value", "9" * 100_000),
                                              ("code", "khong.co"), ("source_on", "31/02/2021")])  # fmt: skip
def test_reported_total_admin_refuses_an_invalid_value(admin_client, district, field, typed):
    assert set(
        form_errors(post_add_form(admin_client, unsaved(ReportedTotalFactory, council=district.council), **{field: typed}))
    ) == {field}


@pytest.mark.parametrize(
    ("typed", "value"), [("50,583 tỷ", 50583000000), ("50.583.000.000", 50583000000), ("999.999.999.999.999", 10**15 - 1)]
)
def test_reported_total_admin_accepts_money_as_an_office_writes_it(admin_client, district, typed, value):
    record = unsaved(ReportedTotalFactory, council=district.council, code="support.amount")

    assert post_add_form(admin_client, record, value=typed).status_code == 302
    assert ReportedTotal.objects.get().value == value


def test_reported_total_admin_limits_a_clerk_to_the_own_council(client, district):
    serving(client, district.council, "records_officer")
    for council in (district.council, district.other):
        post_add_form(client, unsaved(ReportedTotalFactory, council=council))

    assert {total.council for total in ReportedTotal.objects.all()} == {district.council}


def test_annual_report_admin_labels_the_modes_in_vietnamese(admin_client):
    html = admin_client.get(reverse("admin:reports_annualreport_add")).content.decode()

    assert [mode.label for mode in Mode if f"{mode.label}</label>" not in html] == []


@pytest.mark.django_db
@pytest.mark.parametrize("scope", ["own", "by-level", "consolidated"])
def test_annual_report_clean_refuses_predecessors_where_there_are_none(scope):
    council = CouncilFactory()
    report = AnnualReportFactory.build(council=council, scope=scope, with_predecessors=True)

    with pytest.raises(ValidationError) as refusal:
        report.clean()

    assert refusal.value.message_dict == {
        "with_predecessors": ["HĐND này không có HĐND tiền thân nào; bỏ chọn mục này, hoặc ghi HĐND tiền thân ở trang của HĐND."]
    }
    council.predecessors.add(CouncilFactory())
    report.clean()


def test_issue_view_shows_the_refusal_of_a_day_beside_its_field(client, district):
    report = draft(district.council)
    serving(client, district.council, "reviewer")

    form = client.post(address(report, "issue"), {"issued_on": "01/01/2000"}).context["form"]

    assert form.errors["issued_on"] == ["Ngày ghi trên báo cáo không thể trước kỳ báo cáo, bắt đầu từ 01/01/2021."]
    assert form.non_field_errors() == []


def test_form_of_an_issued_report_says_that_a_correction_is_the_way(client, district):
    report = issued(draft(district.council))
    serving(client, district.council, "reviewer")

    page = visible_text(client.get(address(report)))

    assert "Báo cáo đã ban hành không sửa nữa" in page
    assert "quản trị kỹ thuật mới sửa được" not in page
