"""Agendas as offices paste them from Word and Excel."""

from datetime import date, time

import pytest

from sessions_app.models import AgendaItem, Sitting
from sessions_app.pasted_agenda import ABOVE_AGENDA, IN_FRONT_OF_PARTS, PART_OF_ITEM, WITHOUT_NUMBER, parse_agenda
from sessions_app.pasted_lines import heading_of, kind_of, split_presenter, times_of

DAY = date(2021, 12, 20)
MORNING, AFTERNOON = Sitting.PartOfDay.MORNING, Sitting.PartOfDay.AFTERNOON
TITLES = ["Khai mạc kỳ họp", "Báo cáo kinh tế - xã hội", "Bế mạc kỳ họp"]


def items_of(text):
    return parse_agenda(text, DAY).items


def titles_of(text):
    return [item.title for item in items_of(text)]


def sittings_of(text):
    return [(item.sitting.day, item.sitting.part) for item in items_of(text)]


@pytest.mark.parametrize(
    "numbers",
    [
        ("1. ", "2. ", "3. "),
        ("1) ", "2) ", "3) "),
        ("(1) ", "(2) ", "(3) "),
        ("1/ ", "2/ ", "3/ "),
        ("1 - ", "2 - ", "3 - "),
        ("1 ", "2 ", "3 "),
        ("I. ", "II. ", "III. "),
        ("a) ", "b) ", "c) "),
        ("– ", "– ", "– "),
        ("- ", "- ", "- "),
        ("• ", "•\t", "•\xa0"),
        ("\uf0b7\t", "\uf0b7\t", "\uf0b7\t"),
        ("Mục 1: ", "Mục 2: ", "Mục 3: "),
        ("Nội dung 1. ", "Nội dung 2. ", "Nội dung 3. "),
        ("1.\t", "2.\t", "3.\t"),
        ("1\t", "2\t", "3\t"),
        ("", "", ""),
        ("8h00: ", "8h15 - 8h30: ", "11 giờ 30 "),
        ("1. 8h00 - ", "2. 08:15–08:30: ", "3. (11g30) "),
    ],
)
@pytest.mark.parametrize("break_", ["\n", "\r\n", "\x0b", "\u2028", "\n\n"])
def test_parse_agenda_reads_all_ways_of_numbering(numbers, break_):
    text = break_.join(number + title for number, title in zip(numbers, TITLES, strict=True))

    assert titles_of(text) == TITLES
    assert all(item.is_taken and not item.doubts for item in items_of(text))


def test_parse_agenda_reads_a_table_of_excel_with_its_head():
    text = (
        "STT\tThời gian\tNội dung\tNgười trình bày\n"
        "\tBuổi sáng\t\t\n"
        "1\t08:00–08:15\tKhai mạc\tThường trực HĐND\n"
        '2\t8h15\t"Tờ trình về dự toán\nngân sách năm 2022"\tUBND quận\n'
        "Buổi chiều\t\t\t\n"
        "3\t14:00:00\tChất vấn\t\n"
    )
    opening, budget, questions = items_of(text)

    assert (opening.starts_at, opening.presenter, opening.sitting.part) == (time(8), "Thường trực HĐND", MORNING)
    assert (budget.title, budget.presenter) == ("Tờ trình về dự toán ngân sách năm 2022", "UBND quận")
    assert (questions.starts_at, questions.sitting.part) == (time(14), AFTERNOON)


def test_parse_agenda_guesses_the_columns_of_a_table_without_a_head():
    first, second = items_of("1\t8h00\tKhai mạc kỳ họp\tChủ tọa\n2\t8h30\tBáo cáo kinh tế - xã hội\tUBND quận")

    assert (first.starts_at, first.title, first.presenter) == (time(8), "Khai mạc kỳ họp", "Chủ tọa")
    assert (second.starts_at, second.title, second.presenter) == (time(8, 30), "Báo cáo kinh tế - xã hội", "UBND quận")


def test_parse_agenda_keeps_what_other_columns_say():
    (item,) = items_of("Nội dung\tNgười trình bày\tGhi chú\nBáo cáo kinh tế - xã hội\tUBND quận\tgửi trước 5 ngày")

    assert item.doubts == ["cột khác: gửi trước 5 ngày"]


