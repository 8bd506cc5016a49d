"""Cầu Giấy has ended: the portal shows how it was composed on its last day. A number may be added; none of these changes."""

import re
from datetime import date

from core.records.periods import Period
from reports.scope import Mode, Scope
from tests.reports.figure_values import values

LAST_DAY = date(2025, 6, 30)
NUMBERS = {
    "councils.delegates": 35,
    "councils.groups": 8,
    "councils.groups:areas": 8,
    "councils.standing_members": 4,
    "councils.committee_members": 10,
    "councils.structure:gender.female": 14,
    "councils.structure:gender.male": 21,
    "councils.structure:age.under_35": 2,
    "councils.structure:age.under_40": 6,
    "councils.structure:sector.party": 7,
    "councils.structure:sector.state": 16,
    "councils.structure:sector.front": 5,
    "councils.structure:sector.forces": 2,
    "councils.structure:sector.other": 5,
    "councils.structure:full_time": 3,
    "councils.structure:reelected": 12,
}
STANDING = [
    ("Nguyễn Văn Chiến", "Chủ tịch HĐND quận"),
    ("Lương Mậu Hùng", "Phó Chủ tịch HĐND quận"),
    ("Tạ Đình Khuê", "Trưởng Ban Pháp chế, Ủy viên Thường trực"),
    ("Phùng Thị Bích Đào", "Trưởng Ban Kinh tế - Xã hội, Ủy viên Thường trực"),
]


def test_collect_gives_the_last_composition_of_cau_giay(cau_giay):
    figures = values(Scope(cau_giay, Mode.OWN, Period.inclusive(date(2025, 1, 1), LAST_DAY), LAST_DAY))

    assert {name: figures.get(name) for name in NUMBERS} == NUMBERS


def test_home_view_shows_the_last_composition_of_cau_giay(client, cau_giay, time_machine):
    time_machine.move_to("2026-11-30 09:00+07:00", tick=False)

    html = client.get("/").content.decode()

    assert re.search(
        r'<span class="unbroken">35 đại biểu, 8 Tổ, 8 phường</span>\s+<span class="unbroken">đến hết ngày 30/06/2025</span>', html
    )
    assert re.findall(r'<b class="person-name">([^<]+)</b><p>([^<]+)</p>', html) == STANDING
    assert "Thành viên đến hết ngày 30/06/2025, ngày cuối cùng Hội đồng nhân dân hoạt động." in html
