"""One new record of each kind changes exactly its own figures."""

from datetime import date

import pytest

from tests.factories.citizens import PetitionStatusFactory, ReceptionSessionFactory, VoterMeetingRoundFactory
from tests.factories.councils import (
    AreaFactory,
    BodyFactory,
    CommendationFactory,
    FieldFactory,
    MandateFactory,
    MembershipFactory,
)
from tests.factories.resolutions import IssuedDocumentFactory, ProgrammeFactory, SupportResultFactory
from tests.factories.supervision import SupervisedUnitFactory
from tests.reports.figure_values import figure_changes
from tests.reports.records import meeting, petition, resolution, session, supervision

pytestmark = pytest.mark.django_db

AUTUMN = date(2021, 10, 5)

PETITION_CODES = ("received", "by_status", "by_competence", "by_competence_status", "by_field", "by_session", "by_outcome")
WHOLE_PETITION = {
    **{f"petitions.{name}": 1 for name in PETITION_CODES},
    **dict.fromkeys(
        ("petitions.by_status:received", "petitions.by_session:unclassified", "petitions.by_outcome:unclassified"), 1
    ),
}
UNSORTED_PETITION = WHOLE_PETITION | {
    "petitions.received:unclassified": 1,
    "petitions.by_competence_status:unclassified.received": 1,
    "petitions.by_competence:unclassified": 1,
    "petitions.by_field:unclassified": 1,
}
SCHEDULED_RECEPTION = {
    **dict.fromkeys(("receptions.by_kind", "receptions.by_kind:scheduled", "receptions.by_place"), 1),
    "receptions.by_place:Trụ sở": 1,
}
SUPERVISED = {"supervision.conducted": 1, "supervision.by_form": 1, "supervision.by_method": 1}
THEMATIC = SUPERVISED | {"supervision.by_form:thematic": 1, "supervision.by_method:direct": 1}

