"""The checks of questions, promises and tasks: each with a record that breaks it and one that does not."""

from datetime import date

import pytest

from tests.checked import sentences
from tests.factories.sessions_app import CouncilSessionFactory, MeetingTaskFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("on", "is_listed"), [(date(2021, 10, 13), False), (date(2021, 10, 14), True)])
def test_question_answer_is_missing_after_fifteen_days(on, is_listed):
    question = QuestionFactory()
    QuestionFactory(session=question.session, answer="Quý I/2022.")
    QuestionFactory(session=question.session, answered_on=date(2021, 9, 28))

    sentence = "Chất vấn ngày 28/09/2021, quá 15 ngày chưa ghi trả lời."
    assert sentences("question-answer", on) == ({question.pk: sentence} if is_listed else {})


def test_session_questions_counts_those_without_answer():
    session = CouncilSessionFactory()
    QuestionFactory.create_batch(2, session=session)
    QuestionFactory(session=session, answered_on=date(2021, 9, 28))

    assert sentences("session-questions") == {session.pk: "2 chất vấn chưa ghi trả lời."}


def test_question_promise_is_overdue_from_the_day_after_its_day():
    promise = {"promise": "Xây xong trường", "promise_due_on": date(2022, 9, 30)}
    overdue = QuestionFactory(**promise)
    done_late = QuestionFactory(**promise, promise_kept_on=date(2022, 10, 15))
    QuestionFactory(**promise, promise_kept_on=date(2022, 9, 30), promise_evidence="Biên bản bàn giao.")

    assert sentences("question-promise", date(2022, 9, 30)) == {}
    assert sentences("question-promise", date(2022, 10, 1)) == {
        overdue.pk: "Lời hứa “Xây xong trường” có hạn 30/09/2022, quá hạn 1 ngày.",
        done_late.pk: "Lời hứa “Xây xong trường” có hạn 30/09/2022, quá hạn 1 ngày.",
    }
    assert set(sentences("question-promise", date(2022, 11, 14))) == {overdue.pk}
    assert sentences("question-evidence") == {done_late.pk: "Lời hứa ghi thực hiện xong ngày 15/10/2022 mà chưa ghi căn cứ."}


def test_question_due_is_advice_for_a_promise_without_a_day():
    question = QuestionFactory(promise="Sẽ xem xét")
    QuestionFactory(promise="Xây xong trường", promise_due_on=date(2022, 9, 30))
    QuestionFactory(promise="Xây xong cầu", promise_kept_on=date(2022, 9, 30))

    sentence = "Lời hứa chưa ghi hạn thực hiện, nên cổng không biết khi nào quá hạn."
    assert sentences("question-due") == {question.pk: sentence}


def test_meeting_task_is_overdue_until_it_is_done():
    task = MeetingTaskFactory(text="Gửi tài liệu", due_on=date(2021, 12, 5))
    MeetingTaskFactory(meeting=task.meeting, due_on=date(2021, 12, 5), done_on=date(2021, 12, 1))
    MeetingTaskFactory(meeting=task.meeting)

    assert sentences("meeting-task", date(2021, 12, 5)) == {}
    sentence = "Việc “Gửi tài liệu” có hạn 05/12/2021 mà chưa ghi làm xong."
    assert sentences("meeting-task", date(2021, 12, 6)) == {task.meeting_id: sentence}
