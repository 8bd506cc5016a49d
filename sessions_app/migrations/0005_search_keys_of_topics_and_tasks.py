from django.db import migrations, models

from core.vietnamese.search_query import search_key_of


def fill(apps, schema_editor):
    """Compute the search keys of the stored topics and tasks, as the models do when they save one."""
    for topic in apps.get_model("sessions_app", "questiontopic").objects.iterator():
        topic.search_key = search_key_of(f"{topic.title} {topic.conclusion}")
        topic.save(update_fields=["search_key"])
    for task in apps.get_model("sessions_app", "meetingtask").objects.select_related("agency", "body").iterator():
        actor = task.agency or task.body
        task.search_key = search_key_of(f"{task.text} {actor.name if actor else ''}")
        task.save(update_fields=["search_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('sessions_app', '0004_search_keys_of_sessions'),
    ]

    operations = [
        migrations.AddField(
            model_name='meetingtask',
            name='search_key',
            field=models.TextField(blank=True, editable=False, verbose_name='khóa tìm kiếm'),
        ),
        migrations.AddField(
            model_name='questiontopic',
            name='search_key',
            field=models.TextField(blank=True, editable=False, verbose_name='khóa tìm kiếm'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
