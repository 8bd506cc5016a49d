"""What a page says to machines in the words of schema.org, as JSON-LD: data, never a script that runs."""

import json

from core.pages.addresses import absolute

SCHEMA = "https://schema.org"
# An element of a page ends at no sign of its data, whatever a title holds.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def thing(kind, **properties):
    """A thing of one of the kinds of schema.org, with those of the properties that are known."""
    return {"@type": kind} | {name: value for name, value in properties.items() if value}


def organization(name, **properties):
    return thing("GovernmentOrganization", name=name, **properties)


def breadcrumb_list(steps):
    """The way to a page, pairs of a label and a path; the page itself has no path."""
    items = [
        thing("ListItem", position=position, name=label, item=absolute(path) if path else "")
        for position, (label, path) in enumerate(steps, start=1)
    ]
    return thing("BreadcrumbList", itemListElement=items)


def as_json(things):
    """One thing, or a list of several, as the text of a data element."""
    if isinstance(things, list):
        things = {"@graph": things}
    text = json.dumps({"@context": SCHEMA} | things, ensure_ascii=False, separators=(",", ":"))
    return text.translate(ESCAPES)
