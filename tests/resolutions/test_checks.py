"""The checks of resolutions, documents, votes, registers and support: each with a record that breaks it and one that does not."""

from datetime import UTC, date, datetime

import pytest

from resolutions.models import IssuedDocument, Resolution, ResolutionClass
from tests.admin_forms import form_data, user_of
from tests.checked import others, sentences
from tests.factories.councils import LegalConstantFactory, MandateFactory
from tests.factories.resolutions import (
    IssuedDocumentFactory,
    PersonnelDecisionFactory,
    RegisterFactory,
    ResolutionClassFactory,
    ResolutionFactory,
    SupportResultFactory,
    VoteFactory,
)
from tests.factories.sessions_app import CouncilSessionFactory
from tests.hdnd_portal.admin_models import admin_url

pytestmark = pytest.mark.django_db


def resolution_of(kind):
    """A resolution on people, a normative one, or another."""
    session = CouncilSessionFactory()
    key = "personnel" if kind == "nhân sự" else "thematic"
    return ResolutionFactory(
        session=session,
        resolution_class=ResolutionClassFactory(council=session.term.council, key=key),
        legal_kind="normative" if kind == "quy phạm pháp luật" else "individual",
    )


@pytest.mark.parametrize("kind", ["nhân sự", "quy phạm pháp luật", "khác"])
def test_resolution_vote_is_an_error_without_any_vote(kind):
    resolution = resolution_of(kind)

    sentence = f"Nghị quyết {kind} chưa có biểu quyết toàn văn đạt kết quả thông qua."
    assert sentences("resolution-vote") == ({} if kind == "khác" else {resolution.pk: sentence})


def test_resolution_vote_is_an_error_after_the_class_got_another_key(admin_client):
    resolution = resolution_of("nhân sự")
    row = resolution.resolution_class
    data = form_data(user_of(admin_client), row) | {"key": "can-bo", "label": "cán bộ"}

    assert admin_client.post(admin_url(type(row), "change", row.pk), data).status_code == 302

    assert set(sentences("resolution-vote")) == {resolution.pk}


@pytest.mark.parametrize(("key", "is_personnel"), [("personnel", True), ("nhan-su", True), ("regular", False)])
def test_resolution_class_normalise_recognises_a_new_class_on_people(key, is_personnel):
    row = ResolutionClassFactory(key=key)
    assert row.is_personnel is is_personnel

    row.is_personnel = not is_personnel
    row.save()
    assert ResolutionClass.objects.get().is_personnel is not is_personnel


@pytest.mark.parametrize(
    ("blank", "sentence"),
    [
        ({}, ""),
        ({"legal_kind": ""}, "Chưa phân loại: còn để trống tính chất pháp lý."),
        (
            {"legal_kind": "", "resolution_class": None},
            "Chưa phân loại: còn để trống loại nghị quyết, tính chất pháp lý.",
        ),
    ],
)
def test_resolution_unclassified_names_what_is_blank(blank, sentence):
    resolution = ResolutionFactory(**blank)

    assert sentences("resolution-unclassified") == ({resolution.pk: sentence} if sentence else {})
    assert resolution.pk not in sentences("resolution-vote")


def test_resolution_unclassified_asks_for_the_class_of_decisions_on_people():
    decision = PersonnelDecisionFactory(resolution__resolution_class=None)

    assert sentences("resolution-unclassified") == {
        decision.resolution_id: "Chưa phân loại: còn để trống loại nghị quyết. "
        "Nghị quyết có quyết định nhân sự: hãy chọn loại nghị quyết về nhân sự."
    }


@pytest.mark.parametrize(
    ("in_favour", "requires_two_thirds", "is_final", "is_listed"),
    [
        (17, False, True, True),
        (18, False, True, False),
        (23, True, True, True),
        (24, True, True, False),
        (18, False, False, True),
    ],
)
def test_resolution_vote_is_an_error_unless_a_final_vote_passed(in_favour, requires_two_thirds, is_final, is_listed):
    resolution = resolution_of("nhân sự")
    VoteFactory(
        session=resolution.session,
        resolution=resolution,
        is_final=is_final,
        requires_two_thirds=requires_two_thirds,
        total_delegates=35,
        present=30,
        in_favour=in_favour,
        against=0,
        abstained=0,
    )

    assert (resolution.pk in sentences("resolution-vote")) is is_listed


@pytest.mark.parametrize(("in_favour", "is_listed"), [(17, True), (18, False)])
def test_resolution_vote_is_an_error_for_any_resolution_that_was_defeated(in_favour, is_listed):
    resolution = resolution_of("khác")
    counts = {"total_delegates": 35, "present": 30, "in_favour": in_favour, "against": 0, "abstained": 0}
    VoteFactory(session=resolution.session, resolution=resolution, is_final=True, **counts)

    sentence = "Nghị quyết chưa có biểu quyết toàn văn đạt kết quả thông qua."
    assert sentences("resolution-vote") == ({resolution.pk: sentence} if is_listed else {})


