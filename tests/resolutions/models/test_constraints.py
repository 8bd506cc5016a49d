"""Each constraint of resolutions, broken in the admin form and directly in the database."""

from datetime import date
from decimal import Decimal

import pytest

from resolutions.models import Resolution
from resolutions.models.votes import PASSED_WITHOUT_MAJORITY
from tests.admin_forms import already, assert_refused, post_add_form
from tests.factories.councils import MandateFactory, MembershipFactory, OfficeFactory
from tests.factories.resolutions import (
    IssuedDocumentFactory,
    PersonnelDecisionFactory,
    ProgrammeFactory,
    RegisterFactory,
    ResolutionClassFactory,
    ResolutionFactory,
    SupportResultFactory,
    VoteFactory,
)
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

BALLOTS = "Phiếu hợp lệ ≤ thu về ≤ phát ra ≤ số có mặt."
DATES = "Ngày sau không thể trước ngày trước."
EFFECT = "Ngày hết hiệu lực không thể trước ngày có hiệu lực."
NUMBER = "Số này đã dùng trong sổ của năm."
ONE_BASIS = "Ghi đúng một căn cứ: nghị quyết, văn bản khác, hoặc cơ quan quyết định."
ONE_OBJECT = "Chọn đúng một: tư cách đại biểu, thành viên, hoặc chức vụ."
SIGNED = "Văn bản công khai phải có số, ký hiệu và ngày ký."
SUM = "Tán thành + không tán thành + không biểu quyết không thể lớn hơn số có mặt."
VALID_SUM = "Tán thành + không tán thành + không biểu quyết không thể lớn hơn số phiếu hợp lệ."
WHOLE = "Sổ, năm và số phải ghi cùng nhau."
PUBLISHED = {"status": "published", "publish_at": None}
WITHDRAWN = {"status": "withdrawn", "withdrawn_reason": ""}


def published(factory, **values):
    return unsaved(lambda: factory(published=True, signed=True), **values)


def same(record, *fields):
    return {field: getattr(record, field) for field in fields}


def repeated_register():
    return unsaved(RegisterFactory, **same(RegisterFactory(), "council", "key"))


def repeated_class():
    return unsaved(ResolutionClassFactory, **same(ResolutionClassFactory(), "council", "key"), label="cá biệt")


def repeated_number(factory, **values):
    first = factory(numbered=True)
    return unsaved(
        factory, **same(first, *OWNERS[factory], "register", "year", "number"), symbol=f"{first.number:02d}/NQ-HĐND9", **values
    )


OWNERS = {ResolutionFactory: ["session", "council", "resolution_class"], IssuedDocumentFactory: ["council"]}


def repeated_address():
    first = ResolutionFactory(numbered=True, number=7)
    other_register = RegisterFactory(council=first.council)
    taken = same(first, "session", "council", "resolution_class", "year", "number", "symbol", "slug")
    return unsaved(ResolutionFactory, **taken, register=other_register)


def second_final_vote():
    first = VoteFactory(resolution=ResolutionFactory(), is_final=True)
    return unsaved(VoteFactory, resolution=first.resolution, session=first.resolution.session, is_final=True)


def decision(**values):
    return unsaved(PersonnelDecisionFactory, **values)


def repeated_decision(key, factory):
    first = PersonnelDecisionFactory(**{"membership": None, key: factory()})
    return decision(**{"membership": None, key: getattr(first, key)})


def repeated_support():
    return unsaved(SupportResultFactory, **same(SupportResultFactory(), "council", "title"))


def repeated_programme():
    return unsaved(ProgrammeFactory, **same(ProgrammeFactory(), "council", "title"))


def cases_of_documents(factory):
    return [
        (lambda: repeated_number(factory), "number", NUMBER),
        (lambda: unsaved(factory, year=2021, number=5), "number", WHOLE),
        (lambda: published(factory, symbol=""), "symbol", SIGNED),
        (lambda: published(factory, issued_on=None), "symbol", SIGNED),
        (lambda: unsaved(factory, effective_from=date(2021, 10, 2), expires_on=date(2021, 10, 1)), "expires_on", EFFECT),
        (lambda: unsaved(factory, expires_on=date(2021, 10, 1)), "expires_on", EFFECT),
        (lambda: unsaved(factory, **WITHDRAWN), "withdrawn_reason", "Phải ghi lý do không công khai."),
    ]


