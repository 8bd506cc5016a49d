"""The six figures of the home page."""

import pytest

from reports.highlights import highlights


def part(key, label, value, text):
    return {"key": key, "label": label, "value": value, "text": text, "url": f"/{key}/"}


def published(code, label, unit, value, text, *parts):
    return {"code": code, "label": label, "unit": unit, "value": value, "text": text, "url": f"/{code}/", "parts": list(parts)}


def lines(*figures):
    """The highlights of a report with these figures as (number, label, URL, note), with ordinary spaces."""
    data = {"council": "cau-giay", "council_name": "HĐND quận Cầu Giấy", "figures": list(figures)}
    return [
        (highlight.number, highlight.label, highlight.url, highlight.note.replace("\N{NO-BREAK SPACE}", " "))
        for highlight in highlights(data)
    ]


SESSIONS = published(
    "sessions.held",
    "Kỳ họp",
    "kỳ họp",
    4,
    "04 kỳ họp",
    part("regular", "Kỳ họp thường kỳ", 2, "02 kỳ họp"),
    part("irregular", "Kỳ họp không thường kỳ", 2, "02 kỳ họp"),
)
RECEPTIONS = published(
    "receptions.held",
    "Buổi tiếp công dân",
    "buổi",
    None,
    "",
    part("standing", "Thường trực HĐND quận Cầu Giấy", 150, "150 buổi"),
    part("delegates", "Đại biểu HĐND quận Cầu Giấy", 60, "60 buổi"),
)
BENEFICIARIES = published("support.beneficiaries", "Đối tượng được hỗ trợ", "đối tượng", 21281, "21.281 đối tượng")
PARTIAL = published(
    "sessions.held",
    "Kỳ họp",
    "kỳ họp",
    2,
    "02 kỳ họp (số liệu của 01/13 HĐND)",
    part("regular", "Kỳ họp thường kỳ", 2, "02 kỳ họp (số liệu của 01/13 HĐND)"),
)
AMOUNT = published("support.amount", "Số tiền hỗ trợ", "đồng", "50583000000", "gần 50,583 tỷ đồng")


def test_highlights_have_the_places_and_words_of_the_report():
    supervision = published(
        "supervision.conducted",
        "Cuộc giám sát",
        "cuộc",
        7,
        "07 cuộc",
        part("council", "HĐND quận Cầu Giấy", 0, "0 cuộc"),
        part("standing", "Thường trực HĐND quận Cầu Giấy", 4, "04 cuộc"),
        part("committees", "Các Ban HĐND quận Cầu Giấy", 3, "03 cuộc"),
    )
    resolutions = published("resolutions.adopted", "Nghị quyết của HĐND", "nghị quyết", 24, "24 nghị quyết")
    petitions = published(
        "petitions.forwarded",
        "Kiến nghị cử tri đã chuyển",
        "kiến nghị",
        97,
        "97 kiến nghị",
        part("higher_levels", "Nêu với đại biểu Quốc hội", 97, "97 kiến nghị"),
        part("own_level", "Nêu với đại biểu HĐND quận Cầu Giấy", 0, "0 kiến nghị"),
    )

    assert lines(AMOUNT, BENEFICIARIES, RECEPTIONS, petitions, supervision, resolutions, SESSIONS) == [
        ("04", "kỳ họp", "/sessions.held/", "02 thường kỳ, 02 không thường kỳ"),
        ("24", "nghị quyết của HĐND", "/resolutions.adopted/", ""),
        ("07", "cuộc giám sát", "/supervision.conducted/", "Thường trực: 04; Các Ban: 03"),
        ("97", "kiến nghị cử tri đã chuyển", "/petitions.forwarded/", "nêu với đại biểu Quốc hội"),
        ("150", "buổi tiếp công dân", "/standing/", "Thường trực"),
        ("21.281", "đối tượng được hỗ trợ", "/support.beneficiaries/", "gần 50,583 tỷ đồng"),
    ]


def test_highlights_break_an_amount_only_after_its_qualifier():
    data = {"council": "cau-giay", "figures": [BENEFICIARIES, AMOUNT | {"qualifier": "gần"}]}

    assert highlights(data)[0].note == "gần 50,583\N{NO-BREAK SPACE}tỷ\N{NO-BREAK SPACE}đồng"


