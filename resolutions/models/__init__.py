"""Documents of a Council, its votes and personnel decisions, results of support, and programmes."""

from resolutions.models.documents import DocumentFile, IssuedDocument
from resolutions.models.numbered import NumberedDocument
from resolutions.models.personnel import PersonnelDecision
from resolutions.models.programmes import Programme, SupportResult
from resolutions.models.registers import Register, ResolutionClass
from resolutions.models.resolutions import Resolution, ResolutionFile
from resolutions.models.votes import Vote

__all__ = [
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
