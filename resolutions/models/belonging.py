"""Whether what a record cites belongs to the record's own Council."""


def foreign_keys_refused(record, keys):
    """One message for each of the keys `keys` that leads to a row of another Council than the record's.

    A key or a Council that is not chosen yet is no fault here.
    """
    chosen = [key for key in keys if getattr(record, f"{key}_id") is not None] if record.council_id is not None else []
    return {key: "Không thuộc HĐND của bản ghi này." for key in chosen if getattr(record, key).council_id != record.council_id}
