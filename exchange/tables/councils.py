"""CSV tables of councils, their territory, people, bodies and awards."""

from councils import models
from councils.models.open_rows import refuse_open_rows
from exchange.record_table import Earlier, NaturalKey, RecordTable


def refuse_end_above_open_rows(record: models.Council | models.Term, earlier: Earlier) -> None:
    """Raise ValidationError if a folder ends a stored council or term and leaves rows below it open.

    A folder may add one that ended long ago with parts whose end is not recorded; they are not in force after its end.
    """
    if earlier.columns(record)["end"] != record.end:
        refuse_open_rows(record)


TABLES = (
    RecordTable(
        "councils",
        models.Council,
        natural_keys=(NaturalKey(("slug",)),),
        required=("slug",),
        final_rule=refuse_end_above_open_rows,
        examples=(
            {
                "slug": "cau-giay",
                "name": "HĐND quận Cầu Giấy",
                "unit_kind": "quận",
                "level": "cấp huyện",
                "place_name": "Cầu Giấy",
                "abbreviation": "CG",
                "start": "22/11/1997",
                "is_hosted": "có",
                "pads_counts": "có",
                "percent_rounding": "làm tròn",
                "percent_places": "1",
            },
            {
                "slug": "phuong-dich-vong",
                "name": "HĐND phường Dịch Vọng",
                "unit_kind": "phường",
                "level": "cấp xã",
                "place_name": "Dịch Vọng",
                "abbreviation": "CG-DV",
                "start": "22/11/1997",
            },
        ),
    ),
    RecordTable(
        "council_names",
        models.CouncilName,
        natural_keys=(NaturalKey(("council", "start")),),
        examples=(
            {
                "council": "cau-giay",
                "start": "22/11/1997",
                "name": "HĐND quận Cầu Giấy",
                "unit_kind": "quận",
                "place_name": "Cầu Giấy",
            },
        ),
    ),
    RecordTable(
        "subordinations",
        models.Subordination,
        natural_keys=(NaturalKey(("council", "start")),),
        examples=({"council": "phuong-dich-vong", "parent": "cau-giay", "start": "22/11/1997", "end": "01/07/2021"},),
    ),
    RecordTable(
        "terms",
        models.Term,
        natural_keys=(NaturalKey(("council", "ordinal")),),
        final_rule=refuse_end_above_open_rows,
        examples=(
            {
                "council": "cau-giay",
                "ordinal": "6",
                "label": "2021-2026",
                "start": "30/06/2021",
                "elected_on": "23/05/2021",
                "seats": "35",
            },
        ),
    ),
    RecordTable(
        "areas",
        models.Area,
        natural_keys=(NaturalKey(("council", "slug")),),
        examples=({"council": "cau-giay", "slug": "dich-vong", "name": "Dịch Vọng", "own_council": "phuong-dich-vong"},),
    ),
    RecordTable(
        "electoral_units",
        models.ElectoralUnit,
        natural_keys=(NaturalKey(("term", "number")),),
        examples=({"term": "cau-giay | 6", "number": "1", "seats": "5", "areas": "cau-giay | dich-vong"},),
    ),
    RecordTable(
        "people",
        models.Person,
        natural_keys=(NaturalKey(("slug",)),),
        years_of_dates=("birth_year",),
        examples=(
            {
                "slug": "nguyen-thi-minh",
                "full_name": "Nguyễn Thị Minh",
                "gender": "nữ",
                "birth_year": "1975",
                "office_phone": "024 3833 0001",
            },
        ),
    ),
    RecordTable(
        "mandates",
        models.Mandate,
        natural_keys=(NaturalKey(("person", "term", "start")),),
        examples=(
            {
                "person": "nguyen-thi-minh",
                "term": "cau-giay | 6",
                "start": "30/06/2021",
                "unit": "cau-giay | 6 | 1",
                "origin": "bầu cử",
                "is_reelected": "không",
                "sector": "chính quyền",
                "rank": "1",
            },
        ),
    ),
    RecordTable(
        "bodies",
        models.Body,
        natural_keys=(NaturalKey(("term", "number")), NaturalKey(("council", "slug", "start"))),
        examples=(
            {
                "council": "cau-giay",
                "slug": "ban-phap-che",
                "start": "30/06/2021",
                "kind": "Ban",
                "name": "Ban Pháp chế",
                "rank": "2",
            },
            {
                "term": "cau-giay | 6",
                "number": "1",
                "council": "cau-giay",
                "slug": "to-1",
                "start": "30/06/2021",
                "kind": "Tổ đại biểu",
                "name": "Tổ đại biểu số 1",
                "areas": "cau-giay | dich-vong",
            },
        ),
    ),
    RecordTable(
        "memberships",
        models.Membership,
        natural_keys=(NaturalKey(("mandate", "body", "start")),),
        examples=(
            {
                "mandate": "nguyen-thi-minh | cau-giay | 6 | 30/06/2021",
                "body": "cau-giay | ban-phap-che | 30/06/2021",
                "start": "30/06/2021",
                "role": "head",
                "is_full_time": "có",
            },
        ),
    ),
    RecordTable(
        "agencies",
        models.Agency,
        natural_keys=(NaturalKey(("council", "slug")),),
        examples=(
            {
                "council": "cau-giay",
                "slug": "ubnd-quan",
                "name": "UBND quận Cầu Giấy",
                "kind": "cơ quan nhà nước",
                "level": "cấp huyện",
            },
        ),
    ),
    RecordTable(
        "offices",
        models.Office,
        natural_keys=(NaturalKey(("person", "agency", "title", "start")),),
        examples=(
            {
                "person": "nguyen-thi-minh",
                "agency": "cau-giay | ubnd-quan",
                "title": "Ủy viên",
                "start": "30/06/2021",
                "council": "cau-giay",
                "kind": "chính quyền",
                "is_filled_by_council": "có",
            },
        ),
    ),
    RecordTable(
        "fields",
        models.Field,
        natural_keys=(NaturalKey(("council", "key")),),
        examples=({"council": "cau-giay", "key": "giao-thong", "label": "Giao thông", "order": "1"},),
    ),
    RecordTable(
        "commendations",
        models.Commendation,
        natural_keys=(
            NaturalKey(
                ("council", "kind", "title", "authority", "span", "period_to", "decision_symbol"), optional=("decision_symbol",)
            ),
        ),
        own_dates=("decided_on", "presented_on", "period_to"),
        examples=(
            {
                "council": "cau-giay",
                "kind": "Giấy khen",
                "title": "Giấy khen",
                "authority": "Chủ tịch UBND quận",
                "authority_level": "cấp huyện",
                "span": "thành tích năm",
                "period_from": "01/01/2021",
                "period_to": "31/12/2021",
                "collectives": "9",
                "individuals": "15",
                "presented_on": "26/01/2022",
                "occasion": "Hội nghị tổng kết năm 2021",
                "status": "công khai",
            },
        ),
    ),
)
