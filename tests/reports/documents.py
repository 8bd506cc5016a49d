"""Reports as plain data for the tests of the renderers: HĐND quận Cầu Giấy, 2021, with the figures that it published."""

import re
from dataclasses import replace

from reports.document import Annex, Bar, Block, Chart, Column, Note, ReportDocument, Run, Signature

FIGURE = re.compile(r"\{([\w.:@-]+)=([^}|]*)(?:\|(\d+))?\}")


def paragraph(text, **options):
    """A paragraph in which "{code=04|2}" is the figure `code`, printed "04", with the footnote 2."""
    runs, start = [], 0
    for found in FIGURE.finditer(text):
        runs.append(Run(text[start : found.start()]))
        runs.append(Run(found[2], figure=found[1], url=f"/bao-cao/cau-giay/2021/{found[1]}/", note=int(found[3] or 0)))
        start = found.end()
    runs.append(Run(text[start:]))
    return Block("paragraph", runs=tuple(run for run in runs if run.text), **options)


def part(label, text):
    return Block("part", label=label, text=text)


def heading(level, text):
    return Block("heading", level=level, text=text)


def columns(*described):
    """Columns described as (label, width, align[, group])."""
    return tuple(Column(*one) for one in described)


CLOSING = paragraph(
    "Trên đây là Báo cáo tổng kết hoạt động của HĐND các cấp quận Cầu Giấy năm 2021, phương hướng, nhiệm vụ năm 2022./.",
    closing=True,
)

