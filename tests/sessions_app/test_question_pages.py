"""The public pages of questions: who asked, who answered, what was promised and what has become of it."""

import csv
import re
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sessions_app.models import Question
from tests.factories.councils import AgencyFactory, CouncilFactory, FieldFactory, MandateFactory, TermFactory
from tests.factories.sessions_app import CouncilSessionFactory, QuestionFactory, QuestionTopicFactory, StandingMeetingFactory
from tests.linked_data import linked_data

pytestmark = pytest.mark.django_db

DAY = date(2022, 11, 14)


@pytest.fixture(autouse=True)
def _day(time_machine):
    time_machine.move_to(datetime(2022, 11, 14, 3, tzinfo=UTC), tick=False)


@pytest.fixture
def session():
    council = CouncilFactory(name="HĐND quận Cầu Giấy", slug="cau-giay", is_portal=True)
    return CouncilSessionFactory(term=TermFactory(council=council, start=date(2021, 6, 28)), number=3, published=True)


@pytest.fixture
def six(session):
    """Six questions of one session with the four promises of the worked example; {name: question}."""
    topic = QuestionTopicFactory(session=session, title="Tiến độ các dự án trường học", conclusion="Báo cáo hằng quý.")
    promises = {
        "kept": {"promise": "Khởi công", "promise_due_on": date(2022, 3, 31), "promise_kept_on": date(2022, 3, 25)},
        "late": {"promise": "Cưỡng chế xong", "promise_due_on": date(2022, 6, 30), "promise_kept_on": date(2022, 8, 15)},
        "overdue": {"promise": "Đưa vào sử dụng", "promise_due_on": date(2022, 9, 30)},
        "open": {"promise": "Chấm dứt điểm tập kết rác", "promise_due_on": date(2022, 12, 31)},
        "none": {},
        "other": {"topic": None},
    }
    return {
        name: QuestionFactory(session=session, published=True, text=f"Chất vấn {name}?", **{"topic": topic} | fields)
        for name, fields in promises.items()
    }


def main(response):
    """The text of the content of a page, with single spaces and without elements."""
    html = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub("<[^>]+>", " ", html).replace("\xa0", " ").replace("&nbsp;", " ").split())


def test_question_list_view_states_all_promises_with_their_number(client, six):
    text = main(client.get("/chat-van/"))

    assert "6 chất vấn, 4 lời hứa: 1 đã thực hiện đúng hạn, 1 sau hạn, 1 quá hạn, 1 chưa đến hạn." in text


def test_question_list_view_states_the_same_totals_for_one_state_of_promises(client, six):
    response = client.get("/chat-van/?loi-hua=overdue")

    assert list(response.context["object_list"]) == [six["overdue"]]
    assert "6 chất vấn, 4 lời hứa" in main(response)


def test_question_list_view_has_no_totals_without_promises(client, session):
    QuestionFactory(session=session, published=True)

    assert "1 chất vấn, chưa ghi lời hứa nào." in main(client.get("/chat-van/"))


def test_question_list_view_says_each_promise_in_words(client, six):
    text = main(client.get("/chat-van/"))

    assert "Đã hứa: Đưa vào sử dụng, hạn 30/09/2022, Trạng thái: quá hạn 45 ngày" in text
    assert "Đã hứa: Khởi công, hạn 31/03/2022, đã thực hiện ngày 25/03/2022, đúng hạn" in text
    assert "Đã hứa: Cưỡng chế xong, hạn 30/06/2022, đã thực hiện ngày 15/08/2022, sau hạn 46 ngày" in text
    assert "Đã hứa: Chấm dứt điểm tập kết rác, hạn 31/12/2022, chưa đến hạn, còn 47 ngày" in text


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        (date(2022, 11, 14), "hạn 14/11/2022, hạn là hôm nay"),
        (date(2022, 11, 13), "quá hạn 1 ngày"),
        (None, "Đã hứa: Khởi công, chưa ghi hạn, chưa thực hiện"),
        (date(2021, 10, 1), "quá hạn 409 ngày"),
    ],
)
def test_question_list_view_says_how_far_the_day_of_a_promise_is(client, session, due, sentence):
    QuestionFactory(session=session, published=True, promise="Khởi công", promise_due_on=due)

    assert sentence in main(client.get("/chat-van/"))