def test_parse_agenda_reads_a_table_with_an_unclosed_quote():
    assert titles_of('1\t8h\t"Khai mạc kỳ họp\n2\t9h\tBế mạc kỳ họp') == ['"Khai mạc kỳ họp', "Bế mạc kỳ họp"]


def test_parse_agenda_joins_wrapped_lines():
    text = (
        "1. Báo cáo công tác của Thường trực HĐND quận năm 2021,\nnhiệm vụ trọng tâm năm 2022\n"
        "2. Báo cáo tình hình thực hiện nhiệm vụ phát triển kinh tế - xã hội,\nQuốc phòng - an ninh (UBND quận\n"
        "trình bày)\n3. Bế mạc"
    )
    first, second, _ = items_of(text)

    assert first.title == "Báo cáo công tác của Thường trực HĐND quận năm 2021, nhiệm vụ trọng tâm năm 2022"
    assert second.title.endswith("kinh tế - xã hội, Quốc phòng - an ninh")
    assert second.presenter == "UBND quận"


def test_parse_agenda_says_that_a_line_has_no_number():
    text = "1. Khai mạc\nBáo cáo bổ sung\n2. Bế mạc"

    assert [(item.title, item.doubts) for item in items_of(text)][1] == ("Báo cáo bổ sung", [WITHOUT_NUMBER])


def test_parse_agenda_leaves_out_the_lines_around():
    text = (
        "HỘI ĐỒNG NHÂN DÂN\nQUẬN CẦU GIẤY\nCHƯƠNG TRÌNH\nKỳ họp thứ 3\nHà Nội, ngày 10/12/2021\n1. Khai mạc\n2. Bế mạc\n"
        "Nơi nhận:\n- Đại biểu HĐND\nTM. THƯỜNG TRỰC HĐND"
    )
    agenda = parse_agenda(text, DAY)

    assert [item.title for item in agenda.items if item.is_taken] == ["Khai mạc", "Bế mạc"]
    assert [item.doubts for item in agenda.items if not item.is_taken] == [[ABOVE_AGENDA]]
    above = ["HỘI ĐỒNG NHÂN DÂN", "CHƯƠNG TRÌNH", "Kỳ họp thứ 3", "Hà Nội, ngày 10/12/2021"]
    assert agenda.skipped == [*above, "Nơi nhận:", "- Đại biểu HĐND", "TM. THƯỜNG TRỰC HĐND"]


def test_parse_agenda_marks_headings_and_their_parts():
    text = (
        "I. PHẦN KHAI MẠC\n1. Chào cờ\n2. Trình bày các báo cáo:\n- Báo cáo kinh tế\n3. Chất vấn:\n"
        "a) Trật tự xây dựng\nII. Bế mạc"
    )
    items = items_of(text)

    assert [item.title for item in items if not item.is_taken] == ["PHẦN KHAI MẠC", "Trình bày các báo cáo"]
    assert all(IN_FRONT_OF_PARTS in item.doubts for item in items if not item.is_taken)
    assert [item.title for item in items if PART_OF_ITEM in item.doubts] == ["Báo cáo kinh tế", "Trật tự xây dựng"]


def test_parse_agenda_takes_a_presenter_from_a_line_of_its_own():
    first, second = items_of(
        "1. Báo cáo kinh tế\nNgười trình bày: Bà Lê Thị B, Phó Chủ tịch UBND\n2. Bế mạc\n(Do Chủ tọa điều hành)"
    )

    assert (first.presenter, second.presenter) == ("Bà Lê Thị B, Phó Chủ tịch UBND", "Chủ tọa")


def test_parse_agenda_takes_the_time_in_front_of_a_colon_with_the_part_of_the_day():
    (item,) = items_of("Tối 19h30: Bế mạc kỳ họp")

    assert (item.title, item.starts_at) == ("Bế mạc kỳ họp", time(19, 30))


def test_parse_agenda_makes_no_item_of_a_number_alone():
    agenda = parse_agenda("1. Khai mạc\n2.\n3)\n")

    assert [item.title for item in agenda.items] == ["Khai mạc"]
    assert agenda.skipped == ["2.", "3)"]


def test_parse_agenda_stops_at_a_number_of_items():
    agenda = parse_agenda("\n".join(f"{number}. Báo cáo" for number in range(1, 200)))

    assert (len(agenda.items), len(agenda.skipped)) == (150, 49)


