"""Staff record a session in a browser: its agenda from a pasted text, its documents from dropped files."""

import time

import pytest

from sessions_app.models import CouncilSession
from tests.factories.sessions_app import QuestionTopicFactory
from tests.uploads import PDF

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # each task waits for a browser

AGENDA = """CHƯƠNG TRÌNH KỲ HỌP THỨ 3
Buổi sáng, ngày 20/12/2021 (từ 8h00)
1. Khai mạc kỳ họp
2. Báo cáo tình hình kinh tế - xã hội năm 2021, nhiệm vụ năm 2022 (UBND quận trình bày)
3. Dự toán và phân bổ ngân sách năm 2022 – Phòng Tài chính - Kế hoạch
4. Kế hoạch đầu tư công năm 2022
5. Báo cáo công tác của Thường trực HĐND quận năm 2021,
phương hướng năm 2022
6. Kết quả giải quyết kiến nghị cử tri trước kỳ họp
7. Thông báo của Ủy ban MTTQ quận
Buổi chiều
8. 13h30: Chất vấn và trả lời chất vấn
9. Thảo luận
10. Biểu quyết thông qua các nghị quyết
11. Phát biểu của lãnh đạo thành phố
12. Bế mạc kỳ họp"""
FILES = [
    "02. Báo cáo KT-XH.pdf",
    "Mục 3 - Tờ trình dự toán.pdf",
    "Báo cáo thẩm tra dự toán ngân sách.pdf",
    "04_Du thao NQ dau tu cong.pdf",
    "BC kiến nghị cử tri.pdf",
    "Tài liệu tham khảo.pdf",
]
MAX_SECONDS = 60  # of a machine that is busy with other tests


@pytest.fixture
def session(council):
    return CouncilSession.objects.get()


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / name for name in FILES]
    for number, path in enumerate(paths):
        path.write_bytes(PDF + b"\n" * number)
    return paths


def open_session(staff, session):
    staff.page.goto(f"{staff.browser_page.server}/quan-tri/sessions_app/councilsession/{session.pk}/change/")
    staff.reset_counts()


def follow_in_tools(staff, name):
    staff.click(staff.page.locator(".page-tools").get_by_role("link", name=name))


def test_officer_makes_twelve_items_of_twelve_pasted_lines(signed_in_as, session):
    with signed_in_as("records_officer") as staff:
        open_session(staff, session)
        started = time.monotonic()
        follow_in_tools(staff, "Dán chương trình")
        staff.type_into("text", AGENDA)
        staff.follow("Xem thành bảng")
        staff.page.get_by_text("Đọc được 12 dòng, lấy 12.").wait_for()
        assert staff.browser_page.accessibility_problems("#content") == []
        staff.follow("Ghi chương trình")
        staff.page.get_by_text("Đã ghi 12 nội dung chương trình, lập 2 phiên họp.").wait_for()

        assert (staff.clicks, staff.fields) == (3, 1)
        assert time.monotonic() - started < MAX_SECONDS
        assert staff.browser_page.problems == []

    assert [item.sitting.number for item in session.agenda.all()] == [1] * 7 + [2] * 5


def test_officer_adds_six_files_and_is_asked_about_one(signed_in_as, session, files):
    with signed_in_as("records_officer") as staff:
        staff.page.goto(f"{staff.browser_page.server}/quan-tri/sessions_app/councilsession/{session.pk}/dan-chuong-trinh/")
        staff.type_into("text", AGENDA)
        staff.follow("Xem thành bảng")
        staff.follow("Ghi chương trình")
        staff.page.get_by_text("Đã ghi 12 nội dung").wait_for()
        staff.reset_counts()
        started = time.monotonic()
        follow_in_tools(staff, "Thêm tài liệu")
        staff.attach_files(staff.page.locator("#session-files"), *files)
        staff.page.get_by_text("6 tệp. Dòng có vạch").wait_for()
        assert staff.browser_page.accessibility_problems("#content") == []
        assert staff.page.locator(".row-unsure").count() == 2  # a name without diacritics, and one that fits no item
        staff.select("row-5-agenda_item", "ngoài chương trình")
        staff.follow("Ghi tài liệu")
        staff.page.get_by_text("Đã ghi 6 tài liệu.").wait_for()

        assert (staff.clicks, staff.fields) == (4, 0)
        assert time.monotonic() - started < MAX_SECONDS
        assert staff.browser_page.problems == []

    numbers = [document.agenda_item and document.agenda_item.order for document in session.documents.order_by("order")]
    assert numbers == [2, 3, 3, 4, 6, None]


def test_topics_that_are_offered_are_those_of_the_chosen_session(signed_in_as, session):
    QuestionTopicFactory(session=session, title="Tiến độ các dự án trường học")
    QuestionTopicFactory(title="Của kỳ họp khác", session__term=session.term, session__number=2)
    with signed_in_as("records_officer") as staff:
        staff.page.goto(f"{staff.browser_page.server}/quan-tri/sessions_app/question/add/")
        staff.select_suggestion("session", "3", "Kỳ họp thứ 3, khóa VI (20/12/2021)")
        staff.click(staff.page.locator("select[name=topic] + .select2 .select2-selection"))
        staff.page.get_by_role("option", name="Tiến độ các dự án trường học").wait_for()

        assert staff.page.get_by_role("option", name="Của kỳ họp khác").count() == 0


def test_regular_kind_ticks_that_the_session_is_regular(signed_in_as, council):
    with signed_in_as("records_officer") as staff:
        staff.add_record("Kỳ họp")
        staff.select("kind", "thường lệ")

        assert staff.page.locator("[name=is_regular]").is_checked()