def test_question_list_view_begins_with_the_promise_that_is_overdue_longest(client, six, session):
    longest = QuestionFactory(session=session, published=True, promise="Trả lời", promise_due_on=date(2022, 1, 1))
    newest = QuestionFactory(session=None, mode="written", council=session.council, asked_on=date(2022, 11, 1), published=True)

    rows = list(client.get("/chat-van/").context["object_list"])

    assert rows[:3] == [longest, six["overdue"], newest]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("loi-hua=kept", {"kept"}),
        ("loi-hua=kept_late", {"late"}),
        ("loi-hua=open", {"open"}),
        ("nam=2021", {"kept", "late", "overdue", "open", "none", "other"}),
        ("nam=2022", set()),
        ("ky-hop=2021-2026-3", {"kept", "late", "overdue", "open", "none", "other"}),
        ("ky-hop=2021-2026-4", set()),
        ("hinh-thuc=written", set()),
        ("q=duoi+nuoc", set()),
        ("q=TRUONG HOC", {"kept", "late", "overdue", "open", "none"}),
        ("q=đưa vào sử dụng", {"overdue"}),
    ],
)
def test_question_filter_narrows_the_list(client, six, query, expected):
    rows = client.get(f"/chat-van/?{query}").context["object_list"]

    assert {row.pk for row in rows} == {six[name].pk for name in expected}


def test_question_filter_finds_questions_by_agency_field_and_topic(client, session, six):
    agency = AgencyFactory(council=session.council, name="Phòng Giáo dục và Đào tạo", slug="phong-gddt")
    field = FieldFactory(council=session.council, key="giao-duc")
    question = QuestionFactory(session=session, published=True, respondent=agency, field=field)
    topic = six["kept"].topic

    assert list(client.get("/chat-van/?tra-loi=phong-gddt").context["object_list"]) == [question]
    assert list(client.get("/chat-van/?tra-loi=cau-giay.phong-gddt").context["object_list"]) == [question]
    assert list(client.get("/chat-van/?linh-vuc=giao-duc").context["object_list"]) == [question]
    assert len(client.get(f"/chat-van/?nhom={topic.pk}").context["object_list"]) == 5


def test_question_list_view_offers_the_agencies_of_several_councils_apart(client, session):
    for council in (session.council, CouncilFactory(name="HĐND phường Bến Sậy", slug="ben-say", is_hosted=True)):
        agency = AgencyFactory(council=council, name="Ban Quản lý dự án", slug="ban-qlda")
        QuestionFactory(session=None, mode="written", council=council, asked_on=DAY, published=True, respondent=agency)

    facets = client.get("/chat-van/").context["facets"].by_parameter["tra-loi"]

    assert [(choice.label, choice.count) for choice in facets.choices] == [
        ("Ban Quản lý dự án (HĐND phường Bến Sậy)", 1),
        ("Ban Quản lý dự án (HĐND quận Cầu Giấy)", 1),
    ]
    assert len(client.get("/chat-van/?tra-loi=ben-say.ban-qlda").context["object_list"]) == 1


def test_question_list_view_leads_from_the_former_slug_of_an_agency(client, session):
    agency = AgencyFactory(council=session.council, name="Phòng Giáo dục", slug="phong-giao-duc")
    QuestionFactory(session=session, published=True, respondent=agency)
    agency.slug = "phong-gddt"
    agency.save()

    response = client.get("/chat-van/?tra-loi=phong-giao-duc")

    assert (response.status_code, response.url) == (301, "/chat-van/?tra-loi=phong-gddt")


def test_question_list_view_offers_overdue_promises_first(client, six):
    facet = client.get("/chat-van/").context["facets"].by_parameter["loi-hua"]

    assert [choice.label for choice in facet.choices] == [
        "Quá hạn",
        "Chưa đến hạn",
        "Đã thực hiện sau hạn",
        "Đã thực hiện đúng hạn",
    ]


def test_question_list_view_counts_a_promise_by_its_day_not_by_the_day_it_was_entered(client, time_machine, six):
    time_machine.move_to(datetime(2022, 8, 1, tzinfo=UTC), tick=False)

    assert "4 lời hứa: 1 đã thực hiện đúng hạn, 1 quá hạn, 2 chưa đến hạn." in main(client.get("/chat-van/"))


def test_question_list_data_has_the_state_of_each_promise(client, six):
    content = b"".join(client.get("/chat-van/?dinh-dang=csv&loi-hua=overdue"))
    [row] = csv.DictReader(StringIO(content.decode("utf-8-sig")))

    assert (row["Lời hứa"], row["Hạn"], row["Tình hình lời hứa"]) == ("Đưa vào sử dụng", "30/09/2022", "quá hạn 45 ngày")
    assert row["Kỳ họp, phiên họp"] == "Kỳ họp thứ 3"


