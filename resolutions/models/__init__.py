"""What a Council decides and issues, how it voted, whom it appointed, and what came of it."""

from resolutions.models.documents import DocumentFile, IssuedDocument, NumberedDocument, Resolution, ResolutionFile
from resolutions.models.personnel import PersonnelDecision
from resolutions.models.programmes import Programme, SupportResult
from resolutions.models.registers import Register, ResolutionClass
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
