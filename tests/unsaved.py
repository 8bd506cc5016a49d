"""Unsaved records for tests of rules."""


def unsaved(factory, **values):
    """An unsaved record, whose related records are stored. `values` may break a rule."""
    record = factory()
    type(record).objects.filter(pk=record.pk).delete()
    record.pk = None
    record._state.adding = True
    for name, value in values.items():
        setattr(record, name, value)
    return record
