"""Reads the structured data (JSON-LD) of a page."""

import json
import re

ELEMENT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def linked_data(response):
    """{type: object} for all JSON-LD of a page. Fails if a type occurs twice."""
    objects = {}
    for text in ELEMENT.findall(response.content.decode()):
        data = json.loads(text)
        assert data.pop("@context") == "https://schema.org"
        for schema_object in data.get("@graph", [data]):
            type_name = schema_object.pop("@type")
            assert type_name not in objects
            objects[type_name] = schema_object
    return objects
