"""Records that figures do not count: not approved, of another council or year, or of events that did not take place."""

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
from tests.reports.figure_values import figure_changes, scope_of, values
from tests.reports.records import meeting, petition, resolution, session

pytestmark = pytest.mark.django_db

LAST_YEAR, AUTUMN, NEXT_YEAR = date(2020, 12, 31), date(2021, 10, 5), date(2022, 1, 1)

APPROVABLE = {
    "session": (lambda district, **state: CouncilSessionFactory(term=district.term, **state), "sessions.held"),
    "resolution": (lambda district, **state: resolution(district.council, signed=True, **state), "resolutions.adopted"),
    "document": (
        lambda district, **state: IssuedDocumentFactory(council=district.council, signed=True, **state),
        "documents.issued",
    ),
    "supervision": (
        lambda district, **state: SupervisionFactory(council=district.council, done=True, **state),
        "supervision.conducted",
    ),
    "support": (
        lambda district, **state: SupportResultFactory(council=district.council, beneficiaries=1, **state),
        "support.beneficiaries",
    ),
    "round": (lambda district, **state: VoterMeetingRoundFactory(council=district.council, **state), "voter_meetings.rounds"),
    "meeting": (lambda district, **state: VoterMeetingFactory(council=district.council, **state), "voter_meetings.held"),
    "petition": (
        lambda district, **state: PetitionFactory(council=district.council, public_summary="Cải tạo hè phố.", **state),
        "petitions.received",
    ),
    "commendation": (
        lambda district, **state: CommendationFactory(council=district.council, collectives=1, individuals=0, **state),
        "commendations.given:certificate.district.year.collectives",
    ),
    "programme": (
        lambda district, **state: ProgrammeFactory(council=district.council, year=2021, **state),
        "cooperation.programmes",
    ),
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
def test_collect_counts_approved_records_only(district, make, name, state, counted):
    code = name.partition(":")[0]

    assert figure_changes(district.scope, lambda: make(district, **state), codes={code}).get(name) == counted


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


@pytest.mark.parametrize("attribute", ["other", "ward"])
def test_collect_ignores_records_of_another_council(district, attribute):
    council = getattr(district, attribute)

    def act():
        MandateFactory(term=TermFactory(council=council))
        everything(council, BodyFactory(council=council), AUTUMN)

    assert figure_changes(district.scope, act) == {}


@pytest.mark.parametrize("day", [LAST_YEAR, NEXT_YEAR])
def test_collect_ignores_records_of_another_year_except_carried_over_petitions(district, day):
    council = district.council
    TermFactory(council=council, ordinal=5, label="2016-2021", start=date(2016, 6, 1), end=district.term.start)
    names = ("by_status:carried_over", "carried_over", "carried_over:open")
    carried = {f"petitions.{name}": 1 for name in names} if day == LAST_YEAR else {}

    assert figure_changes(district.scope, lambda: everything(council, district.committee, day)) == carried


def test_collect_counts_the_first_and_the_last_day_of_the_year(district):
    for day in (date(2021, 1, 1), date(2021, 12, 31)):
        change = figure_changes(district.scope, lambda day=day: everything(district.council, district.committee, day))
        assert [change[name] for name in ("sessions.held", "petitions.forwarded", "receptions.held:standing")] == [1, 1, 1]


DECOYS = {
    "planned session": lambda district: session(district.council, planned=True),
    "cancelled session": lambda district: session(district.council, life="cancelled"),
    "planned supervision": lambda district: SupervisionFactory(council=district.council, published=True),
    "postponed supervision": lambda district: SupervisionFactory(
        council=district.council, published=True, life="postponed", life_reason="Do dịch.", finished_on=AUTUMN
    ),
    "dropped supervision": lambda district: SupervisionFactory(council=district.council, published=True, dropped=True),
    "postponed meeting": lambda district: meeting(district.council, life="postponed", attendees=9),
    "planned reception": lambda district: ReceptionSessionFactory(council=district.council, life="planned"),
    "petition merged into another": lambda district: PetitionFactory(
        council=district.council,
        status="withdrawn",
        withdrawn_reason="Đã gộp.",
        merged_into=petition(district.council, received_on=date(2019, 5, 5), status="draft"),
    ),
    "delegate attribute term is over": lambda district: MandateFactory(
        term=TermFactory(council=district.council, ordinal=5, label="2016-2021", start=date(2016, 6, 1), end=district.term.start)
    ),
    "delegate who left before the cut-off": lambda district: MandateFactory(
        term=district.term, start=district.term.start, end=AUTUMN, end_reason="term_ended"
    ),
    "member who left": lambda district: MembershipFactory(mandate=district.mandate, body=district.standing, end=AUTUMN),
    "programme of next year": lambda district: ProgrammeFactory(
        council=district.council, published=True, year=2022, signed_on=AUTUMN
    ),
    "award presented for the year before": lambda district: CommendationFactory(
        council=district.council, published=True, period_from=LAST_YEAR, period_to=LAST_YEAR, presented_on=AUTUMN
    ),
}


@pytest.mark.parametrize("act", DECOYS.values(), ids=DECOYS)
def test_collect_ignores_similar_records(district, act):
    assert figure_changes(district.scope, lambda: act(district)) == {}


def test_collect_counts_a_petition_of_two_meetings_once(district):
    meetings = [meeting(district.council, with_national=True), meeting(district.council, with_district=True)]
    change = figure_changes(
        district.scope, lambda: PetitionStatusFactory(petition=petition(district.council, meetings=meetings), on=AUTUMN)
    )

    names = ("petitions.received:higher_levels", "petitions.forwarded", "petitions.forwarded:higher_levels")
    assert [change[name] for name in names] == [1, 1, 1]
    assert not {"petitions.forwarded:own_level", "petitions.forwarded:unclassified"} & change.keys()


def test_collect_takes_the_state_of_a_petition_at_the_cut_off(district):
    PetitionStatusFactory(petition=petition(district.council), on=AUTUMN)
    PetitionStatusFactory(petition=district.council.petitions.get(), on=date(2021, 11, 30), state="resolved")
    states = [
        {name for name, value in values(scope_of(district.council, cut_off=day)).items() if value and "by_status:" in name}
        for day in (AUTUMN, date(2021, 11, 30))
    ]

    assert states == [{"petitions.by_status:forwarded"}, {"petitions.by_status:resolved"}]


def test_collect_counts_a_head_relieved_and_elected_on_one_day_once(district):
    day = date(2021, 10, 1)
    MembershipFactory(mandate=district.mandate, body=district.standing, role="deputy", end=day)
    MembershipFactory(mandate=district.mandate, body=district.standing, role="head", start=day)
    counts = [values(scope_of(district.council, cut_off=on)).get("councils.standing_members") for on in (day - timedelta(1), day)]

    assert counts == [1, 1]


def test_collect_adds_money_exactly_and_combines_its_qualifiers(district):
    def figure_after_support(amount, word):
        SupportResultFactory(council=district.council, published=True, amount=amount, amount_qualifier=word)
        number = collect(district.scope, codes={"support.amount"}).figures["support.amount"].number
        return number.value, number.qualifier, number.text

    assert figure_after_support(99_999_999_999_999, "nearly") == ("99999999999999", "gần", "gần 99.999.999.999.999 đồng")
    assert figure_after_support(1, "nearly") == ("100000000000000", "gần", "gần 100.000 tỷ đồng")
    assert figure_after_support(1, "") == ("100000000000001", "khoảng", "khoảng 100.000.000.000.001 đồng")


@pytest.mark.parametrize("mode", [Mode.OWN, Mode.BY_LEVEL])
def test_collect_gives_no_delegates_for_a_council_without_term(mode):
    council = CouncilFactory()

    assert values(scope_of(council, mode), codes={"councils.delegates"}) == {}
