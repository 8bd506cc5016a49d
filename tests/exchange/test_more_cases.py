"""Records written by hand from docs/csv-tables.md alone: the other real councils, and three that press on the rules.

The expected figures stand in the sources of the real councils; those of Lam Giang, An Phú and Minh Sơn were counted by hand.
"""

import json
from datetime import date

import pytest
from django.core.management import call_command

from councils.models import Membership
from tests.exchange.folders import load
from tests.exchange.test_cases import CASES, loaded, parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(tmp_path):
    """The JSON of a report, read from the command's output."""

    def read(council, **options):
        call_command("annual_report", council=council, format="json", output=tmp_path / "report.json", **options)
        return json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))

    return read


def found(document, name):
    """The figure, part or level called `code[:part][@level]`; None where there is none."""
    code, _, level = name.partition("@")
    code, _, part = code.partition(":")
    figure = next(figure for figure in document["figures"] if figure["code"] == code)
    if level:
        figure = next((one for one in figure["levels"] if one["level"] == level), None)
    if part and figure:
        figure = next((one for one in figure["parts"] if one["key"] == part), None)
    return figure


def values(document, *names):
    return [one and one["value"] for one in (found(document, name) for name in names)]


def texts(document, *names):
    return [found(document, name)["text"] for name in names]


def missing(document, code):
    return {one["council"] for one in document["missing"] if one["code"] == code}


def councils(document, name):
    counted = found(document, name)["councils"]
    return counted["expected"], counted["counted"]


def test_ca_mau_sorts_resolutions_by_its_own_list(report):
    loaded("ca-mau", "phuong-6-ca-mau")
    told = report("phuong-6-ca-mau", first="28/06/2016", last="30/06/2021")

    assert list(parts(found(told, "resolutions.adopted")).items()) == [("kt-xh", 5), ("nhan-su", 7), ("khac", 21)]
    assert values(told, "councils.delegates", "supervision.by_method:direct", "voter_meetings.rounds") == [29, 18, 10]
    assert texts(told, "voter_meetings.attendees") == ["trên 600 lượt cử tri"]
    assert list(parts(found(told, "commendations.given")).values()) == [3, 4]


def test_cau_giay_counts_opinions_apart_and_supervisions_of_four_leaders_once(report):
    loaded("cau-giay-2023", "quan-cau-giay")
    told = report("quan-cau-giay", year=2023)

    assert values(told, "sessions.held", "resolutions.adopted", "documents.issued:opinion") == [4, 28, 4]
    assert found(told, "supervision.conducted")["value"] == 18
    assert parts(found(told, "supervision.conducted")) == {"council": 2, "standing": 6, "committees": 6, "groups": 4}
    assert parts(found(told, "targets.met"), "text") == {
        "an-ninh-quoc-phong": "2/2 chỉ tiêu",
        "kt-xh": "15/15 chỉ tiêu",
        "xay-dung-dang": "10/10 chỉ tiêu",
    }


def test_hoai_duc_reports_its_own_sessions_and_both_levels(report):
    loaded("hoai-duc", "hoai-duc")
    by_level, own, all_levels = (report("hoai-duc", year=2023, scope=scope) for scope in (None, "own", "consolidated"))

    assert [document["scope"] for document in (by_level, own, all_levels)] == ["by-level", "own", "consolidated"]
    assert [values(document, "sessions.held") for document in (by_level, own, all_levels)] == [[3], [3], [4]]
    assert (values(by_level, "sessions.held@commune"), councils(by_level, "sessions.held@commune")) == ([1], (2, 1))
    assert missing(by_level, "sessions.held") == {"thi-tran-tram-troi"}


def test_long_bien_calls_irregular_sessions_thematic_and_moves_a_delegate_between_groups(report):
    loaded("long-bien", "long-bien")
    told = report("long-bien", first="01/01/2021", last="01/12/2021")

    assert [(one["label"], one["value"]) for one in found(told, "sessions.held")["parts"]] == [
        ("Kỳ họp thường kỳ", 2),
        ("Kỳ họp chuyên đề", 2),
    ]
    assert values(told, "councils.delegates", "councils.standing_members") == [2, 1]
    assert told["period"]["label"] == "từ 01/01/2021 đến 01/12/2021"
    groups = [
        [membership.body.number for membership in Membership.objects.in_force_on(day).of_kind("group")]
        for day in (date(2021, 11, 30), date(2021, 12, 1))
    ]
    assert groups == [[1], [2]]