NARRATIVE = (
    paragraph(
        "Năm 2021 là năm đầu thực hiện Kế hoạch phát triển kinh tế - xã hội 5 năm 2021 - 2025, năm bầu cử đại biểu Quốc hội "
        "khóa XV và đại biểu Hội đồng nhân dân (HĐND) các cấp nhiệm kỳ 2021 - 2026, gắn với việc thí điểm thực hiện mô hình "
        "chính quyền đô thị trên địa bàn Thành phố Hà Nội. Trong bối cảnh dịch bệnh Covid-19 diễn biến phức tạp, bám sát sự "
        "lãnh đạo, chỉ đạo của Thành phố và Quận ủy, HĐND các cấp quận Cầu Giấy đã chủ động triển khai nhiệm vụ theo chủ đề "
        "công tác năm “Kỷ cương, trách nhiệm, hành động, sáng tạo, phát triển”. Thường trực HĐND quận báo cáo tổng kết hoạt "
        "động năm 2021 và phương hướng, nhiệm vụ năm 2022 như sau:"
    ),
    part("Phần thứ nhất", "Kết quả hoạt động năm 2021"),
    heading(1, "I. Đặc điểm tình hình, tổ chức bộ máy"),
    paragraph(
        "HĐND quận khóa VI, nhiệm kỳ 2021 - 2026 có {councils.delegates=35} đại biểu, được chia thành {councils.groups=8} Tổ "
        "hoạt động tại 8 phường; Thường trực HĐND quận có {councils.standing_members=04} đồng chí; các Ban HĐND quận có "
        "{councils.committee_members=10} thành viên."
    ),
    paragraph(
        "Ngay từ đầu nhiệm kỳ, Thường trực HĐND quận đã xây dựng và ban hành các Quyết định về Quy chế tiếp công dân, Quy chế "
        "hoạt động của Thường trực HĐND quận, Quyết định phân công công tác các thành viên Thường trực HĐND quận, nhiệm vụ của "
        "Chánh Văn phòng HĐND - UBND quận; xây dựng Đề án “Nâng cao năng lực, hiệu quả hoạt động của Hội đồng nhân dân quận "
        "Cầu Giấy giai đoạn 2021 - 2026”."
    ),
    heading(1, "II. Kết quả hoạt động"),
    heading(2, "1. Công tác tổ chức kỳ họp và ban hành nghị quyết"),
    paragraph(
        "Năm 2021, HĐND quận chỉ đạo và tổ chức thành công {sessions.held=04} kỳ họp (trong đó có "
        "{sessions.held:irregular=02} kỳ họp không thường kỳ và {sessions.held:regular=02} kỳ họp thường kỳ); ban hành "
        "{resolutions.adopted=24} nghị quyết, gồm: {resolutions.adopted:personnel=05} nghị quyết nhân sự, "
        "{resolutions.adopted:regular=07} nghị quyết thường kỳ, {resolutions.adopted:thematic=12} nghị quyết chuyên đề (Phụ lục "
        "I và Phụ lục II kèm theo), là căn cứ pháp lý để quận thực hiện các nhiệm vụ phát triển kinh tế - xã hội, bảo đảm quốc "
        "phòng - an ninh và kịp thời giải quyết các nhiệm vụ phát sinh."
    ),
    paragraph(
        "Tại kỳ họp thứ 3, HĐND quận đã tổ chức kỳ họp qua hệ thống phần mềm Zoom; hoạt động chất vấn được thực hiện theo hình "
        "thức kết hợp giữa chất vấn bằng văn bản với chất vấn trực tiếp."
    ),
    heading(2, "2. Hoạt động giám sát"),
    heading(3, "a) Của Thường trực và các Ban"),
    paragraph(
        "Thường trực HĐND quận đã thực hiện {supervision.conducted:standing=04} cuộc khảo sát, giám sát chuyên đề; các Ban HĐND "
        "quận đã thực hiện {supervision.conducted:committees=03} cuộc giám sát chuyên đề (Phụ lục III kèm theo)."
    ),
    paragraph(
        "Qua giám sát, HĐND quận đã bổ sung dự toán chi ngân sách để hỗ trợ cho {support.beneficiaries=21.281} đối tượng gặp khó "
        "khăn do dịch bệnh Covid-19 với số tiền hỗ trợ {support.amount=gần 50,583 tỷ đồng}."
    ),
    heading(2, "3. Tiếp xúc cử tri, tiếp công dân"),
    paragraph(
        "Đã tổng hợp và gửi đến các cơ quan chức năng {petitions.forwarded=97} ý kiến, kiến nghị của cử tri. Thường trực HĐND "
        "quận đã thực hiện {receptions.held:standing=150} buổi tiếp công dân, Thường trực HĐND các phường tiếp "
        "{receptions.held:standing@commune=163 buổi|1}, các đại biểu HĐND quận tiếp {receptions.held:delegates=60} buổi, HĐND "
        "các phường {receptions.held:council@commune=427|1} buổi."
    ),
    heading(2, "4. Thi đua, khen thưởng"),
    paragraph("Tổng kết nhiệm kỳ 2016 - 2021, HĐND quận đã được Thành phố và quận ghi nhận như sau:"),
    paragraph(
        "- Thành phố tặng Cờ thi đua xuất sắc cho HĐND quận, tặng Bằng khen cho "
        "{commendations.given:merit.collectives=02} tập thể và {commendations.given:merit.individuals=15} cá nhân;"
    ),
    paragraph(
        "- HĐND quận tặng Giấy khen cho {commendations.given:term.collectives=22} tập thể và "
        "{commendations.given:term.individuals=59} cá nhân; Hội đồng thi đua khen thưởng quận tặng Giấy khen năm 2021 cho "
        "{commendations.given:year.collectives=09} tập thể và {commendations.given:year.individuals=15|2} cá nhân."
    ),
    part("Phần thứ hai", "Phương hướng, nhiệm vụ trọng tâm năm 2022"),
    paragraph("- Tiếp tục nâng cao chất lượng các kỳ họp; đổi mới hoạt động giám sát, khảo sát."),
    paragraph(
        "- Thực hiện tốt Chương trình phối hợp công tác năm 2022 giữa Thường trực HĐND - UBND - Ủy ban MTTQ Việt Nam quận."
    ),
    part("Phần thứ ba", "Kiến nghị, đề xuất"),
    paragraph(
        "Đề nghị Thường trực HĐND Thành phố tiếp tục quan tâm bồi dưỡng kỹ năng hoạt động cho đại biểu HĐND các cấp đầu nhiệm "
        "kỳ; đề nghị UBND quận chỉ đạo các cơ quan chuyên môn giải quyết dứt điểm các kiến nghị của cử tri còn tồn đọng."
    ),
    CLOSING,
)

SESSIONS = Annex(
    "sessions",
    "I",
    "Danh mục kỳ họp Hội đồng nhân dân quận năm 2021",
    False,
    columns(
        ("STT", 11, "center"),
        ("Kỳ họp", 0),
        ("Loại", 26, "center"),
        ("Ngày họp", 23, "center"),
        ("Đại biểu dự", 19, "center"),
        ("Số nghị quyết", 19, "right"),
    ),  # fmt: skip
    (
        ("1", "Kỳ họp tổng kết nhiệm kỳ 2016 - 2021, HĐND quận khóa V", "Không thường kỳ", "25/3/2021", "31/34", "2"),
        ("2", "Kỳ họp thứ nhất, HĐND quận khóa VI", "Không thường kỳ", "28/6/2021", "35/35", "5"),
        ("3", "Kỳ họp thứ 2, HĐND quận khóa VI", "Thường kỳ", "28/9/2021", "34/35", "7"),
        ("4", "Kỳ họp thứ 3, HĐND quận khóa VI", "Thường kỳ", "20/12/2021", "35/35", "10"),
    ),
    ("", "Tổng cộng", "", "", "", "24"),
)

