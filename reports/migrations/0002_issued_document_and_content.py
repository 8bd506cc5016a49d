from django.db import migrations, models


class Migration(migrations.Migration):
    """`paper` is called `issued_document` and `document` (JSON) `content`; the constraint over both follows."""

    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("annualreport", "reports_report_issued"),
        migrations.RenameField("annualreport", "paper", "issued_document"),
        migrations.RenameField("historicalannualreport", "paper", "issued_document"),
        migrations.RenameField("annualreport", "document", "content"),
        migrations.AddConstraint(
            "annualreport",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("issued_at__isnull", True), ("status", "draft")),
                    models.Q(
                        ("content__isnull", False),
                        ("issued_at__isnull", False),
                        ("issued_by__isnull", False),
                        ("issued_document__isnull", False),
                        ("status", "issued"),
                    ),
                    _connector="OR",
                ),
                name="reports_report_issued",
                violation_error_code="beside:title",
                violation_error_message="Báo cáo đã ban hành phải có số, người ban hành và nội dung đóng băng.",
            ),
        ),
    ]
