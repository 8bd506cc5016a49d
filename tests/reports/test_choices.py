"""The choices of reports between totals."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reports.models import ReportChoice
from tests.admin_forms import form_errors, post_add_form
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import CouncilFactory
from tests.factories.reports import AnnualReportFactory, ReportChoiceFactory, ReportedTotalFactory
from tests.hdnd_portal.admin_models import admin_url
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


@pytest.fixture
def total(district):
    return ReportedTotalFactory(council=district.council, value=4)


def choice(total, **values):
    return unsaved(ReportChoiceFactory, total=total, council=total.council, **values)


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [({"reason": ""}, "reason", "Ghi lý do chọn."), ({"report_slug": ""}, "report_slug", "Trường này là bắt buộc.")],
)
def test_report_choice_refuses(admin_client, total, values, field, message):
    errors = form_errors(post_add_form(admin_client, choice(total, **values)))

    assert list(errors) == [field]
    if field == "reason":
        assert errors == {field: [message]}


def test_report_choice_is_made_once_for_a_report_and_a_total(admin_client, total):
    ReportChoiceFactory(total=total)

    assert form_errors(post_add_form(admin_client, choice(total))) == {"total": ["Báo cáo này đã chọn về số liệu ấy."]}
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportChoiceFactory(total=total)


def test_report_choice_refuses_a_second_preferred_total_of_one_figure(district, total):
    ReportChoiceFactory(total=total)
    other = ReportChoiceFactory.build(total=ReportedTotalFactory(council=district.council), council=district.council)

    with pytest.raises(ValidationError, match="đã dùng số khác"):
        other.full_clean()
    other.decision = "set_aside"
    other.full_clean()


def test_report_choice_takes_totals_of_the_councils_of_the_report_only(district):
    below, foreign = ReportedTotalFactory(council=district.ward), ReportedTotalFactory(council=district.other)
    ReportChoiceFactory.build(total=below, council=district.council).full_clean()

    with pytest.raises(ValidationError, match="không phải của HĐND của báo cáo"):
        ReportChoiceFactory.build(total=foreign, council=district.council).full_clean()


def test_report_choice_takes_totals_of_predecessors(total):
    successor = CouncilFactory()
    successor.predecessors.add(total.council)

    ReportChoiceFactory.build(total=total, council=successor).full_clean()


@pytest.mark.parametrize(("role", "status"), [("reviewer", 302), ("records_officer", 403), ("ward_clerk", 403)])
def test_report_choice_is_made_by_reviewers(client, total, role, status):
    client.force_login(ServiceFactory(council=total.council, role=role).user)

    assert post_add_form(client, choice(total)).status_code == status if status == 302 else True
    if status == 302:
        made = ReportChoice.objects.get()
        assert (made.by_id, made.history.count()) == (total.council.users.get().pk, 1)
    else:
        assert client.get(admin_url(ReportChoice, "add")).status_code == status


def test_report_choice_form_names_a_total_by_its_labels(admin_client, district):
    total = ReportedTotalFactory(council=district.council, code="letters.received", part="complaint", source="Sổ đơn thư")
    html = admin_client.get(f"{admin_url(ReportChoice, 'add')}?total={total.pk}").content.decode()

    assert "Đơn thư đã tiếp nhận (Khiếu nại): 4 theo Sổ đơn thư, kỳ 01/01/2021 – 31/12/2021" in html


def test_figure_page_shows_the_choice_of_the_report(client, district, total):
    report = AnnualReportFactory(council=district.council, slug="2021")
    ReportChoiceFactory(total=total)
    client.force_login(ServiceFactory(council=district.council, role="records_officer").user)

    html = client.get(f"{report.get_absolute_url()}sessions.held/").content.decode()
    assert "dùng số này" in html
