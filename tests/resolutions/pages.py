"""Public pages as text."""

import re


def page(response):
    """The page with single spaces, as a browser displays it."""
    return re.sub(r"\s+", " ", response.content.decode())


def facts_of(text):
    """[(label, value, note)] of the strip at the head of the page."""
    strip = re.search(r'<dl class="facts facts-strip">(.*?)</dl>', text)[1]
    return re.findall(r"<dt>(.*?)</dt> <dd>(.*?)(?: <small>(.*?)</small>)?</dd>", strip)
