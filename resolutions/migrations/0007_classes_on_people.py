from django.db import migrations, models
from django.db.models import Q

KEYS = ("personnel", "nhan-su")


def mark_classes_on_people(apps, schema_editor):
    """Mark the classes that have such a key, or had it before an administrator changed it."""
    FormerAddress = apps.get_model("core", "FormerAddress")
    former = FormerAddress.objects.filter(path__in=[f"csv:resolution_classes:{key}" for key in KEYS])
    ids = former.filter(kind="resolutions.resolutionclass").values_list("object_id", flat=True)
    classes = apps.get_model("resolutions", "ResolutionClass").objects.filter(Q(key__in=KEYS) | Q(pk__in=list(ids)))
    classes.update(is_personnel=True)


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0001_tables_of_core"),
        ("resolutions", "0006_normal_forms_of_titles"),
    ]

    operations = [
        migrations.AddField(
            model_name="resolutionclass",
            name="is_personnel",
            field=models.BooleanField(
                default=False,
                help_text="Nghị quyết loại này phải có biểu quyết toàn văn được thông qua thì mới công khai được.",
                verbose_name="nghị quyết nhân sự",
            ),
        ),
        migrations.RunPython(mark_classes_on_people, migrations.RunPython.noop),
    ]
