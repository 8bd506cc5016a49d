"""The public pages of the meetings of the Thường trực: conclusions, and who does what by when."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.councils import AgencyFactory, BodyFactory, CouncilFactory, TermFactory
from tests.factories.sessions_app import MeetingTaskFactory, QuestionFactory, QuestionTopicFactory, StandingMeetingFactory
from tests.linked_data import linked_data
from tests.sessions_app.test_question_pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(time_machine):
    time_machine.move_to(datetime(2022, 8, 14, 3, tzinfo=UTC), tick=False)


@pytest.fixture
def term():
    council = CouncilFactory(name="HĐND quận Cầu Giấy", slug="cau-giay", is_portal=True)
    return TermFactory(council=council, start=date(2021, 6, 28))


def meeting(term, **fields):
    return StandingMeetingFactory(**{"term": term, "published": True, "number": 11, "subject": "Giải trình tiến độ"} | fields)


def test_meeting_list_view_is_divided_by_year_with_the_newest_first(client, term):
    meeting(term, number=1, held_on=date(2022, 1, 14))
    meeting(term, number=11, held_on=date(2021, 11, 9))
    meeting(term, number=12, held_on=date(2021, 12, 3))

    html = client.get("/phien-hop-thuong-truc/").content.decode()

    parts = re.findall(r'class="list-group">(.*?)<|<a class="record-title"[^>]*>(.*?)</a>', html)
    assert [year or name for year, name in parts] == [
        "Năm 2022",
        "Phiên họp thứ nhất",
        "Năm 2021",
        "Phiên họp thứ 12",
        "Phiên họp thứ 11",
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"life": "planned", "held_on": date(2022, 8, 20)},
            "20 8/2022 Phiên họp thứ 11 Giải trình tiến độ Trạng thái: Sắp diễn ra",
        ),
        ({"life": "planned", "held_on": date(2022, 8, 14)}, "Trạng thái: Sắp diễn ra"),
        ({"life": "planned", "held_on": date(2022, 8, 1)}, "Trạng thái: Chưa ghi kết quả"),
        ({"life": "postponed"}, "Trạng thái: Hoãn"),
        ({"life": "cancelled"}, "Trạng thái: Hủy"),
        ({"has_explanation": True}, "có giải trình"),
        ({"life": "held"}, "Thứ Sáu 15 10/2021 Phiên họp thứ 11 Giải trình tiến độ"),
    ],
)
def test_meeting_list_view_says_what_departs_from_the_usual(client, term, fields, words):
    record = meeting(term, **fields)

    assert words in main(client.get("/phien-hop-thuong-truc/"))
    if "life" in fields and fields["life"] != "held":
        assert words.partition("Trạng thái: ")[2] in main(client.get(record.get_absolute_url()))


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("loai=meeting", [11]),
        ("loai=joint", [3]),
        ("nam=2021", [11]),
        ("nam=2022", [3]),
        ("khoa=2021-2026", [3, 11]),
        ("q=tien do", [11]),
    ],
)
def test_meeting_filter_narrows_the_list(client, term, query, numbers):
    meeting(term)
    meeting(term, number=3, kind="joint", held_on=date(2022, 2, 1), subject="Thống nhất chương trình")

    rows = client.get(f"/phien-hop-thuong-truc/?{query}").context["object_list"]

    assert [row.number for row in rows] == numbers


@pytest.mark.parametrize(
    "words", ["giai trinh 11", "truong hoc", "Phòng Giáo dục phân loại", "phan loai ho so", "thong nhat noi dung"]
)
def test_meeting_list_view_finds_meetings_by_topics_tasks_and_conclusion(client, term, words):
    record = meeting(term, conclusion="Thống nhất nội dung", subject="Giải trình 11")
    QuestionTopicFactory(session=None, meeting=record, title="Tiến độ trường học", is_explanation=True)
    agency = AgencyFactory(council=term.council, name="Phòng Giáo dục")
    MeetingTaskFactory.create_batch(2, meeting=record, text="Phân loại hồ sơ", agency=agency)
    meeting(term, number=12, held_on=date(2021, 12, 3), subject="Việc khác")

    assert list(client.get("/phien-hop-thuong-truc/", {"q": words}).context["object_list"]) == [record]


def test_meeting_detail_view_says_who_does_what_by_when(client, term):
    record = meeting(term, conclusion="Thống nhất nội dung.\n\nGiao các cơ quan.")
    agency = AgencyFactory(council=term.council, name="Phòng Tài nguyên và Môi trường")
    body = BodyFactory(council=term.council, name="Ban Kinh tế - Xã hội")
    task = {"meeting": record, "due_on": date(2022, 6, 30)}
    MeetingTaskFactory(**task, order=1, text="Phân loại hồ sơ", agency=agency, done_on=date(2022, 6, 20), evidence="Báo cáo số 5")
    MeetingTaskFactory(**task, order=2, text="Theo dõi", body=body)
    MeetingTaskFactory(**task, order=3, text="Rà soát", agency=agency, done_on=date(2022, 7, 2))
    MeetingTaskFactory(meeting=record, order=4, text="Đề xuất vốn", due_on=date(2022, 9, 1))
    MeetingTaskFactory(meeting=record, order=5, text="Việc thường xuyên")

    text = main(client.get(record.get_absolute_url()))

    assert "Thống nhất nội dung. Giao các cơ quan." in text
    assert "Việc theo kết luận 5 1 quá hạn" in text
    tasks = text.partition("ai làm, hạn khi nào")[2]
    assert [" ".join(part.split()) for part in re.split(r"Việc \d ", tasks)[1:]] == [
        "hạn 30/06/2022 Phân loại hồ sơ Phòng Tài nguyên và Môi trường đã làm xong ngày 20/06/2022, đúng hạn Báo cáo số 5",
        "hạn 30/06/2022 Theo dõi Ban Kinh tế - Xã hội Trạng thái: Quá hạn 45 ngày",
        "hạn 30/06/2022 Rà soát Phòng Tài nguyên và Môi trường đã làm xong ngày 02/07/2022, sau hạn 2 ngày",
        "hạn 01/09/2022 Đề xuất vốn chưa đến hạn, còn 18 ngày",
        f"Việc thường xuyên chưa ghi hạn, chưa thực hiện Bản in từ http://testserver{record.get_absolute_url()} ngày 14/08/2022",
    ]


def test_meeting_detail_view_has_explained_topics_with_the_agencies_that_answer(client, term):
    record = meeting(term, kind="explanation")
    agency = AgencyFactory(council=term.council, name="Phòng Giáo dục", slug="phong-giao-duc")
    topic = QuestionTopicFactory(
        session=None, meeting=record, title="Tiến độ trường học", is_explanation=True, conclusion="Xong 2022."
    )
    topic.respondents.add(agency)

    response = client.get(record.get_absolute_url())

    assert "Nội dung giải trình Tiến độ trường học Trả lời: Phòng Giáo dục Xong 2022." in main(response)
    assert '<a href="/chat-van/?hd=cau-giay&amp;tra-loi=phong-giao-duc">Phòng Giáo dục</a>' in response.content.decode()


def test_meeting_detail_view_leads_to_the_public_meetings_before_and_after_of_its_council(client, term):
    record = meeting(term)
    before = meeting(term, number=10, held_on=date(2021, 9, 10))
    after = meeting(term, number=12, held_on=record.held_on)
    meeting(term, number=13, held_on=date(2021, 10, 16), status="draft")
    StandingMeetingFactory(held_on=date(2021, 10, 16), published=True, term__council__is_hosted=True)

    html = client.get(record.get_absolute_url()).content.decode()

    assert f'Trước: <a href="{before.get_absolute_url()}">Phiên họp thứ 10, 10/09/2021</a>' in html
    assert f'Sau: <a href="{after.get_absolute_url()}">Phiên họp thứ 12, 15/10/2021</a>' in html


def test_meeting_detail_view_has_public_questions_only(client, term):
    record = meeting(term)
    question = {"session": None, "meeting": record, "council": term.council, "asked_on": record.held_on}
    QuestionFactory(**question, text="Bao giờ xong?", published=True)
    QuestionFactory(**question, text="Câu chưa đăng?")

    text = main(client.get(record.get_absolute_url()))

    assert "Bao giờ xong?" in text
    assert "Câu chưa đăng?" not in text


@pytest.mark.parametrize(
    ("life", "status"), [("held", "EventScheduled"), ("postponed", "EventPostponed"), ("cancelled", "EventCancelled")]
)
def test_meeting_detail_view_is_an_event_as_linked_data(client, term, life, status):
    data = linked_data(client.get(meeting(term, life=life).get_absolute_url()))["Event"]

    assert (data["startDate"], data["eventStatus"]) == ("2021-10-15", f"https://schema.org/{status}")


def test_meeting_list_view_states_the_tasks_of_the_meetings_of_the_list(client, term):
    first, other = meeting(term), meeting(term, number=3, kind="joint", held_on=date(2022, 2, 1))
    MeetingTaskFactory(meeting=first, due_on=date(2022, 6, 30), done_on=date(2022, 7, 2))
    MeetingTaskFactory(meeting=first, due_on=date(2022, 6, 30))
    MeetingTaskFactory(meeting=first, due_on=date(2022, 8, 14))
    MeetingTaskFactory(meeting=other)
    MeetingTaskFactory(meeting=meeting(term, number=12, held_on=date(2021, 12, 3), status="draft"))

    text = main(client.get("/phien-hop-thuong-truc/"))
    assert "4 việc theo kết luận: 1 đã làm xong, 1 quá hạn, 2 đang thực hiện." in text
    assert "1 việc theo kết luận: 1 đang thực hiện." in main(client.get("/phien-hop-thuong-truc/?loai=joint"))
    assert "việc theo kết luận" not in main(client.get("/phien-hop-thuong-truc/?loai=briefing"))


def filled(term, number):
    """A published meeting with a task, a topic with its agency, and a question."""
    record = meeting(term, number=number, held_on=date(2021, 10, number))
    add_parts(record)
    return record


def add_parts(record):
    council = record.term.council
    MeetingTaskFactory(meeting=record, agency=AgencyFactory(council=council), due_on=date(2022, 1, 1))
    topic = QuestionTopicFactory(session=None, meeting=record, is_explanation=True)
    topic.respondents.add(AgencyFactory(council=council))
    question = {"session": None, "meeting": record, "council": council, "asked_on": record.held_on, "topic": topic}
    QuestionFactory(**question, respondent=AgencyFactory(council=council), promise="Xong", published=True)


def cost(client, url):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_meeting_pages_cost_the_same_for_one_and_three_rows(client, term):
    record = filled(term, 1)
    urls = ("/phien-hop-thuong-truc/", record.get_absolute_url())
    first = [cost(client, url) for url in urls]
    for number in (2, 3):
        filled(term, number)
        add_parts(record)

    assert first == [cost(client, url) for url in urls]
    assert [number <= limit for number, limit in zip(first, (7, 9), strict=True)] == [True, True]
