"""The records of real councils, as far as they are public; what no source tells is invented."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from core.records.querysets import in_force
from councils.models import Office
from tests.exchange.folders import load

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parent / "cases"


def loaded(case, council):
    """Load a case twice, the second time without change."""
    rows = 0
    for path in (CASES / case).glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            rows += len(list(csv.DictReader(stream)))
    assert load(CASES / case, council) == (rows, 0, 0)
    assert load(CASES / case, council) == (0, 0, rows)


def figures(council, output, **options):
    """The figures of the report by code; it has no conflicts."""
    call_command("annual_report", council=council, format="json", output=output, **options)
    document = json.loads(output.read_text(encoding="utf-8"))
    assert document["conflicts"] == []
    return {figure["code"]: figure for figure in document["figures"]}


def parts(figure, key="value"):
    """The parts of a figure that are not zero."""
    return {part["key"]: part[key] for part in figure["parts"] if part["value"]}


def test_period_between_two_conferences_has_its_own_figures(tmp_path):
    """HĐND huyện Kông Chro, October 2022 to March 2023; sessions and resolutions before and after do not count."""
    loaded("kong-chro", "kong-chro")
    period = {"first": "15/10/2022", "last": "31/03/2023"}

    all_levels = figures("kong-chro", tmp_path / "1.json", scope="consolidated", **period)
    own = figures("kong-chro", tmp_path / "2.json", scope="own", **period)

    assert (all_levels["sessions.held"]["value"], own["sessions.held"]["value"]) == (3, 3)
    assert (all_levels["resolutions.adopted"]["value"], own["resolutions.adopted"]["value"]) == (30, 30)
    assert (all_levels["supervision.topics"]["value"], own["supervision.topics"]["value"]) == (82, None)


def test_council_with_totals_alone_prints_them_and_none_of_its_predecessors_rows(tmp_path):
    """HĐND phường Chánh Phú Hòa: the ward of 2025 reports the whole term by totals; its predecessors have rows."""
    loaded("chanh-phu-hoa", "phuong-chanh-phu-hoa")

    found = figures("phuong-chanh-phu-hoa", tmp_path / "1.json", first="01/07/2021", last="31/12/2025", scope="own")

    totals = {code: (found[code]["value"], found[code]["computed"]) for code in ("resolutions.adopted", "sessions.held")}
    assert totals == {"resolutions.adopted": (165, None), "sessions.held": (37, None)}
    assert parts(found["supervision.by_form"]) == {"thematic": 34}
    attendees = found["voter_meetings.attendees"]
    assert (attendees["value"], attendees["qualifier"], attendees["text"]) == (2900, "hơn", "hơn 2.900 lượt cử tri")
    assert parts(found["commendations.given"], "text") == {"certificate.commune.term.collectives": "4 tập thể"}


def test_petitions_stand_as_they_stood_at_the_cut_off(tmp_path):
    """HĐND tỉnh Bắc Kạn: 139 petitions for the ninth session, on 03/12/2022; later answers do not count."""
    loaded("bac-kan", "bac-kan")
    period = {"first": "01/07/2022", "last": "03/12/2022"}

    found = figures("bac-kan", tmp_path / "1.json", **period)
    later = figures("bac-kan", tmp_path / "2.json", cut_off="31/03/2023", **period)

    assert found["petitions.received"]["value"] == 139
    assert list(parts(found["petitions.by_field"]).values()) == [13, 46, 12, 12, 18, 7, 7, 24]
    assert parts(found["petitions.by_status"]) == {"in_progress": 16, "resolved": 109, "unresolved": 14}
    assert parts(found["petitions.by_status"], "text")["resolved"] == "109 kiến nghị (78%)"
    assert parts(later["petitions.by_status"]) == {"resolved": 125, "unresolved": 14}


def test_term_is_reported_by_rows_and_totals_together(tmp_path):
    """HĐND huyện Vân Canh 2016-2021; letters of two kinds came as one number."""
    loaded("van-canh", "van-canh")

    found = figures("van-canh", tmp_path / "1.json", first="01/07/2016", last="30/06/2021", scope="own")

    assert parts(found["sessions.by_kind"]) == {"regular": 10, "thematic": 2}
    assert found["resolutions.adopted"]["value"] == 99
    assert parts(found["supervision.by_form"]) == {"thematic": 23, "survey": 4}
    codes = ("voter_meetings.rounds", "voter_meetings.opinions")
    assert [found[code]["value"] for code in codes] == [19, 391]
    assert found["receptions.visits"]["value"] == 179
    assert parts(found["letters.received"]) == {"complaint+denunciation": 261}
    chair_on_the_day = Office.objects.filter(in_force(date(2020, 3, 12))).get()
    assert (chair_on_the_day.person.slug, chair_on_the_day.decisions.get().effect) == ("chu-tich-ubnd-sau", "elects")


def test_percentages_are_cut_off_where_the_council_does_so(tmp_path):
    """HĐND xã An Điền: structure by rows (gender, sector) and by totals (Party, education)."""
    loaded("an-dien", "xa-an-dien")

    found = figures("xa-an-dien", tmp_path / "1.json", year=2016)

    assert found["councils.delegates"]["value"] == 29
    assert found["councils.committee_members"]["value"] == 10
    structure = parts(found["councils.structure"], "text")
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
