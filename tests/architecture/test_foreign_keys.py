"""Keys point downward only: an import contract does not see a key that is written as a string."""

from django.apps import apps

from tests.architecture.tree import APPS, layer_of

# (model, field): why this key may point to a app that is not below its own.
EXCEPTIONS = {
    ("accounts.User", "groups"): "Django's own tables of rights, which every project has",
    ("accounts.User", "user_permissions"): "Django's own tables of rights, which every project has",
    ("accounts.User_groups", "group"): "Django's own tables of rights, which every project has",
    ("accounts.User_user_permissions", "permission"): "Django's own tables of rights, which every project has",
}


def keys():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in APPS:
            for field in model._meta.get_fields(include_hidden=True):
                if field.is_relation and field.concrete and field.related_model:
                    yield model, field


def test_keys_point_downward_only():
    upward = {
        (model._meta.label, field.name)
        for model, field in keys()
        if field.related_model._meta.app_label not in APPS
        or (
            model._meta.app_label != field.related_model._meta.app_label
            and layer_of(field.related_model._meta.app_label) >= layer_of(model._meta.app_label)
        )
    }

    assert upward == set(EXCEPTIONS)


def test_installed_apps_stand_in_the_order_of_the_layers(settings):
    ours = [app for app in settings.INSTALLED_APPS if app in APPS]

    assert ours == [app for app in APPS if app != "hdnd_portal"]


def test_history_keeps_its_user_as_a_number():
    histories = [m for m in apps.get_models() if m.__name__.startswith("Historical") and m._meta.app_label in APPS]

    assert histories
    assert {m._meta.get_field("history_user_id").get_internal_type() for m in histories} == {"IntegerField"}