def test_totals_of_a_term_stand_as_they_were_printed(report):
    loaded("phu-my", "phu-my")
    loaded("phu-luong", "phu-luong")
    term = {"first": "01/07/2016", "last": "30/06/2021"}

    told = report("phu-my", **term)
    assert values(told, "sessions.held", "resolutions.adopted", "supervision.conducted") == [13, 90, 43]

    told = report("phu-luong", **term)
    assert texts(told, "resolutions.adopted", "supervision.recommendations") == ["hơn 100 nghị quyết", "150 kiến nghị"]
    shares = [(one["key"], one["is_percent"], one["text"]) for one in found(told, "supervision.recommendations")["parts"]]
    assert shares == [("in_progress", True, "30%"), ("implemented", True, "hơn 70%")]


def test_bac_ninh_counts_the_sessions_of_seven_months(report):
    loaded("bac-ninh", "bac-ninh")
    told = report("bac-ninh", first="01/01/2022", last="31/07/2022")

    assert (found(told, "sessions.held")["value"], parts(found(told, "sessions.by_kind"))) == (3, {"regular": 1, "thematic": 2})


def test_tay_ho_gives_awards_to_the_year_of_the_work(report):
    loaded("tay-ho", "tay-ho")
    told, next_year = report("tay-ho", year=2023), report("tay-ho", year=2024)

    assert (values(told, "sessions.held", "resolutions.adopted"), texts(told, "sessions.held:irregular")) == (
        [4, 36],
        ["02 kỳ họp"],
    )
    assert list(parts(found(told, "commendations.given")).values()) == [5, 11]
    assert found(next_year, "commendations.given")["parts"] == []


def test_thuan_giao_holds_meetings_for_delegates_of_higher_levels(report):
    loaded("thuan-giao", "phuong-thuan-giao")
    told = report("phuong-thuan-giao", year=2022)

    assert parts(found(told, "voter_meetings.held")) == {"national": 5, "province": 10, "district": 17, "commune": 13}
    assert texts(told, "voter_meetings.held", "voter_meetings.attendees") == ["25 cuộc", "gần 1.900 lượt cử tri"]
    assert values(told, "voter_meetings.opinions", "petitions.by_field") == [105, 105]
    assert [(one["label"], one["reported"], one["computed"]) for one in found(told, "petitions.by_field")["parts"]] == [
        ("An ninh trật tự", 40, None),
        ("Môi trường", 30, None),
        ("Bảo hiểm y tế", 15, None),
        ("Trật tự đô thị", 20, None),
    ]


def test_province_has_two_levels_below_and_no_commune_twice(report):
    """Xã D moved from huyện Tây to huyện Đông in July; xã E ended in April, xã F is its successor."""
    loaded("lam-giang", "lam-giang")
    told = report("lam-giang", year=2022)

    assert told["scope"] == "by-level"
    assert values(told, "sessions.held", "sessions.held@district", "sessions.held@commune") == [3, 6, 16]
    assert [councils(told, f"{code}@commune") for code in ("sessions.held", "councils.delegates")] == [(7, 7), (6, 6)]
    assert values(report("huyen-dong", year=2022), "sessions.held@commune") == [10]
    assert values(report("huyen-tay", year=2022), "sessions.held@commune") == [6]
    before = report("huyen-tay", first="01/01/2022", last="30/06/2022")
    assert councils(before, "sessions.held@commune") == (3, 3)
    assert values(report("xa-f", year=2022, scope="own"), "sessions.held", "councils.delegates") == [2, 2]


def test_event_of_two_levels_counts_once_where_levels_are_added(report):
    load(CASES / "lam-giang", "lam-giang")
    told, all_levels = report("lam-giang", year=2022), report("lam-giang", year=2022, scope="consolidated")

    names = "voter_meetings.held", "voter_meetings.held@district", "voter_meetings.held@commune"
    assert (values(told, *names), values(all_levels, names[0])) == ([1, 1, 3], [4])
    names = "supervision.conducted", "supervision.conducted@district"
    assert (values(told, *names), values(all_levels, names[0])) == ([1, 2], [2])
    names = "receptions.held:committee", "receptions.held:standing@district"
    assert (values(told, *names), values(all_levels, names[0], "receptions.held:standing")) == ([1, 1], [1, 3])
    assert texts(all_levels, "voter_meetings.attendees", "voter_meetings.attendance_rate") == ["khoảng 220 lượt cử tri", "81%"]


def test_people_and_unlike_units_have_no_sum_over_levels(report):
    load(CASES / "lam-giang", "lam-giang")
    told = report("lam-giang", year=2022, scope="consolidated")

    assert values(told, "councils.delegates", "receptions.held") == [None, None]
    levels = "province", "district", "commune"
    assert values(told, *(f"councils.delegates@{level}" for level in levels)) == [2, 4, 12]
    assert values(told, "sessions.held", *(f"sessions.held@{level}" for level in levels)) == [25, 3, 6, 16]


