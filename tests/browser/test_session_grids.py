"""The attendance of a sitting and the votes of a session in a browser, with the number of clicks and keys."""

import string
import time
from datetime import date

import pytest

from resolutions.models import DelegateVote, Vote
from sessions_app.models import Attendance, Question
from tests.factories.councils import AgencyFactory, MandateFactory, PersonFactory
from tests.factories.resolutions import ResolutionFactory, VoteFactory
from tests.factories.sessions_app import AttendanceFactory, SittingFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # each task waits for a browser

ABSENT = ("Trần Văn E", "Trần Văn Q", "Lê Thị D")


@pytest.fixture
def sitting(council):
    """The only sitting of a session with 35 delegates."""
    session = council.terms.get().sessions.get()
    names = [f"Trần Văn {letter}" for letter in string.ascii_uppercase] + [f"Lê Thị {letter}" for letter in "ABCDEFGHI"]
    for rank, name in enumerate(names, start=1):
        MandateFactory(term=session.term, rank=rank, start=session.term.start, person=PersonFactory(full_name=name))
    return SittingFactory(session=session, number=1)


class Keyboard:
    """The keyboard of a page, which counts the keys."""

    def __init__(self, page):
        self.page, self.keys, self.started = page, 0, time.monotonic()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def type(self, text):
        self.page.keyboard.type(text)
        self.keys += len(text)

    @property
    def seconds(self):
        return round(time.monotonic() - self.started, 1)


def test_records_officer_marks_three_absent_delegates_of_35(signed_in_as, sitting, record_property):
    with signed_in_as("records_officer") as staff:
        staff.browser_page.open(f"/quan-tri/sessions_app/sitting/{sitting.pk}/diem-danh/")
        staff.reset_counts()
        assert staff.page.locator(".roll li").count() == 35
        assert staff.page.evaluate("document.documentElement.scrollWidth") <= 1366
        last = staff.page.locator(".roll li").last.bounding_box()
        assert last["y"] + last["height"] <= 768 - 55  # above the bar of buttons
        keyboard = Keyboard(staff.page)

        for number, (name, state) in enumerate(zip(ABSENT, "ppv", strict=True)):
            if number:
                keyboard.press("/")
            keyboard.type(name)
            keyboard.press("Enter", state)
        assert staff.page.locator("[data-count=present]").inner_text() == "32"
        keyboard.press("Control+s")
        staff.page.get_by_text("32/35 đại biểu có mặt").wait_for()

        assert (staff.clicks, keyboard.keys) == (0, 37)
        assert keyboard.seconds < 20
        assert staff.browser_page.problems == []
        record_property("seconds", keyboard.seconds)

    rows = Attendance.objects.exclude(state="present").values_list("mandate__person__full_name", "state")
    assert list(rows) == [("Trần Văn E", "excused"), ("Trần Văn Q", "excused"), ("Lê Thị D", "absent")]
    assert Attendance.objects.count() == 35


def test_records_officer_marks_a_late_delegate_by_taps(signed_in_as, sitting):
    with signed_in_as("records_officer") as staff:
        staff.browser_page.open(f"/quan-tri/sessions_app/sitting/{sitting.pk}/diem-danh/")
        staff.reset_counts()
        row = staff.page.locator(".roll li").nth(4)
        assert not row.locator(".roll-came input").is_visible()
        staff.click(row.get_by_label("Đến muộn"))
        row.locator(".roll-came input").fill("9h15")
        staff.follow("Lưu điểm danh")
        staff.page.get_by_text("35/35 đại biểu có mặt").wait_for()

        assert staff.clicks == 2
        assert staff.browser_page.accessibility_problems() == []

    assert Attendance.objects.get(came_at__isnull=False).came_at.isoformat() == "09:15:00"


