"""The page with all questions of a session in the admin."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from sessions_app.models import Question
from tests.client import HIDDEN_VERSION
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import AgencyFactory, FieldFactory, MandateFactory, PersonFactory, TermFactory
from tests.factories.sessions_app import CouncilSessionFactory, QuestionFactory, QuestionTopicFactory
from tests.hdnd_portal.admin_models import visible_text

pytestmark = pytest.mark.django_db

TEXT = "Bao giờ trường tiểu học được xây xong?"


@pytest.fixture
def session():
    return CouncilSessionFactory(number=2)


@pytest.fixture
def delegate(session):
    return MandateFactory(term=session.term, start=date(2021, 6, 30), person=PersonFactory(full_name="Lê Thị An"))


def url_of(session):
    return reverse("admin:sessions_app_councilsession_chat_van", args=[session.pk])


def officer(client, session, role="records_officer"):
    user = ServiceFactory(council=session.council, role=role).user
    client.force_login(user)
    return user


def typed(page):
    """What the browser posts for a page: the inputs, selects and texts of its rows that are not read-only."""
    content, data = page.content.decode(), {"_save": ""}
    for tag in re.findall(r"<input[^>]*>", content):
        name, value = (re.search(rf'\b{key}="([^"]*)"', tag) for key in ("name", "value"))
        if name and name[1].startswith("row") and " disabled" not in tag and 'type="checkbox"' not in tag:
            data[name[1]] = unescape(value[1]) if value else ""
    for tag, name, options in re.findall(r'(<select name="(row-[^"]+)"[^>]*>)(.*?)</select>', content, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        if " disabled" not in tag:
            data[name] = chosen[1] if chosen else ""
    for tag, name, text in re.findall(r'(<textarea name="(row-[^"]+)"[^>]*>)(.*?)</textarea>', content, re.S):
        if " disabled" not in tag:
            data[name] = unescape(text).removeprefix("\n").replace("\n", "\r\n")
    return data | dict(HIDDEN_VERSION.findall(content))


def save(client, session, number=1, **values):
    """Post the page with `values` in the row `number`."""
    data = typed(client.get(url_of(session)))
    return client.post(url_of(session), data | {f"row-{number}-{name}": value for name, value in values.items()}, follow=True)


def test_questions_page_saves_a_question_with_its_promise_as_a_draft(client, session, delegate):
    field = FieldFactory(council=session.council)
    topic = QuestionTopicFactory(session=session, title="Giáo dục", field=field)
    agency = AgencyFactory(council=session.council, name="Phòng Giáo dục")
    officer(client, session)

    choices = {"asked_by": delegate.pk, "topic": topic.pk, "respondent": agency.pk}
    days = {"answered_on": "29/9/2021", "promise_due_on": "31/12/2021"}
    saved = save(client, session, text=TEXT, promise="Xong trong năm", **choices, **days)

    question = Question.objects.get()
    assert (question.session, question.council, question.status) == (session, session.council, "draft")
    assert (question.asked_by, question.topic, question.respondent, question.field) == (delegate, topic, agency, field)
    assert (question.asked_on, question.mode, question.answered_on) == (session.opened_on, "oral", date(2021, 9, 29))
    assert (question.text, question.promise, question.promise_due_on) == (TEXT, "Xong trong năm", date(2021, 12, 31))
    assert "Đã lưu 1 chất vấn" in visible_text(saved)
    assert list(Question.history.values_list("history_type", flat=True)) == ["+"]


def test_questions_page_offers_the_delegates_of_the_session_in_the_order_of_the_office(client, session):
    for rank, name in ((2, "Bùi An"), (1, "Vũ Yến")):
        MandateFactory(term=session.term, start=date(2021, 6, 30), rank=rank, person=PersonFactory(full_name=name))
    MandateFactory(term=session.term, start=date(2022, 6, 30), person=PersonFactory(full_name="Bầu Bổ Sung"))
    AgencyFactory(council=session.council, name="Phòng đã giải thể", is_active=False)
    officer(client, session)

    html = client.get(url_of(session)).content.decode()

    assert re.search(r"Vũ Yến</option>\s*<option[^>]*>Bùi An", html)
    assert "Bầu Bổ Sung" not in html
    assert "Phòng đã giải thể" not in html


@pytest.mark.parametrize(
    ("values", "place", "sentence"),
    [
        ({"text": ""}, "Nội dung chất vấn", ""),
        ({"answered_on": "1/9/2021"}, "Ngày trả lời", "Ngày sau không thể trước ngày trước"),
        ({"promise_due_on": "1/12/2021"}, "Lời hứa", "phải ghi lời hứa"),
        ({"promise": "Xong", "promise_due_on": "1/9/2021"}, "Hạn thực hiện", "không thể trước ngày chất vấn"),
        ({"promise": "Xong", "promise_kept_on": "1/9/2021"}, "Thực hiện xong ngày", "không thể trước ngày chất vấn"),
        ({"asked_on": "1/1/2020"}, "Đại biểu chất vấn", "không phải đại biểu vào ngày chất vấn"),
        ({"answered_on": "hôm nào"}, "Ngày trả lời", ""),
        ({"mode": "loa"}, "Hình thức", ""),
        ({"asked_by": "999999"}, "Đại biểu chất vấn", "không phải đại biểu vào ngày họp"),
        ({"topic": "x"}, "Nhóm vấn đề", "không thuộc kỳ họp"),
        ({"respondent": "999999"}, "Cơ quan trả lời", "không có trong danh mục"),
    ],
)
def test_questions_page_with_a_wrong_value_saves_no_row_and_displays_what_was_typed(
    client, session, delegate, values, place, sentence
):
    officer(client, session)
    data = typed(client.get(url_of(session)))
    data |= {"row-1-text": TEXT, "row-1-asked_by": delegate.pk, "row-2-text": "Câu đúng"}

    answer = client.post(url_of(session), data | {f"row-1-{name}": value for name, value in values.items()})

    text = visible_text(answer)
    assert answer.status_code == 200
    assert "Chưa lưu dòng nào" in text
    assert f"Dòng 1, {place}" in text
    assert sentence in text
    assert typed(answer)["row-2-text"] == "Câu đúng"
    for name in values.keys() - {"mode", "asked_by", "topic", "respondent"}:
        assert typed(answer)[f"row-1-{name}"] == values[name]
    assert not Question.objects.exists()


def test_questions_page_refuses_one_question_in_two_rows(client, session):
    officer(client, session)
    data = typed(client.get(url_of(session)))

    answer = client.post(url_of(session), data | {"row-1-text": TEXT, "row-3-text": TEXT.upper()})

    assert "Chất vấn này đã có ở dòng 1." in visible_text(answer)
    assert 'href="#id_row-3-text"' in answer.content.decode()
    assert not Question.objects.exists()


def test_questions_page_offers_unicode_for_damaged_text(client, session):
    officer(client, session)

    answer = save(client, session, text="Bao giê tr­êng häc ®­îc x©y xong?")

    assert "Chuyển sang Unicode" in visible_text(answer)
    client.post(url_of(session), typed(answer) | {"_unicode": "1"})
    assert Question.objects.get().text == "Bao giờ trường học được xây xong?"


def test_questions_page_writes_only_changed_rows(client, session, delegate):
    choices = {"topic": QuestionTopicFactory(session=session), "respondent": AgencyFactory(council=session.council)}
    first = QuestionFactory(session=session, text="Dòng một\nDòng hai", asked_by=delegate, **choices)
    second = QuestionFactory(session=session, text=TEXT)
    officer(client, session)

    unchanged = save(client, session)
    save(client, session, number=2, promise="Xong trong năm")

    assert "không có gì thay đổi" in visible_text(unchanged)
    assert list(Question.history.filter(history_type="~").values_list("id", "promise")) == [(second.pk, "Xong trong năm")]
    assert Question.objects.get(pk=first.pk).text == "Dòng một\nDòng hai"


def test_questions_page_names_what_a_colleague_has_changed_and_added(client, session):
    QuestionFactory(session=session, text="Một")
    theirs = QuestionFactory(session=session, text="Hai\nba")
    officer(client, session)
    data = typed(client.get(url_of(session)))
    theirs.promise, theirs._history_user = "Xong", UserFactory(last_name="Lê Thị", first_name="Bình")
    theirs.save()
    QuestionFactory(session=session, text="Bốn")

    conflict = client.post(url_of(session), data | {"row-1-promise": "Của tôi"})

    again = typed(conflict)
    assert conflict.status_code == 409
    assert "Lê Thị Bình sửa lúc" in visible_text(conflict)
    assert (again["row-1-promise"], again["row-2-promise"]) == ("Của tôi", "Xong")
    assert "Bốn" in again.values()
    client.post(url_of(session), again)
    assert dict(Question.objects.values_list("text", "promise")) == {"Một": "Của tôi", "Hai\nba": "Xong", "Bốn": ""}


def test_questions_page_does_not_restore_what_a_colleague_has_deleted(client, session):
    mine, theirs = (QuestionFactory(session=session, text=text) for text in ("Hai", "Ba"))
    officer(client, session)
    data = typed(client.get(url_of(session)))
    theirs.delete()

    conflict = client.post(url_of(session), data | {"row-1-promise": "Của tôi"})
    client.post(url_of(session), typed(conflict))

    assert conflict.status_code == 409
    assert list(Question.objects.values_list("pk", "promise")) == [(mine.pk, "Của tôi")]


@pytest.mark.parametrize("token", ["", "x"])
def test_questions_page_without_a_valid_version_saves_nothing(client, session, token):
    officer(client, session)

    save(client, session, text=TEXT)
    data = typed(client.get(url_of(session)))
    answer = client.post(url_of(session), data | {"row-1-promise": "Xong", "_versions": token})

    assert answer.status_code == 409
    assert Question.objects.get().promise == ""


def test_questions_page_takes_no_question_nor_topic_of_another_session(client, session):
    other = CouncilSessionFactory(term=session.term, number=9)
    question = QuestionFactory(session=other, text="Khác")
    topic = QuestionTopicFactory(session=other)
    officer(client, session)

    refused = save(client, session, text=TEXT, topic=topic.pk)
    save(client, session, question=question.pk, text=TEXT)

    assert "không thuộc kỳ họp" in visible_text(refused)
    assert Question.objects.get(pk=question.pk).text == "Khác"
    assert Question.objects.exclude(pk=question.pk).get().session == session


def test_records_officer_records_only_what_happens_after_a_published_question(client, session):
    question = QuestionFactory(session=session, text=TEXT, promise="Xong", published=True)
    officer(client, session)
    page = client.get(url_of(session))

    happened = {"promise_kept_on": "5/12/2021", "promise_evidence": "Biên bản nghiệm thu", "answered_on": "29/9/2021"}
    save(client, session, **happened, text="Khác", promise="Khác")

    question.refresh_from_db()
    assert "thay đổi khác cần người duyệt" in visible_text(page)
    assert reverse("admin:sessions_app_question_change", args=[question.pk]) in page.content.decode()
    assert (question.text, question.promise, question.status) == (TEXT, "Xong", "published")
    assert (question.promise_kept_on, question.promise_evidence) == (date(2021, 12, 5), "Biên bản nghiệm thu")


def test_records_officer_cannot_correct_what_is_settled(client, session):
    question = QuestionFactory(session=session, text=TEXT, answered_on=date(2021, 9, 29), published=True)
    question.history.update(history_date="2021-10-01T00:00Z")
    officer(client, session)

    refused = save(client, session, answered_on="30/9/2021")

    assert "chỉ người có quyền đăng" in visible_text(refused)
    assert Question.objects.get().answered_on == date(2021, 9, 29)


def test_reviewer_changes_a_published_question(client, session):
    QuestionFactory(session=session, text=TEXT, published=True)
    officer(client, session, role="reviewer")

    save(client, session, promise="Xong trong năm")

    assert Question.objects.get().promise == "Xong trong năm"


@pytest.mark.parametrize("role", ["standing", "reception_officer"])
def test_questions_page_is_not_writable_for_roles_that_keep_no_records(client, session, role):
    QuestionFactory(session=session, text=TEXT)
    officer(client, session, role=role)
    page = client.get(url_of(session))

    answer = client.post(url_of(session), {"rows": "1", "row-1-text": "Khác", "_versions": "x"})

    assert "Lưu chất vấn" not in visible_text(page)
    assert answer.status_code == 403
    assert Question.objects.get().text == TEXT


def test_questions_page_of_another_council_does_not_exist(client, session):
    officer(client, CouncilSessionFactory(term=TermFactory()))

    assert client.get(url_of(session)).status_code == 404


@pytest.mark.parametrize("rows", ["", "x", "-1", "99999", "²"])
def test_questions_page_with_a_wrong_number_of_rows_saves_nothing(client, session, rows):
    officer(client, session)

    assert client.post(url_of(session), typed(client.get(url_of(session))) | {"rows": rows}).status_code == 302
    assert not Question.objects.exists()


@pytest.mark.parametrize("number", [1, 12])
def test_questions_page_needs_the_same_queries_for_any_number_of_questions(client, session, number, django_assert_num_queries):
    for _ in range(number):
        mandate = MandateFactory(term=session.term, start=date(2021, 6, 30))
        topic = QuestionTopicFactory(session=session, field=FieldFactory(council=session.council))
        agency = AgencyFactory(council=session.council)
        QuestionFactory(session=session, asked_by=mandate, topic=topic, respondent=agency, published=True)
    officer(client, session)
    client.get(url_of(session))

    with django_assert_num_queries(9):
        client.get(url_of(session))


def test_session_form_leads_to_its_questions(client, session):
    officer(client, session)

    html = client.get(reverse("admin:sessions_app_councilsession_change", args=[session.pk])).content.decode()

    assert f'href="{url_of(session)}"' in html
