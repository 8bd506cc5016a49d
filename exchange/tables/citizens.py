"""CSV tables of meetings with voters, petitions and the reception of citizens."""

from citizens import models
from exchange.record_table import NaturalKey, RecordTable

EXAMPLE_MANDATE = "nguyen-thi-minh | cau-giay | 6 | 30/06/2021"

TABLES = (
    RecordTable(
        "voter_meeting_rounds",
        models.VoterMeetingRound,
        natural_keys=(NaturalKey(("council", "slug")),),
        own_dates=("opened_on",),
        examples=(
            {
                "council": "cau-giay",
                "slug": "truoc-ky-hop-2-khoa-vi",
                "name": "Tiếp xúc cử tri trước kỳ họp thứ 2, khóa VI",
                "timing": "trước kỳ họp",
                "session": "cau-giay | 6 | 2",
                "life": "đã tổ chức",
                "opened_on": "01/09/2021",
                "closed_on": "10/09/2021",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "voter_meetings",
        models.VoterMeeting,
        natural_keys=(NaturalKey(("council", "held_on", "place", "kind")),),
        own_dates=("held_on",),
        examples=(
            {
                "council": "cau-giay",
                "held_on": "05/09/2021",
                "place": "Hội trường phường Dịch Vọng",
                "kind": "định kỳ",
                "round": "cau-giay | truoc-ky-hop-2-khoa-vi",
                "life": "đã tổ chức",
                "with_province": "có",
                "with_district": "có",
                "areas": "cau-giay | dich-vong",
                "delegates": EXAMPLE_MANDATE,
                "attendees": "120",
                "attendees_qualifier": "hơn",
                "opinions": "9",
                "opinions_answered": "4",
                "opinions_recorded": "5",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "petitions",
        models.Petition,
        natural_keys=(NaturalKey(("council", "year", "number")),),
        required=("number",),
        own_dates=("received_on",),
        examples=(
            {
                "council": "cau-giay",
                "year": "2021",
                "number": "97",
                "received_on": "05/09/2021",
                "meetings": "cau-giay | 05/09/2021 | Hội trường phường Dịch Vọng | định kỳ",
                "session": "cau-giay | 6 | 2",
                "area": "cau-giay | dich-vong",
                "content": "Cử tri đề nghị sửa đoạn vỉa hè hư hỏng.",
                "public_summary": "Sửa chữa vỉa hè hư hỏng trên địa bàn phường Dịch Vọng.",
                "field": "cau-giay | giao-thong",
                "competence": "cấp huyện",
                "agency": "cau-giay | ubnd-quan",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "petition_statuses",
        models.PetitionStatus,
        natural_keys=(NaturalKey(("petition", "on", "state")),),
        examples=(
            {
                "petition": "cau-giay | 2021 | 97",
                "on": "20/09/2021",
                "state": "đã chuyển",
                "agency": "cau-giay | ubnd-quan",
                "reply_symbol": "15/TB-HĐND",
            },
        ),
    ),
    RecordTable(
        "reception_sessions",
        models.ReceptionSession,
        natural_keys=(NaturalKey(("council", "receiver", "held_on", "place", "sequence"), optional=("sequence",)),),
        examples=(
            {
                "council": "cau-giay",
                "receiver": "Thường trực HĐND",
                "held_on": "05/10/2021",
                "place": "Trụ sở tiếp công dân quận",
                "sequence": "1",
                "kind": "định kỳ",
                "life": "đã tổ chức",
                "starts_at": "08:00",
                "receivers": EXAMPLE_MANDATE,
                "visits": "3",
                "people": "4",
            },
        ),
    ),
)