MATTERS = (
    ("tổng kết hoạt động HĐND quận nhiệm kỳ 2016 - 2021", "25/3/2021", "Tổng kết", "Chuyên đề"),
    ("điều chỉnh kế hoạch đầu tư công năm 2021", "25/3/2021", "Tổng kết", "Chuyên đề"),
    ("xác nhận kết quả bầu Chủ tịch HĐND quận", "28/6/2021", "Thứ nhất", "Nhân sự"),
    ("xác nhận kết quả bầu Phó Chủ tịch HĐND quận", "28/6/2021", "Thứ nhất", "Nhân sự"),
    ("xác nhận kết quả bầu Trưởng các Ban HĐND quận", "28/6/2021", "Thứ nhất", "Nhân sự"),
    ("xác nhận kết quả bầu Chủ tịch UBND quận", "28/6/2021", "Thứ nhất", "Nhân sự"),
    ("xác nhận kết quả bầu Phó Chủ tịch, Ủy viên UBND quận", "28/6/2021", "Thứ nhất", "Nhân sự"),
    ("nhiệm vụ phát triển kinh tế - xã hội 6 tháng cuối năm 2021", "28/9/2021", "Thứ 2", "Thường kỳ"),
    ("phê chuẩn quyết toán ngân sách quận năm 2020", "28/9/2021", "Thứ 2", "Thường kỳ"),
    ("chương trình giám sát của HĐND quận năm 2022", "28/9/2021", "Thứ 2", "Thường kỳ"),
    ("kế hoạch đầu tư công trung hạn 2021 - 2025", "28/9/2021", "Thứ 2", "Chuyên đề"),
    ("bổ sung dự toán chi hỗ trợ đối tượng gặp khó khăn do dịch bệnh Covid-19", "28/9/2021", "Thứ 2", "Chuyên đề"),
    ("phê duyệt chủ trương đầu tư Trường Mầm non mẫu A", "28/9/2021", "Thứ 2", "Chuyên đề"),
    ("phê duyệt chủ trương đầu tư Trường Tiểu học mẫu B", "28/9/2021", "Thứ 2", "Chuyên đề"),
    ("nhiệm vụ phát triển kinh tế - xã hội năm 2022", "20/12/2021", "Thứ 3", "Thường kỳ"),
    ("dự toán thu, chi ngân sách quận và phân bổ ngân sách năm 2022", "20/12/2021", "Thứ 3", "Thường kỳ"),
    ("kết quả giám sát việc giải quyết kiến nghị cử tri", "20/12/2021", "Thứ 3", "Thường kỳ"),
    ("tổ chức các kỳ họp thường lệ năm 2022", "20/12/2021", "Thứ 3", "Thường kỳ"),
    ("cải tạo, nâng cấp hệ thống thoát nước khu dân cư mẫu C", "20/12/2021", "Thứ 3", "Chuyên đề"),
    (
        "thông qua Đề án nâng cao năng lực, hiệu quả hoạt động của HĐND quận giai đoạn 2021 - 2026",
        "20/12/2021",
        "Thứ 3",
        "Chuyên đề",
    ),
    ("danh mục dự án thu hồi đất năm 2022", "20/12/2021", "Thứ 3", "Chuyên đề"),
    ("đặt tên nhà sinh hoạt cộng đồng mẫu D", "20/12/2021", "Thứ 3", "Chuyên đề"),
    ("phê duyệt kế hoạch biên chế hành chính, sự nghiệp năm 2022", "20/12/2021", "Thứ 3", "Chuyên đề"),
    ("cơ chế phối hợp quản lý trật tự đô thị", "20/12/2021", "Thứ 3", "Chuyên đề"),
)

RESOLUTIONS = Annex(
    "resolutions",
    "II",
    "Danh mục nghị quyết Hội đồng nhân dân quận ban hành năm 2021",
    True,
    columns(
        ("STT", 11, "center"),
        ("Số, ký hiệu", 30, "center"),
        ("Ngày ban hành", 23, "center"),
        ("Trích yếu", 0),
        ("Kỳ họp", 20, "center"),
        ("Loại", 22, "center"),
        ("Tán thành/ biểu quyết", 22, "center"),
        ("Hiệu lực từ ngày", 23, "center"),
    ),  # fmt: skip
    tuple(
        (str(number), f"{number:02}/NQ-HĐND", day, f"Về {matter}", session, kind, "35/35", day)
        for number, (matter, day, session, kind) in enumerate(MATTERS, 1)
    ),
    ("Tổng cộng: 24 nghị quyết (05 nghị quyết nhân sự, 07 nghị quyết thường kỳ, 12 nghị quyết chuyên đề)",) + ("",) * 7,
    ("Trích yếu là nội dung minh họa, không phải nghị quyết có thật.",),
)

