"""Reports on the records of real councils, as far as they are public; what no source contains is invented."""

from datetime import date

import pytest

from core.records.querysets import in_force
from councils.models import Office
from tests.exchange.case_reports import figures, load_case, parts

pytestmark = pytest.mark.django_db


def test_annual_report_counts_the_records_of_its_period_only(tmp_path):
    """HĐND huyện Kông Chro, October 2022 to March 2023; sessions and resolutions before and after do not count."""
    load_case("kong-chro", "kong-chro")
    period = {"first": "15/10/2022", "last": "31/03/2023"}

    all_levels = figures("kong-chro", tmp_path / "1.json", scope="consolidated", **period)
    own = figures("kong-chro", tmp_path / "2.json", scope="own", **period)

    assert (all_levels["sessions.held"]["value"], own["sessions.held"]["value"]) == (3, 3)
    assert (all_levels["resolutions.adopted"]["value"], own["resolutions.adopted"]["value"]) == (30, 30)
    assert (all_levels["supervision.topics"]["value"], own["supervision.topics"]["value"]) == (82, None)


def test_annual_report_prints_totals_without_the_records_of_predecessors(tmp_path):
    """HĐND phường Chánh Phú Hòa: the ward of 2025 reports the whole term by totals; its predecessors have rows."""
    load_case("chanh-phu-hoa", "phuong-chanh-phu-hoa")

    by_code = figures("phuong-chanh-phu-hoa", tmp_path / "1.json", first="01/07/2021", last="31/12/2025", scope="own")

    totals = {code: (by_code[code]["value"], by_code[code]["computed"]) for code in ("resolutions.adopted", "sessions.held")}
    assert totals == {"resolutions.adopted": (165, None), "sessions.held": (37, None)}
    assert parts(by_code["supervision.by_form"]) == {"thematic": 34}
    attendees = by_code["voter_meetings.attendees"]
    assert (attendees["value"], attendees["qualifier"], attendees["text"]) == (2900, "hơn", "hơn 2.900 lượt cử tri")
    assert parts(by_code["commendations.given"], "text") == {"certificate.commune.term.collectives": "4 tập thể"}


def test_annual_report_gives_petitions_their_status_at_the_cut_off(tmp_path):
    """HĐND tỉnh Bắc Kạn: 139 petitions for the ninth session, on 03/12/2022; later answers do not count."""
    load_case("bac-kan", "bac-kan")
    period = {"first": "01/07/2022", "last": "03/12/2022"}

    by_code = figures("bac-kan", tmp_path / "1.json", **period)
    later = figures("bac-kan", tmp_path / "2.json", cut_off="31/03/2023", **period)

    assert by_code["petitions.received"]["value"] == 139
    assert list(parts(by_code["petitions.by_field"]).values()) == [13, 46, 12, 12, 18, 7, 7, 24]
    assert parts(by_code["petitions.by_status"]) == {"in_progress": 16, "resolved": 109, "unresolved": 14}
    assert parts(by_code["petitions.by_status"], "text")["resolved"] == "109/139 kiến nghị thuộc thẩm quyền của tỉnh (78%)"
    assert parts(later["petitions.by_status"]) == {"resolved": 125, "unresolved": 14}


def test_annual_report_combines_records_and_totals_of_a_term(tmp_path):
    """HĐND huyện Vân Canh 2016-2021; letters of two kinds came as one number."""
    load_case("van-canh", "van-canh")

    by_code = figures("van-canh", tmp_path / "1.json", first="01/07/2016", last="30/06/2021", scope="own")

    assert parts(by_code["sessions.by_kind"]) == {"regular": 10, "thematic": 2}
    assert by_code["resolutions.adopted"]["value"] == 99
    assert parts(by_code["supervision.by_form"]) == {"thematic": 23, "survey": 4}
    codes = ("voter_meetings.rounds", "voter_meetings.opinions")
    assert [by_code[code]["value"] for code in codes] == [19, 391]
    assert by_code["receptions.visits"]["value"] == 179
    assert parts(by_code["letters.received"]) == {"complaint+denunciation": 261}
    chair_on_the_day = Office.objects.filter(in_force(date(2020, 3, 12))).get()
    assert (chair_on_the_day.person.slug, chair_on_the_day.decisions.get().effect) == ("chu-tich-ubnd-sau", "elects")


def test_annual_report_truncates_percentages_for_percent_rounding_truncate(tmp_path):
    """HĐND xã An Điền: structure by rows (gender, sector) and by totals (Party, education)."""
    load_case("an-dien", "xa-an-dien")

    by_code = figures("xa-an-dien", tmp_path / "1.json", year=2016)

    assert by_code["councils.delegates"]["value"] == 29
    assert by_code["councils.committee_members"]["value"] == 10
    structure = parts(by_code["councils.structure"], "text")
    printed = {key: text for key, text in structure.items() if not key.startswith("age.")}
    assert printed == {
        "gender.female": "06 đại biểu (20,68%)",
        "gender.male": "23 đại biểu (79,31%)",
        "sector.party": "03 đại biểu (10,34%)",
        "sector.state": "08 đại biểu (27,58%)",
        "sector.front": "05 đại biểu (17,24%)",
        "sector.other": "13 đại biểu (44,82%)",
        "party.member": "26 đại biểu (89,65%)",
        "party.non_member": "03 đại biểu (10,34%)",
        "education.university": "16 đại biểu (55,17%)",
        "education.intermediate": "05 đại biểu (17,24%)",
        "education.other": "07 đại biểu (24,13%)",
    }