def full_question(session, number):
    """A published question with a value in each foreign key."""
    council = session.council
    return QuestionFactory(
        session=session,
        topic=QuestionTopicFactory(session=session),
        asked_by=MandateFactory(term=session.term, start=session.term.start),
        respondent=AgencyFactory(council=council),
        field=FieldFactory(council=council),
        promise=f"Xong việc {number}",
        promise_due_on=date(2022, 1, 1 + number),
        published=True,
    )


def cost(client, url):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_question_list_view_costs_the_same_for_one_and_three_full_rows(client, session):
    full_question(session, 1)
    first = cost(client, "/chat-van/")
    for number in (2, 3):
        full_question(session, number)

    assert first == cost(client, "/chat-van/") <= 10


def test_question_detail_view_costs_the_same_beside_one_and_three_others(client, session):
    question = full_question(session, 1)
    costs = []
    for count in (1, 2):
        for _ in range(count):
            QuestionFactory(session=session, topic=question.topic, published=True)
        costs.append(cost(client, question.get_absolute_url()))

    assert costs[0] == costs[1] <= 5


def test_question_detail_view_has_asker_answer_promise_and_links(client, session):
    question = full_question(session, 1)
    Question.objects.filter(pk=question.pk).update(
        answer="Hồ sơ đã được phê duyệt.\n\nĐang chọn nhà thầu.", answered_by="Giám đốc Ban Quản lý dự án", answered_on=DAY
    )
    question.topic.conclusion = "Báo cáo hằng quý."
    question.topic.save()
    other = QuestionFactory(session=session, topic=question.topic, published=True, text="Còn bao nhiêu trường?")
    hidden = QuestionFactory(session=session, topic=question.topic, text="Chưa đăng?")

    response = client.get(question.get_absolute_url())
    html, text = response.content.decode(), main(response)

    assert question.asked_by.person.full_name in text
    assert f'<a href="/chat-van/?hd=cau-giay&amp;tra-loi={question.respondent.slug}">{question.respondent}</a>' in html
    assert f'<a href="{session.get_absolute_url()}">Kỳ họp thứ 3</a>' in html
    assert f'href="/chat-van/?nhom={question.topic_id}"' in html
    assert "Giám đốc Ban Quản lý dự án" in text
    assert "<p>Đang chọn nhà thầu.</p>" in html
    assert "Báo cáo hằng quý." in text
    assert f'href="{other.get_absolute_url()}"' in html
    assert hidden.text not in text
    assert "Đã hứa: Xong việc 1, hạn 02/01/2022, Trạng thái: quá hạn 316 ngày" in text


def test_question_detail_view_has_the_steps_from_question_to_result(client, six):
    steps = {name: client.get(question.get_absolute_url()).context["steps"] for name, question in six.items()}

    assert [(step.label, step.day, step.note, step.has_begun) for step in steps["late"]] == [
        ("Chất vấn", date(2021, 9, 28), "trực tiếp", True),
        ("Trả lời", None, "", True),
        ("Hạn của lời hứa", date(2022, 6, 30), "", True),
        ("Thực hiện", date(2022, 8, 15), "sau hạn 46 ngày", True),
    ]
    assert (steps["overdue"][-1].note, steps["overdue"][-1].has_begun) == ("quá hạn 45 ngày", False)
    assert [(step.note, step.has_begun) for step in steps["open"][2:]] == [("", False), ("chưa đến hạn, còn 47 ngày", False)]
    assert [(step.label, step.note, step.has_begun) for step in steps["none"]] == [
        ("Chất vấn", "trực tiếp", True),
        ("Trả lời", "chưa ghi trả lời", False),
    ]


def test_question_detail_view_says_what_the_portal_does_not_have(client, six):
    assert "Cổng chưa ghi trả lời." in main(client.get(six["none"].get_absolute_url()))

    Question.objects.filter(pk=six["none"].pk).update(answered_on=DAY)
    text = main(client.get(six["none"].get_absolute_url()))

    assert "Đã trả lời ngày 14/11/2022; cổng chưa có nội dung trả lời." in text
    assert "Lời hứa" not in text


def test_question_detail_view_prints_a_long_text_whole_below_its_first_line(client, session):
    words = " ".join(f"từ{number}" for number in range(60))
    question = QuestionFactory(session=session, published=True, text=f"{words}\nĐề nghị trả lời bằng văn bản.")

    response = client.get(question.get_absolute_url())
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S)[1]

    assert heading.endswith("…")
    assert len(heading) < 200
    assert f"{words} Đề nghị trả lời bằng văn bản." in main(response)


