"""Reports on records that were written by hand from docs/csv-tables.md alone.

They are those of the other real councils and of three invented ones that test the limits of the rules. The expected figures
are in the sources of the real councils; those of Lam Giang, An Phú and Minh Sơn were counted by hand.
"""

import json
from datetime import date

import pytest
from django.core.management import call_command

from councils.models import Membership
from tests.exchange.case_reports import CASES, councils, figure_named, load_case, missing, parts, texts, values
from tests.exchange.folders import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(tmp_path):
    """The JSON of a report, read from the command's output."""

    def read(council, **options):
        call_command("annual_report", council=council, format="json", output=tmp_path / "report.json", **options)
        return json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))

    return read


def test_annual_report_of_ca_mau_sorts_resolutions_by_its_own_list(report):
    load_case("ca-mau", "phuong-6-ca-mau")
    document = report("phuong-6-ca-mau", first="28/06/2016", last="30/06/2021")

    assert list(parts(figure_named(document, "resolutions.adopted")).items()) == [("kt-xh", 5), ("nhan-su", 7), ("khac", 21)]
    assert values(document, "councils.delegates", "supervision.by_method:direct", "voter_meetings.rounds") == [29, 18, 10]
    assert texts(document, "voter_meetings.attendees") == ["trên 600 lượt cử tri"]
    assert list(parts(figure_named(document, "commendations.given")).values()) == [3, 4]


def test_annual_report_of_cau_giay_counts_opinions_separately_and_supervisions_once(report):
    load_case("cau-giay-2023", "quan-cau-giay")
    document = report("quan-cau-giay", year=2023)

    assert values(document, "sessions.held", "resolutions.adopted", "documents.issued:opinion") == [4, 28, 4]
    assert figure_named(document, "supervision.conducted")["value"] == 18
    assert parts(figure_named(document, "supervision.conducted")) == {"council": 2, "standing": 6, "committees": 6, "groups": 4}
    assert parts(figure_named(document, "targets.met"), "text") == {
        "an-ninh-quoc-phong": "2/2 chỉ tiêu",
        "kt-xh": "15/15 chỉ tiêu",
        "xay-dung-dang": "10/10 chỉ tiêu",
    }


def test_annual_report_of_hoai_duc_gives_its_own_sessions_and_both_levels(report):
    load_case("hoai-duc", "hoai-duc")
    by_level, own, all_levels = (report("hoai-duc", year=2023, scope=scope) for scope in (None, "own", "consolidated"))

    assert [document["scope"] for document in (by_level, own, all_levels)] == ["by-level", "own", "consolidated"]
    assert [values(document, "sessions.held") for document in (by_level, own, all_levels)] == [[3], [3], [4]]
    assert (values(by_level, "sessions.held@commune"), councils(by_level, "sessions.held@commune")) == ([1], (2, 1))
    assert missing(by_level, "sessions.held") == {"thi-tran-tram-troi"}


def test_annual_report_of_long_bien_calls_irregular_sessions_thematic(report):
    load_case("long-bien", "long-bien")
    document = report("long-bien", first="01/01/2021", last="01/12/2021")

    assert [(part["label"], part["value"]) for part in figure_named(document, "sessions.held")["parts"]] == [
        ("Kỳ họp thường kỳ", 2),
        ("Kỳ họp chuyên đề", 2),
    ]
    assert values(document, "councils.delegates", "councils.standing_members") == [2, 1]
    assert document["period"]["label"] == "từ 01/01/2021 đến 01/12/2021"
    groups = [
        [membership.body.number for membership in Membership.objects.in_force_on(day).of_kind("group")]
        for day in (date(2021, 11, 30), date(2021, 12, 1))
    ]
    assert groups == [[1], [2]]


def test_annual_report_prints_totals_of_a_term_as_in_their_source(report):
    load_case("phu-my", "phu-my")
    load_case("phu-luong", "phu-luong")
    term = {"first": "01/07/2016", "last": "30/06/2021"}

    document = report("phu-my", **term)
    assert values(document, "sessions.held", "resolutions.adopted", "supervision.conducted") == [13, 90, 43]

    document = report("phu-luong", **term)
    assert texts(document, "resolutions.adopted", "supervision.recommendations") == ["hơn 100 nghị quyết", "150 kiến nghị"]
    shares = [
        (part["key"], part["is_percent"], part["text"]) for part in figure_named(document, "supervision.recommendations")["parts"]
    ]
    assert shares == [("in_progress", True, "30%"), ("implemented", True, "hơn 70%")]