def test_totals_of_both_levels_below_are_added_to_those_of_the_province(report):
    load(CASES / "lam-giang", "lam-giang")
    told = report("lam-giang", year=2022, scope="consolidated")

    assert values(told, "standing_meetings.held", "letters.received@province") == [126, 27]
    assert texts(told, "letters.received", "letters.received@district", "letters.received@commune") == [
        "khoảng 257 đơn",
        "hơn 30 đơn",
        "gần 200 đơn",
    ]


def test_unknown_visitors_are_missing_and_the_known_ones_are_added(report):
    """One of the three sessions of the province's Thường trực had nobody, of another nobody knows."""
    load(CASES / "lam-giang", "lam-giang")
    told = report("lam-giang", year=2022)

    assert values(told, "receptions.held:standing", "receptions.visits:standing", "receptions.people") == [3, 3, 17]
    assert "lam-giang" in missing(told, "receptions.visits")
    assert "huyen-dong" not in missing(told, "receptions.visits")


def test_year_crosses_two_terms(report):
    loaded("an-phu", "an-phu")
    told, year_before = report("an-phu", year=2021), report("an-phu", year=2020)

    heads = "councils.delegates", "councils.groups", "councils.standing_members", "councils.committee_members"
    assert (values(told, *heads), values(year_before, *heads)) == ([3, 2, 2, 2], [2, 1, 1, 0])
    assert parts(found(told, "councils.changes")) == {"begun": 1, "died": 1}
    assert parts(found(year_before, "councils.changes")) == {"begun": 1, "relieved": 1}
    assert parts(found(told, "sessions.by_kind")) == {"regular": 1, "first": 1, "closing": 1}
    assert values(told, "sessions.held@commune", "sessions.held:regular@commune") == [1, 0]
    assert found(told, "councils.delegates")["levels"] == []


def test_records_count_by_their_own_day_whoever_may_see_them(report):
    """Two resolutions and a session are kept back or scheduled; one is signed, another adopted in the year after."""
    load(CASES / "an-phu", "an-phu")
    told = report("an-phu", year=2021)

    assert parts(found(told, "resolutions.adopted")) == {"personnel": 2, "regular": 3}
    assert parts(found(told, "resolutions.by_legal_kind")) == {"normative": 1, "individual": 4}
    assert parts(found(told, "documents.issued")) == {"resolution": 1, "report": 1, "other": 1}
    assert parts(found(told, "supervision.conducted")) == {"council": 1, "committees": 1, "groups": 1, "delegates": 1}
    assert values(told, "supervision.by_form", "supervision.units", "cooperation.programmes") == [5, 3, 1]


def test_petitions_count_once_and_stand_as_of_the_cut_off(report):
    load(CASES / "an-phu", "an-phu")
    told, earlier = report("an-phu", year=2021), report("an-phu", year=2021, cut_off="15/10/2021")

    assert parts(found(told, "petitions.received")) == {"higher_levels": 3, "own_level": 2, "unclassified": 1}
    assert parts(found(told, "petitions.forwarded")) == {"higher_levels": 2, "own_level": 2}
    assert parts(found(told, "petitions.by_field")) == {"giao-thong": 2, "moi-truong": 3, "unclassified": 1}
    assert parts(found(told, "petitions.by_competence")) == {
        "province": 1,
        "district": 2,
        "commune": 1,
        "other": 1,
        "unclassified": 1,
    }
    assert parts(found(told, "petitions.by_status")) == {
        "received": 2,
        "forwarded": 1,
        "in_progress": 1,
        "resolved": 1,
        "unresolved": 1,
        "carried_over": 2,
    }
    assert parts(found(earlier, "petitions.by_status")) == {"received": 2, "forwarded": 4, "carried_over": 2}
    assert texts(told, "petitions.by_status:resolved") == ["01 kiến nghị (50%)"]
    assert earlier["cut_off"] == "2021-10-15"


def test_support_in_two_units_and_awards_of_several_periods(report):
    load(CASES / "an-phu", "an-phu")
    told = report("an-phu", year=2021)

    assert (found(told, "support.beneficiaries")["value"], parts(found(told, "support.beneficiaries"), "text")) == (
        None,
        {"học sinh": "gần 1.500 học sinh", "hộ": "120 hộ"},
    )
    amount = found(told, "support.amount")
    assert (amount["value"], amount["qualifier"], amount["text"]) == ("1750000000", "khoảng", "khoảng 1,75 tỷ đồng")
    assert list(parts(found(told, "commendations.given")).items()) == [
        ("flag.province.year.collectives", 1),
        ("merit.province.year.collectives", 3),
        ("merit.province.year.individuals", 3),
        ("certificate.district.term.collectives", 22),
        ("certificate.district.term.individuals", 59),
        ("certificate.district.other.households", 4),
    ]