def test_highlights_have_no_line_break_between_a_number_and_what_it_counts():
    supervision = published(
        "supervision.conducted",
        "Cuộc giám sát",
        "cuộc",
        7,
        "07 cuộc",
        part("standing", "Thường trực Hội đồng nhân dân", 4, "04 cuộc"),
        part("committees", "Các Ban", 3, "03 cuộc"),
    )

    note = highlights({"council": "cau-giay", "figures": [supervision]})[0].note

    assert note == "Thường trực Hội đồng nhân dân:\N{NO-BREAK SPACE}04; Các\N{NO-BREAK SPACE}Ban:\N{NO-BREAK SPACE}03"


def test_highlights_keep_a_qualifier():
    beneficiaries = published("support.beneficiaries", "Đối tượng được hỗ trợ", "đối tượng", 300, "gần 300 đối tượng")

    assert lines(beneficiaries) == [("gần 300", "đối tượng được hỗ trợ", "/support.beneficiaries/", "")]


def test_highlights_have_a_place_for_a_missing_figure():
    missing = published("resolutions.adopted", "Nghị quyết của HĐND", "nghị quyết", None, "–")
    receptions = RECEPTIONS | {"parts": [part("standing", "Thường trực HĐND quận Cầu Giấy", None, "–")]}

    assert lines(SESSIONS, missing, receptions)[1:] == [
        ("", "nghị quyết của HĐND", "/resolutions.adopted/", ""),
        ("", "buổi tiếp công dân", "/receptions.held/", ""),
    ]


def test_highlights_print_zero_where_it_is_a_figure():
    assert lines(published("sessions.held", "Kỳ họp", "kỳ họp", 0, "0 kỳ họp")) == [("0", "kỳ họp", "/sessions.held/", "")]


@pytest.mark.parametrize(
    ("scope", "council", "number"),
    [
        ("by-level", "cau-giay", ""),
        ("by-level", "dich-vong", "0"),  # another council has no data; the figure is not about it
        ("consolidated", "dich-vong", ""),
    ],
)
def test_highlights_print_no_zero_where_there_are_no_data(scope, council, number):
    sessions = published("sessions.held", "Kỳ họp", "kỳ họp", 0, "0 kỳ họp", part("regular", "Kỳ họp thường kỳ", 0, "0 kỳ họp"))
    data = {
        "council": "cau-giay",
        "council_name": "HĐND quận Cầu Giấy",
        "scope": scope,
        "figures": [sessions, published("documents.issued", "Văn bản khác", "văn bản", 46, "46 văn bản")],
        "missing": [{"council": council, "code": "sessions.held"}],
    }

    assert highlights(data)[0].number == number


def test_highlights_take_the_next_figure_of_a_place_for_a_missing_one():
    missing = BENEFICIARIES | {"value": None, "text": "–"}
    documents = published("documents.issued", "Văn bản khác", "văn bản", 46, "46 văn bản")

    assert lines(missing, documents) == [("46", "văn bản khác", "/documents.issued/", "")]


@pytest.mark.parametrize("figures", [[], [SESSIONS | {"value": None}], [RECEPTIONS | {"parts": []}]])
def test_highlights_are_none_if_all_are_missing(figures):
    assert lines(*figures) == []


@pytest.mark.parametrize(
    "values",
    [
        (1, 1, 1, 1),  # too many for a line
        (3, 3),  # they overlap
    ],
)
def test_highlights_have_no_note_of_parts_that_are_many_or_overlap(values):
    parts = [part(f"{i}", f"Kỳ họp loại {i}", value, f"0{value} kỳ họp") for i, value in enumerate(values)]

    assert lines(published("sessions.held", "Kỳ họp", "kỳ họp", 4, "04 kỳ họp", *parts)) == [
        ("04", "kỳ họp", "/sessions.held/", "")
    ]


def test_highlights_leave_an_abbreviation_as_it_is():
    sessions = published("sessions.held", "HĐND họp", "kỳ họp", 4, "04 kỳ họp")

    assert lines(sessions)[0][1] == "HĐND họp"


def test_highlights_say_of_how_many_councils_a_partial_sum_is():
    assert lines(PARTIAL)[0] == ("02", "kỳ họp", "/sessions.held/", "số liệu của 01/13 HĐND")