def test_records_officer_enters_twelve_votes_by_keys(signed_in_as, sitting, record_property):
    session = sitting.session
    for mandate in session.term.mandates.all():
        AttendanceFactory(sitting=sitting, mandate=mandate, state="absent" if mandate.rank == 35 else "present")
    for number in range(1, 13):
        ResolutionFactory(session=session, title=f"Về nội dung thứ {number}")

    with signed_in_as("records_officer") as staff:
        staff.browser_page.open(f"/quan-tri/resolutions/vote/ky-hop/{session.pk}/")
        staff.reset_counts()
        staff.wait_for_focus("[name=row-1-in_favour]")
        keyboard = Keyboard(staff.page)
        for _ in range(11):
            keyboard.type("34")
            keyboard.press("Enter")
        keyboard.type("17")
        assert staff.page.locator("[data-outcome]").nth(10).inner_text() == "Thông qua"
        assert staff.page.locator("[data-outcome]").nth(11).inner_text() == "Không thông qua"
        keyboard.press("Control+s")
        staff.page.get_by_text("Đã lưu 12 biểu quyết").wait_for()

        assert (staff.clicks, keyboard.keys) == (0, 36)
        assert keyboard.seconds < 60
        assert staff.browser_page.problems == []
        assert staff.browser_page.accessibility_problems() == []
        record_property("seconds", keyboard.seconds)

    assert Vote.objects.filter(is_final=True, present=34, total_delegates=35).count() == 12
    assert Vote.objects.filter(result="passed").count() == 11


def test_records_officer_pastes_votes_by_name(signed_in_as, sitting):
    session = sitting.session
    people = [mandate.person.full_name for mandate in session.term.mandates.select_related("person")]
    VoteFactory(session=session, subject="Chương trình", mode="electronic", present=35, in_favour=34, against=1)
    table = "Họ và tên\tChương trình\n" + "\n".join(f"{name}\t{'KTT' if name == ABSENT[0] else 'TT'}" for name in people)

    with signed_in_as("records_officer") as staff:
        staff.browser_page.open(f"/quan-tri/resolutions/vote/ky-hop/{session.pk}/theo-ten/")
        staff.reset_counts()
        staff.type_into("text", table)
        staff.follow("Xem trước")
        for word, choice in (("“TT”", "tán thành"), ("“KTT”", "không tán thành")):
            staff.clicks += 1
            staff.page.get_by_label(word).select_option(label=choice)
        staff.follow("Xem trước")
        staff.page.get_by_role("heading", name="Sẽ ghi").wait_for()
        assert staff.browser_page.accessibility_problems() == []
        staff.follow("Ghi theo tên")
        staff.page.get_by_text("35 dòng thay đổi").wait_for()

        assert (staff.clicks, staff.fields) == (5, 1)

    assert DelegateVote.objects.filter(choice="against").get().mandate.person.full_name == ABSENT[0]
    assert date(2021, 12, 20) == DelegateVote.objects.first().held_on


def test_records_officer_enters_a_question_with_its_promise_by_keys(signed_in_as, sitting):
    AgencyFactory(council=sitting.council, name="UBND quận")
    with signed_in_as("records_officer") as staff:
        staff.browser_page.open(f"/quan-tri/sessions_app/councilsession/{sitting.session_id}/chat-van/")
        keyboard = Keyboard(staff.page)
        staff.page.locator("[name=row-1-asked_by]").select_option(label="Lê Thị D")
        staff.page.locator("[name=row-1-text]").focus()
        keyboard.type("Bao giờ xây xong trường?")
        keyboard.press("Enter")
        keyboard.type("Vốn ở đâu?")
        staff.page.locator("[name=row-1-promise]").focus()
        keyboard.type("Xây xong trong quý I")
        staff.page.locator("[name=row-1-promise_due_on]").focus()
        keyboard.type("31/3/2022")
        keyboard.press("Control+s")
        staff.page.get_by_text("Đã lưu").wait_for()

    question = Question.objects.get()
    assert question.asked_by.person.full_name == "Lê Thị D"
    assert question.text == "Bao giờ xây xong trường?\nVốn ở đâu?"
    assert (question.promise, question.promise_due_on) == ("Xây xong trong quý I", date(2022, 3, 31))
