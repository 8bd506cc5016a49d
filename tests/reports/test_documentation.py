from django.conf import settings

from reports.documentation import render


def test_render_equals_the_stored_indicator_documentation():
    assert (settings.BASE_DIR / "docs" / "indicators.md").read_text(encoding="utf-8") == render()
