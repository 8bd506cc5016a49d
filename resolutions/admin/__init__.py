"""The admin of registers, documents, votes and programmes."""

from resolutions.admin.confidence import ConfidenceBallotAdmin
from resolutions.admin.decisions import PersonnelDecisionAdmin
from resolutions.admin.documents import IssuedDocumentAdmin, ResolutionAdmin
from resolutions.admin.registers import RegisterAdmin, ResolutionClassAdmin
from resolutions.admin.results import ProgrammeAdmin, SupportResultAdmin
from resolutions.admin.votes import ChoiceWordAdmin, DelegateVoteAdmin, VoteAdmin

__all__ = [
    "ChoiceWordAdmin",
    "ConfidenceBallotAdmin",
    "DelegateVoteAdmin",
    "IssuedDocumentAdmin",
    "PersonnelDecisionAdmin",
    "ProgrammeAdmin",
    "RegisterAdmin",
    "ResolutionAdmin",
    "ResolutionClassAdmin",
    "SupportResultAdmin",
    "VoteAdmin",
]
