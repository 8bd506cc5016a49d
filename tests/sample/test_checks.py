"""The checks find no error in the sample."""

from io import StringIO

from django.core.management import call_command


def test_check_records_finds_no_error_in_the_sample(cau_giay):
    out = StringIO()

    call_command("check_records", council=cau_giay.slug, stdout=out)
    call_command("check_records", stdout=out)  # fails if there is an error

    assert out.getvalue().splitlines()[-1].startswith("0 lỗi, 0 lỗi đã được chấp nhận, ")
    assert "LỖI" not in out.getvalue()