def test_question_pages_name_no_session_that_is_not_public(client, session):
    draft = CouncilSessionFactory(term=session.term, number=4)
    question = QuestionFactory(session=draft, published=True)

    for url in ("/chat-van/", question.get_absolute_url()):
        assert "Kỳ họp thứ 4" not in main(client.get(url))
    assert "Kỳ họp thứ 4" not in b"".join(client.get("/chat-van/?dinh-dang=csv")).decode()


def test_question_pages_name_no_topic_of_a_session_that_is_not_public(client, session):
    paths = ["/chat-van/", "/chat-van/?dinh-dang=csv"]
    for number in (55, 66):  # a facet needs two values
        draft = CouncilSessionFactory(term=session.term, number=number)
        topic = QuestionTopicFactory(session=draft, title=f"Nhóm {number} chưa công khai", conclusion="Kết luận nháp")
        question = QuestionFactory(session=draft, topic=topic, published=True, text=f"Bao giờ xong đường {number * 2} m?")
        paths.append(question.get_absolute_url())

    for path in paths:
        response = client.get(path)
        page = (response.getvalue() if response.streaming else response.content).decode()
        for words in ("chưa công khai", "Kết luận nháp", "thứ 55"):
            assert words not in page, path


def test_question_detail_view_leads_to_the_meeting_of_the_question(client, session):
    meeting = StandingMeetingFactory(term=session.term, published=True, number=11)
    question = QuestionFactory(session=None, meeting=meeting, council=session.council, asked_on=meeting.held_on, published=True)

    html = client.get(question.get_absolute_url()).content.decode()

    assert f'<a href="{meeting.get_absolute_url()}">Phiên họp thứ 11</a>' in html
    assert f'href="{question.get_absolute_url()}"' in client.get(meeting.get_absolute_url()).content.decode()


def test_question_detail_view_has_the_question_and_its_answer_as_linked_data(client, session):
    asker = MandateFactory(term=session.term, start=session.term.start)
    question = QuestionFactory(
        session=session, published=True, asked_by=asker, text="Bao giờ xong?", answer="Quý I.", answered_on=DAY
    )

    data = linked_data(client.get(question.get_absolute_url()))["Question"]

    assert data["text"] == "Bao giờ xong?"
    assert data["author"]["name"] == asker.person.full_name
    assert data["acceptedAnswer"] == {"@type": "Answer", "text": "Quý I.", "dateCreated": "2022-11-14"}


def test_question_detail_view_gives_404_under_another_council(client, session):
    question = QuestionFactory(session=session, published=True)
    CouncilFactory(slug="ben-say", is_hosted=True)

    assert client.get(f"/chat-van/ben-say/{question.pk}/").status_code == 404
    assert client.get(f"/chat-van/cau-giay/{question.pk}9999999999999999999/").status_code == 404


def test_question_list_view_finds_a_question_by_the_present_name_of_its_topic(client, six):
    topic = six["kept"].topic
    topic.title = "Xây dựng nhà trẻ"
    topic.save()

    rows = client.get("/chat-van/?q=nha tre khoi cong").context["object_list"]

    assert list(rows) == [six["kept"]]


def test_question_pages_lead_on_from_a_former_slug_of_the_council(client, session):
    question = QuestionFactory(session=session, published=True)
    meeting = StandingMeetingFactory(term=session.term, published=True)
    council = session.council
    before = [record.get_absolute_url() for record in (question, meeting)]
    council.slug = "quan-cau-giay"
    council.save()

    for path in before:
        response = client.get(path)
        assert (response.status_code, response.url) == (301, path.replace("cau-giay", "quan-cau-giay"))


def test_question_page_names_no_other_record_where_another_council_had_the_slug(client, session):
    former = CouncilFactory(slug="ben-say", is_hosted=True)
    other = QuestionFactory(session__term__council=former, published=True)
    former.slug = "phuong-ben-say"
    former.save()
    council = session.council
    council.slug = "ben-say"
    council.save()
    question = QuestionFactory(session=session, published=True)

    response = client.get(f"/chat-van/ben-say/{question.pk}/")

    assert response.status_code == 200
    assert other.get_absolute_url() not in response.content.decode()
    assert client.get(f"/chat-van/ben-say/{other.pk}/").url == other.get_absolute_url()


def test_search_view_lists_a_question_with_its_promise(client, six):
    response = client.get("/tim-kiem/?q=truong hoc")

    assert "Chất vấn" in [group.section.label for group in response.context["groups"]]
    assert "quá hạn 45 ngày" in main(response)
