"""The public section of questions (chất vấn)."""

from operator import attrgetter

from core.pages.addresses import absolute_url
from core.pages.list_data import DataColumn
from core.pages.sections import PublicSection, register
from sessions_app.models import Question
from sessions_app.question_filters import QuestionFilter


def host_name(question):
    """The name of the public session or meeting of a question; None without one."""
    event = question.public_host
    return event.name if event else None


def text_of(name):
    """The function that returns the text of an attribute, such as a foreign key; None if it is empty."""
    return lambda question: str(getattr(question, name) or "") or None


@register
class QuestionSection(PublicSection):
    namespace = "questions"
    label = "Chất vấn"
    model = Question
    record_name = "chất vấn"
    filterset_class = QuestionFilter
    rows_template = "sessions_app/_question_rows.html"
    data_columns = (
        DataColumn("asked_on", "Ngày chất vấn", attrgetter("asked_on")),
        DataColumn("mode", "Hình thức", lambda question: question.get_mode_display()),
        DataColumn("text", "Nội dung chất vấn", attrgetter("text")),
        DataColumn("asked_by", "Đại biểu chất vấn", attrgetter("asker_name")),
        DataColumn("respondent", "Cơ quan trả lời", text_of("respondent")),
        DataColumn("answered_by", "Người trả lời", text_of("answered_by")),
        DataColumn("answered_on", "Ngày trả lời", attrgetter("answered_on")),
        DataColumn("event", "Kỳ họp, phiên họp", host_name),
        DataColumn("topic", "Nhóm vấn đề", text_of("public_topic")),
        DataColumn("field", "Lĩnh vực", text_of("field")),
        DataColumn("promise", "Lời hứa", text_of("promise")),
        DataColumn("promise_due_on", "Hạn", attrgetter("promise_due_on")),
        DataColumn("promise_kept_on", "Thực hiện xong ngày", attrgetter("promise_kept_on")),
        DataColumn("promise_state", "Tình hình lời hứa", lambda question: question.promise_status.label or None),
        DataColumn("council", "Hội đồng nhân dân", attrgetter("council.name")),
        DataColumn("url", "Địa chỉ", lambda question: absolute_url(question.get_absolute_url())),
    )
    order_label = "Lời hứa quá hạn lâu nhất trước, rồi mới chất vấn"
    search_hint = "Chữ trong câu hỏi, lời hứa; tên đại biểu, cơ quan"
    feed_label = "Chất vấn mới"
