"""Parsing of document numbers."""

from datetime import date

import pytest

from resolutions.models import IssuedDocument, Resolution
from resolutions.numbers import ParsedNumber, parse_document_number, probable_typos
from tests.factories.resolutions import IssuedDocumentFactory, RegisterFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory

SEPTEMBER = date(2021, 9, 28)


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("12/NQ-HĐND", ParsedNumber(kind="nq", number=12)),
        ("12/nq-hdnd", ParsedNumber(kind="nq", number=12)),
        ("012/NQ–HĐND", ParsedNumber(kind="nq", number=12)),
        ("nq 12", ParsedNumber(kind="nq", number=12)),
        ("NQ12", ParsedNumber(kind="nq", number=12)),
        ("QN-HĐND 12", ParsedNumber(kind="nq", number=12)),
        ("5/nq-hdnd", ParsedNumber(kind="nq", number=5)),
        ("số 5", ParsedNumber(number=5)),
        ("12", ParsedNumber(number=12)),
        ("12a/NQ-HĐND", ParsedNumber(kind="nq", number=12, suffix="a")),
        ("nghị quyết số 12 năm 2021", ParsedNumber(kind="nq", number=12, year=2021)),
        ("nghi quyet so 12 nam 2021", ParsedNumber(kind="nq", number=12, year=2021)),
        ("nq 12 2021", ParsedNumber(kind="nq", number=12, year=2021)),
        ("12/2021/NQ-HĐND", ParsedNumber(kind="nq", number=12, year=2021)),
        ("12 2021", ParsedNumber(number=12, year=2021)),
        ("nghị quyết 12/NQ-HĐND", ParsedNumber(kind="nq", number=12)),
        ("05/BC-HĐND", ParsedNumber(kind="bc", number=5)),
        ("báo cáo số 5 năm 2021", ParsedNumber(kind="bc", number=5, year=2021)),
        ("10/KH-HĐND năm 2021", ParsedNumber(kind="kh", number=10, year=2021)),
        ("kh 10 2021", ParsedNumber(kind="kh", number=10, year=2021)),
        ("3/QĐ-HĐND", ParsedNumber(kind="qd", number=3)),
        ("Tờ trình 7/TTr-HĐND", ParsedNumber(kind="ttr", number=7)),
        ("ctr 2 2022", ParsedNumber(kind="ctr", number=2, year=2022)),
        ("28/9/2021", ParsedNumber(day=SEPTEMBER)),
        ("nghị quyết ngày 28 tháng 9 năm 2021", ParsedNumber(kind="nq", day=SEPTEMBER)),
        ("12/NQ-HĐND ngày 28/09/2021", ParsedNumber(kind="nq", number=12, day=SEPTEMBER)),
    ],
)
def test_parse_document_number_accepts_each_spelling(text, parsed):
    assert parse_document_number(text) == parsed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nghị quyết",
        "2021",
        "năm 2021",
        "12 13",
        "12 2021 2022",
        "123456",
        "12 nghị quyết về ngân sách",
        "báo cáo 12/NQ-HĐND",
        "05/BC-BPC",
        "chương trình năm 2021",
        "hỗ trợ 12",
        "12 ab",
        "a 12",
        "31/02/2021",
        "#d99999999",
        "1e999",
        "%_\\'\"",
        "\0",
        "9" * 5000,
    ],
)
def test_parse_document_number_returns_none_for_other_text(text):
    assert parse_document_number(text) is None


@pytest.mark.django_db
def test_condition_matches_the_meant_resolutions_only():
    session = CouncilSessionFactory()
    twelve = ResolutionFactory(session=session, numbered=True, number=12, symbol="12/NQ-HĐND")
    inserted = ResolutionFactory(
        session=session, register=twelve.register, year=2021, number=12, suffix="a", symbol="12a/NQ-HĐND", issued_on=SEPTEMBER
    )
    unregistered = ResolutionFactory(session=session, symbol="12/NQ-HĐND", issued_on=SEPTEMBER)
    ResolutionFactory(session=session, numbered=True, number=112, symbol="112/NQ-HĐND")
    ResolutionFactory(session=session, symbol="120/NQ-HĐND", issued_on=SEPTEMBER)
    other_year = ResolutionFactory(session=session, register=twelve.register, year=2020, number=12, symbol="12/NQ-HĐND")

    def matching(text):
        return set(Resolution.objects.filter(parse_document_number(text).condition("adopted_on")))

    assert {text: matching(text) for text in ("nq 12", "12a", "nq 12 2021", "12/2020/nq-hdnd")} == {
        "nq 12": {twelve, inserted, unregistered, other_year},
        "12a": {inserted},
        "nq 12 2021": {twelve, inserted, unregistered},
        "12/2020/nq-hdnd": {other_year},
    }


@pytest.mark.parametrize(("number", "typos"), [(99, {9}), (12, {1, 2, 21}), (123, {12, 13, 23, 132, 213}), (7, set()), (10, {1})])
def test_probable_typos_drop_a_digit_or_swap_two(number, typos):
    assert probable_typos(number) == typos


@pytest.mark.django_db
def test_condition_matches_documents_of_the_kind_only():
    register = RegisterFactory(key="chung")
    public = {"council": register.council, "register": register, "year": 2021, "issued_on": date(2021, 12, 31)}
    symbols = ["4/NQ-HĐND", "04/BC-HĐND", "4a/KH-HĐND", "4/2021/QĐ-HĐND"]
    for number, (symbol, suffix) in enumerate(zip(symbols, ["", "b", "a", "c"], strict=True)):
        IssuedDocumentFactory(**public, number=4, suffix=suffix, symbol=symbol, title=f"Thực hiện Nghị quyết {number}/NQ-HĐND")
    IssuedDocumentFactory(council=register.council, symbol="04/TTr-HĐND", issued_on=date(2021, 12, 31))

    def matching(text):
        rows = IssuedDocument.objects.filter(parse_document_number(text).condition("issued_on"))
        return set(rows.values_list("symbol", flat=True))

    texts = ("nq 4 2021", "báo cáo số 4", "kh 4", "4/QĐ-HĐND năm 2021", "ttr 4", "bc 31/12/2021", "tb 4")
    assert [matching(text) for text in texts] == [*({symbol} for symbol in (*symbols, "04/TTr-HĐND", "04/BC-HĐND")), set()]
    assert matching("4 2021") == {*symbols, "04/TTr-HĐND"}
