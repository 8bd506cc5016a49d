"""Reports as plain data for the tests of the renderers: HĐND quận Cầu Giấy, 2021, with the figures that it published."""

import re
from dataclasses import replace

from reports.document.structure import Block, Note, ReportDocument, Run, Signature
from tests.reports.sample_annexes import COMMENDATIONS, COMPARISON, RECEPTIONS, RESOLUTIONS, SESSIONS, SUPERVISION

FIGURE = re.compile(r"\{([\w.:@-]+)=([^}|]*)(?:\|(\d+))?\}")


def paragraph(text, **options):
    """A paragraph in which "{code=04|2}" is the figure `code`, printed "04", with the footnote 2."""
    runs, start = [], 0
    for match in FIGURE.finditer(text):
        runs.append(Run(text[start : match.start()]))
        runs.append(Run(match[2], figure=match[1], url=f"/bao-cao/cau-giay/2021/{match[1]}/", note=int(match[3] or 0)))
        start = match.end()
    runs.append(Run(text[start:]))
    return Block("paragraph", runs=tuple(run for run in runs if run.text), **options)


def part(label, text):
    return Block("part", label=label, text=text)


def heading(level, text):
    return Block("heading", level=level, text=text)


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
    draft_mark="Số liệu chốt đến hết ngày 31/12/2021",
    symbol="      /BC-HĐND",
    place_and_date="Cầu Giấy, ngày      tháng      năm",
    gaps=(
        "Tiếp công dân, HĐND các phường: tính từ hồ sơ được 425 buổi, số báo cáo là 427 buổi.",
        "Giám sát, Thường trực HĐND phường Dịch Vọng: chưa có hồ sơ và chưa có số báo cáo.",
    ),
)


def short(*blocks, **changes):
    """A report of one page of `blocks` without annexes."""
    return replace(ISSUED, blocks=tuple(blocks) + (CLOSING,), annexes=(), notes=(), **changes)
