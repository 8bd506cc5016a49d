from pathlib import Path

from django.conf import settings

from exchange.documentation import render
from exchange.tables import SHEETS


def test_documentation_is_what_the_code_says():
    written = Path(settings.BASE_DIR / "docs/registers.md").read_text(encoding="utf-8")

    assert written == render() + "\n", "Run: python manage.py register_docs > docs/registers.md"


def test_documentation_names_every_register_column_and_example():
    text = render()

    for sheet in SHEETS.values():
        section = text.split(f"\n## {sheet.file}\n")[1].split("\n## ")[0]
        assert all(f"`{name}`" in section for name in sheet.columns)
        assert all(value.replace("|", "\\|") in section for value in sheet.examples[0].values())
