"""Levels of which few councils or none are on record, beside totals of the superior council."""

from datetime import date

import pytest

from reports.document.compose import scope_text
from reports.figures.collect import collect
from reports.scope import Mode, default_mode
from tests.factories.councils import CouncilFactory, SubordinationFactory
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory
from tests.reports.composed_reports import compose_document, paragraphs
from tests.reports.figure_values import scope_of
from tests.reports.records import resolution, session

pytestmark = pytest.mark.django_db

THIRTY = {"code": "resolutions.adopted", "value": 905, "councils_count": 30}


@pytest.fixture
def province():
    """A province with no council below it on record."""
    return CouncilFactory(level="province", unit_kind="province", name="HĐND tỉnh T")


@pytest.fixture
def rural_district():
    """A huyện with twelve xã of which nothing is recorded."""
    council = CouncilFactory(level="district", unit_kind="rural_district", name="HĐND huyện H")
    SubordinationFactory.create_batch(12, parent=council, council__level="commune", council__unit_kind="commune")
    return council


def below(province, level="district", **values):
    return ReportedTotalFactory(council=province, coverage="below", level=level, **values)


def district_of(province):
    kind = {"council__level": "district", "council__unit_kind": "rural_district"}
    return SubordinationFactory(parent=province, **kind).council


def collected(council, mode=Mode.BY_LEVEL, code="sessions.held"):
    return collect(scope_of(council, mode), codes={code})


def level_of(council, code="sessions.held", level="district", mode=Mode.BY_LEVEL):
    return collected(council, mode, code).figures[code].at_level(level)


def printed(council, mode=Mode.BY_LEVEL):
    return " ".join(paragraphs(compose_document(council, mode)))


def test_collect_takes_totals_of_levels_without_councils(province):
    below(province, value=133)
    below(province, code="resolutions.adopted", value=905)
    below(province, "commune", code="resolutions.adopted", value=4000, qualifier="above")

    assert level_of(province).number.value == 133
    assert level_of(province, "resolutions.adopted").number.value == 905
    assert level_of(province, "resolutions.adopted", "commune").number.text == "trên 4.000 nghị quyết"
    assert collect(scope_of(province, Mode.BY_LEVEL)).unused == ()
    assert default_mode(province, scope_of(province).period) == Mode.BY_LEVEL
    text = printed(province)
    assert "HĐND các huyện tổ chức 133 kỳ họp, ban hành 905 nghị quyết." in text
    assert "HĐND cấp xã ban hành trên 4.000 nghị quyết." in text


def test_level_label_of_a_city_names_no_kind_of_district():
    city = CouncilFactory(level="province", unit_kind="city")
    below(city, value=133)

    assert level_of(city).label == "HĐND cấp huyện"


def test_collect_takes_the_total_beside_the_rows_of_one_council_of_thirty(province):
    council = district_of(province)
    for day in (3, 4, 5):
        session(council, opened_on=date(2021, day, 1))
    below(province, value=133)
    below(province, **THIRTY)
    report = collected(province)
    level = report.figures["sessions.held"].at_level("district")

    assert (level.number.value, level.number.computed, level.number.text) == (133, 3, "133 kỳ họp")
    assert (report.conflicts, level.coverage.is_partial) == ((), False)
    assert level.as_json()["coverage"] == {"expected": 30, "counted": 30, "silent": []}


def test_collect_finds_a_conflict_of_more_rows_than_the_total(province):
    council = district_of(province)
    for day in (3, 4, 5):
        session(council, opened_on=date(2021, day, 1))
    below(province, value=2)

    assert [(one.level, one.computed) for one in collected(province).conflicts] == [("district", 3)]


@pytest.mark.parametrize(
    ("named", "note", "expected"),
    [({"councils_count": 30}, "(số liệu của 01/30 HĐND)", 30), ({"councils_count": None}, "(số liệu của 01 HĐND)", 1)],
)
def test_collect_marks_the_sum_of_some_councils(province, named, note, expected):
    council = district_of(province)
    for day in (3, 4, 5):
        session(council, opened_on=date(2021, day, 1))
    below(province, **THIRTY | named)
    level = level_of(province)

    assert (level.number.value, level.number.text) == (3, f"03 kỳ họp {note}")
    assert (level.coverage.expected, level.coverage.counted, level.coverage.is_partial) == (expected, 1, True)
    text = printed(province)
    assert f"HĐND các huyện tổ chức 03 kỳ họp {note}" in text
    assert "HĐND các cấp" not in text


