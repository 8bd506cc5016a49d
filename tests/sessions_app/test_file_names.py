"""Files of a session are matched with the items of its agenda by the numbers and the words in their names."""

import pytest

from sessions_app.file_names import NO_ITEM, OTHER_NUMBER, TITLE_OF_ITEM, UNSURE_ITEM, guess_document
from sessions_app.models import AgendaItem

TITLES = [
    "Khai mạc kỳ họp",
    "Báo cáo tình hình kinh tế - xã hội năm 2021, nhiệm vụ năm 2022",
    "Dự toán và phân bổ ngân sách năm 2022",
    "Kế hoạch đầu tư công năm 2022",
    "Báo cáo công tác của Thường trực HĐND năm 2021",
    "Kết quả giải quyết kiến nghị cử tri trước kỳ họp",
    "Thông báo của Ủy ban MTTQ",
    "Trật tự đô thị, vệ sinh môi trường giai đoạn 2022-2025",
    "Chất vấn và trả lời chất vấn",
]
ITEMS = [AgendaItem(pk=number, order=number, title=title) for number, title in enumerate(TITLES, start=1)]


def guess(name):
    return guess_document(name, ITEMS)


def order_of(name):
    item = guess(name).item
    return item and item.order


@pytest.mark.parametrize(
    ("name", "order", "kind"),
    [
        ("03. Bao cao KT-XH.pdf", 3, "report"),
        ("02_Bao_cao_KT-XH_2021.docx", 2, "report"),
        ("Muc 3 - To trinh du toan.pdf", 3, "submission"),
        ("Mục 4. Dự thảo nghị quyết đầu tư công.docx", 4, "draft_resolution"),
        ("ND 8- Du thao NQ trat tu do thi.doc", 8, "draft_resolution"),
        ("3.1 Phụ lục dự toán ngân sách.xlsx", 3, "other"),
        ("Báo cáo tình hình kinh tế - xã hội năm 2021.pdf", 2, "report"),
        ("Bao cao kinh te xa hoi 2021 (1).pdf", 2, "report"),
        ("123-BC-UBND Báo cáo đầu tư công.pdf", 4, "report"),
        ("Báo cáo thẩm tra dự toán ngân sách.pdf", 3, "verification"),
        ("TB cua UB MTTQ.pdf", 7, "notice"),
        ("20211210 Kien nghi cu tri.pdf", 6, "other"),
        ("Biên bản kỳ họp.docx", None, "minutes"),
        ("Thông báo kết luận kỳ họp.pdf", None, "conclusion"),
    ],
)
def test_guess_document_chooses_item_and_kind(name, order, kind):
    assert (order_of(name), guess(name).kind) == (order, kind)


@pytest.mark.parametrize(
    ("name", "title", "symbol"),
    [
        ("02. Báo cáo kinh tế - xã hội_signed.pdf", "Báo cáo kinh tế - xã hội", ""),
        ("123-BC-UBND Báo cáo đầu tư công.pdf", "Báo cáo đầu tư công", "123/BC-UBND"),
        ("04 - Tờ trình 45_TTr_UBND về đầu tư công.pdf", "Tờ trình về đầu tư công", "45/TTr-UBND"),
        ("05.pdf", "Báo cáo công tác của Thường trực HĐND năm 2021", ""),
        ("04_to_trinh.pdf", "Tờ trình về kế hoạch đầu tư công năm 2022", ""),
    ],
)
def test_guess_document_writes_title_and_symbol(name, title, symbol):
    assert (guess(name).title, guess(name).symbol) == (title, symbol)


def test_guess_document_says_what_is_unsure():
    assert guess("Tài liệu tham khảo.pdf").doubts == [NO_ITEM]
    assert guess("Tài liệu tham khảo.pdf").is_open
    assert OTHER_NUMBER in guess("01. Báo cáo tình hình kinh tế xã hội.pdf").doubts
    assert UNSURE_ITEM in guess("Báo cáo môi trường học đường.pdf").doubts
    assert guess("04 to trinh.pdf").doubts == [TITLE_OF_ITEM]
    assert guess("02. Báo cáo kinh tế - xã hội năm 2021.pdf").doubts == []


def test_guess_document_gives_minutes_to_staff_only():
    assert guess("BB ky hop.pdf").visibility == "staff"
    assert guess("02. Báo cáo.pdf").visibility == "public"


@pytest.mark.parametrize("name", [".pdf", "", "x" * 1000 + ".pdf", "99999999999999.pdf", "\x00.pdf"])
def test_guess_document_accepts_any_name(name):
    assert len(guess(name).title) <= 300


def test_guess_document_without_an_agenda_asks_nothing():
    assert not guess_document("Báo cáo.pdf", []).is_open
