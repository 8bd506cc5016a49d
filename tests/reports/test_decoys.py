"""What counts and what does not: the state of approval, another council's, another year's, a thing that never took place."""

from datetime import UTC, date, datetime, timedelta

import pytest

from councils.models import Term
from reports.figures.collect import collect
from reports.scope import Mode
from tests.factories.citizens import (
    PetitionFactory,
    PetitionStatusFactory,
    ReceptionSessionFactory,
    VoterMeetingFactory,
    VoterMeetingRoundFactory,
)
from tests.factories.councils import (
    BodyFactory,
    CommendationFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
    TermFactory,
)
from tests.factories.resolutions import (
    IssuedDocumentFactory,
    ProgrammeFactory,
    ResolutionFactory,
    SupportResultFactory,
)
from tests.factories.sessions_app import CouncilSessionFactory
from tests.factories.supervision import SupervisedUnitFactory, SupervisionFactory
from tests.reports.figures import moved, scope_of, values
from tests.reports.stage import meeting, petition, resolution, session

pytestmark = pytest.mark.django_db

LAST_YEAR, AUTUMN, NEXT_YEAR = date(2020, 12, 31), date(2021, 10, 5), date(2022, 1, 1)

APPROVABLE = {
    "session": (lambda s, **state: CouncilSessionFactory(term=s.term, **state), "sessions.held"),
    "resolution": (lambda s, **state: resolution(s.council, signed=True, **state), "resolutions.adopted"),
    "document": (lambda s, **state: IssuedDocumentFactory(council=s.council, signed=True, **state), "documents.issued"),
    "supervision": (lambda s, **state: SupervisionFactory(council=s.council, done=True, **state), "supervision.conducted"),
    "support": (
        lambda s, **state: SupportResultFactory(council=s.council, beneficiaries=1, **state),
        "support.beneficiaries",
    ),
    "round": (lambda s, **state: VoterMeetingRoundFactory(council=s.council, **state), "voter_meetings.rounds"),
    "meeting": (lambda s, **state: VoterMeetingFactory(council=s.council, **state), "voter_meetings.held"),
    "petition": (
        lambda s, **state: PetitionFactory(council=s.council, public_summary="Cải tạo hè phố.", **state),
        "petitions.received",
    ),
    "commendation": (
        lambda s, **state: CommendationFactory(council=s.council, collectives=1, individuals=0, **state),
        "commendations.given:certificate.district.year.collectives",
    ),
    "programme": (lambda s, **state: ProgrammeFactory(council=s.council, year=2021, **state), "cooperation.programmes"),
}
LATER = datetime(2030, 1, 1, tzinfo=UTC)
STATES = {
    "published": ({"status": "published", "publish_at": datetime(2022, 1, 5, tzinfo=UTC)}, 1),
    "scheduled": ({"status": "published", "publish_at": LATER}, 1),
    "withdrawn": ({"status": "withdrawn", "withdrawn_reason": "Có dữ liệu cá nhân."}, 1),
    "draft": ({"status": "draft"}, None),
    "in review": ({"status": "review"}, None),
}


@pytest.mark.parametrize(("state", "counted"), STATES.values(), ids=STATES)
@pytest.mark.parametrize(("make", "name"), APPROVABLE.values(), ids=APPROVABLE)
def test_record_counts_once_it_is_approved_whoever_may_see_it(stage, make, name, state, counted):
    code = name.partition(":")[0]

    assert moved(stage.scope, lambda: make(stage, **state), codes={code}).get(name) == counted


def everything(council, body, day, **of_year):
    """A record of every kind of `council` that counts on `day`."""
    term = Term.objects.filter(council=council).first() or TermFactory(council=council, start=day, label=str(day.year))
    held = CouncilSessionFactory(term=term, opened_on=day, published=True)
    ResolutionFactory(session=held, published=True, symbol="99/NQ-HĐND", issued_on=day)
    IssuedDocumentFactory(council=council, published=True, symbol="9/BC-HĐND", issued_on=day)
    SupervisedUnitFactory(supervision__council=council, supervision__published=True, supervision__life="done",
                          supervision__finished_on=day, supervision__lead_body=body)  # fmt: skip
    SupportResultFactory(council=council, published=True, period_from=day, period_to=day, beneficiaries=1, amount=1)
    VoterMeetingRoundFactory(council=council, published=True, opened_on=day)
    VoterMeetingFactory(council=council, published=True, held_on=day, attendees=1, speakers=1, opinions=1)
    PetitionStatusFactory(petition=petition(council, received_on=day), on=day)
    ReceptionSessionFactory(council=council, held_on=day, visits=1, people=1)
    CommendationFactory(council=council, published=True, period_from=day, period_to=day, presented_on=AUTUMN)
    ProgrammeFactory(council=council, published=True, year=day.year)


@pytest.mark.parametrize("whose", ["other", "ward"])
def test_records_of_another_council_move_nothing(stage, whose):
    council = getattr(stage, whose)

    def act():
        MandateFactory(term=TermFactory(council=council))
        everything(council, BodyFactory(council=council), AUTUMN)

    assert moved(stage.scope, act) == {}


