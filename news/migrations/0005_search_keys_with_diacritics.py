from django.db import migrations

from core.records.keys import fill_search_keys


def fill(apps, schema_editor):
    """Add the words with their diacritics to the search keys, so that a search finds exact spellings first."""
    fill_search_keys(apps.get_model("news", "article"), ["title", "lead", "signature"])


class Migration(migrations.Migration):

    dependencies = [
        ("news", "0004_normal_forms_of_names"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
