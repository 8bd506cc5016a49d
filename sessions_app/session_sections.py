"""The public section of the sessions."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst

from core.pages.addresses import absolute_url, with_query
from core.pages.list_data import DataColumn, DataLink
from core.pages.sections import PublicSection, register
from sessions_app.models import CouncilSession
from sessions_app.searches import sessions_that_mention
from sessions_app.session_filters import SessionFilter


def of_roll(name: str, session: CouncilSession) -> int | None:
    """A number of the roll of the first sitting; None if no roll is recorded."""
    number: int | None = getattr(session.roll, name, None)
    return number


@register
class SessionSection(PublicSection):
    namespace = "sessions"
    label = "Kỳ họp"
    menu_position = 2
    model = CouncilSession
    record_name = "kỳ họp"
    filterset_class = SessionFilter
    rows_template = "sessions_app/_rows.html"
    data_columns = (
        DataColumn("name", "Kỳ họp", attrgetter("name")),
        DataColumn("term", "Khóa", lambda session: str(session.term)),
        DataColumn("council", "Hội đồng nhân dân", attrgetter("council.name")),
        DataColumn("kinds", "Loại kỳ họp", attrgetter("kinds_label")),
        DataColumn("life", "Tình hình tổ chức", lambda session: session.get_life_display()),
        DataColumn("planned_on", "Dự kiến họp ngày", attrgetter("planned_on")),
        DataColumn("opened_on", "Khai mạc ngày", attrgetter("opened_on")),
        DataColumn("closed_on", "Bế mạc ngày", attrgetter("closed_on")),
        DataColumn("venue", "Địa điểm", attrgetter("venue")),
        DataColumn("present", "Có mặt", lambda session: of_roll("present", session)),
        DataColumn("delegates", "Tổng số đại biểu", lambda session: of_roll("base", session)),
        DataColumn("planned_reports", "Báo cáo dự kiến", attrgetter("planned_reports")),
        DataColumn("planned_submissions", "Tờ trình dự kiến", attrgetter("planned_submissions")),
        DataColumn("planned_drafts", "Dự thảo nghị quyết dự kiến", attrgetter("planned_drafts")),
        DataColumn("resolutions", "Nghị quyết đã công khai", lambda session: getattr(session, "public_resolutions", None)),
        DataColumn("recording", "Bản ghi hình", lambda session: session.recording_url or None),
        DataColumn("calendar", "Lịch", lambda session: [DataLink("Lịch (ics)", session.calendar_url)]),
        DataColumn("url", "Địa chỉ", lambda session: absolute_url(session.get_absolute_url())),
    )
    order_label = "Kỳ tới trước, rồi mới họp trước"
    search_hint = "Số kỳ họp, nội dung hoặc tài liệu"
    feed_label = "Kỳ họp mới"

    def calendar_url(self, query: Mapping[str, str]) -> str:
        """The address of the sessions of the list, with its query, as a calendar."""
        names = self.filterset_class.query_parameters
        return with_query(reverse("sessions:calendar"), [(name, query.get(name, "")) for name in names])

    def searched(self, text: str) -> QuerySet[Any]:  # Any: as in the base class
        """Sessions that the search text names, or whose public agenda or documents have all that it asks for."""
        return sessions_that_mention(self.public_rows(), text)

    def example_queries(self, rows: Any) -> list[str]:  # Any: as in the base class
        return [capfirst(rows[0].name)] if rows else []
