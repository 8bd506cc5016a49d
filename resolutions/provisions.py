"""The full text of a resolution as safe HTML, in which each Điều has an id."""

import re

from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from core.pages.markup import clean_html, is_markup

ARTICLE = re.compile(r"<(p|h2|h3|h4)>(\s*(?:<(?:strong|b)>\s*)?Điều\s+(\d{1,3}[a-zđ]?)\b)")


def provisions(text: str) -> SafeString:
    """Clean HTML of `text`, which is plain text or HTML; the first `Điều 2` gets the id `dieu-2`."""
    html = clean_html(text) if is_markup(text) else linebreaks(text, autoescape=True)
    numbers = set()

    def with_id(match):
        number = match[3].replace("đ", "d")
        if number in numbers:
            return match[0]
        numbers.add(number)
        return f'<{match[1]} id="dieu-{number}">{match[2]}'

    return mark_safe(ARTICLE.sub(with_id, html))
