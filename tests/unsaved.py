"""Records in memory that are ready to be stored, and to be broken before."""


def unsaved(factory, **values):
    """A new record whose neighbours are stored; `values` may make it break a rule."""
    record = factory()
    type(record).objects.filter(pk=record.pk).delete()
    record.pk = None
    record._state.adding = True
    for name, value in values.items():
        setattr(record, name, value)
    return record
