"""The annexes of a report, composed from records."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.document.annexes import build_annexes
from reports.figures.collect import collect
from reports.scope import Mode
from tests.factories.citizens import PetitionFactory, PetitionStatusFactory, ReceptionSessionFactory
from tests.factories.councils import AgencyFactory, CommendationFactory
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory
from tests.factories.resolutions import ConfidenceBallotFactory, ConfidenceResultFactory, ResolutionFactory, VoteFactory
from tests.factories.sessions_app import AttendanceFactory, QuestionFactory, SittingFactory
from tests.reports.composed_reports import compose_document, paragraphs
from tests.reports.records import petition, resolution, session, supervision

pytestmark = pytest.mark.django_db


def annex_of(council, key):
    """The annex `key` of the report of the council on 2021."""
    return next(annex for annex in compose_document(council).annexes if annex.key == key)


def test_build_annexes_numbers_several_annexes_but_not_a_single_one(district):
    session(district.council)
    assert [(annex.key, annex.numeral) for annex in compose_document(district.council).annexes] == [("sessions", "")]

    CommendationFactory(council=district.council, published=True)
    assert [(annex.key, annex.numeral) for annex in compose_document(district.council, slug="hai").annexes] == [
        ("sessions", "I"),
        ("commendations", "II"),
    ]


def test_build_annexes_counts_records_that_are_not_public(district):
    resolution(district.council, published=True, signed=True, title="Công khai")
    resolution(district.council, withdrawn=True, title="Không công khai")
    annex = next(annex for annex in compose_document(district.council).annexes if annex.key == "resolutions")

    assert [row[3] for row in annex.rows] == ["Công khai"]
    assert annex.notes == ("Ngoài danh mục này còn 1 bản ghi không công khai, đã tính trong số liệu của báo cáo.",)


def test_sessions_prints_an_unknown_closing_day_as_unknown(district):
    session(district.council, number=1, opened_on=date(2021, 5, 4), closed_on=date(2021, 5, 4))
    session(district.council, number=2, opened_on=date(2021, 7, 6), closed_on=date(2021, 7, 8))
    session(district.council, number=3, opened_on=date(2021, 9, 1), closed_on=None)

    assert [row[3:5] for row in annex_of(district.council, "sessions").rows] == [
        ("04/05/2021", "04/05/2021"),
        ("06/07/2021", "08/07/2021"),
        ("01/09/2021", "–"),
    ]


def test_annexes_say_how_many_records_they_list_of_how_many(district):
    for number in (1, 2):
        session(district.council, number=number)
    ReportedTotalFactory(council=district.council, value=69, decision="preferred", decision_reason="Đã đối chiếu.")
    document = compose_document(district.council)
    annex = document.annexes[0]

    assert annex.notes == ("Danh mục ghi 02 trên tổng số 69 kỳ họp của báo cáo, là những kỳ họp có bản ghi.",)
    assert [text for text in paragraphs(document) if "Phụ lục" in text][0].endswith("(Phụ lục: 02/69 kỳ họp có bản ghi).")


def test_annexes_refer_to_a_complete_list_without_its_number(district):
    session(district.council)
    resolution(district.council, published=True, signed=True)
    document = compose_document(district.council)

    assert [annex.listed for annex in document.annexes] == ["", ""]
    assert any("(Phụ lục I và Phụ lục II kèm theo)" in text for text in paragraphs(document))


def test_annexes_join_a_partial_list_with_a_complete_one(district):
    session(district.council, number=1)
    resolution(district.council, published=True, signed=True)
    ReportedTotalFactory(
        council=district.council, code="resolutions.adopted", value=12, decision="preferred", decision_reason="Đã đối chiếu."
    )
    text = " ".join(paragraphs(compose_document(district.council)))

    assert "(Phụ lục I; Phụ lục II: 01/12 nghị quyết có bản ghi)" in text


def answered(council, *, competence, state, symbol="", **values):
    """A petition that was forwarded and then got an answer."""
    one = petition(council, competence=competence, **values)
    PetitionStatusFactory(petition=one, state="forwarded", on=date(2021, 10, 12), reply_symbol="9/HĐND")
    PetitionStatusFactory(petition=one, state=state, on=date(2021, 12, 1), reply_symbol=symbol, text="Nội dung riêng")
    return one


def test_petitions_are_counted_by_competence_and_result(district):
    council = district.council
    for state in ("resolved", "in_progress"):
        answered(council, competence="district", state=state)
    petition(council, competence="province")
    petition(council, competence="")
    PetitionFactory(council=council, competence="district")  # a draft
    annex = annex_of(council, "petitions_by_competence")

    assert annex.rows == (
        ("1", "Thẩm quyền cấp tỉnh", "1", "0", "0", "0", "1"),
        ("2", "Thẩm quyền cấp huyện", "2", "1", "1", "0", "0"),
        ("3", "Chưa phân loại", "1", "0", "0", "0", "1"),
    )
    assert annex.total[2:] == ("4", "1", "1", "0", "2")


def test_petitions_are_listed_with_their_answers_in_public_words_only(district):
    council = district.council
    words = {"content": "Ông Nguyễn Văn A ở ngõ 68", "public_summary": "Thoát nước ngõ 68."}
    first = answered(council, competence="district", state="resolved", symbol="12/UBND-QLĐT", **words)
    second = petition(council, public_summary="Đèn đường.")
    PetitionFactory(council=council, withdrawn=True, public_summary="Không đăng.")
    document = compose_document(council)
    annex = next(annex for annex in document.annexes if annex.key == "petitions")

    assert [row[1:] for row in annex.rows] == [
        (first.code, "Thoát nước ngõ 68.", "–", "đã giải quyết xong", "12/UBND-QLĐT"),
        (second.code, "Đèn đường.", "–", "đã tiếp nhận", "–"),
    ]
    assert annex.listed == "02/03 kiến nghị có bản ghi công khai"
    assert [words for words in ("Nguyễn Văn A", "Không đăng", "Nội dung riêng") if words in str(document)] == []


def test_petitions_answered_after_the_cut_off_are_listed_as_they_stood(district):
    one = petition(district.council)
    PetitionStatusFactory(petition=one, state="resolved", on=date(2022, 3, 1), reply_symbol="3/UBND")

    assert annex_of(district.council, "petitions").rows[0][4:] == ("đã tiếp nhận", "–")


def test_petitions_are_listed_up_to_a_number(district, monkeypatch):
    monkeypatch.setattr("reports.document.petition_annexes.MAX_LISTED", 2)
    for _ in range(3):
        petition(district.council)
    annex = annex_of(district.council, "petitions")

    assert (len(annex.rows), annex.notes) == (2, ("Danh mục in 2 kiến nghị đầu tiên trong 3 kiến nghị công khai.",))


@pytest.mark.parametrize("scope", [Mode.OWN, Mode.CONSOLIDATED])
def test_build_annexes_needs_a_fixed_number_of_queries(district, scope):
    costs = []
    for number in (1, 2, 3):
        for council in (district.council, district.ward):
            adopted = resolution(council, published=True, signed=True)
            VoteFactory(session=adopted.session, resolution=adopted, is_final=True)
            held = session(council)
            supervision(council)
            QuestionFactory(session=held, published=True)
            ConfidenceResultFactory(ballot__session=held, ballot__published=True)
            answered(council, competence="district", state="resolved")
            CommendationFactory(council=council, published=True, decision_symbol=f"{number}/QĐ-UBND")
        report = AnnualReportFactory.build(council=district.council, scope=scope)
        collected = collect(report.as_scope())
        with CaptureQueriesContext(connection) as queries:
            build_annexes(report, collected, collected)
        costs.append(len(queries))

    assert costs == [18, 18, 18]


def test_sessions_has_unknown_resolutions_for_a_council_that_has_recorded_none(district):
    session(district.council, number=1)
    session(district.ward, number=1)
    annex = next(a for a in compose_document(district.council, Mode.CONSOLIDATED).annexes if a.key == "sessions")
    assert ([row[-1] for row in annex.rows], annex.total) == (["–", "–"], ())

    held = session(district.council, number=2, opened_on=date(2021, 10, 1))
    ResolutionFactory(session=held, adopted_on=held.opened_on, signed=True, published=True)
    annex = next(a for a in compose_document(district.council, Mode.CONSOLIDATED, slug="hai").annexes if a.key == "sessions")
    assert sorted(row[-1] for row in annex.rows) == ["0", "1", "–"]
    assert annex.total[-1] == "1"


def test_receptions_lists_levels_instead_of_their_sum(district):
    ReceptionSessionFactory(council=district.council)
    ReceptionSessionFactory(council=district.ward)
    annex = next(a for a in compose_document(district.council, Mode.CONSOLIDATED).annexes if a.key == "receptions")

    names = [row[1] for row in annex.rows]
    assert (len(names), names[1]) == (2, "Thường trực HĐND các phường")


def test_receptions_has_unknown_visitors_for_a_reported_total(district):
    ReportedTotalFactory(council=district.council, code="receptions.held", part="standing", value=150)
    annex = next(a for a in compose_document(district.council).annexes if a.key == "receptions")

    assert [row[2:] for row in annex.rows] == [("150", "–", "–")]


def test_receptions_leaves_out_percentages(district):
    ReceptionSessionFactory(council=district.council, visits=3, people=4)
    percentages = {"council": district.council, "is_percent": True, "value": "95.2"}
    ReportedTotalFactory(code="receptions.held", part="standing", **percentages)
    ReportedTotalFactory(code="receptions.held", part="delegates", **percentages)
    annex = next(a for a in compose_document(district.council).annexes if a.key == "receptions")

    assert [row[2:] for row in annex.rows] == [("1", "3", "4")]


def promised(council, text, *, due=None, fulfilled=None, **values):
    """A question in writing with a promise."""
    promise = {"promise": "Sẽ làm xong", "promise_due_on": due, "promise_kept_on": fulfilled}
    return QuestionFactory(**{"council": council, "written": True, "published": True, "text": text} | promise | values)


def test_questions_annex_says_what_became_of_each_promise_by_the_cut_off(district):
    agency = AgencyFactory(council=district.council, name="UBND quận")
    day, new_year = date(2021, 10, 1), date(2022, 1, 1)
    values = {"asked_on": day, "asked_by": district.mandate, "respondent": agency}
    promised(district.council, "Một", due=date(2021, 12, 1), fulfilled=date(2021, 11, 20), **values)
    promised(district.council, "Hai", due=date(2021, 11, 1), fulfilled=date(2021, 11, 20), **values)
    promised(district.council, "Ba", due=date(2021, 12, 1), fulfilled=new_year, **values)
    promised(district.council, "Bốn", due=new_year, **values)
    promised(district.council, "Năm", promise="", **values)
    promised(district.council, "Không hạn", fulfilled=date(2021, 11, 20), **values)
    promised(district.council, "Sáu", answered_by="Trưởng phòng Quản lý đô thị", asked_on=date(2021, 10, 2))
    annex = annex_of(district.council, "questions")
    name = district.mandate.person.full_name

    assert annex.rows[0] == (
        *("1", "01/10/2021", name, "UBND quận", "Một", "Sẽ làm xong", "01/12/2021"),
        "đã thực hiện đúng hạn, ngày 20/11/2021",
    )
    assert [row[-1] for row in annex.rows[1:]] == [
        "đã thực hiện sau hạn, ngày 20/11/2021",
        "quá hạn 30 ngày",
        "chưa đến hạn",
        "–",
        "đã thực hiện, ngày 20/11/2021",
        "chưa ghi hạn, chưa thực hiện",
    ]
    assert annex.rows[-1][2:4] == ("–", "Trưởng phòng Quản lý đô thị")
    assert annex.notes == ("Tình trạng thực hiện lời hứa tính đến ngày 31/12/2021.",)


def test_questions_annex_lists_published_questions_only_and_the_text_refers_to_it(district):
    promised(district.council, "Công khai")
    promised(district.council, "Không công khai", published=False, status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")
    document = compose_document(district.council)
    (annex,) = (annex for annex in document.annexes if annex.key == "questions")

    assert [row[4] for row in annex.rows] == ["Công khai"]
    assert annex.notes[0] == "Ngoài danh mục này còn 1 bản ghi không công khai, đã tính trong số liệu của báo cáo."
    (text,) = (text for text in paragraphs(document) if "Phụ lục" in text)
    assert text.endswith("02 ý kiến chất vấn, đều là chất vấn bằng văn bản (Phụ lục: 01/02 ý kiến có bản ghi công khai).")


def test_confidence_annex_gives_percentages_of_all_delegates(district):
    ballot = ConfidenceBallotFactory(session=session(district.council), total_delegates=35, published=True)
    values = {"issued": 34, "returned": 34, "valid": 33, "high": 26, "middle": 5, "low": 2}
    result = ConfidenceResultFactory(ballot=ballot, office_title="Chủ tịch HĐND quận", **values)
    ConfidenceResultFactory(ballot__session=session(district.council, number=9, opened_on=date(2021, 11, 2)))
    annex = annex_of(district.council, "confidence")

    assert annex.rows == (
        (
            *("1", f"{result.person.full_name}, Chủ tịch HĐND quận", "28/09/2021", "35", "34", "34", "33"),
            *("26", "74,3%", "5", "14,3%", "2", "5,7%"),
        ),
    )
    assert annex.notes == ("Tỷ lệ tính trên tổng số đại biểu HĐND vào ngày lấy phiếu.",)


def test_sessions_annex_prints_the_attendance_where_a_roll_is_called(district):
    first, _ = session(district.council, number=1), session(district.council, number=2)
    assert [column.label for column in annex_of(district.council, "sessions").columns[5:]] == ["Hình thức", "Số nghị quyết"]

    AttendanceFactory(sitting=SittingFactory(session=first, number=1), mandate=district.mandate)
    annex = next(annex for annex in compose_document(district.council, slug="hai").annexes if annex.key == "sessions")
    assert [row[6] for row in annex.rows] == ["1/1", "–"]
    assert {len(row) for row in annex.rows} == {len(annex.columns)}
