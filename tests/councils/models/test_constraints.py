"""Each constraint of councils, broken in the admin form and directly in the database."""

from datetime import date

import pytest
from django.apps import apps

from tests.admin_forms import already, assert_refused, post_add_form
from tests.factories.councils import (
    FIRST_SESSION,
    AgencyFactory,
    AreaFactory,
    BodyFactory,
    CommendationFactory,
    CouncilFactory,
    CouncilNameFactory,
    ElectoralUnitFactory,
    FieldFactory,
    LegalConstantFactory,
    MandateFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    SubordinationFactory,
    TermFactory,
)
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

# Constraints over a field that the form requires anyway.
FILLED_IN_BY_FORMS = {"councils_commendation_published_at"}  # tests/core/records/test_models.py tests it past the form
REQUIRED_ANYWAY = {"councils_legal_constant_basis"}
OVER_A_NAME = {
    "councils_area_name",
    "councils_agency_name",
    "councils_body_name",
    "councils_commendation_key",
    "councils_field_label",
    "councils_office_start",
}
ENDED = date(2021, 12, 20)
LATER = date(2021, 12, 21)
ADDRESS = "Đường dẫn này đã dùng."
DAY = "Đã ghi từ ngày này."
END = "Ngày thôi phải sau ngày bắt đầu."
GROUP = "Chỉ Tổ đại biểu thuộc một khóa và có số."
REASON = "Ngày thôi và lý do thôi phải ghi cùng nhau."


def repeated(factory, *fields, first=None, **values):
    """A new record that has `fields` in common with a stored one."""
    first = first or factory()
    return unsaved(factory, **{field: getattr(first, field) for field in fields}, **values)


def itself_above():
    record = unsaved(SubordinationFactory)
    record.parent = record.council
    return record


def earlier_term():
    return TermFactory(ordinal=5, label="2016-2021", start=date(2016, 6, 28), end=FIRST_SESSION)


def second_head():
    first = MembershipFactory(role="head")
    other = MandateFactory(term=first.mandate.term)
    return unsaved(lambda: MembershipFactory(mandate=other, body=first.body), role="head")


def membership(**values):
    return unsaved(MembershipFactory, **values)


def group(**values):
    return unsaved(lambda: BodyFactory(group=True), **values)


