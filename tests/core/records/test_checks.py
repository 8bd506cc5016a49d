import pytest

from core.records.checks import Severity, all_checks, check, checks_of
from resolutions.models import Resolution


def test_check_refuses_a_code_that_is_declared_already():
    declare = check("resolution-effect", Resolution, Severity.ADVICE, "Hai kiểm tra cùng mã")

    with pytest.raises(ValueError, match="resolution-effect is declared twice"):
        declare(lambda rows, on: [])


def test_checks_of_a_model_are_its_own_with_errors_first():
    checks = checks_of(Resolution)

    assert set(checks) == {each_check for each_check in all_checks() if each_check.model is Resolution}
    assert [each_check.is_error for each_check in checks] == sorted((each_check.is_error for each_check in checks), reverse=True)
