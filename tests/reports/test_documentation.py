from django.conf import settings

from reports.documentation import render


def test_documentation_of_the_indicators_says_what_the_code_says():
    assert (settings.BASE_DIR / "docs" / "indicators.md").read_text(encoding="utf-8") == render()
