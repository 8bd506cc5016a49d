"""The pages of questions and of meetings of the Thường trực in a browser, and how a visitor finds what was promised."""

from datetime import date

import pytest

from tests.browser.browser_page import open_browser_page
from tests.factories.councils import AgencyFactory, CouncilFactory, FieldFactory, MandateFactory, TermFactory
from tests.factories.sessions_app import (
    CouncilSessionFactory,
    MeetingTaskFactory,
    QuestionFactory,
    QuestionTopicFactory,
    StandingMeetingFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCHOOLS = "Tiến độ các dự án trường học"
LONG_NAME = "Ban Quản lý dự án đầu tư xây dựng quận Cầu Giấy"


@pytest.fixture
def pages(transactional_db):
    """The paths of the lists, of a question and of a meeting; the council has questions about two topics."""
    council = CouncilFactory(name="HĐND quận Cầu Giấy", slug="cau-giay", place_name="Cầu Giấy", is_portal=True, is_sample=True)
    session = CouncilSessionFactory(term=TermFactory(council=council, start=date(2021, 6, 28)), number=3, published=True)
    agency, field = AgencyFactory(council=council, name=LONG_NAME), FieldFactory(council=council)
    details = {
        "asked_by": MandateFactory(term=session.term, start=session.term.start),
        "respondent": agency,
        "field": field,
        "answer": "Hồ sơ đã được phê duyệt.\n\nĐang chọn nhà thầu.",
        "answered_by": f"Giám đốc {LONG_NAME}",
    }
    for title in (SCHOOLS, "Quản lý trật tự xây dựng"):
        topic = QuestionTopicFactory(session=session, title=title, conclusion="Báo cáo Thường trực HĐND quận hằng quý.")
        for due in (date(2022, 3, 31), None):
            promise = {"promise": f"Xong việc về {title.lower()}", "promise_due_on": due}
            question = QuestionFactory(session=session, topic=topic, published=True, **details, **promise)
    meeting = StandingMeetingFactory(term=session.term, published=True, kind="explanation", subject=f"Giải trình: {SCHOOLS}")
    QuestionTopicFactory(session=None, meeting=meeting, title=SCHOOLS, is_explanation=True).respondents.add(agency)
    MeetingTaskFactory(meeting=meeting, agency=agency, due_on=date(2022, 6, 30))
    MeetingTaskFactory(meeting=meeting, agency=agency, due_on=date(2022, 6, 30), done_on=date(2022, 7, 15))
    return [
        "/chat-van/",
        "/chat-van/?loi-hua=overdue&q=truong+hoc",
        "/chat-van/?loi-hua=kept",
        question.get_absolute_url(),
        "/phien-hop-thuong-truc/",
        meeting.get_absolute_url(),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_question_and_meeting_views_are_clean(chromium, live_server, pages, scheme, width):
    problems = {}
    with open_browser_page(chromium, live_server.url, width=width, scheme=scheme) as browser_page:
        for path in pages:
            browser_page.open(path)
            problems[path] = (
                browser_page.problems
                + browser_page.external_requests()
                + browser_page.too_many_requests()
                + browser_page.accessibility_problems()
            )

    assert problems == dict.fromkeys(pages, [])


def test_question_and_meeting_pages_do_not_scroll_horizontally_on_a_small_phone(chromium, live_server, pages):
    problems = {}
    with open_browser_page(chromium, live_server.url, width=320) as browser_page:
        for path in pages:
            browser_page.open(path)
            problems[path] = browser_page.horizontal_scroll()

    assert problems == dict.fromkeys(pages, [])


def test_visitor_finds_the_promises_about_school_projects_in_three_taps(chromium, live_server, pages):
    with open_browser_page(chromium, live_server.url, width=375) as browser_page:
        browser_page.open("/")
        page = browser_page.page

        page.get_by_role("contentinfo").get_by_role("link", name="Chất vấn", exact=True).click()
        page.get_by_text("Lọc danh sách").click()
        page.get_by_role("link", name=SCHOOLS).first.click()

        page.wait_for_url("**/chat-van/?nhom=*")
        rows = page.locator(".records > li")
        assert rows.count() == 2
        assert all(f"Đã hứa: Xong việc về {SCHOOLS.lower()}" in text for text in rows.all_inner_texts())
        assert "quá hạn" in rows.first.inner_text()
