from pathlib import Path

from django.conf import settings

from exchange.documentation import render
from exchange.tables import TABLES


def test_render_equals_docs_csv_tables():
    written = Path(settings.BASE_DIR / "docs/csv-tables.md").read_text(encoding="utf-8")

    assert written == render() + "\n", "Run: .venv/bin/python manage.py register_docs > docs/csv-tables.md"


def test_render_names_every_table_column_and_example():
    text = render()

    for table in TABLES.values():
        section = text.split(f"\n## {table.file}\n")[1].split("\n## ")[0]
        assert all(f"`{name}`" in section for name in table.columns)
        assert all(value.replace("|", "\\|") in section for value in table.examples[0].values())