@pytest.mark.parametrize(
    ("text", "sittings"),
    [
        ("Buổi sáng, ngày 20/12/2021 (từ 8h00)\n1. Khai mạc", [(DAY, MORNING)]),
        ("Sáng 20/12:\n1. Khai mạc\nChiều\n2. Thảo luận", [(DAY, MORNING), (DAY, AFTERNOON)]),
        ("* Buổi chiều: 13h30\n1. Thảo luận", [(None, AFTERNOON)]),
        ("Ngày 20 tháng 12 năm 2021\nBuổi sáng\n1. Khai mạc", [(DAY, MORNING)]),
        ("Ngày 20/12/2021\n8h00: Khai mạc\n14h00: Thảo luận", [(DAY, MORNING), (DAY, AFTERNOON)]),
        ("Ngày thứ hai: sáng\n1. Chất vấn", [(date(2021, 12, 21), MORNING)]),
        ("Thứ Hai, ngày 20/12/2021 (buổi chiều)\n1. Chất vấn", [(DAY, AFTERNOON)]),
        ("I. Phiên họp buổi sáng\n1. Chất vấn", [(None, MORNING)]),
        ("Buổi sáng: Khai mạc kỳ họp", [(None, MORNING)]),
        ("I. PHIÊN THẢO LUẬN (Chiều ngày 20/12)\n1. Thảo luận", [(DAY, AFTERNOON), (DAY, AFTERNOON)]),
    ],
)
def test_parse_agenda_reads_headings_of_sittings(text, sittings):
    assert sittings_of(text) == sittings


@pytest.mark.parametrize("text", ["Sáng kiến kinh nghiệm", "Buổi làm việc với cử tri", "Tối ưu hóa 20/12", "31/02", "x" * 500])
def test_heading_of_refuses_other_lines(text):
    assert heading_of(text, DAY) is None


@pytest.mark.parametrize(
    ("text", "presenter"),
    [
        ("Báo cáo kinh tế (UBND quận trình bày)", "UBND quận"),
        ("Báo cáo kinh tế (do Ủy ban nhân dân quận trình bày);", "Ủy ban nhân dân quận"),
        ("Báo cáo thẩm tra – Ban Kinh tế - Xã hội", "Ban Kinh tế - Xã hội"),
        ("Thông báo - Đồng chí Nguyễn Văn A, Chủ tịch Ủy ban MTTQ", "Đồng chí Nguyễn Văn A, Chủ tịch Ủy ban MTTQ"),
        ("Dự toán ngân sách - Phòng Tài chính - Kế hoạch", "Phòng Tài chính - Kế hoạch"),
        ("Báo cáo kinh tế; người trình bày: Ông Trần Văn B.", "Ông Trần Văn B"),
        ("Báo cáo kinh tế do UBND quận trình bày", "UBND quận"),
        ("Báo cáo kinh tế - xã hội, quốc phòng - an ninh", ""),
        ("Quy chế phối hợp - Ban hành kèm theo", ""),
        ("Thảo luận (15 phút)", ""),
        ("Dự toán (có tờ trình kèm theo)", ""),
    ],
)
def test_split_presenter(text, presenter):
    title, name = split_presenter(text)

    assert name == presenter
    assert title if presenter else title == text


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Phát biểu khai mạc", "opening"),
        ("Diễn văn bế mạc", "closing"),
        ("Báo cáo kết quả giải quyết chất vấn", "report"),
        ("Chất vấn và trả lời chất vấn", "questions"),
        ("Thông báo của Ủy ban MTTQ", "notice"),
        ("Bầu Phó Chủ tịch UBND", "election"),
        ("Thông qua nghị quyết", "vote"),
        ("Thảo luận tổ", "discussion"),
        ("Nghỉ giải lao", "break"),
        ("Phát biểu của lãnh đạo", "speech"),
        ("Đề án sắp xếp trường học", "report"),
        ("Chụp ảnh lưu niệm", "other"),
    ],
)
def test_kind_of_title(title, kind):
    assert kind_of(title) == AgendaItem.Kind(kind)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("8h00", time(8)),
        ("08:00–08:15", time(8)),
        ("8 giờ 30 - 9 giờ", time(8, 30)),
        ("2:00 CH", time(14)),
        ("Buổi sáng", None),
        ("99h", None),
    ],
)
def test_times_of(text, moment):
    assert times_of(text) == moment