def test_resolution_effect_before_adoption_is_an_error():
    early = ResolutionFactory(effective_from=date(2021, 9, 27))
    ResolutionFactory(effective_from=date(2021, 9, 28))

    assert sentences("resolution-effect") == {early.pk: "Có hiệu lực từ 27/09/2021, trước ngày thông qua 28/09/2021."}


def test_document_effect_before_signature_is_advice():
    early = IssuedDocumentFactory(issued_on=date(2021, 9, 28), effective_from=date(2021, 9, 27))
    IssuedDocumentFactory(issued_on=date(2021, 9, 28), effective_from=date(2021, 9, 28))

    assert sentences("document-effect") == {early.pk: "Có hiệu lực từ 27/09/2021, trước ngày ký 28/09/2021."}


@pytest.mark.parametrize(("first_day", "is_listed"), [(date(2021, 6, 30), True), (date(2021, 7, 1), False)])
def test_support_overlap_is_an_error_of_the_later_result(first_day, is_listed):
    earlier = SupportResultFactory(title="Hỗ trợ", period_from=date(2021, 1, 1), period_to=date(2021, 6, 30))
    later = SupportResultFactory(council=earlier.council, title="Hỗ trợ", period_from=first_day, period_to=date(2021, 12, 31))
    SupportResultFactory(title="Hỗ trợ", period_from=first_day)
    SupportResultFactory(council=earlier.council, title="Khác", period_from=first_day)

    sentence = "Trùng thời gian với kết quả cùng nội dung từ 01/01/2021 đến 30/06/2021; số liệu bị tính hai lần."
    assert sentences("support-overlap") == ({later.pk: sentence} if is_listed else {})
    if is_listed:
        assert others("support-overlap") == [earlier]


def test_register_twice_is_an_error_of_a_number_in_both_tables():
    resolution = ResolutionFactory(numbered=True, number=5)
    number = {"register": resolution.register, "year": 2021, "number": 5}
    other = IssuedDocumentFactory(council=resolution.council)
    IssuedDocumentFactory(council=resolution.council, **(number | {"number": 6}))
    assert sentences("register-twice") == {}

    IssuedDocument.objects.filter(pk=other.pk).update(**number)

    assert sentences("register-twice") == {resolution.register_id: "Số 5 năm 2021 dùng cho cả nghị quyết và văn bản."}


@pytest.mark.parametrize(
    ("adopted_on", "effective_from", "is_shortened", "is_listed"),
    [
        (date(2025, 4, 1), date(2025, 4, 10), False, True),
        (date(2025, 4, 1), date(2025, 4, 11), False, False),
        (date(2025, 4, 1), date(2025, 4, 1), True, False),
        (date(2025, 3, 31), date(2025, 3, 31), False, False),  # before the law
    ],
)
def test_normative_effect_is_advice_within_ten_days(adopted_on, effective_from, is_shortened, is_listed):
    LegalConstantFactory(key="normative.effect-days", unit_kind="", value=10, start=date(2025, 4, 1), basis="Luật 64")
    session = CouncilSessionFactory(opened_on=adopted_on)
    values = {"effective_from": effective_from, "is_shortened": is_shortened}
    resolution = ResolutionFactory(session=session, legal_kind="normative", **values)
    ResolutionFactory(session=session, **values)

    sentence = (
        "Có hiệu lực từ 10/04/2025, sớm hơn 10 ngày từ ngày thông qua (Luật 64); "
        "nếu theo trình tự, thủ tục rút gọn thì tích ô ấy."
    )
    assert sentences("normative-effect") == ({resolution.pk: sentence} if is_listed else {})


@pytest.mark.parametrize(
    ("code", "model", "make"),
    [("resolution-symbol", Resolution, ResolutionFactory), ("document-symbol", IssuedDocument, IssuedDocumentFactory)],
)
def test_symbol_that_departs_from_its_register_is_advice(code, model, make):
    document = make(numbered=True, number=5)
    assert sentences(code) == {}

    model.objects.filter(pk=document.pk).update(symbol="05/NQ-HDND")

    usual = document.register.symbol_of(5, document.year)
    assert sentences(code) == {document.pk: f"Số, ký hiệu “05/NQ-HDND” khác mẫu của sổ, theo đó là “{usual}”."}