def test_annual_report_of_bac_ninh_counts_the_sessions_of_seven_months(report):
    load_case("bac-ninh", "bac-ninh")
    document = report("bac-ninh", first="01/01/2022", last="31/07/2022")

    assert (figure_named(document, "sessions.held")["value"], parts(figure_named(document, "sessions.by_kind"))) == (
        3,
        {"regular": 1, "thematic": 2},
    )


def test_annual_report_of_tay_ho_counts_awards_in_the_year_of_the_work(report):
    load_case("tay-ho", "tay-ho")
    document, next_year = report("tay-ho", year=2023), report("tay-ho", year=2024)

    assert (values(document, "sessions.held", "resolutions.adopted"), texts(document, "sessions.held:irregular")) == (
        [4, 36],
        ["02 kỳ họp"],
    )
    assert list(parts(figure_named(document, "commendations.given")).values()) == [5, 11]
    assert figure_named(next_year, "commendations.given")["parts"] == []


def test_annual_report_of_thuan_giao_counts_meetings_with_delegates_of_higher_levels(report):
    load_case("thuan-giao", "phuong-thuan-giao")
    document = report("phuong-thuan-giao", year=2022)

    assert parts(figure_named(document, "voter_meetings.held")) == {"national": 5, "province": 10, "district": 17, "commune": 13}
    assert texts(document, "voter_meetings.held", "voter_meetings.attendees") == ["25 cuộc", "gần 1.900 lượt cử tri"]
    assert values(document, "voter_meetings.opinions", "petitions.by_field") == [105, 105]
    assert [
        (part["label"], part["reported"], part["computed"]) for part in figure_named(document, "petitions.by_field")["parts"]
    ] == [
        ("An ninh trật tự", 40, None),
        ("Môi trường", 30, None),
        ("Bảo hiểm y tế", 15, None),
        ("Trật tự đô thị", 20, None),
    ]


def test_annual_report_of_a_province_counts_each_commune_once(report):
    """Xã D moved from huyện Tây to huyện Đông in July; xã E ended in April, xã F is its successor."""
    load_case("lam-giang", "lam-giang")
    document = report("lam-giang", year=2022)

    assert document["scope"] == "by-level"
    assert values(document, "sessions.held", "sessions.held@district", "sessions.held@commune") == [3, 6, 16]
    assert [councils(document, f"{code}@commune") for code in ("sessions.held", "councils.delegates")] == [(7, 7), (6, 6)]
    assert values(report("huyen-dong", year=2022), "sessions.held@commune") == [10]
    assert values(report("huyen-tay", year=2022), "sessions.held@commune") == [6]
    before = report("huyen-tay", first="01/01/2022", last="30/06/2022")
    assert councils(before, "sessions.held@commune") == (3, 3)
    assert values(report("xa-f", year=2022, scope="own"), "sessions.held", "councils.delegates") == [2, 2]


def test_annual_report_counts_an_event_of_two_levels_once(report):
    load(CASES / "lam-giang", "lam-giang")
    document, all_levels = report("lam-giang", year=2022), report("lam-giang", year=2022, scope="consolidated")

    names = "voter_meetings.held", "voter_meetings.held@district", "voter_meetings.held@commune"
    assert (values(document, *names), values(all_levels, names[0])) == ([1, 1, 3], [4])
    names = "supervision.conducted", "supervision.conducted@district"
    assert (values(document, *names), values(all_levels, names[0])) == ([1, 2], [2])
    names = "receptions.held:committee", "receptions.held:standing@district"
    assert (values(document, *names), values(all_levels, names[0], "receptions.held:standing")) == ([1, 1], [1, 3])
    assert texts(all_levels, "voter_meetings.attendees", "voter_meetings.attendance_rate") == [
        "khoảng 220 lượt cử tri (số liệu của 04/10 HĐND)",
        "81% (số liệu của 04/10 HĐND)",
    ]


def test_annual_report_does_not_add_people_and_different_units_over_levels(report):
    load(CASES / "lam-giang", "lam-giang")
    document = report("lam-giang", year=2022, scope="consolidated")

    assert values(document, "councils.delegates", "receptions.held") == [None, None]
    levels = "province", "district", "commune"
    assert values(document, *(f"councils.delegates@{level}" for level in levels)) == [2, 4, 12]
    assert values(document, "sessions.held", *(f"sessions.held@{level}" for level in levels)) == [25, 3, 6, 16]


