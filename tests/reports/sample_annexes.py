"""The six annexes of the report of `documents`; what stands in their cells is invented, the totals are the published ones."""

from reports.document.structure import Annex, Bar, Chart, Column


def columns(*described):
    """Columns described as (label, width, align[, group])."""
    return tuple(Column(*one) for one in described)


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
