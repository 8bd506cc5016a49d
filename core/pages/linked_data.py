"""Linked data for search engines: schema.org types as JSON-LD in a data element, which never runs as a script."""

import json
from collections.abc import Iterable
from typing import Any

from core.pages.addresses import absolute_url

SCHEMA = "https://schema.org"
# These characters are escaped, so that no text can end the data element.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

SchemaObject = dict[str, Any]  # an object of schema.org; Any: its properties are texts, numbers, lists and other objects


def schema_object(schema_type: str, **properties: Any) -> SchemaObject:  # Any: see SchemaObject
    """Return an object of the schema.org type, with those of `properties` that are not empty."""
    return {"@type": schema_type} | {name: value for name, value in properties.items() if value}


def organization(name: str, **properties: Any) -> SchemaObject:  # Any: see SchemaObject
    """Return an office as a GovernmentOrganization of schema.org."""
    return schema_object("GovernmentOrganization", name=name, **properties)


def breadcrumb_list(steps: Iterable[tuple[str, str]]) -> SchemaObject:
    """Return breadcrumbs as a BreadcrumbList of schema.org; the steps are (label, path), the path of the page itself is ""."""
    items = [
        schema_object("ListItem", position=position, name=label, item=absolute_url(path) if path else "")
        for position, (label, path) in enumerate(steps, start=1)
    ]
    return schema_object("BreadcrumbList", itemListElement=items)


def as_json(data: SchemaObject | list[SchemaObject]) -> str:
    """Return one object, or a list of several, as the text of a data element."""
    properties = {"@graph": data} if isinstance(data, list) else data
    text = json.dumps({"@context": SCHEMA} | properties, ensure_ascii=False, separators=(",", ":"))
    return text.translate(ESCAPES)