def test_collect_marks_a_consolidated_sum_of_one_council_of_thirteen(rural_district):
    for day in (3, 4):
        session(rural_district, opened_on=date(2021, day, 1))
    report = collected(rural_district, Mode.CONSOLIDATED)
    figure = report.figures["sessions.held"]

    assert (figure.number.value, figure.number.text) == (2, "02 kỳ họp (số liệu của 01/13 HĐND)")
    data = figure.as_json()
    assert (data["is_partial"], data["coverage"]["expected"], data["coverage"]["counted"]) == (True, 13, 1)
    assert len(data["coverage"]["silent"]) == 12
    assert [warning.code for warning in report.warnings] == ["partial"]
    text = printed(rural_district, Mode.CONSOLIDATED)
    assert "HĐND huyện H và các xã tổ chức 02 kỳ họp (số liệu của 01/13 HĐND), đều là thường kỳ" in text
    assert "HĐND các cấp" not in text


@pytest.mark.parametrize(("own", "value", "conflicts"), [(20, 56, 0), (56, 56, 0), (60, None, 1)])
def test_collect_compares_a_total_of_all_levels_with_the_rows_of_one_council(rural_district, own, value, conflicts):
    code = "questions.raised"
    ReportedTotalFactory(council=rural_district, code=code, value=own, source="Báo cáo của huyện")
    ReportedTotalFactory(council=rural_district, code=code, coverage="all", value=56, source="Báo cáo chung")
    report = collected(rural_district, Mode.CONSOLIDATED, code)

    assert (report.figures[code].number.value, len(report.conflicts)) == (value, conflicts)


def test_collect_finds_a_conflict_of_all_thirteen_councils_with_their_total(rural_district):
    code = "questions.raised"
    for council in collected(rural_district, Mode.CONSOLIDATED).scope.councils:
        value = 43 if council == rural_district else 1
        ReportedTotalFactory(council=council, code=code, value=value, source="Báo cáo của HĐND")
    ReportedTotalFactory(council=rural_district, code=code, coverage="all", value=56, source="Báo cáo chung")

    (conflict,) = collected(rural_district, Mode.CONSOLIDATED, code).conflicts
    assert {one.value for one in conflict.reported} == {55, 56}


def test_collect_counts_a_council_that_keeps_the_table_or_typed_zero(district):
    second, third = (SubordinationFactory(parent=district.council).council for _ in range(2))
    session(district.ward)
    session(second, opened_on=date(2019, 3, 1))
    assert level_of(district.council, level="commune").coverage.silent == (third.slug,)

    ReportedTotalFactory(council=third, value=0)
    level = level_of(district.council, level="commune")
    assert (level.number.text, level.coverage.silent, level.coverage.is_partial) == ("01 kỳ họp", (), False)


def test_collect_counts_no_council_with_totals_of_another_year_alone(district):
    second = SubordinationFactory(parent=district.council).council
    session(district.ward)
    ReportedTotalFactory(council=second, value=3, period_from=date(2020, 1, 1), period_to=date(2020, 12, 31))

    assert level_of(district.council, level="commune").number.text == "01 kỳ họp (số liệu của 01/02 HĐND)"


def test_collect_counts_no_waiting_or_unapproved_rows_as_a_kept_table(district):
    second = SubordinationFactory(parent=district.council).council
    session(district.ward)
    session(second, opened_on=date(2019, 3, 1), status="draft", publish_at=None)

    assert level_of(district.council, level="commune").coverage.silent == (second.slug,)


def test_sentences_list_no_classes_that_do_not_make_the_whole(district):
    resolution(district.council, published=True, signed=True)
    total = ReportedTotalFactory(council=district.council, code="resolutions.adopted", value=12)
    assert "ban hành" not in printed(district.council, Mode.OWN)

    total.decision, total.decision_reason = "preferred", "Sổ chưa đủ."
    total.save()
    report = compose_document(district.council, Mode.OWN, slug="2021-khac")
    text = " ".join(paragraphs(report))
    assert "ban hành 12 nghị quyết" in text
    assert "gồm 01" not in text


def test_sentences_are_about_all_levels_where_only_a_total_of_them_is_given(province):
    ReportedTotalFactory(council=province, coverage="all", code="petitions.received", value=12873)

    assert "HĐND các cấp đã tiếp nhận 12.873 kiến nghị" in printed(province, Mode.CONSOLIDATED)
    report = AnnualReportFactory.build(council=province, scope=Mode.CONSOLIDATED)
    assert scope_text(report.as_scope()) == "Số liệu gộp của HĐND tỉnh T và HĐND các cấp dưới."


def test_conflict_tells_a_sum_of_levels_from_a_total_of_all(province):
    for values in ({"coverage": "all", "value": 40}, {"coverage": "below", "level": "commune", "value": 44}):
        ReportedTotalFactory(council=province, code="sessions.held", source="Báo cáo số 1/BC-HĐND", **values)
    (conflict,) = collected(province, Mode.CONSOLIDATED).conflicts

    assert set(conflict.statements) == {
        "40 theo Báo cáo số 1/BC-HĐND",
        "44 theo Báo cáo số 1/BC-HĐND (cộng số của từng HĐND)",
    }
