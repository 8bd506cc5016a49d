"""What one check finds: helpers for the tests of checks."""

from datetime import date

from core.models.findings import findings_in
from core.records.checks import checks_by_code

TODAY = date(2026, 12, 1)


def sentences(code, on=TODAY):
    """{id of the record: sentence} of the check `code` in all records of its model on the day `on`."""
    check = checks_by_code[code]
    findings = findings_in(check.model._default_manager.all(), [check], on)
    return {finding.record.pk: finding.sentence for finding in findings}


def others(code, on=TODAY):
    """The other records of the only finding of the check `code`."""
    check = checks_by_code[code]
    (finding,) = findings_in(check.model._default_manager.all(), [check], on)
    return list(finding.problem.others)
