"""The checks of resolutions, documents, registers, votes, personnel decisions and results of support."""

import resolutions.checks.documents
import resolutions.checks.personnel
import resolutions.checks.votes  # noqa: F401 registers the checks, as the modules above
