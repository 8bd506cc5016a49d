"""Users whose only role is delegate are not staff; the councils of a user get a name that says that it means all roles."""

from django.db import migrations, models


def take_admin_from_delegates(apps, schema_editor):
    """Set `is_staff` to false for users whose only role is delegate. Backwards nothing changes: nobody knows who was staff."""
    user, service = apps.get_model("accounts", "User"), apps.get_model("accounts", "Service")
    with_other_role = service.objects.exclude(role="delegate").values("user")
    delegates = user.objects.filter(services__role="delegate", is_superuser=False).exclude(pk__in=with_other_role)
    user.objects.filter(pk__in=delegates.values("pk")).update(is_staff=False)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_name_the_manager"),
        ("councils", "0002_emblem"),
    ]

    operations = [
        migrations.RenameField("user", "councils", "all_councils"),
        migrations.RunPython(take_admin_from_delegates, migrations.RunPython.noop, elidable=True),
    ]
