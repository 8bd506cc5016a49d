"""The command `check_records`, and the documented list of checks."""

import hashlib
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from core.models import Waiver
from core.models.findings import blocking_errors
from core.records.checks import all_checks, checks_as_markdown
from core.records.periods import Period
from tests.checked import sentences
from tests.factories.councils import CouncilFactory
from tests.factories.resolutions import ResolutionFactory, VoteFactory

ERROR = "Có hiệu lực từ 27/09/2021, trước ngày thông qua 28/09/2021."


def run(**options):
    out = StringIO()
    call_command("check_records", **options, stdout=out)
    return out.getvalue()


@pytest.fixture
def resolution(db):
    """A resolution with an error."""
    return ResolutionFactory(effective_from="2021-09-27")


def waive(resolution, **values):
    """The waiver of the error of `resolution`."""
    digest = hashlib.sha256(ERROR.encode()).hexdigest()
    values = {"sentence_hash": digest, "reason": "Đúng như bản ký.", "by_id": 1} | values
    return Waiver.objects.create(check_code="resolution-effect", kind="resolutions.resolution", object_id=resolution.pk, **values)


def test_check_records_lists_errors_by_record_and_fails(resolution):
    out = StringIO()

    with pytest.raises(CommandError, match="Còn lỗi: 1 lỗi, 0 lỗi đã được chấp nhận, "):
        call_command("check_records", stdout=out)

    assert f"nghị quyết {resolution.pk}: {resolution}\n  LỖI: {ERROR} [resolution-effect]\n" in out.getvalue()


def test_check_records_accepts_a_waived_error(resolution):
    waive(resolution)

    assert "đã chấp nhận (Đúng như bản ký.)" in run()


def test_waiver_no_longer_holds_when_the_sentence_changes(resolution):
    waive(resolution)
    resolution.effective_from = "2021-09-26"
    resolution.save()

    with pytest.raises(CommandError):
        run()


def test_check_records_does_not_fail_for_advice(db):
    VoteFactory(total_delegates=35, present=20, in_favour=20, against=0, abstained=0, session__life="postponed")

    assert run().endswith("0 lỗi, 0 lỗi đã được chấp nhận, 1 lưu ý.\n")


def test_check_records_looks_at_one_council_only(resolution):
    other = CouncilFactory()

    assert run(council=other.slug) == "0 lỗi, 0 lỗi đã được chấp nhận, 0 lưu ý.\n"
    with pytest.raises(CommandError, match="Không có HĐND mang mã “khong-co”."):
        run(council="khong-co")


def test_blocking_errors_are_those_of_the_councils_and_the_period(resolution):
    council = resolution.council

    assert [finding.record for finding in blocking_errors(council)] == [resolution]
    assert [finding.record for finding in blocking_errors([council], Period.year(2021))] == [resolution]
    assert blocking_errors(council, Period.year(2022)) == []
    assert blocking_errors(CouncilFactory()) == []
    waive(resolution)
    assert blocking_errors(council) == []


@pytest.mark.django_db
def test_every_check_can_be_limited_to_councils_and_to_a_period():
    for check in all_checks():
        rows = check.model._default_manager.of([1])
        assert list(check.problems(rows.filter(check.in_period(Period.year(2021))), Period.year(2021).last)) == []
        assert sentences(check.code) == {}


def test_checks_are_documented():
    document = (settings.BASE_DIR / "docs" / "checks.md").read_text(encoding="utf-8")

    assert document == checks_as_markdown(), "run manage.py check_records --list > docs/checks.md"
