"""CSV tables of sessions with their parts, of questions and of meetings of the Thường trực."""

from exchange.record_table import NaturalKey, RecordTable
from sessions_app import models

EXAMPLE_SESSION = "cau-giay | 6 | 2"
EXAMPLE_SITTING = f"{EXAMPLE_SESSION} | | 1"
EXAMPLE_MANDATE = "nguyen-thi-minh | cau-giay | 6 | 30/06/2021"
EXAMPLE_MEETING = "cau-giay | 6 | phiên họp | 2021 | 5"


def with_series(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of a reference with the short key "chuyen-de-3" as number and series."""
    match = models.KEY.fullmatch(parts[-1]) if parts else None
    if match is None or not match[1]:
        return parts
    return (*parts[:-1], match[2], models.CouncilSession.Series.THEMATIC.value)


TABLES = (
    RecordTable(
        "council_sessions",
        models.CouncilSession,
        natural_keys=(NaturalKey(("term", "number", "series"), optional=("series",)),),
        expand_parts=with_series,
        own_dates=("opened_on", "planned_on"),
        examples=(
            {
                "term": "cau-giay | 6",
                "number": "2",
                "kind": "thường lệ",
                "is_regular": "có",
                "season": "giữa năm",
                "life": "đã tổ chức",
                "opened_on": "28/09/2021",
                "closed_on": "28/09/2021",
                "format": "trực tiếp",
                "venue": "Hội trường UBND quận",
                "total_delegates": "35",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "sittings",
        models.Sitting,
        natural_keys=(NaturalKey(("session", "number")),),
        examples=(
            {
                "session": EXAMPLE_SESSION,
                "number": "1",
                "held_on": "28/09/2021",
                "part_of_day": "sáng",
                "starts_at": "08:00",
                "has_questions": "có",
            },
        ),
    ),
    RecordTable(
        "agenda_items",
        models.AgendaItem,
        natural_keys=(NaturalKey(("session", "order")),),
        examples=(
            {
                "session": EXAMPLE_SESSION,
                "order": "2",
                "sitting": EXAMPLE_SITTING,
                "kind": "báo cáo, tờ trình",
                "title": "Báo cáo kết quả thực hiện nhiệm vụ 9 tháng đầu năm 2021",
                "presenter_title": "UBND quận",
                "starts_at": "08:15",
                "state": "đã xong",
            },
        ),
    ),
    RecordTable(
        "session_documents",
        models.SessionDocument,
        may_repeat=True,
        natural_keys=(NaturalKey(("session", "kind", "title", "version")),),
        own_dates=("sent_on",),
        examples=(
            {
                "session": EXAMPLE_SESSION,
                "kind": "báo cáo",
                "title": "Báo cáo kinh tế - xã hội 9 tháng đầu năm 2021",
                "version": "1",
                "agenda_item": f"{EXAMPLE_SESSION} | | 2",
                "author": "UBND quận",
                "sent_on": "20/09/2021",
                "file": "tep/05.pdf",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "required_documents",
        models.RequiredDocument,
        natural_keys=(NaturalKey(("council", "session_kind", "season", "kind", "words"), optional=("season",)),),
        examples=(
            {
                "council": "cau-giay",
                "session_kind": "thường lệ",
                "season": "cuối năm",
                "kind": "tờ trình",
                "words": "dự toán ngân sách",
                "basis": "Luật Tổ chức chính quyền địa phương",
            },
        ),
    ),
    RecordTable(
        "attendances",
        models.Attendance,
        natural_keys=(NaturalKey(("sitting", "mandate")),),
        examples=({"sitting": EXAMPLE_SITTING, "mandate": EXAMPLE_MANDATE, "state": "có mặt"},),
    ),
    RecordTable(
        "standing_meetings",
        models.StandingMeeting,
        natural_keys=(NaturalKey(("term", "kind", "year", "number")), NaturalKey(("term", "kind", "held_on"))),
        own_dates=("held_on",),
        examples=(
            {
                "term": "cau-giay | 6",
                "kind": "phiên họp",
                "year": "2021",
                "number": "5",
                "held_on": "15/10/2021",
                "life": "đã tổ chức",
                "subject": "Chuẩn bị kỳ họp cuối năm",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "meeting_tasks",
        models.MeetingTask,
        natural_keys=(NaturalKey(("meeting", "order")),),
        examples=(
            {
                "meeting": EXAMPLE_MEETING,
                "order": "1",
                "text": "Gửi tài liệu kỳ họp đến đại biểu",
                "agency": "cau-giay | ubnd-quan",
                "due_on": "05/12/2021",
            },
        ),
    ),
    RecordTable(
        "question_topics",
        models.QuestionTopic,
        natural_keys=(NaturalKey(("session", "title")), NaturalKey(("meeting", "title"))),
        copied=("council",),
        examples=(
            {
                "session": EXAMPLE_SESSION,
                "title": "Quản lý trật tự xây dựng",
                "order": "1",
                "field": "cau-giay | giao-thong",
                "respondents": "cau-giay | ubnd-quan",
            },
        ),
    ),
    RecordTable(
        "questions",
        models.Question,
        natural_keys=(NaturalKey(("council", "asked_on", "asked_by", "text"), optional=("asked_by",)),),
        own_dates=("asked_on",),
        examples=(
            {
                "council": "cau-giay",
                "asked_on": "28/09/2021",
                "asked_by": EXAMPLE_MANDATE,
                "text": "Bao giờ xử lý xong các công trình xây dựng sai phép?",
                "session": EXAMPLE_SESSION,
                "topic": f"{EXAMPLE_SESSION} | | Quản lý trật tự xây dựng",
                "respondent": "cau-giay | ubnd-quan",
                "mode": "trực tiếp",
                "answered_on": "28/09/2021",
                "promise": "Xử lý xong trong quý I năm 2022",
                "promise_due_on": "31/03/2022",
                "status": "công khai",
            },
        ),
    ),
)