def test_resolution_session_is_advice_where_the_session_was_moved():
    resolution = ResolutionFactory()
    ResolutionFactory()
    type(resolution.session).objects.filter(pk=resolution.session_id).update(
        opened_on=date(2021, 9, 27), closed_on=date(2021, 9, 27)
    )

    assert sentences("resolution-session") == {resolution.pk: "Ngày thông qua 28/09/2021 nằm ngoài thời gian của kỳ họp."}


@pytest.mark.parametrize(
    ("code", "make"), [("resolution-published", ResolutionFactory), ("document-published", IssuedDocumentFactory)]
)
def test_publication_before_signature_is_advice(code, make):
    day = {"issued_on": date(2021, 9, 30)}
    early = make(signed=True, published=True, publish_at=datetime(2021, 9, 29, 16, 59, tzinfo=UTC), **day)
    make(signed=True, published=True, publish_at=datetime(2021, 9, 29, 17, tzinfo=UTC), **day)  # 30/9 in Vietnam

    assert sentences(code) == {early.pk: "Đăng trên cổng từ 29/09/2021, trước ngày ký 30/09/2021."}


@pytest.mark.parametrize(("on", "is_listed"), [(date(2021, 10, 5), False), (date(2021, 10, 6), True)])
def test_resolution_due_is_advice_after_the_days_of_the_law(on, is_listed):
    LegalConstantFactory(key="publication.days", unit_kind="", value=7, start=date(2018, 7, 1), basis="Luật 104")
    draft = ResolutionFactory(signed=True)
    ResolutionFactory(signed=True, published=True)

    sentence = "Ký ngày 28/09/2021, quá 7 ngày chưa công khai (Luật 104)."
    assert sentences("resolution-due", on) == ({draft.pk: sentence} if is_listed else {})


@pytest.mark.parametrize(("present", "is_listed"), [(23, True), (24, False)])
def test_vote_present_is_advice_below_two_thirds_of_all_delegates(present, is_listed):
    vote = VoteFactory(total_delegates=35, present=present, in_favour=20, against=0, abstained=0)

    sentence = "Có mặt 23/35, dưới hai phần ba tổng số đại biểu."
    assert sentences("vote-present") == ({vote.pk: sentence} if is_listed else {})


@pytest.mark.parametrize(
    ("session_total", "vote_total", "expected"), [(34, 34, None), (34, 35, 34), (None, 35, None), (None, 34, 35)]
)
def test_vote_total_is_advice_if_it_is_not_that_of_the_session_or_of_the_term(session_total, vote_total, expected):
    session = CouncilSessionFactory(total_delegates=session_total)
    vote = VoteFactory(session=session, total_delegates=vote_total, present=30, in_favour=20, against=0, abstained=0)

    sentence = f"Tổng số đại biểu ghi {vote_total}, khác số của kỳ họp hoặc của khóa ({expected})."
    assert sentences("vote-total") == ({vote.pk: sentence} if expected else {})


def test_register_gaps_are_advice_by_year():
    register = RegisterFactory()
    for number in (1, 2, 5, 7):
        IssuedDocumentFactory(council=register.council, register=register, year=2021, number=number)
    IssuedDocumentFactory(council=register.council, register=register, year=2022, number=1)
    RegisterFactory()

    assert sentences("register-gaps") == {register.pk: "Năm 2021 thiếu số 3-4, 6; kiểm tra văn bản chưa nhập hoặc số bỏ trống."}


def test_mandate_decision_is_advice_without_a_decision_that_law_or_fact_does_not_replace():
    relieved = MandateFactory(relieved=True)
    decided = MandateFactory(relieved=True)
    PersonnelDecisionFactory(mandate=decided, membership=None, effect="relieves", effective_on=decided.end)
    MandateFactory(end=date(2021, 12, 20), end_reason="died")
    by_election = MandateFactory(origin="by_election")

    assert sentences("mandate-decision") == {
        relieved.pk: "Chưa ghi quyết định nhân sự cho việc thôi làm nhiệm vụ đại biểu.",
        by_election.pk: "Chưa ghi quyết định nhân sự cho việc bầu bổ sung.",
    }


def test_decision_days_is_advice_where_its_target_has_other_days():
    ended = MandateFactory(end=date(2021, 12, 20), end_reason="relieved")
    agrees = {"mandate": ended, "membership": None, "effect": "relieves"}
    PersonnelDecisionFactory(**agrees, effective_on=ended.end)
    PersonnelDecisionFactory(mandate=MandateFactory(), membership=None, effect="suspends")
    assert sentences("decision-days") == {}

    other = PersonnelDecisionFactory(**agrees | {"mandate": MandateFactory()}, effective_on=date(2021, 12, 21))

    dates = f"{other.mandate}: từ ngày 28/06/2021, chưa có ngày thôi"
    assert sentences("decision-days") == {other.pk: f"Ghi từ ngày 21/12/2021, trong khi {dates}."}