CASES = [
    ("councils_council_end_after_start", lambda: unsaved(CouncilFactory, end=date(1997, 9, 1)), "end", END),
    ("councils_council_slug", lambda: repeated(CouncilFactory, "slug"), "slug", ADDRESS),
    (
        "councils_council_abbreviation",
        lambda: repeated(CouncilFactory, "abbreviation"),
        "abbreviation",
        "Chữ viết tắt này đã dùng.",
    ),
    (
        "councils_council_one_portal",
        lambda: repeated(CouncilFactory, first=CouncilFactory(is_portal=True), is_portal=True),
        "is_portal",
        "Cổng đang là của một HĐND khác; hãy bỏ chọn ở HĐND ấy trước.",
    ),
    (
        "councils_council_portal_is_hosted",
        lambda: unsaved(CouncilFactory, is_portal=True, is_hosted=False),
        "is_portal",
        "HĐND của cổng phải dùng cổng này.",
    ),
    ("councils_councilname_end_after_start", lambda: unsaved(CouncilNameFactory, end=date(1997, 9, 1)), "end", END),
    (
        "councils_council_name_one_open",
        lambda: repeated(CouncilNameFactory, "council", start=date(2021, 7, 1)),
        "end",
        "Tên trước chưa có ngày thôi.",
    ),
    (
        "councils_council_name_start",
        lambda: repeated(CouncilNameFactory, "council", first=CouncilNameFactory(end=ENDED)),
        "start",
        "Đã có tên từ ngày này.",
    ),
    ("councils_subordination_end_after_start", lambda: unsaved(SubordinationFactory, end=date(1997, 9, 1)), "end", END),
    (
        "councils_subordination_one_open",
        lambda: repeated(SubordinationFactory, "council", start=date(2021, 7, 1)),
        "council",
        "HĐND này đang trực thuộc một HĐND khác.",
    ),
    (
        "councils_subordination_start",
        lambda: repeated(SubordinationFactory, "council", first=SubordinationFactory(end=ENDED)),
        "start",
        "Đã có quan hệ trực thuộc từ ngày này.",
    ),
    ("councils_subordination_not_itself", itself_above, "parent", "HĐND không thể trực thuộc chính mình."),
    ("councils_term_end_after_start", lambda: unsaved(TermFactory, end=FIRST_SESSION), "end", END),
    (
        "councils_term_ordinal",
        lambda: repeated(TermFactory, "council", "ordinal", first=earlier_term(), label="2021-2026", slug="2021-2026"),
        "ordinal",
        "Khóa này đã có.",
    ),
    ("councils_term_slug", lambda: repeated(TermFactory, "council", "slug", first=earlier_term()), "slug", ADDRESS),
    (
        "councils_term_one_open",
        lambda: repeated(TermFactory, "council", ordinal=7, label="2026-2031", slug="2026-2031", start=date(2026, 3, 1)),
        "end",
        "Khóa trước chưa có ngày kết thúc.",
    ),
    ("councils_area_slug", lambda: repeated(AreaFactory, "council", "slug"), "slug", ADDRESS),
    ("councils_area_name", lambda: repeated(AreaFactory, "council", "name"), "name", "Địa bàn này đã ghi."),
    ("councils_electoralunit_number", lambda: repeated(ElectoralUnitFactory, "term", "number"), "number", "Số thứ tự này đã có."),
    ("councils_person_slug", lambda: repeated(PersonFactory, "slug"), "slug", ADDRESS),
    ("councils_mandate_end_after_start", lambda: unsaved(MandateFactory, end=FIRST_SESSION, end_reason="died"), "end", END),
    (
        "councils_mandate_start",
        lambda: repeated(MandateFactory, "person", "term", first=MandateFactory(relieved=True)),
        "start",
        DAY,
    ),
    (
        "councils_mandate_one_open",
        lambda: repeated(MandateFactory, "person", "term", start=LATER),
        "person",
        "Người này đang là đại biểu của khóa này.",
    ),
    ("councils_mandate_end_reason", lambda: unsaved(MandateFactory, end=ENDED), "end_reason", REASON),
    ("councils_mandate_end_reason", lambda: unsaved(MandateFactory, end_reason="died"), "end_reason", REASON),
    ("councils_body_end_after_start", lambda: unsaved(BodyFactory, end=FIRST_SESSION), "end", END),
    ("councils_body_group_of_term", lambda: group(number=None), "kind", GROUP),
    ("councils_body_group_of_term", lambda: group(term=None), "kind", GROUP),
    ("councils_body_group_of_term", lambda: unsaved(BodyFactory, number=1), "kind", GROUP),
    (
        "councils_body_number",
        lambda: repeated(lambda: BodyFactory(group=True), "council", "term", "number"),
        "number",
        "Khóa này đã có Tổ mang số ấy.",
    ),
    (
        "councils_body_one_standing",
        lambda: repeated(lambda: BodyFactory(standing=True), "council", start=LATER),
        "kind",
        "HĐND chỉ có một Thường trực.",
    ),
    ("councils_body_slug", lambda: repeated(BodyFactory, "council", "slug"), "slug", ADDRESS),
    ("councils_membership_end_after_start", lambda: membership(end=FIRST_SESSION), "end", END),
    (
        "councils_membership_start",
        lambda: repeated(MembershipFactory, "mandate", "body", first=MembershipFactory(end=ENDED)),
        "start",
        DAY,
    ),
    (
        "councils_membership_one_open",
        lambda: repeated(MembershipFactory, "mandate", "body", start=LATER),
        "mandate",
        "Đại biểu đang là thành viên.",
    ),
    ("councils_membership_one_head", second_head, "role", "Đã có người đứng đầu."),
    ("councils_agency_slug", lambda: repeated(AgencyFactory, "council", "slug"), "slug", ADDRESS),
    ("councils_agency_name", lambda: repeated(AgencyFactory, "council", "name"), "name", "Danh mục đã có cơ quan này."),
    ("councils_body_name", lambda: repeated(BodyFactory, "council", "name"), "name", "Cơ quan này đã ghi từ ngày ấy."),
    ("councils_office_end_after_start", lambda: unsaved(OfficeFactory, end=FIRST_SESSION), "end", END),
    ("councils_office_start", lambda: repeated(OfficeFactory, "council", "person", "agency", "title"), "start", DAY),
    ("councils_field_key", lambda: repeated(FieldFactory, "council", "key"), "key", "Mã này đã có."),
    ("councils_field_label", lambda: repeated(FieldFactory, "council", "label"), "label", "Tên này đã có trong danh mục."),
    (
        "councils_legalconstant_end_after_start",
        lambda: unsaved(LegalConstantFactory, start=FIRST_SESSION, end=FIRST_SESSION),
        "end",
        END,
    ),
    (
        "councils_legal_constant_general",
        lambda: repeated(LegalConstantFactory, "key", "unit_kind", "start"),
        "start",
        "Mức này đã ghi từ ngày ấy.",
    ),
    (
        "councils_legal_constant_own",
        lambda: repeated(LegalConstantFactory, "council", "start", first=LegalConstantFactory(council=CouncilFactory())),
        "start",
        "Mức này đã ghi từ ngày ấy.",
    ),
    (
        "councils_commendation_key",
        lambda: repeated(CommendationFactory, "council", "title"),
        "title",
        "Khen thưởng này đã ghi.",
    ),
    (
        "councils_commendation_period",
        lambda: unsaved(CommendationFactory, period_to=date(2020, 12, 31)),
        "period_to",
        "Ngày sau không thể trước ngày trước.",
    ),
    (
        "councils_commendation_counted",
        lambda: unsaved(CommendationFactory, collectives=0, individuals=0),
        "collectives",
        "Phải ghi số tập thể, cá nhân hoặc hộ.",
    ),
    (
        "councils_commendation_flag",
        lambda: unsaved(CommendationFactory, kind="flag"),
        "individuals",
        "Cờ thi đua chỉ tặng tập thể.",
    ),
    (
        "councils_commendation_withdrawn_reason",
        lambda: unsaved(CommendationFactory, status="withdrawn"),
        "withdrawn_reason",
        "Phải ghi lý do không công khai.",
    ),
]


