"""One changed record of each kind moves exactly its figure."""

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
from tests.reports.figures import moved
from tests.reports.stage import meeting, petition, resolution, session, supervision

pytestmark = pytest.mark.django_db

AUTUMN = date(2021, 10, 5)

WHOLE_PETITION = {
    **dict.fromkeys(("petitions.received", "petitions.by_status", "petitions.by_competence", "petitions.by_field"), 1),
    "petitions.by_status:received": 1,
}
UNSORTED_PETITION = WHOLE_PETITION | {
    "petitions.received:unclassified": 1,
    "petitions.by_competence:unclassified": 1,
    "petitions.by_field:unclassified": 1,
}
SUPERVISED = {"supervision.conducted": 1, "supervision.by_form": 1, "supervision.by_method": 1}
THEMATIC = SUPERVISED | {"supervision.by_form:thematic": 1, "supervision.by_method:direct": 1}

RECORDS = {
    "delegate": (
        lambda s: MandateFactory(
            term=s.term, sector="party", person__gender="female", person__birth_year=1990, is_full_time=True, is_reelected=True
        ),
        {"councils.delegates": 1}
        | dict.fromkeys(
            [f"councils.structure:{key}" for key in ("gender.female", "age.under_35", "age.under_40", "sector.party")]
            + ["councils.structure:full_time", "councils.structure:reelected"],
            1,
        ),
    ),
    "delegate who is little known": (
        lambda s: MandateFactory(term=s.term),
        {"councils.delegates": 1} | {f"councils.structure:{key}.unclassified": 1 for key in ("gender", "age", "sector")},
    ),
    "delegate by a by-election": (
        lambda s: MandateFactory(
            term=s.term, origin="by_election", start=AUTUMN, sector="front", person__gender="male", person__birth_year=1970
        ),
        {
            "councils.delegates": 1,
            "councils.changes:begun": 1,
            "councils.structure:gender.male": 1,
            "councils.structure:sector.front": 1,
        },
    ),
    "delegate who came and went": (
        lambda s: MandateFactory(term=s.term, origin="appointed", start=AUTUMN, relieved=True),
        {"councils.changes:begun": 1, "councils.changes:relieved": 1},
    ),
    "group": (lambda s: BodyFactory(council=s.council, group=True, term=s.term), {"councils.groups": 1}),
    "group with areas": (
        lambda s: BodyFactory(council=s.council, group=True, term=s.term).areas.add(AreaFactory(), AreaFactory()),
        {"councils.groups": 1, "councils.groups:areas": 2},
    ),
    "member of the Thường trực": (
        lambda s: MembershipFactory(mandate=s.mandate, body=s.standing),
        {"councils.standing_members": 1},
    ),
    "member of a Ban": (lambda s: MembershipFactory(mandate=s.mandate, body=s.committee), {"councils.committee_members": 1}),
    "member of two Ban": (
        lambda s: [MembershipFactory(mandate=s.mandate, body=body) for body in (s.committee, BodyFactory(council=s.council))],
        {"councils.committee_members": 1},
    ),
    "regular session": (
        lambda s: session(s.council),
        {"sessions.held": 1, "sessions.held:regular": 1, "sessions.by_kind": 1, "sessions.by_kind:regular": 1},
    ),
    "first session": (
        lambda s: session(s.council, kind="first", is_regular=False),
        {"sessions.held": 1, "sessions.held:irregular": 1, "sessions.by_kind": 1, "sessions.by_kind:first": 1},
    ),
    "resolution": (
        lambda s: resolution(s.council, published=True, signed=True),
        {
            "resolutions.adopted": 1,
            "resolutions.adopted:thematic": 1,
            "resolutions.by_legal_kind": 1,
            "resolutions.by_legal_kind:individual": 1,
        },
    ),
    "report of the council": (
        lambda s: IssuedDocumentFactory(council=s.council, published=True, signed=True),
        {"documents.issued": 1, "documents.issued:report": 1},
    ),
    "resolution of the Thường trực": (
        lambda s: IssuedDocumentFactory(
            council=s.council, doc_type="resolution", issuer=s.standing, published=True, signed=True, symbol="3/NQ-HĐND"
        ),
        {"documents.issued": 1, "documents.issued:resolution": 1},
    ),
    "supervision by the council": (lambda s: supervision(s.council), THEMATIC | {"supervision.conducted:council": 1}),
    "supervision by the Thường trực": (
        lambda s: supervision(s.council, lead_body=s.standing).participants.add(s.committee, s.standing),
        THEMATIC | {"supervision.conducted:standing": 1},
    ),
    "survey by a Ban": (
        lambda s: supervision(s.council, lead_body=s.committee, form="survey", method="on_site"),
        SUPERVISED | {"supervision.conducted:committees": 1, "supervision.by_form:survey": 1, "supervision.by_method:on_site": 1},
    ),
    "supervision by a group": (
        lambda s: supervision(s.council, lead_body=BodyFactory(council=s.council, group=True, term=s.term)),
        THEMATIC | {"supervision.conducted:groups": 1, "councils.groups": 1},
    ),
    "supervision by a delegate": (
        lambda s: supervision(s.council, lead_mandate=s.mandate),
        THEMATIC | {"supervision.conducted:delegates": 1},
    ),
    "supervision that is no thematic one": (
        lambda s: supervision(s.council, form="petitions", method="by_report"),
        {
            "supervision.by_form": 1,
            "supervision.by_form:petitions": 1,
            "supervision.by_method": 1,
            "supervision.by_method:by_report": 1,
        },
    ),
    "supervised units": (
        lambda s: [SupervisedUnitFactory(supervision=one) for one in [supervision(s.council)] * 2],
        THEMATIC | {"supervision.conducted:council": 1, "supervision.units": 2},
    ),
    "support": (
        lambda s: SupportResultFactory(council=s.council, published=True, beneficiaries=21281, amount=50583000000),
        {"support.beneficiaries": 21281, "support.amount": 50583000000},
    ),
    "round of meetings": (
        lambda s: VoterMeetingRoundFactory(council=s.council, published=True),
        {"voter_meetings.rounds": 1},
    ),
    "meeting with voters": (
        lambda s: meeting(s.council, with_national=True),
        {"voter_meetings.held": 1, "voter_meetings.held:district": 1, "voter_meetings.held:national": 1},
    ),
    "meeting with counts": (
        lambda s: meeting(
            s.council,
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
    "petition": (lambda s: petition(s.council), UNSORTED_PETITION),
    "petition of a field": (
        lambda s: petition(s.council, field=FieldFactory(council=s.council, key="dat-dai"), competence="district"),
        WHOLE_PETITION
        | {
            "petitions.received:unclassified": 1,
            "petitions.by_competence:district": 1,
            "petitions.by_field:dat-dai": 1,
        },
    ),
    "petition forwarded": (
        lambda s: PetitionStatusFactory(petition=petition(s.council), on=AUTUMN),
        UNSORTED_PETITION
        | {"petitions.forwarded": 1, "petitions.forwarded:unclassified": 1}
        | {"petitions.by_status:received": 0, "petitions.by_status:forwarded": 1},
    ),
    "reception of the Thường trực": (
        lambda s: ReceptionSessionFactory(council=s.council, visits=2, people=7),
        {
            "receptions.held:standing": 1,
            "receptions.visits": 2,
            "receptions.visits:standing": 2,
            "receptions.people": 7,
            "receptions.people:standing": 7,
        },
    ),
    "reception to which nobody came": (
        lambda s: ReceptionSessionFactory(council=s.council, receiver="delegates", visits=0, people=0).receivers.add(s.mandate),
        {"receptions.held:delegates": 1},
    ),
    "commendation": (
        lambda s: CommendationFactory(council=s.council, published=True, presented_on=date(2022, 1, 26)),
        {
            "commendations.given:certificate.district.year.collectives": 9,
            "commendations.given:certificate.district.year.individuals": 15,
        },
    ),
    "programme": (lambda s: ProgrammeFactory(council=s.council, published=True, year=2021), {"cooperation.programmes": 1}),
}


@pytest.mark.parametrize(("act", "expected"), RECORDS.values(), ids=RECORDS)
def test_record_moves_exactly_its_figure(stage, act, expected):
    assert moved(stage.scope, lambda: act(stage)) == {name: change for name, change in expected.items() if change}
