"""Every kind that staff edit has a history with all that a person sets, or stands here with the reason why not."""

from django.contrib import admin

# Kinds without history.
WITHOUT_HISTORY = {
    "accounts.User": "personal; changes of accounts are in the log of the admin",
    "accounts.Service": "as the account that it belongs to",
}
# Columns that a person sets and that no history stores.
WITHOUT_COLUMNS = {
    "citizens.Petition.content": "may name private persons",
    "citizens.PetitionStatus.text": "as above",
}


def edited_models():
    """The models with a form or an inline in the admin."""
    models = set(admin.site._registry)
    return models | {inline.model for model_admin in admin.site._registry.values() for inline in model_admin.inlines}


def test_every_edited_kind_has_a_history():
    assert {model._meta.label for model in edited_models() if not hasattr(model, "history")} == set(WITHOUT_HISTORY)


def test_history_stores_every_column_that_a_person_sets():
    missing = set()
    for model in edited_models():
        if hasattr(model, "history"):
            stored = {field.name for field in model.history.model.tracked_fields}
            missing |= {
                field.name and f"{model._meta.label}.{field.name}"
                for field in model._meta.concrete_fields
                if field.editable and field.name not in stored
            }

    assert missing == set(WITHOUT_COLUMNS)


def test_history_stores_every_many_to_many_relation():
    missing = {
        f"{model._meta.label}.{field.name}"
        for model in edited_models()
        if hasattr(model, "history")
        for field in model._meta.many_to_many
        if field not in model.history.model._history_m2m_fields
    }

    assert missing == set()


def test_history_stores_names_of_files_only():
    kinds = {
        field.get_internal_type()
        for model in edited_models()
        if hasattr(model, "history")
        for field in model._meta.concrete_fields
        if field.get_internal_type() == "FileField"
        for field in [model.history.model._meta.get_field(field.name)]
    }

    assert kinds == {"TextField"}
