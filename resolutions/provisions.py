"""The text of a resolution as a page shows it: clean, each điều with an address of its own."""

import re

from django.utils.html import linebreaks
from django.utils.safestring import mark_safe

from core.pages.markup import clean_html, is_markup

ARTICLE = re.compile(r"<(p|h2|h3|h4)>(\s*(?:<(?:strong|b)>\s*)?Điều\s+(\d{1,3}[a-zđ]?)\b)")


def provisions(text):
    """Plain text, or HTML as an editor left it, as safe HTML; the first `Điều 2` is reached by `#dieu-2`."""
    html = clean_html(text) if is_markup(text) else linebreaks(text, autoescape=True)
    seen = set()

    def addressed(match):
        number = match[3].replace("đ", "d")
        if number in seen:
            return match[0]
        seen.add(number)
        return f'<{match[1]} id="dieu-{number}">{match[2]}'

    return mark_safe(ARTICLE.sub(addressed, html))
