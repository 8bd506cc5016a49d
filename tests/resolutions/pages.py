"""Public pages as text."""

import re


def page(response):
    """The page with single spaces, as a browser displays it."""
    return re.sub(r"\s+", " ", response.content.decode())