@pytest.mark.parametrize(("name", "make", "field", "message"), CASES, ids=[case[0] for case in CASES])
def test_constraints_report_beside_their_field_and_hold_in_the_database(admin_client, name, make, field, message):
    record = make()
    if name in OVER_A_NAME:
        message = already(message, type(record).objects.get())

    assert_refused(admin_client, record, {field: [message]})


def test_constraints_of_councils_all_have_a_case():
    rules = {rule.name for model in apps.get_app_config("councils").get_models() for rule in model._meta.constraints}

    assert {case[0] for case in CASES} | REQUIRED_ANYWAY | FILLED_IN_BY_FORMS == rules


@pytest.mark.parametrize(
    "factory",
    [
        CouncilFactory,
        CouncilNameFactory,
        SubordinationFactory,
        TermFactory,
        AreaFactory,
        ElectoralUnitFactory,
        PersonFactory,
        MandateFactory,
        BodyFactory,
        MembershipFactory,
        AgencyFactory,
        OfficeFactory,
        FieldFactory,
        CommendationFactory,
    ],
)
def test_record_admin_stores_a_valid_record(admin_client, factory):
    record = unsaved(factory)

    response = post_add_form(admin_client, record)

    assert response.status_code == 302
    assert type(record).objects.count() == 1