def test_annual_report_adds_totals_of_both_levels_to_those_of_the_province(report):
    load(CASES / "lam-giang", "lam-giang")
    document = report("lam-giang", year=2022, scope="consolidated")

    assert values(document, "standing_meetings.held", "letters.received@province") == [126, 27]
    assert texts(document, "letters.received", "letters.received@district", "letters.received@commune") == [
        "khoảng 257 đơn",
        "hơn 30 đơn",
        "gần 200 đơn",
    ]


def test_annual_report_lists_unrecorded_visitors_as_missing_and_adds_the_others(report):
    """One of three sessions of the province's Thường trực had no visitors; for another their number is unknown."""
    load(CASES / "lam-giang", "lam-giang")
    document = report("lam-giang", year=2022)

    assert values(document, "receptions.held:standing", "receptions.visits:standing", "receptions.people") == [3, 3, 17]
    assert "lam-giang" in missing(document, "receptions.visits")
    assert "huyen-dong" not in missing(document, "receptions.visits")


def test_annual_report_covers_two_terms_in_one_year(report):
    load_case("an-phu", "an-phu")
    document, year_before = report("an-phu", year=2021), report("an-phu", year=2020)

    heads = "councils.delegates", "councils.groups", "councils.standing_members", "councils.committee_members"
    assert (values(document, *heads), values(year_before, *heads)) == ([3, 2, 2, 2], [2, 1, 1, None])
    assert parts(figure_named(document, "councils.changes")) == {"begun": 1, "by_election": 1, "died": 1}
    assert parts(figure_named(year_before, "councils.changes")) == {"begun": 1, "by_election": 1, "relieved": 1}
    assert parts(figure_named(document, "sessions.by_kind")) == {"regular": 1, "first": 1, "closing": 1}
    assert values(document, "sessions.held@commune", "sessions.held:regular@commune") == [1, 0]
    assert figure_named(document, "councils.delegates")["levels"] == []


def test_annual_report_counts_records_by_their_own_date_whatever_their_status(report):
    """Two resolutions and a session are withdrawn or scheduled for later; one is signed, another adopted in the year after."""
    load(CASES / "an-phu", "an-phu")
    document = report("an-phu", year=2021)

    assert parts(figure_named(document, "resolutions.adopted")) == {"personnel": 2, "regular": 3}
    assert parts(figure_named(document, "resolutions.by_legal_kind")) == {"normative": 1, "individual": 4}
    assert parts(figure_named(document, "documents.issued")) == {"resolution": 1, "report": 1, "other": 1}
    assert parts(figure_named(document, "supervision.conducted")) == {"council": 1, "committees": 1, "groups": 1, "delegates": 1}
    assert values(document, "supervision.by_form", "supervision.units", "cooperation.programmes") == [5, 3, 1]


def test_annual_report_counts_petitions_once_with_their_status_at_the_cut_off(report):
    load(CASES / "an-phu", "an-phu")
    document, earlier = report("an-phu", year=2021), report("an-phu", year=2021, cut_off="15/10/2021")

    assert parts(figure_named(document, "petitions.received")) == {"higher_levels": 3, "own_level": 2, "unclassified": 1}
    assert parts(figure_named(document, "petitions.forwarded")) == {"higher_levels": 2, "own_level": 2}
    assert parts(figure_named(document, "petitions.by_field")) == {"giao-thong": 2, "moi-truong": 3, "unclassified": 1}
    assert parts(figure_named(document, "petitions.by_competence")) == {
        "province": 1,
        "district": 2,
        "commune": 1,
        "other": 1,
        "unclassified": 1,
    }
    assert parts(figure_named(document, "petitions.by_status")) == {
        "received": 2,
        "forwarded": 1,
        "in_progress": 1,
        "resolved": 1,
        "unresolved": 1,
        "carried_over": 2,
    }
    assert parts(figure_named(earlier, "petitions.by_status")) == {"received": 2, "forwarded": 4, "carried_over": 2}
    assert texts(document, "petitions.by_status:resolved") == ["01/02 kiến nghị thuộc thẩm quyền của quận (50%)"]
    assert earlier["cut_off"] == "2021-10-15"


