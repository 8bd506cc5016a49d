import pytest

from citizens.models import Petition, ReceptionSession, VoterMeeting
from councils.models import Body, Council, ElectoralUnit, Mandate, Membership, Term
from exchange.references import References, UnknownReference
from exchange.tables import TABLES
from news.models import Article
from reports.models import AnnualReport
from resolutions.models import IssuedDocument, Resolution, Vote
from sessions_app.models import CouncilSession
from tests.exchange.folders import errors, example, write_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def references(example_folder):
    """References among the example rows, for the council cau-giay."""
    return References(TABLES, "cau-giay")


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (Term, "cau-giay | 6"),
        (Term, "cau-giay|6"),
        (Term, " | 6"),
        (ElectoralUnit, "cau-giay | 6 | 1"),
        (ElectoralUnit, " | 6 | 1"),
        (Mandate, "nguyen-thi-minh | cau-giay | 6 | 30/06/2021"),
        (Mandate, "nguyen-thi-minh | cau-giay | 6 | 2021-06-30"),
        (Mandate, "nguyen-thi-minh |  | 6 | 30/6/21"),
        (Membership, "nguyen-thi-minh | cau-giay | 6 | 30/06/2021 | cau-giay | ban-phap-che | 30/06/2021 | 30/06/2021"),
        (CouncilSession, "cau-giay | 6 | 2"),
        (Resolution, "cau-giay | nghi-quyet | 2021 | 12"),
        (Resolution, "cau-giay | nghi-quyet | 2021 | 12 | "),
        (Resolution, " | nghi-quyet | 2021 | 12"),
        (Resolution, "cau-giay | 6 | 2 | Về kết quả thực hiện nhiệm vụ 9 tháng đầu năm 2021"),
        (IssuedDocument, "cau-giay | bao-cao | 2021 | 5"),
        (IssuedDocument, "cau-giay | 05/BC-HĐND | 30/09/2021"),
        (Vote, "cau-giay | 6 | 2 | cau-giay | nghi-quyet | 2021 | 12 | | Toàn văn dự thảo nghị quyết"),
        (Vote, "cau-giay | 6 | 2 | cau-giay | nghi-quyet | 2021 | 12 | Toàn văn dự thảo nghị quyết"),
        (VoterMeeting, "cau-giay | 05/09/2021 | Hội trường phường Dịch Vọng | định kỳ"),
        (VoterMeeting, "cau-giay | 2021-09-05 | Hội trường phường Dịch Vọng | periodic"),
        (Petition, "cau-giay | 2021 | 97"),
        (ReceptionSession, "cau-giay | standing | 05/10/2021 | Trụ sở tiếp công dân quận"),
        (Article, "cau-giay | khai-mac-ky-hop-thu-2 | 28/09/2021"),
        (AnnualReport, "cau-giay | 2021"),
        (AnnualReport, "cau-giay | 2021 | 1"),
    ],
)
def test_resolve_returns_the_record_of_a_natural_key(references, model, text):
    assert references.resolve(model, text) == model.objects.get()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cau-giay | ban-phap-che | 30/06/2021", "Ban Pháp chế"),
        ("cau-giay | 6 | 1", "Tổ đại biểu số 1"),
        ("cau-giay | to-1 | 30/06/2021", "Tổ đại biểu số 1"),
    ],
)
def test_resolve_accepts_the_number_of_a_group_and_the_slug_of_any_body(references, text, name):
    assert references.resolve(Body, text).name == name


def test_resolve_accepts_blank_parts_for_a_vote_without_resolution(references):
    session = CouncilSession.objects.get()
    vote = Vote.objects.create(
        session=session, subject="Chương trình kỳ họp", held_on=session.opened_on, total_delegates=35, present=33, in_favour=33
    )

    assert references.resolve(Vote, "cau-giay | 6 | 2 |  | Chương trình kỳ họp") == vote
    assert references.resolve(Vote, "cau-giay | 6 | 2 | | | | | | Chương trình kỳ họp") == vote


def test_resolve_list_returns_each_record_once(references):
    councils = references.resolve_list(Council, "cau-giay; phuong-dich-vong;cau-giay;")

    assert {council.slug for council in councils} == {"cau-giay", "phuong-dich-vong"}
    assert len(councils) == 2