RECORDS = {
    "delegate": (
        lambda district: MandateFactory(
            term=district.term,
            sector="party",
            person__gender="female",
            person__birth_year=1990,
            is_full_time=True,
            is_reelected=True,
        ),
        {"councils.delegates": 1}
        | dict.fromkeys(
            [f"councils.structure:{key}" for key in ("gender.female", "age.under_35", "age.under_40", "sector.party")]
            + ["councils.structure:full_time", "councils.structure:reelected"],
            1,
        ),
    ),
    "delegate who is little known": (
        lambda district: MandateFactory(term=district.term),
        {"councils.delegates": 1} | {f"councils.structure:{key}.unclassified": 1 for key in ("gender", "age", "sector")},
    ),
    "delegate by a by-election": (
        lambda district: MandateFactory(
            term=district.term, origin="by_election", start=AUTUMN, sector="front", person__gender="male", person__birth_year=1970
        ),
        {
            "councils.delegates": 1,
            "councils.changes:begun": 1,
            "councils.changes:by_election": 1,
            "councils.structure:gender.male": 1,
            "councils.structure:sector.front": 1,
        },
    ),
    "delegate who came and went": (
        lambda district: MandateFactory(term=district.term, origin="appointed", start=AUTUMN, relieved=True),
        {"councils.changes:begun": 1, "councils.changes:appointed": 1, "councils.changes:relieved": 1},
    ),
    "delegate who continues after a merger": (
        lambda district: MandateFactory(term=district.term, origin="continued", start=AUTUMN),
        {"councils.delegates": 1} | {f"councils.structure:{key}.unclassified": 1 for key in ("gender", "age", "sector")},
    ),
    "group": (lambda district: BodyFactory(council=district.council, group=True, term=district.term), {"councils.groups": 1}),
    "group with areas": (
        lambda district: BodyFactory(council=district.council, group=True, term=district.term).areas.add(
            AreaFactory(), AreaFactory()
        ),
        {"councils.groups": 1, "councils.groups:areas": 2},
    ),
    "member of the Thường trực": (
        lambda district: MembershipFactory(mandate=district.mandate, body=district.standing),
        {"councils.standing_members": 1},
    ),
    "member of a Ban": (
        lambda district: MembershipFactory(mandate=district.mandate, body=district.committee),
        {"councils.committee_members": 1},
    ),
    "member of two Ban": (
        lambda district: [
            MembershipFactory(mandate=district.mandate, body=body)
            for body in (district.committee, BodyFactory(council=district.council))
        ],
        {"councils.committee_members": 1},
    ),
    "regular session": (
        lambda district: session(district.council),
        {"sessions.held": 1, "sessions.held:regular": 1, "sessions.by_kind": 1, "sessions.by_kind:regular": 1},
    ),
    "first session": (
        lambda district: session(district.council, kind="first", is_regular=False),
        {"sessions.held": 1, "sessions.held:irregular": 1, "sessions.by_kind": 1, "sessions.by_kind:first": 1},
    ),
    "session of two kinds": (
        lambda district: session(district.council, kind="thematic", second_kind="closing", is_regular=False),
        {"sessions.held": 1, "sessions.held:irregular": 1, "sessions.by_kind": 1, "sessions.by_kind:thematic": 1},
    ),
    "resolution": (
        lambda district: resolution(district.council, published=True, signed=True),
        {
            "resolutions.adopted": 1,
            "resolutions.adopted:thematic": 1,
            "resolutions.by_legal_kind": 1,
            "resolutions.by_legal_kind:individual": 1,
        },
    ),
    "resolution that nobody has classified": (
        lambda district: resolution(
            district.council, published=True, signed=True, resolution_class=None, legal_kind="", symbol="7/NQ-HĐND"
        ),
        {
            "resolutions.adopted": 1,
            "resolutions.adopted:unclassified": 1,
            "resolutions.by_legal_kind": 1,
            "resolutions.by_legal_kind:unclassified": 1,
        },
    ),
    "report of the council": (
        lambda district: IssuedDocumentFactory(council=district.council, published=True, signed=True),
        {"documents.issued": 1, "documents.issued:report": 1},
    ),
    "resolution of the Thường trực": (
        lambda district: IssuedDocumentFactory(
            council=district.council,
            doc_type="resolution",
            issuer=district.standing,
            published=True,
            signed=True,
            symbol="3/NQ-HĐND",
        ),
        {"documents.issued": 1, "documents.issued:resolution": 1},
    ),
    "supervision by the council": (
        lambda district: supervision(district.council),
        THEMATIC | {"supervision.conducted:council": 1},
    ),
    "supervision whose leader nobody knows": (
        lambda district: supervision(district.council, is_led_by_council=False),
        THEMATIC | {"supervision.conducted:unclassified": 1},
    ),
    "supervision by the Thường trực": (
        lambda district: supervision(district.council, lead_body=district.standing).participants.add(
            district.committee, district.standing
        ),
        THEMATIC | {"supervision.conducted:standing": 1},
    ),
    "survey by a Ban": (
        lambda district: supervision(district.council, lead_body=district.committee, form="survey", method="on_site"),
        SUPERVISED | {"supervision.conducted:committees": 1, "supervision.by_form:survey": 1, "supervision.by_method:on_site": 1},
    ),
    "supervision by a group": (
        lambda district: supervision(
            district.council, lead_body=BodyFactory(council=district.council, group=True, term=district.term)
        ),
        THEMATIC | {"supervision.conducted:groups": 1, "councils.groups": 1},
    ),
    "supervision by a delegate": (
        lambda district: supervision(district.council, lead_mandate=district.mandate),
        THEMATIC | {"supervision.conducted:delegates": 1},
    ),
    "supervision that is no thematic one": (
        lambda district: supervision(district.council, form="petitions", method="by_report"),
        {
            "supervision.by_form": 1,
            "supervision.by_form:petitions": 1,
            "supervision.by_method": 1,
            "supervision.by_method:by_report": 1,
        },
    ),
    "supervised units": (
        lambda district: [SupervisedUnitFactory(supervision=one) for one in [supervision(district.council)] * 2],
        THEMATIC | {"supervision.conducted:council": 1, "supervision.units": 2, "supervision.units:distinct": 2},
    ),
    "support": (
        lambda district: SupportResultFactory(council=district.council, published=True, beneficiaries=21281, amount=50583000000),
        {"support.beneficiaries": 21281, "support.amount": 50583000000},
    ),
    "round of meetings": (
        lambda district: VoterMeetingRoundFactory(council=district.council, published=True),
        {"voter_meetings.rounds": 1},
    ),
    "meeting with voters": (
        lambda district: meeting(district.council, with_national=True),
        {"voter_meetings.held": 1, "voter_meetings.held:district": 1, "voter_meetings.held:national": 1},
    ),
    "meeting with counts": (
        lambda district: meeting(
            district.council,
            attendees=120,
            speakers=9,
            opinions=12,
            opinions_answered=8,
            opinions_recorded=4,
            delegates_expected=5,
            delegates_present=4,
        ),
        {
            "voter_meetings.held": 1,
            "voter_meetings.held:district": 1,
            "voter_meetings.attendees": 120,
            "voter_meetings.speakers": 9,
            "voter_meetings.opinions": 12,
            "voter_meetings.opinions:answered_on_the_spot": 8,
            "voter_meetings.opinions:recorded": 4,
            "voter_meetings.attendance_rate": 4,
        },
    ),
    "petition": (lambda district: petition(district.council), UNSORTED_PETITION),
    "petition of a field": (
        lambda district: petition(
            district.council, field=FieldFactory(council=district.council, key="dat-dai"), competence="district"
        ),
        WHOLE_PETITION
        | {
            "petitions.received:unclassified": 1,
            "petitions.by_competence:district": 1,
            "petitions.by_competence_status:district.received": 1,
            "petitions.by_field:dat-dai": 1,
        },
    ),
    "petition forwarded": (
        lambda district: PetitionStatusFactory(petition=petition(district.council), on=AUTUMN),
        UNSORTED_PETITION
        | {"petitions.forwarded": 1, "petitions.forwarded:unclassified": 1}
        | {"petitions.by_status:received": 0, "petitions.by_status:forwarded": 1}
        | {
            "petitions.by_competence_status:unclassified.received": 0,
            "petitions.by_competence_status:unclassified.forwarded": 1,
        },
    ),
    "reception of the Thường trực": (
        lambda district: ReceptionSessionFactory(council=district.council, place="Trụ sở", visits=2, people=7),
        {
            "receptions.held:standing": 1,
            **SCHEDULED_RECEPTION,
            "receptions.visits": 2,
            "receptions.visits:standing": 2,
            "receptions.people": 7,
            "receptions.people:standing": 7,
        },
    ),
    "reception to which nobody came": (
        lambda district: ReceptionSessionFactory(
            council=district.council, place="Trụ sở", receiver="delegates", visits=0, people=0
        ).receivers.add(district.mandate),
        {"receptions.held:delegates": 1} | SCHEDULED_RECEPTION,
    ),
    "commendation": (
        lambda district: CommendationFactory(council=district.council, published=True, presented_on=date(2022, 1, 26)),
        {
            "commendations.given:certificate.district.year.collectives": 9,
            "commendations.given:certificate.district.year.individuals": 15,
        },
    ),
    "programme": (
        lambda district: ProgrammeFactory(council=district.council, published=True, year=2021),
        {"cooperation.programmes": 1},
    ),
}


@pytest.mark.parametrize(("act", "expected"), RECORDS.values(), ids=RECORDS)
def test_collect_changes_exactly_the_figures_of_a_new_record(district, act, expected):
    assert figure_changes(district.scope, lambda: act(district)) == {name: change for name, change in expected.items() if change}
