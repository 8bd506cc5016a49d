"""The public section of the meetings of the Thường trực."""

from operator import attrgetter

from core.pages.addresses import absolute_url
from core.pages.list_data import DataColumn
from core.pages.sections import PublicSection, register
from sessions_app.meeting_filters import MeetingFilter
from sessions_app.models import StandingMeeting


@register
class MeetingSection(PublicSection):
    namespace = "meetings"
    label = "Phiên họp Thường trực"
    model = StandingMeeting
    record_name = "phiên họp Thường trực"
    filterset_class = MeetingFilter
    rows_template = "sessions_app/_meeting_rows.html"
    data_columns = (
        DataColumn("held_on", "Ngày họp", attrgetter("held_on")),
        DataColumn("name", "Phiên họp", attrgetter("name")),
        DataColumn("kind", "Loại", lambda meeting: meeting.get_kind_display()),
        DataColumn("life", "Tình hình tổ chức", lambda meeting: meeting.get_life_display()),
        DataColumn("subject", "Nội dung chính", lambda meeting: meeting.subject or None),
        DataColumn("council", "Hội đồng nhân dân", attrgetter("council.name")),
        DataColumn("url", "Địa chỉ", lambda meeting: absolute_url(meeting.get_absolute_url())),
    )
    order_label = "Mới họp trước"
    search_hint = "Chữ trong nội dung, kết luận"
    feed_label = "Phiên họp Thường trực mới"
