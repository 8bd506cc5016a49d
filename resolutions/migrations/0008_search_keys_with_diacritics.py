from django.db import migrations

from core.records.keys import fill_search_keys


def fill(apps, schema_editor):
    """Add the words with their diacritics to the search keys, so that a search finds exact spellings first."""
    fill_search_keys(apps.get_model("resolutions", "resolution"), ["symbol", "title"])
    fill_search_keys(apps.get_model("resolutions", "issueddocument"), ["symbol", "title"])


class Migration(migrations.Migration):

    dependencies = [
        ("resolutions", "0007_classes_on_people"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