CASES = [
    (repeated_register, "key", "Mã này đã có."),
    (repeated_class, "key", "Mã này đã có."),
    *cases_of_documents(ResolutionFactory),
    *cases_of_documents(IssuedDocumentFactory),
    (repeated_address, "symbol", "Đường dẫn này đã dùng."),
    (
        lambda: unsaved(ResolutionFactory, issued_on=date(2021, 9, 27)),
        "issued_on",
        "Ngày ký không thể trước ngày thông qua.",
    ),
    (lambda: unsaved(IssuedDocumentFactory, doc_type="resolution"), "issuer", "Nghị quyết của HĐND ghi ở mục Nghị quyết."),
    (lambda: unsaved(VoteFactory, present=36), "present", "Số có mặt không thể lớn hơn tổng số đại biểu."),
    (lambda: unsaved(VoteFactory, in_favour=30, against=3, abstained=2), "in_favour", SUM),
    (lambda: unsaved(VoteFactory, in_favour=32_767, against=32_767, abstained=32_767), "in_favour", SUM),
    (lambda: unsaved(VoteFactory, in_favour=30, issued=34, returned=33, valid=34), "valid", BALLOTS),
    (lambda: unsaved(VoteFactory, in_favour=30, issued=33, returned=34, valid=33), "valid", BALLOTS),
    (lambda: unsaved(VoteFactory, in_favour=30, issued=36, returned=34, valid=34), "valid", BALLOTS),
    (lambda: unsaved(VoteFactory, in_favour=30, issued=33, valid=34), "valid", BALLOTS),
    (lambda: unsaved(VoteFactory, issued=35, returned=34, valid=34), "valid", BALLOTS),
    (lambda: unsaved(VoteFactory, issued=34, returned=34, valid=33), "in_favour", VALID_SUM),
    (lambda: unsaved(VoteFactory, result="passed", in_favour=17), "result", PASSED_WITHOUT_MAJORITY),
    (lambda: unsaved(VoteFactory, result="passed", in_favour=23, requires_two_thirds=True), "result", PASSED_WITHOUT_MAJORITY),
    (
        lambda: unsaved(VoteFactory, mode="secret_ballot", issued=34, returned=34),
        "issued",
        "Bỏ phiếu kín phải ghi số phiếu phát ra, thu về, hợp lệ.",
    ),
    (second_final_vote, "is_final", "Nghị quyết đã có biểu quyết toàn văn được thông qua."),
    (lambda: decision(membership=None), "mandate", ONE_OBJECT),
    (lambda: decision(mandate=MandateFactory()), "mandate", ONE_OBJECT),
    (lambda: decision(resolution=None), "resolution", ONE_BASIS),
    (lambda: decision(authority="Chủ tịch UBND thành phố"), "resolution", ONE_BASIS),
    (lambda: decision(document=IssuedDocumentFactory()), "resolution", ONE_BASIS),
    (lambda: repeated_decision("mandate", MandateFactory), "effective_on", "Quyết định này đã ghi."),
    (lambda: repeated_decision("membership", MembershipFactory), "effective_on", "Quyết định này đã ghi."),
    (lambda: repeated_decision("office", OfficeFactory), "effective_on", "Quyết định này đã ghi."),
    (repeated_support, "title", "Kết quả này đã ghi."),
    (lambda: unsaved(SupportResultFactory, period_to=date(2020, 12, 31)), "period_to", DATES),
    (lambda: unsaved(SupportResultFactory, amount=Decimal(-1)), "amount", "Số tiền không thể âm."),
    (repeated_programme, "title", "Chương trình này đã ghi."),
]


OVER_A_NAME = (repeated_support, repeated_programme)  # their message links to the record that exists


@pytest.mark.parametrize(("make", "field", "message"), CASES)
def test_constraints_report_beside_their_field_and_hold_in_the_database(admin_client, make, field, message):
    record = make()
    if make in OVER_A_NAME:
        message = already(message, type(record).objects.get())

    assert_refused(admin_client, record, {field: [message]})


def test_resolution_form_accepts_one_that_nobody_has_classified(admin_client):
    response = post_add_form(admin_client, unsaved(ResolutionFactory, legal_kind="", resolution_class=None))

    assert response.status_code == 302
    resolution = Resolution.objects.get()
    assert (resolution.class_label, resolution.legal_kind_label) == ("chưa phân loại", "chưa phân loại")


@pytest.mark.parametrize(
    "factory",
    [
        RegisterFactory,
        ResolutionClassFactory,
        ResolutionFactory,
        IssuedDocumentFactory,
        VoteFactory,
        PersonnelDecisionFactory,
        SupportResultFactory,
        ProgrammeFactory,
    ],
)
def test_record_admin_stores_a_valid_record(admin_client, factory):
    record = unsaved(factory)

    response = post_add_form(admin_client, record)

    assert response.status_code == 302
    assert type(record).objects.count() == 1
