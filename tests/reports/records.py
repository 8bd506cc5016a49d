"""Records for the tests of reports: a district with its councils and bodies, and functions that add to it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from councils.models import Body, Council, Mandate, Term
from reports.actions import issue_report
from tests.factories.accounts import UserFactory
from tests.factories.citizens import PetitionFactory, VoterMeetingFactory
from tests.factories.councils import (
    BodyFactory,
    CouncilFactory,
    MandateFactory,
    PersonFactory,
    SubordinationFactory,
    TermFactory,
)
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import RegisterFactory, ResolutionClassFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.factories.supervision import SupervisionFactory
from tests.reports.figure_values import scope_of

ON, AT = date(2022, 1, 5), datetime(2022, 1, 5, 2, tzinfo=UTC)


@dataclass
class District:
    """A district's council with its bodies, a ward under it, and another district."""

    council: Council
    term: Term
    mandate: Mandate
    standing: Body
    committee: Body
    ward: Council
    other: Council

    @property
    def scope(self):
        return scope_of(self.council)


def build_district():
    """A district with one delegate in office."""
    term = TermFactory()
    council = term.council
    ResolutionClassFactory(council=council)
    return District(
        council=council,
        term=term,
        mandate=MandateFactory(term=term, person__gender="male", person__birth_year=1970, sector="state", is_reelected=False),
        standing=BodyFactory(council=council, standing=True),
        committee=BodyFactory(council=council),
        ward=SubordinationFactory(parent=council).council,
        other=CouncilFactory(),
    )


def session(council, **values):
    term = Term.objects.filter(council=council).first() or TermFactory(council=council)
    return CouncilSessionFactory(term=term, published=True, **values)


def resolution(council, **values):
    return ResolutionFactory(**{"session": session(council, life="cancelled", opened_on=date(2021, 9, 28)), **values})


def meeting(council, **values):
    return VoterMeetingFactory(council=council, published=True, **values)


def petition(council, **values):
    return PetitionFactory(council=council, published=True, **values)


def supervision(council, **values):
    return SupervisionFactory(council=council, published=True, done=True, **values)


def draft(council, *, register=True, **values):
    """A draft that can be issued."""
    if register and not council.register_set.filter(key="bao-cao").exists():
        RegisterFactory(council=council, key="bao-cao", pattern="{number}/BC-HĐND")
    person = PersonFactory(full_name="Nguyễn Văn Chiến")
    return AnnualReportFactory(council=council, **{"signer": person, "sign_mode": "chair"} | values)


def issued(report, **values):
    return issue_report(report=report, user=UserFactory(), **{"on": ON, "at": AT} | values)
