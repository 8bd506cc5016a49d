"""Foreign keys point to lower apps only. The import contract does not see a foreign key to a model named by a string."""

from django.apps import apps

from tests.architecture.tree import APPS, layer_of

# (model, field): why this foreign key may point to an app that is not lower.
EXCEPTIONS = {
    ("accounts.User", "groups"): "Django's own tables of permissions",
    ("accounts.User", "user_permissions"): "Django's own tables of permissions",
    ("accounts.User_groups", "group"): "Django's own tables of permissions",
    ("accounts.User_user_permissions", "permission"): "Django's own tables of permissions",
}


def foreign_keys():
    """(model, field) for every relation of our models that is stored in the database."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in APPS:
            for field in model._meta.get_fields(include_hidden=True):
                if field.is_relation and field.concrete and field.related_model:
                    yield model, field


def test_foreign_keys_point_to_lower_apps_only():
    upward = {
        (model._meta.label, field.name)
        for model, field in foreign_keys()
        if field.related_model._meta.app_label not in APPS
        or (
            model._meta.app_label != field.related_model._meta.app_label
            and layer_of(field.related_model._meta.app_label) >= layer_of(model._meta.app_label)
        )
    }

    assert upward == set(EXCEPTIONS)


def test_installed_apps_are_in_the_order_of_the_layers(settings):
    ours = [app for app in settings.INSTALLED_APPS if app in APPS]

    assert ours == [app for app in APPS if app != "hdnd_portal"]


def test_history_user_id_is_an_integer():
    historical_models = [
        model
        for model in apps.get_models()
        if hasattr(model, "history_change_reason") and model._meta.app_label in APPS  # not the tables of their relations
    ]

    assert historical_models
    types = {model._meta.label: model._meta.get_field("history_user_id").get_internal_type() for model in historical_models}
    assert {label: kind for label, kind in types.items() if kind != "IntegerField"} == {}, "use core.records.history.history()"
