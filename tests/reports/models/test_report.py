"""The sections of a report."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.reports import AnnualReportFactory, ReportSectionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Có {sessions.hold} kỳ.", "{sessions.hold}"),
        ("Có {sessions.held:lon}.", "{sessions.held:lon}"),
        ("Có {sessions.\nheld}.", "{sessions.\nheld}"),
        ("Có {}.", "{}"),
        ("Có {sessions.held@ward}.", "{sessions.held@ward}"),
        ("Có {letters.received:complaint+}.", "{letters.received:complaint+}"),
        ("{a} {b} {c} {d} {e} {f}", "{a}, {b}, {c}, {d}, {e}, …"),
        ("{" + "a" * 59_000 + "}", "{" + "a" * 59 + "…}"),
    ],
)
def test_report_section_clean_names_an_unknown_placeholder(text, named):
    section = ReportSectionFactory.build(report=AnnualReportFactory(), text=text)
    with pytest.raises(ValidationError) as error:
        section.full_clean()

    assert error.value.message_dict == {"text": [f"Không có chỉ tiêu nào mang mã {named}; xem danh mục mã chỉ tiêu."]}
