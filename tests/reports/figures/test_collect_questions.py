"""The figures of questions, promises, meetings of the Thường trực, confidence ballots and attendance, counted by hand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.records.periods import Period
from councils.models import Term
from reports.figures.collect import collect
from reports.models.placeholders import FigureReference
from reports.scope import Mode, Scope
from tests.factories.councils import MandateFactory, TermFactory
from tests.factories.reports import ReportedTotalFactory
from tests.factories.resolutions import ConfidenceBallotFactory
from tests.factories.sessions_app import (
    AttendanceFactory,
    QuestionFactory,
    QuestionTopicFactory,
    SittingFactory,
    StandingMeetingFactory,
)
from tests.reports.figure_values import scope_of, values
from tests.reports.predecessors import EVE, MERGER, add_sessions, build_merger
from tests.reports.records import session

pytestmark = pytest.mark.django_db

ATTENDANCE = "sessions.attendance"


def question(council, **values):
    """A question in writing, published."""
    values = {"council": council, "written": True, "published": True} | values
    return QuestionFactory(**values)


def standing_meeting(council, **values):
    term = Term.objects.filter(council=council).first() or TermFactory(council=council)
    return StandingMeetingFactory(term=term, **{"published": True} | values)


def sitting_with_roll(held, states):
    """The first sitting of the session `held`, with one delegate for each of the `states`, all in office that day."""
    sitting = SittingFactory(session=held, number=1)
    for state in states:
        AttendanceFactory(sitting=sitting, mandate=delegate(held.term), state=state)
    return sitting


def delegate(term, **values):
    return MandateFactory(term=term, **{"start": term.start} | values)


def other_figures(council, *codes, **options):
    return values(scope_of(council, **options), codes=set(codes))


def test_collect_counts_the_approved_questions_of_the_period_by_mode(district):
    held = session(district.council)
    QuestionFactory.create_batch(2, session=held, published=True)
    question(district.council)
    question(district.council, asked_on=date(2020, 12, 31))
    question(district.council, asked_on=date(2022, 1, 1))
    QuestionFactory(session=held)
    question(district.other)

    assert other_figures(district.council, "questions.raised") == {
        "questions.raised": 3,
        "questions.raised:oral": 2,
        "questions.raised:written": 1,
    }


@pytest.mark.parametrize(
    ("cut_off", "states"),
    [
        (date(2021, 12, 31), {"kept": 1, "open": 4, "kept_late": 0, "overdue": 0}),
        (date(2023, 1, 1), {"kept": 1, "kept_late": 1, "overdue": 2, "open": 1}),
    ],
)
def test_collect_counts_promises_by_their_state_on_the_cut_off(district, cut_off, states):
    for due, done in (
        (date(2022, 3, 31), date(2021, 12, 30)),
        (date(2022, 6, 30), date(2022, 8, 15)),
        (date(2022, 9, 30), None),
        (date(2022, 12, 31), None),
        (None, None),
    ):
        question(district.council, promise="Sẽ làm xong đường", promise_due_on=due, promise_kept_on=done)
    question(district.council)
    expected = {f"questions.promises:{state}": count for state, count in states.items()}

    assert other_figures(district.council, "questions.promises", cut_off=cut_off) == {"questions.promises": 5} | expected


def test_collect_counts_sittings_and_topics_of_approved_sessions_and_meetings_only(district):
    held, draft = session(district.council), session(district.council, opened_on=date(2021, 11, 1), status="draft")
    meeting, joint = standing_meeting(district.council), standing_meeting(district.council, kind="joint")
    for one in (held, draft):
        SittingFactory(session=one, has_questions=True)
        SittingFactory(session=one)
        QuestionTopicFactory.create_batch(3, session=one)
    QuestionTopicFactory(session=None, meeting=meeting)
    QuestionTopicFactory(session=None, meeting=joint, is_explanation=True)
    QuestionTopicFactory.create_batch(2, session=None, meeting=meeting, is_explanation=True)

    assert other_figures(district.council, "questions.sittings", "questions.topics", "explanations.topics") == {
        "questions.sittings": 1,
        "questions.topics": 4,
        "explanations.topics": 2,
    }


def test_collect_counts_meetings_of_the_standing_body_without_joint_conferences_and_briefings(district):
    for kind in ("meeting", "meeting", "explanation", "joint", "briefing"):
        standing_meeting(district.council, kind=kind)
    standing_meeting(district.council, has_explanation=True)
    standing_meeting(district.council, life="planned", held_on=date(2021, 12, 1))
    standing_meeting(district.council, published=False)

    assert other_figures(district.council, "standing_meetings.held", "explanations.held") == {
        "standing_meetings.held": 4,
        "explanations.held": 2,
    }


def test_collect_counts_confidence_ballots(district):
    held = session(district.council)
    ConfidenceBallotFactory(session=held, held_on=held.opened_on, published=True)
    ConfidenceBallotFactory(session=session(district.council, opened_on=date(2021, 11, 3)), held_on=date(2021, 11, 3))

    assert other_figures(district.council, "confidence.ballots") == {"confidence.ballots": 1}


def test_collect_takes_the_attendance_of_the_first_sitting_and_the_delegates_of_that_day(district):
    held = session(district.council, opened_on=date(2021, 9, 28))
    sitting_with_roll(held, ["present", "present", "excused"])
    second = SittingFactory(session=held, number=2)
    AttendanceFactory(sitting=second, mandate=district.mandate)
    delegate(held.term, end=date(2021, 9, 28), end_reason="relieved")
    delegate(held.term, start=date(2021, 9, 29))
    figure = collect(scope_of(district.council), codes={ATTENDANCE}).figures[ATTENDANCE]

    assert (figure.number.value, figure.number.base) == (2, 4)  # the district's own delegate has not been called
    assert figure.number.text == "50%"


def test_collect_adds_the_attendance_of_the_sessions_with_a_roll_and_says_how_many(district):
    for day, states in ((1, ["present"]), (2, ["present", "present"]), (3, [])):
        held = session(district.council, opened_on=date(2021, 9, day))
        sitting_with_roll(held, states)
    number = collect(scope_of(district.council), codes={ATTENDANCE}).figures[ATTENDANCE].number

    assert (number.value, number.base) == (3, 8)  # 1 of 4, 2 of 4: all three delegates are in office on each day
    assert number.text == "37,5% (ở 2/3 kỳ họp có số liệu)"
    assert number.text_without_note == "37,5%"


def test_collect_has_no_numbers_where_nothing_is_recorded_in_the_period(district):
    """What nobody has recorded is unknown, not 0."""
    codes = (
        "questions.raised",
        "questions.topics",
        "explanations.held",
        "standing_meetings.held",
        "confidence.ballots",
        ATTENDANCE,
    )
    session(district.council)
    question(district.council, asked_on=date(2020, 3, 1))
    standing_meeting(district.council, held_on=date(2020, 3, 1), year=2020)

    assert other_figures(district.council, *codes, "questions.promises", "explanations.topics") == {}


def test_collect_counts_no_promise_and_no_explanation_as_0_where_questions_and_meetings_are_recorded(district):
    question(district.council)
    standing_meeting(district.council)
    standing_meeting(district.ward, kind="briefing")
    collected = collect(scope_of(district.council, Mode.BY_LEVEL))
    codes = ("questions.promises", "explanations.held", "explanations.topics")
    values_of = {code: (collected.figures[code].number.value, collected.figures[code].levels[0].number.value) for code in codes}

    assert values_of == {"questions.promises": (0, None), "explanations.held": (0, None), "explanations.topics": (None, None)}
    missing = {one.code for one in collected.missing if one.council == district.council.slug}
    assert missing & {*codes} == {"explanations.topics"}


def test_collect_compares_questions_with_reported_totals(district):
    question(district.council)
    ReportedTotalFactory(council=district.council, code="questions.raised", value=6)
    ReportedTotalFactory(council=district.council, code="standing_meetings.held", value=12)
    collected = collect(scope_of(district.council), codes={"questions.raised", "standing_meetings.held"})

    assert collected.figures["standing_meetings.held"].number.value == 12
    assert [(conflict.code, conflict.computed) for conflict in collected.conflicts] == [("questions.raised", 1)]


def test_collect_takes_a_typed_percentage_of_the_attendance(district):
    ReportedTotalFactory(council=district.council, code=ATTENDANCE, value="97.10", is_percent=True)

    assert collect(scope_of(district.council)).find(FigureReference(ATTENDANCE)).number.text == "97,1%"


def test_collect_counts_questions_and_meetings_of_levels_and_of_all_councils_together(district):
    for council, count in ((district.council, 2), (district.ward, 3)):
        for _ in range(count):
            question(council)
            standing_meeting(council, held_on=date(2021, 10, 15))
        QuestionTopicFactory(session=session(council))
    codes = ("questions.raised", "questions.topics", "standing_meetings.held")
    by_level = other_figures(district.council, *codes, mode=Mode.BY_LEVEL)
    together = other_figures(district.council, *codes, mode=Mode.CONSOLIDATED)

    assert [by_level[code] for code in codes] == [2, 1, 2]
    assert [by_level[f"{code}@commune"] for code in codes] == [3, 1, 3]
    assert [together[code] for code in codes] == [5, 2, 5]


def test_collect_adds_the_attendance_of_several_councils(district):
    for council in (district.council, district.ward):
        held = session(council)
        sitting_with_roll(held, ["present", "absent"])
    number = collect(scope_of(district.council, Mode.CONSOLIDATED), codes={ATTENDANCE}).figures[ATTENDANCE].number

    assert (number.value, number.base) == (2, 5)


def test_collect_counts_the_questions_of_predecessors_until_the_merger():
    merger = build_merger()
    first, second, _ = merger.predecessors
    question(first, asked_on=EVE)
    question(second, asked_on=EVE)
    question(second, asked_on=MERGER)
    question(merger.council, asked_on=MERGER)
    QuestionTopicFactory(session=add_sessions(first, EVE)[0])
    QuestionTopicFactory(session=add_sessions(merger.council, MERGER)[0])
    scope = Scope(merger.council, Mode.OWN, Period.year(2025), date(2025, 12, 31), with_predecessors=True)
    figures = collect(scope, codes={"questions.raised", "questions.topics"}).figures
    numbers = [(one.number.value, one.before.number.value, one.after.number.value) for one in figures.values()]

    assert numbers == [(3, 2, 1), (2, 1, 1)]


def test_collect_splits_the_attendance_at_a_merger():
    merger = build_merger("A")
    for council, day, states in ((merger.predecessors[0], EVE, ["present", "absent"]), (merger.council, MERGER, ["present"])):
        sitting_with_roll(add_sessions(council, day)[0], states)
    scope = Scope(merger.council, Mode.OWN, Period.year(2025), date(2025, 12, 31), with_predecessors=True)
    figure = collect(scope, codes={ATTENDANCE}).figures[ATTENDANCE]

    assert [one.text for one in (figure.number, figure.before.number, figure.after.number)] == ["66,7%", "50%", "100%"]
    assert (figure.number.value, figure.number.base) == (2, 3)


def test_collect_asks_as_many_statements_for_three_rows_as_for_one(district):
    collect(scope_of(district.council, Mode.BY_LEVEL))  # fills what is cached between reports
    costs = []
    for month in (3, 4, 5):
        for council in (district.council, district.ward):
            held = session(council, opened_on=date(2021, month, 4))
            sitting_with_roll(held, ["present"])
            SittingFactory(session=held, has_questions=True)
            QuestionTopicFactory(session=held)
            meeting = standing_meeting(council, has_explanation=True, held_on=date(2021, month, 5))
            QuestionTopicFactory(session=None, meeting=meeting, is_explanation=True)
            question(council, promise="Sẽ làm")
            ConfidenceBallotFactory(session=held, held_on=held.opened_on, published=True)
        with CaptureQueriesContext(connection) as statements:
            collect(scope_of(district.council, Mode.BY_LEVEL))
        costs.append(len(statements))

    assert costs[0] == costs[1] == costs[2], costs


def test_collect_counts_a_withdrawn_question_too(district):
    question(district.council, published=False, status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")

    assert other_figures(district.council, "questions.raised")["questions.raised"] == 1