def test_figure_has_an_address_where_its_report_stands(report):
    load(CASES / "an-phu", "an-phu")

    told = report("an-phu", year=2021)
    assert [found(told, name)["url"] for name in ("sessions.held", "sessions.held:regular", "sessions.held@commune")] == [
        "/bao-cao/an-phu/2021/sessions.held/",
        "/bao-cao/an-phu/2021/sessions.held/?phan=regular",
        "/bao-cao/an-phu/2021/sessions.held/?cap=commune",
    ]
    assert {figure["url"] for figure in report("an-phu", year=2021, scope="consolidated")["figures"]} == {""}


def stated(document, name):
    """What the sources of a figure say together: value, base, qualifier, share of rows, share of totals."""
    return tuple(found(document, name)[key] for key in ("value", "base", "qualifier", "computed", "reported"))


def test_totals_meet_rows_and_one_another(report):
    """HĐND huyện Minh Sơn pads no counts and cuts percentages off at two places."""
    loaded("minh-son", "minh-son")
    told = report("minh-son", year=2022)

    assert {name: stated(told, name) for name in MINH_SON} == MINH_SON
    assert told["conflicts"] == [
        {
            "code": "questions.raised",
            "part": "",
            "council": "minh-son",
            "computed": None,
            "reported": [
                {"value": 12, "source": "Báo cáo số 12/BC-HĐND"},
                {"value": 13, "source": "Báo cáo số 45/BC-UBND"},
            ],
        }
    ]
    assert [missing(told, code) & {"minh-son"} for code in ("explanations.held", "explanations.topics", "questions.raised")] == [
        {"minh-son"},
        {"minh-son"},
        set(),
    ]
    assert texts(told, "sessions.held:irregular", "councils.structure:gender.male", "support.amount") == [
        "1 kỳ họp",
        "3 đại biểu (42,85%)",
        "gần 1,5 tỷ đồng",
    ]


MINH_SON = {
    "sessions.held": (3, None, "", 3, 3),
    "resolutions.adopted": (100, None, "hơn", None, 100),
    "standing_meetings.held": (12, None, "khoảng", None, 12),
    "explanations.held": (None, None, "", None, None),
    "explanations.topics": (None, None, "", None, None),
    "questions.raised": (None, None, "", None, None),
    "questions.sittings": (4, None, "", None, 4),
    "questions.topics": (6, None, "", None, 6),
    "supervision.conducted": (7, None, "khoảng", None, 7),
    "supervision.conducted:committees": (3, None, "trên", None, 3),
    "supervision.recommendations": (150, None, "", None, 150),
    "supervision.recommendations:implemented": (105, None, "", None, 105),
    "letters.received": (270, None, "", None, 270),
    "letters.received:complaint+denunciation": (261, None, "", None, 261),
    "voter_meetings.attendance_rate": (95.5, None, "", None, 95.5),
    "voter_meetings.attendees": (2900, None, "hơn", None, 2900),
    "targets.met": (None, None, "", None, None),
    "targets.met:kinh-te": (15, 15, "", None, 15),
    "targets.met:xa-hoi": (2, 3, "", None, 2),
    "councils.standing_members": (3, None, "", None, 3),
    "councils.committee_members": (0, None, "", 0, None),
    "receptions.held": (None, None, "", None, None),
    "receptions.held:standing": (150, None, "", None, 150),
    "receptions.held:standing@commune": (163, None, "", None, 163),
    "receptions.held:council@commune": (427, None, "", None, 427),
    "confidence.ballots": (1, None, "", None, 1),
    "confidence.ballots@commune": (2, None, "", None, 2),
}


def test_total_of_all_levels_stands_against_the_sum_of_each(report):
    load(CASES / "minh-son", "minh-son")
    own, all_levels = report("minh-son", year=2022, scope="own"), report("minh-son", year=2022, scope="consolidated")

    assert values(own, "confidence.ballots", "supervision.topics") == [1, 3]
    assert values(all_levels, "confidence.ballots", "supervision.topics", "receptions.held:standing") == [3, None, 313]
    assert [one["reported"] for one in all_levels["conflicts"] if one["code"] == "supervision.topics"] == [
        [{"value": 82, "source": "Báo cáo số 12/BC-HĐND"}, {"value": 3, "source": "Báo cáo số 12/BC-HĐND"}]
    ]
    assert missing(all_levels, "confidence.ballots") == set()


def test_percents_stand_beside_counts(report):
    load(CASES / "minh-son", "minh-son")
    told = found(report("minh-son", year=2022), "supervision.recommendations")

    assert [(one["key"], one["is_percent"], one["text"]) for one in told["parts"]] == [
        ("in_progress", True, "30,25%"),
        ("implemented", False, "105 kiến nghị"),
        ("implemented", True, "hơn 70%"),
    ]
