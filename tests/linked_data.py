"""What a page says to machines."""

import json
import re

ELEMENT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def linked_data(response):
    """{kind: thing} of all JSON-LD of a page; a kind that comes twice fails."""
    found = {}
    for text in ELEMENT.findall(response.content.decode()):
        data = json.loads(text)
        assert data.pop("@context") == "https://schema.org"
        for thing in data.get("@graph", [data]):
            kind = thing.pop("@type")
            assert kind not in found
            found[kind] = thing
    return found
