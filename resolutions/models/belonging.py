"""Whether what a record cites belongs to the record's own Council."""


def foreign_keys_refused(record, keys):
    """One message for each of the keys `keys` that leads to a row of another Council than the record's."""
    return {
        key: "Không thuộc HĐND của bản ghi này."
        for key in keys
        if (cited := getattr(record, key)) is not None and cited.council_id != record.council_id
    }
