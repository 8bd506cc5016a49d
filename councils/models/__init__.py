"""Councils, their territory, people, bodies and awards."""

from councils.models.bodies import Body, Membership
from councils.models.commendations import Commendation
from councils.models.council import Council, Subordination, Term
from councils.models.council_names import CouncilName
from councils.models.legal_constants import LegalConstant
from councils.models.people import Agency, Mandate, Office, Person
from councils.models.territory import Area, ElectoralUnit
from councils.models.vocabulary import Field, Vocabulary

__all__ = [
    "Agency",
    "Area",
    "Body",
    "Commendation",
    "Council",
    "CouncilName",
    "ElectoralUnit",
    "Field",
    "LegalConstant",
    "Mandate",
    "Membership",
    "Office",
    "Person",
    "Subordination",
    "Term",
    "Vocabulary",
]