def test_annual_report_separates_support_units_and_award_periods(report):
    load(CASES / "an-phu", "an-phu")
    document = report("an-phu", year=2021)

    assert (
        figure_named(document, "support.beneficiaries")["value"],
        parts(figure_named(document, "support.beneficiaries"), "text"),
    ) == (
        None,
        {"học sinh": "gần 1.500 học sinh", "hộ": "120 hộ"},
    )
    amount = figure_named(document, "support.amount")
    assert (amount["value"], amount["qualifier"], amount["text"]) == ("1750000000", "khoảng", "khoảng 1,75 tỷ đồng")
    assert list(parts(figure_named(document, "commendations.given")).items()) == [
        ("flag.province.year.collectives", 1),
        ("merit.province.year.collectives", 3),
        ("merit.province.year.individuals", 3),
        ("certificate.district.term.collectives", 22),
        ("certificate.district.term.individuals", 59),
        ("certificate.district.other.households", 4),
    ]


def test_annual_report_gives_the_url_of_a_figure_if_the_report_exists(report):
    load(CASES / "an-phu", "an-phu")

    document = report("an-phu", year=2021)
    assert [
        figure_named(document, name)["url"] for name in ("sessions.held", "sessions.held:regular", "sessions.held@commune")
    ] == [
        "/bao-cao/an-phu/2021/sessions.held/",
        "/bao-cao/an-phu/2021/sessions.held/?phan=regular",
        "/bao-cao/an-phu/2021/sessions.held/?cap=commune",
    ]
    assert {figure["url"] for figure in report("an-phu", year=2021, scope="consolidated")["figures"]} == {""}


def stated(document, name):
    """The combined result of all sources of a figure: value, base, qualifier, share of rows, share of totals."""
    return tuple(figure_named(document, name)[key] for key in ("value", "base", "qualifier", "computed", "reported"))


def test_annual_report_compares_totals_with_records_and_other_totals(report):
    """HĐND huyện Minh Sơn pads no counts and truncates percentages to two places."""
    load_case("minh-son", "minh-son")
    document = report("minh-son", year=2022)

    assert {name: stated(document, name) for name in MINH_SON} == MINH_SON
    assert document["conflicts"] == [
        {
            "code": "questions.raised",
            "part": "",
            "council": "minh-son",
            "computed": None,
            "computed_qualifier": "",
            "reported": [
                {"value": 12, "qualifier": "", "source": "Báo cáo số 12/BC-HĐND"},
                {"value": 13, "qualifier": "", "source": "Báo cáo số 45/BC-UBND"},
            ],
        }
    ]
    assert [
        missing(document, code) & {"minh-son"} for code in ("explanations.held", "explanations.topics", "questions.raised")
    ] == [
        {"minh-son"},
        {"minh-son"},
        set(),
    ]
    assert texts(document, "sessions.held:irregular", "councils.structure:gender.male", "support.amount") == [
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
    "councils.committee_members": (None, None, "", None, None),
    "receptions.held": (None, None, "", None, None),
    "receptions.held:standing": (150, None, "", None, 150),
    "receptions.held:standing@commune": (163, None, "", None, 163),
    "receptions.held:council@commune": (427, None, "", None, 427),
    "confidence.ballots": (1, None, "", None, 1),
    "confidence.ballots@commune": (2, None, "", None, 2),
}


def test_annual_report_compares_a_total_of_all_levels_with_the_sum_of_each(report):
    load(CASES / "minh-son", "minh-son")
    own, all_levels = report("minh-son", year=2022, scope="own"), report("minh-son", year=2022, scope="consolidated")

    assert values(own, "confidence.ballots", "supervision.topics") == [1, 3]
    assert values(all_levels, "confidence.ballots", "supervision.topics", "receptions.held:standing") == [3, 82, 313]
    assert [row["code"] for row in all_levels["conflicts"]] == ["questions.raised"]
    assert missing(all_levels, "confidence.ballots") == set()


def test_annual_report_gives_percentages_beside_counts(report):
    load(CASES / "minh-son", "minh-son")
    figure = figure_named(report("minh-son", year=2022), "supervision.recommendations")

    assert [(part["key"], part["is_percent"], part["text"]) for part in figure["parts"]] == [
        ("in_progress", True, "30,25%"),
        ("implemented", False, "105 kiến nghị (hơn 70%)"),
    ]
