"""Formatted text that staff write: what of HTML may be stored."""

import re

import nh3

TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "figure", "figcaption"),
    *("a", "strong", "b", "em", "i", "u", "s", "sub", "sup"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
MARKUP = re.compile(rf"</?(?:{'|'.join(TAGS)})\b[^>]*>", re.IGNORECASE)


def is_markup(text):
    """Whether a text that may be plain has structure of its own; one that has not is shown letter by letter."""
    return bool(MARKUP.search(text))


def clean_html(fragment):
    """The fragment with nothing left but plain structure: no script, style, class, picture or foreign frame.

    Cleaning what is clean changes nothing, so that loading the same text twice stores the same text.
    """
    return nh3.clean(
        fragment,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