@pytest.mark.parametrize(
    ("model", "text", "message"),
    [
        (Term, "cau-giai | 6", "Chưa có Hội đồng nhân dân “cau-giai”: không dòng nào khớp ở phần “cau-giai” (mã)."),
        (Term, "cau-giay | 5", "Chưa có nhiệm kỳ “cau-giay | 5”: không dòng nào khớp ở phần “5” (khóa)."),
        (Term, "cau-giay", "Thiếu phần “khóa”; hãy ghi: council | ordinal."),
        (Term, "cau-giay | sáu", "Phần “sáu” (khóa): “sáu” không đọc được là số;"),
        (Term, "cau-giay | 6 | 2", "Thừa phần “2”; hãy ghi: council | ordinal."),
        (CouncilSession, "cau-giay | 6 | 9", "Chưa có kỳ họp “cau-giay | 6 | 9”: không dòng nào khớp ở phần “9” (kỳ họp thứ)."),
        (CouncilSession, "cau-giay | 5 | 2", "Chưa có nhiệm kỳ “cau-giay | 5”"),
        (Mandate, "tran-van-duc | cau-giay | 6 | 30/06/2021", "Chưa có người “tran-van-duc”"),
        (Mandate, "nguyen-thi-minh | cau-giay | 6 | 01/07/2021", "không dòng nào khớp ở phần “01/07/2021” (từ ngày)."),
        (Resolution, "cau-giay | nghi-quyet | 2021 | 13", "không dòng nào khớp ở phần “13” (số)."),
        (Resolution, "cau-giay | bao-cao | 2021 | 12", "Chưa có nghị quyết “cau-giay | bao-cao | 2021 | 12”"),
        (Petition, "cau-giay | 2021 | 999999999999", "Chưa có kiến nghị cử tri “cau-giay | 2021 | 999999999999”"),
        (Council, "x" * 5000, "(mã)"),
    ],
)
def test_unknown_reference_names_the_part_without_a_match(references, model, text, message):
    with pytest.raises(UnknownReference) as caught:
        references.resolve(model, text)

    assert message in caught.value.message
    assert len(caught.value.message) < 500


@pytest.mark.parametrize(
    ("table", "column", "text", "message"),
    [
        ("petitions", "field", "cau-giay | giao thông đô thị", "(mã): Chỉ dùng chữ không dấu, chữ số"),
        ("petitions", "field", "cau-giay | giao thông đô thị", "Gần nhất: “giao-thong”."),
        ("petitions", "agency", "cau-giay | ubnd-qan", "ở phần “ubnd-qan” (đường dẫn). Gần nhất: “ubnd-quan”."),
        ("petitions", "session", "cau-giay | 6 | 12", "ở phần “12” (kỳ họp thứ). Gần nhất: “2”."),
        ("petitions", "session", "cau-giay | 5 | 2", "ở phần “5” (khóa). Gần nhất: “6”."),
        ("petitions", "session", "cau-giai | 6 | 2", "ở phần “cau-giai” (mã). Gần nhất: “cau-giay”, “phuong-dich-vong”."),
        (
            "reception_sessions",
            "receivers",
            "nguyen-thi-minh | cau-giay | 6 | 01/07/2021",
            "ở phần “01/07/2021” (từ ngày). Gần nhất: “30/06/2021”.",
        ),
        (
            "reception_sessions",
            "receivers",
            "nguyen-minh | cau-giay | 6 | 30/06/2021",
            "ở phần “nguyen-minh” (đường dẫn). Gần nhất: “nguyen-thi-minh”.",
        ),
        (
            "petitions",
            "meetings",
            "cau-giay | 05/09/2021 | Hội trường phường Dịch Vọng | chuyên đề",
            "ở phần “thematic” (hình thức). Gần nhất: “định kỳ”.",
        ),
    ],
)
def test_advice_names_the_part_without_a_match_and_the_nearest_values(loaded_folder, table, column, text, message):
    write_folder(loaded_folder, **{table: [example(table, **{column: text})]})

    places, messages = errors(loaded_folder)

    assert places == [(f"{table}.csv", 2, column, text)]
    assert message in messages[0]


def test_resolve_refuses_a_reference_to_two_records(references):
    first = IssuedDocument.objects.get()
    IssuedDocument.objects.create(
        council=first.council, symbol=first.symbol, issued_on=first.issued_on, title="Khác", doc_type="report", issuer=None
    )

    with pytest.raises(UnknownReference, match="khớp với nhiều dòng"):
        references.resolve(IssuedDocument, "cau-giay | 05/BC-HĐND | 30/09/2021")