SUPERVISION = Annex(
    "supervision",
    "III",
    "Danh mục các cuộc giám sát, khảo sát năm 2021",
    True,
    columns(
        ("STT", 11, "center"),
        ("Chủ thể", 36),
        ("Hình thức", 26, "center"),
        ("Nội dung", 0),
        ("Đơn vị được giám sát", 48),
        ("Thời gian", 23, "center"),
        ("Tổng số", 18, "right", "Kiến nghị"),
        ("Đã thực hiện", 19, "right", "Kiến nghị"),
    ),  # fmt: skip
    (
        (
            "1",
            "Thường trực HĐND",
            "Giám sát",
            "Công tác phòng, chống dịch Covid-19 tại các phường",
            "UBND 8 phường",
            "3/2021",
            "6",
            "6",
        ),
        (
            "2",
            "Thường trực HĐND",
            "Giám sát",
            "Công tác bầu cử đại biểu Quốc hội và HĐND các cấp",
            "UBND 8 phường",
            "5/2021",
            "4",
            "4",
        ),
        (
            "3",
            "Thường trực HĐND",
            "Khảo sát",
            "Chi trả hỗ trợ đối tượng gặp khó khăn do dịch",
            "Phòng LĐTBXH",
            "9/2021",
            "5",
            "4",
        ),
        ("4", "Thường trực HĐND", "Khảo sát", "Giải quyết kiến nghị của cử tri", "UBND quận", "11/2021", "7", "3"),
        (
            "5",
            "Ban Pháp chế",
            "Giám sát",
            "Công tác tiếp công dân, giải quyết đơn thư",
            "UBND quận, UBND 8 phường",
            "10/2021",
            "5",
            "3",
        ),
        (
            "6",
            "Ban Kinh tế - Xã hội",
            "Giám sát",
            "Thu, chi ngân sách năm 2021",
            "Phòng Tài chính - Kế hoạch",
            "11/2021",
            "3",
            "2",
        ),
        (
            "7",
            "Ban Kinh tế - Xã hội",
            "Giám sát",
            "Cơ sở vật chất trường học công lập",
            "Phòng GDĐT, các trường",
            "12/2021",
            "8",
            "2",
        ),
    ),
    ("", "Tổng cộng", "", "", "", "", "38", "24"),
)

RECEPTIONS = Annex(
    "receptions",
    "IV",
    "Kết quả tiếp công dân năm 2021",
    False,
    columns(
        ("STT", 11, "center"),
        ("Chủ thể tiếp công dân", 0),
        ("Định kỳ", 19, "right", "Số buổi"),
        ("Đột xuất", 19, "right", "Số buổi"),
        ("Cộng", 19, "right", "Số buổi"),
    ),  # fmt: skip
    (
        ("1", "Thường trực HĐND quận", "144", "6", "150"),
        ("2", "Đại biểu HĐND quận", "60", "–", "60"),
        ("3", "Thường trực HĐND các phường", "–", "–", "163"),
        ("4", "HĐND các phường", "–", "–", "427"),
    ),
    notes=("Số liệu các phường là số báo cáo tổng hợp.", "Các số liệu không cộng với nhau vì có buổi tiếp chung."),
)

COMMENDATIONS = Annex(
    "commendations",
    "V",
    "Kết quả khen thưởng",
    False,
    columns(
        ("STT", 11, "center"),
        ("Hình thức khen thưởng", 0),
        ("Cấp khen", 30, "center"),
        ("Tập thể", 19, "right"),
        ("Cá nhân", 19, "right"),
    ),
    (
        ("1", "Cờ thi đua xuất sắc nhiệm kỳ 2016 - 2021", "Thành phố", "1", "–"),
        ("2", "Bằng khen nhiệm kỳ 2016 - 2021", "Thành phố", "2", "15"),
        ("3", "Giấy khen nhiệm kỳ 2016 - 2021", "Quận", "22", "59"),
        ("4", "Giấy khen năm 2021", "Quận", "9", "15"),
    ),
)

