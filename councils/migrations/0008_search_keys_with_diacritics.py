from django.db import migrations

from core.records.keys import fill_search_keys


def fill(apps, schema_editor):
    """Add the words with their diacritics to the search keys, so that a search finds exact spellings first."""
    fill_search_keys(apps.get_model("councils", "person"), ["full_name", "other_name"])


class Migration(migrations.Migration):

    dependencies = [
        ("councils", "0007_sources_of_legal_measures"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
