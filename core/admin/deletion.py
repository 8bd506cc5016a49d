"""What goes with a record that is deleted, told without what the user may not see."""

from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from core.records.rights import is_visible

OUT_OF_SIGHT = "bản ghi của HĐND khác"
NAMED = 5  # records of one kind that a list of obstacles names before it only counts


def deletion_of(records, request, admin_site):
    """What deleting `records` would take along, in Django's own form: nested names, how many of each kind beside the
    records themselves, kinds that the user may not delete, names of what forbids it.

    Rows that only link two records are not told of, and rows of other councils have no name here.
    """
    records = list(records)
    if not records:
        return [], {}, set(), []
    collector = NestedObjects(using=router.db_for_write(type(records[0])), origin=records)
    collector.collect(records)
    forbidden = set()

    def told(record):
        if type(record)._meta.auto_created:
            return ""
        if refusal := refused(record, request, admin_site):
            forbidden.add(refusal)
        return name_of(record, request, admin_site)

    others = {model: rows.difference(records) for model, rows in collector.model_objs.items() if not model._meta.auto_created}
    counts = {model._meta.verbose_name_plural: len(rows) for model, rows in others.items() if rows}
    protectors = list(named_in_part(collector.protected, request, admin_site))
    return without_blanks(collector.nested(told)), counts, forbidden, protectors


def refused(record, request, admin_site):
    """The kind of `record` where the user may not delete it, else an empty text."""
    model = type(record)
    if admin_site.is_registered(model) and not admin_site.get_model_admin(model).has_delete_permission(request, record):
        return record._meta.verbose_name
    return ""


def name_of(record, request, admin_site):
    """The kind and the name of `record`, with a link to its page where it has one."""
    opts = record._meta
    kind = capfirst(opts.verbose_name)
    if not is_visible(record, request.user):
        return f"{kind}: {OUT_OF_SIGHT}"
    try:
        url = reverse(f"{admin_site.name}:{opts.app_label}_{opts.model_name}_change", args=[record.pk])
    except NoReverseMatch:
        return f"{kind}: {record}"
    return format_html('{}: <a href="{}">{}</a>', kind, url, record)


def named_in_part(records, request, admin_site):
    """The names of `records`, of each kind a few, and how many more there are."""
    kinds = {}
    for record in sorted(records, key=str):
        kinds.setdefault(record._meta.verbose_name, []).append(record)
    for kind, rows in sorted(kinds.items()):
        yield from dict.fromkeys(name_of(record, request, admin_site) for record in rows[:NAMED])
        if (more := len(rows) - NAMED) > 0:
            yield f"{capfirst(kind)}: và {more} bản ghi khác"


def without_blanks(nested):
    """The nested list without empty names, and without lists left empty by that."""
    kept = [without_blanks(item) if isinstance(item, list) else item for item in nested]
    return [item for item in kept if item]