@pytest.mark.parametrize("day", [LAST_YEAR, NEXT_YEAR])
def test_records_of_another_year_move_nothing_but_what_is_carried_over(stage, day):
    council = stage.council
    TermFactory(council=council, ordinal=5, label="2016-2021", start=date(2016, 6, 1), end=stage.term.start)
    carried = {"petitions.by_status:carried_over": 1} if day == LAST_YEAR else {}

    assert moved(stage.scope, lambda: everything(council, stage.committee, day)) == carried


def test_first_and_last_day_of_the_year_belong_to_it(stage):
    for day in (date(2021, 1, 1), date(2021, 12, 31)):
        change = moved(stage.scope, lambda day=day: everything(stage.council, stage.committee, day))
        assert [change[name] for name in ("sessions.held", "petitions.forwarded", "receptions.held:standing")] == [1, 1, 1]


DECOYS = {
    "planned session": lambda s: session(s.council, planned=True),
    "cancelled session": lambda s: session(s.council, life="cancelled"),
    "planned supervision": lambda s: SupervisionFactory(council=s.council, published=True),
    "postponed supervision": lambda s: SupervisionFactory(
        council=s.council, published=True, life="postponed", life_reason="Do dịch.", finished_on=AUTUMN
    ),
    "dropped supervision": lambda s: SupervisionFactory(council=s.council, published=True, dropped=True),
    "postponed meeting": lambda s: meeting(s.council, life="postponed", attendees=9),
    "planned reception": lambda s: ReceptionSessionFactory(council=s.council, life="planned"),
    "petition merged into another": lambda s: PetitionFactory(
        council=s.council,
        status="withdrawn",
        withdrawn_reason="Đã gộp.",
        merged_into=petition(s.council, received_on=date(2019, 5, 5), status="draft"),
    ),
    "delegate whose term is over": lambda s: MandateFactory(
        term=TermFactory(council=s.council, ordinal=5, label="2016-2021", start=date(2016, 6, 1), end=s.term.start)
    ),
    "delegate who left before the cut-off": lambda s: MandateFactory(
        term=s.term, start=s.term.start, end=AUTUMN, end_reason="term_ended"
    ),
    "member who left": lambda s: MembershipFactory(mandate=s.mandate, body=s.standing, end=AUTUMN),
    "programme of next year": lambda s: ProgrammeFactory(council=s.council, published=True, year=2022, signed_on=AUTUMN),
    "award presented for the year before": lambda s: CommendationFactory(
        council=s.council, published=True, period_from=LAST_YEAR, period_to=LAST_YEAR, presented_on=AUTUMN
    ),
}


@pytest.mark.parametrize("act", DECOYS.values(), ids=DECOYS)
def test_decoy_moves_nothing(stage, act):
    assert moved(stage.scope, lambda: act(stage)) == {}


def test_petition_raised_at_two_meetings_counts_once(stage):
    meetings = [meeting(stage.council, with_national=True), meeting(stage.council, with_district=True)]
    change = moved(stage.scope, lambda: PetitionStatusFactory(petition=petition(stage.council, meetings=meetings), on=AUTUMN))

    names = ("petitions.received:higher_levels", "petitions.forwarded", "petitions.forwarded:higher_levels")
    assert [change[name] for name in names] == [1, 1, 1]
    assert not {"petitions.forwarded:own_level", "petitions.forwarded:unclassified"} & change.keys()


def test_state_of_a_petition_is_that_of_the_cut_off(stage):
    PetitionStatusFactory(petition=petition(stage.council), on=AUTUMN)
    PetitionStatusFactory(petition=stage.council.petitions.get(), on=date(2021, 11, 30), state="resolved")
    shown = [
        {name for name, value in values(scope_of(stage.council, cut_off=day)).items() if value and "by_status:" in name}
        for day in (AUTUMN, date(2021, 11, 30))
    ]

    assert shown == [{"petitions.by_status:forwarded"}, {"petitions.by_status:resolved"}]


def test_head_who_is_relieved_and_elected_on_one_day_is_one(stage):
    day = date(2021, 10, 1)
    MembershipFactory(mandate=stage.mandate, body=stage.standing, role="deputy", end=day)
    MembershipFactory(mandate=stage.mandate, body=stage.standing, role="head", start=day)
    heads = [values(scope_of(stage.council, cut_off=on)).get("councils.standing_members") for on in (day - timedelta(1), day)]

    assert heads == [1, 1]


def test_money_is_counted_to_the_last_dong_and_its_word_follows_the_rule(stage):
    def told(amount, word):
        SupportResultFactory(council=stage.council, published=True, amount=amount, amount_qualifier=word)
        number = collect(stage.scope, codes={"support.amount"}).figures["support.amount"].number
        return number.value, number.qualifier, number.text

    assert told(99_999_999_999_999, "nearly") == ("99999999999999", "gần", "gần 99.999.999.999.999 đồng")
    assert told(1, "nearly") == ("100000000000000", "gần", "gần 100.000 tỷ đồng")
    assert told(1, "") == ("100000000000001", "khoảng", "khoảng 100.000.000.000.001 đồng")


@pytest.mark.parametrize("mode", [Mode.OWN, Mode.BY_LEVEL])
def test_council_without_term_has_no_delegates(mode):
    council = CouncilFactory()

    assert values(scope_of(council, mode), codes={"councils.delegates"}) == {"councils.delegates": 0}
