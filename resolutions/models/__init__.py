"""Documents of a Council, its votes and confidence ballots and personnel decisions, results of support, and programmes."""

from resolutions.models.confidence import ConfidenceBallot, ConfidenceResult
from resolutions.models.delegate_votes import Choice, ChoiceWord, DelegateVote
from resolutions.models.documents import DocumentFile, IssuedDocument
from resolutions.models.numbered import NumberedDocument
from resolutions.models.personnel import PersonnelDecision
from resolutions.models.programmes import Programme, SupportResult
from resolutions.models.registers import Register, ResolutionClass
from resolutions.models.resolutions import Resolution, ResolutionFile
from resolutions.models.votes import Vote

__all__ = [
    "Choice",
    "ChoiceWord",
    "ConfidenceBallot",
    "ConfidenceResult",
    "DelegateVote",
    "DocumentFile",
    "IssuedDocument",
    "NumberedDocument",
    "PersonnelDecision",
    "Programme",
    "Register",
    "Resolution",
    "ResolutionClass",
    "ResolutionFile",
    "SupportResult",
    "Vote",
]
