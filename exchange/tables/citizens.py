"""CSV tables of meetings with voters, petitions and the reception of citizens."""

from citizens import models
from citizens.models.merging import refuse_lost_meetings, refuse_lost_opinions
from exchange.record_table import Earlier, NaturalKey, RecordTable

EXAMPLE_MANDATE = "nguyen-thi-minh | cau-giay | 6 | 30/06/2021"


def refuse_merging_without_counts(petition: models.Petition, earlier: Earlier) -> None:
    """Raise ValidationError if a folder merges a stored petition and the one that stands lacks its opinions or meetings.

    A folder states the counts, so that loading it again changes nothing; it may add petitions that were merged long ago.
    """
    before = earlier.columns(petition)
    is_merged_now = before["merged_into_id"] != petition.merged_into_id
    if is_merged_now and petition.merged_into:
        refuse_lost_opinions(petition, own=own_opinions(petition.merged_into, earlier))
        refuse_lost_meetings(petition)
    elif before["opinions"] != petition.opinions:
        refuse_lost_opinions(petition)


def own_opinions(petition: models.Petition, earlier: Earlier) -> int:
    """Return the number of opinions that `petition` had before the folder, without those of petitions merged into it."""
    if earlier.is_new(petition):
        return 1
    merged = [earlier.columns(other) for other in petition.merged.all() if not earlier.is_new(other)]
    others: int = sum(columns["opinions"] for columns in merged if columns["merged_into_id"] == petition.pk)
    opinions: int = earlier.columns(petition)["opinions"]
    return max(1, opinions - others)


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
        totals={"delegates_present": "delegates_expected"},
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
                "invited": "150",
                "attendees": "120",
                "attendees_qualifier": "hơn",
                "speakers": "20",
                "speakers_qualifier": "ước",
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
        final_rule=refuse_merging_without_counts,
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
        restored=("text_state",),
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
