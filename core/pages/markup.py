"""The HTML that may be stored in formatted texts of staff."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe

TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "figure", "figcaption"),
    *("a", "strong", "b", "em", "i", "u", "s", "sub", "sup"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
TABLE_TAG = re.compile(r"<(/?)table>")
MARKUP = re.compile(rf"</?(?:{'|'.join(TAGS)})\b[^>]*>", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Return whether `text` contains an allowed HTML tag; otherwise it is plain text and must be escaped."""
    return bool(MARKUP.search(text))


def clean_html(fragment: str) -> str:
    """Return the HTML with only the allowed tags and attributes: no script, style, class, picture or frame.

    Cleaning clean HTML changes nothing, so that loading the same text twice stores the same text.
    """
    return nh3.clean(
        fragment,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )


def with_table_regions(fragment: str) -> SafeString:
    """Return cleaned HTML for a page: each table in a region that scrolls by itself, because a phone is narrow."""
    depth = tables = 0

    def surrounded(match: re.Match[str]) -> str:
        nonlocal depth, tables
        if match[1]:
            depth -= 1
            return match[0] if depth else f"{match[0]}</div>"
        depth += 1
        if depth > 1:
            return match[0]
        tables += 1
        return f'<div class="scroll" tabindex="0" role="region" aria-label="Bảng {tables}">{match[0]}'

    return mark_safe(TABLE_TAG.sub(surrounded, fragment))
