"""The sentences on petitions: a share stands beside the number that it is a share of, in words."""

from datetime import date

import pytest

from tests.factories.citizens import PetitionFactory, PetitionStatusFactory
from tests.factories.councils import CouncilFactory
from tests.factories.reports import ReportedTotalFactory
from tests.reports.composed_reports import sentences
from tests.reports.invented_figures import Source, texts_of

pytestmark = pytest.mark.django_db

BY_BOTH = "petitions.by_competence_status"


def typed(council, code, value, part="", **values):
    ReportedTotalFactory(council=council, code=code, part=part, value=value, **values)


def petitions(council, count, *, competence, state):
    for _ in range(count):
        petition = PetitionFactory(council=council, published=True, competence=competence)
        if state != "received":
            PetitionStatusFactory(petition=petition, state=state, on=date(2021, 11, 1))


def petition_texts(council):
    """The sentences on petitions, without the one on those that were forwarded."""
    return [text for text in sentences(council) if "kiến nghị" in text and "gửi đến các cơ quan" not in text]


def test_received_sentence_says_the_states_of_the_own_competence_with_shares():
    council = CouncilFactory(unit_kind="rural_district")
    typed(council, "petitions.received", 125)
    for competence, value in (("district", 93), ("central", 13), ("commune", 19)):
        typed(council, "petitions.by_competence", value, competence)
    for part, value, base in (
        *(("district.resolved", 18, 93), ("district.in_progress", 38, 93), ("district.explained", 37, 93)),
        *(("central.forwarded", 13, 13), ("commune.forwarded", 19, 19)),
    ):
        typed(council, BY_BOTH, value, part, base=base)
    for part, value in (("resolved", 18), ("in_progress", 38), ("explained", 37), ("forwarded", 32)):
        typed(council, "petitions.by_status", value, part)
    first, others = petition_texts(council)[:2]

    assert "đã tiếp nhận 125 kiến nghị, trong đó 93 kiến nghị thuộc thẩm quyền của huyện, " in first
    assert "trong 93 kiến nghị này đang giải quyết 38 (40,9%), " in first
    assert "đã giải quyết xong 18 (19,4%)" in first
    assert others == "Trong số kiến nghị thuộc thẩm quyền của cơ quan khác có 32 kiến nghị đã chuyển (trung ương 13, cấp xã 19)."


def test_received_sentence_says_that_all_of_the_own_competence_are_settled():
    council = CouncilFactory(unit_kind="ward", level="commune")
    petitions(council, 4, competence="commune", state="resolved")
    petitions(council, 2, competence="province", state="forwarded")
    texts = petition_texts(council)
    first, others, *_ = texts

    assert "đã tiếp nhận 06 kiến nghị, trong đó 04 kiến nghị thuộc thẩm quyền của phường, 02 kiến nghị thuộc" in first
    assert "đã giải quyết xong 04/04 kiến nghị thuộc thẩm quyền của phường (100%)" in first
    assert others == "Trong số kiến nghị thuộc thẩm quyền của cơ quan khác có 02 kiến nghị đã chuyển (cấp tỉnh 02)."
    assert not [text for text in texts if "04 kiến nghị (100%)" in text]


def test_other_states_sentence_has_no_shares_for_other_competences():
    council = CouncilFactory(unit_kind="ward", level="commune")
    petitions(council, 1, competence="commune", state="resolved")
    petitions(council, 3, competence="commune", state="in_progress")
    petitions(council, 2, competence="province", state="resolved")
    first, others, *_ = petition_texts(council)

    assert "trong 04 kiến nghị này đang giải quyết 03 (75%), đã giải quyết xong 01 (25%)" in first
    assert others == (
        "Tính cả kiến nghị thuộc thẩm quyền của cơ quan khác có 03 kiến nghị đã giải quyết xong (cấp tỉnh 02, phường 01)."
    )


def test_statuses_sentence_says_of_what_the_shares_are_where_no_competence_is_known():
    council = CouncilFactory()
    petitions(council, 1, competence="", state="resolved")
    petitions(council, 3, competence="", state="in_progress")

    assert (
        "Đến ngày 31/12/2021, kết quả giải quyết 04 kiến nghị của cử tri là: đang giải quyết 03/04 kiến nghị (75%); "
        "đã giải quyết xong 01/04 kiến nghị (25%); tỷ lệ tính trên số kiến nghị đã tiếp nhận."
    ) in petition_texts(council)


def test_statuses_sentence_prints_a_count_and_its_percentage_once():
    council = CouncilFactory()
    typed(council, "petitions.by_status", 58, "resolved", base=65)
    typed(council, "petitions.by_status", "89.2", "resolved", is_percent=True)

    assert petition_texts(council) == [
        "Đến ngày 31/12/2021, kết quả giải quyết kiến nghị của cử tri là: đã giải quyết xong 58/65 kiến nghị (89,2%)."
    ]


def test_carried_over_sentence_prints_a_number_once():
    council = CouncilFactory()
    for code, value, part in (
        ("petitions.by_status", 13, "carried_over"),
        *(("petitions.carried_over", 9, "settled"), ("petitions.carried_over", 4, "open")),
    ):
        typed(council, code, value, part)

    assert petition_texts(council) == [
        "Năm 2021, HĐND quận tiếp tục theo dõi 13 kiến nghị kỳ trước chuyển sang, "
        "trong đó 09 kiến nghị đã giải quyết xong, 04 kiến nghị chưa giải quyết xong."
    ]


def test_sentences_on_a_level_name_state_and_competence_once():
    below = {"petitions.by_competence_status": Source({"district.received": 2, "province.forwarded": 3})}

    text = " ".join(texts_of({}, below=below))

    assert "03 kiến nghị đã chuyển thuộc thẩm quyền cấp tỉnh, 02 kiến nghị đã tiếp nhận thuộc thẩm quyền cấp huyện." in text