COMPARISON = Annex(
    "comparison",
    "VI",
    "So sánh kết quả hoạt động năm 2021 với năm 2020",
    False,
    columns(
        ("STT", 11, "center"),
        ("Chỉ tiêu", 0),
        ("Đơn vị tính", 24, "center"),
        ("Năm 2020", 17, "right"),
        ("Năm 2021", 17, "right"),
        ("Số lượng", 18, "right", "Tăng (+), giảm (-)"),
        ("Tỷ lệ", 19, "right", "Tăng (+), giảm (-)"),
    ),  # fmt: skip
    (
        ("1", "Kỳ họp HĐND quận", "Kỳ họp", "3", "4", "+1", "+33,3%"),
        ("2", "Nghị quyết ban hành", "Nghị quyết", "19", "24", "+5", "+26,3%"),
        ("3", "Cuộc giám sát, khảo sát của Thường trực và các Ban", "Cuộc", "9", "7", "-2", "-22,2%"),
        ("4", "Ý kiến, kiến nghị của cử tri", "Ý kiến", "112", "97", "-15", "-13,4%"),
        ("5", "Buổi tiếp công dân của Thường trực HĐND quận", "Buổi", "–", "150", "–", "–"),
    ),
    notes=("Số liệu năm 2020 là số liệu mẫu.",),
    chart=Chart(
        "Kết quả hoạt động năm 2021 so với năm 2020",
        "Năm 2021: 4 kỳ họp, 24 nghị quyết, 7 cuộc giám sát, 97 ý kiến cử tri. Năm 2020: 3, 19, 9 và 112.",
        "Năm 2021",
        "Năm 2020",
        (
            Bar("Kỳ họp", 4, "4", 3, "3"),
            Bar("Nghị quyết", 24, "24", 19, "19"),
            Bar("Cuộc giám sát, khảo sát", 7, "7", 9, "9"),
            Bar("Ý kiến, kiến nghị của cử tri", 97, "97", 112, "112"),
            Bar("Buổi tiếp công dân của Thường trực", 150, "150", None, "–"),
        ),
    ),
)

ISSUED = ReportDocument(
    council="cau-giay",
    council_name="HĐND quận Cầu Giấy",
    is_sample=False,
    is_draft=False,
    draft_mark="",
    issuer=("HỘI ĐỒNG NHÂN DÂN", "QUẬN CẦU GIẤY"),
    issuer_bold_lines=2,
    symbol="05/BC-HĐND",
    place_and_date="Cầu Giấy, ngày 05 tháng 01 năm 2022",
    heading="BÁO CÁO",
    title="Tổng kết hoạt động của Hội đồng nhân dân các cấp quận Cầu Giấy năm 2021 và phương hướng, nhiệm vụ năm 2022",
    period_label="năm 2021",
    cut_off_text="31/12/2021",
    scope_text="HĐND các cấp",
    blocks=NARRATIVE,
    notes=(
        Note(1, "Theo báo cáo tổng hợp của Văn phòng HĐND và UBND quận số liệu tiếp công dân của các phường."),
        Note(2, "Trao tặng tại Hội nghị tổng kết ngày 26/01/2022."),
    ),
    recipients=(
        "Thường trực HĐND Thành phố",
        "Thường trực Quận ủy",
        "UBND, Ủy ban MTTQ Việt Nam quận",
        "Các Ban, Tổ đại biểu, đại biểu HĐND quận",
        "VP Quận ủy, VP HĐND&UBND quận",
        "Đảng ủy, UBND các phường",
        "Lưu: VT",
    ),
    signature=Signature(("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Văn Chiến"),
    annexes=(SESSIONS, RESOLUTIONS, SUPERVISION, RECEPTIONS, COMMENDATIONS, COMPARISON),
    timestamp=1641348000,
)

DRAFT = replace(
    ISSUED,
    is_sample=True,
    is_draft=True,
    draft_mark="DỰ THẢO - số liệu đến ngày 31/12/2021",
    symbol="      /BC-HĐND",
    place_and_date="Cầu Giấy, ngày      tháng      năm 2022",
    gaps=(
        "Tiếp công dân, HĐND các phường: tính từ hồ sơ được 425 buổi, số báo cáo là 427 buổi.",
        "Giám sát, Thường trực HĐND phường Dịch Vọng: chưa có hồ sơ và chưa có số báo cáo.",
    ),
)


def short(*blocks, **changes):
    """A report of one page of `blocks` without annexes."""
    return replace(ISSUED, blocks=tuple(blocks) + (CLOSING,), annexes=(), notes=(), **changes)
