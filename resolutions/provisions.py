"""The full text of a resolution as safe HTML in which each Điều is a heading with an id."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.html import linebreaks, strip_tags
from django.utils.safestring import SafeString

from core.pages.markup import clean_html, is_markup, with_table_regions
from core.vietnamese.text import fold

ARTICLE_LINE = re.compile(r"\n(?=Điều\s+\d{1,3}[a-zđ]?\s*[.:])")
BLOCK = re.compile(r"<(p|h2|h3|h4)>(\s*(?:<(?:strong|b)>\s*)?Điều\s+\d.*?)</\1>", re.DOTALL)
ARTICLE = re.compile(r"\s*(?:<(strong|b)>\s*)?Điều\s+(\d{1,3}[a-zđ]?)\s*(?:([.:])|(?=</?[a-z]|$))\s*(.*)", re.DOTALL)
LINE_END = re.compile(r"<br ?/?>|</(?:p|h[2-4]|li|td|th|tr)>")
MAX_TITLE = 100  # characters
MAX_HEAD, MAX_END = 15, 15  # lines of a text in which its letterhead and title, or its signature, are looked for
MOTTO = fold("Cộng hòa xã hội chủ nghĩa Việt Nam")
KIND = fold("Nghị quyết")


@dataclass(frozen=True)
class Article:
    """One Điều of the text: the id of its heading, and its label for a list of contents."""

    id: str
    label: str


@dataclass(frozen=True)
class DocumentText:
    """The full text, its articles, and which parts of the document the office has typed into the text itself."""

    html: SafeString
    articles: tuple[Article, ...]
    has_letterhead: bool
    has_title: bool
    has_signature: bool


def document_text(text: str, *, signer: str = "") -> DocumentText:
    """The DocumentText of `text`, which is plain text or HTML; `signer` is the name by which a signature is recognised."""
    html = clean_html(text) if is_markup(text) else linebreaks(ARTICLE_LINE.sub("\n\n", text), autoescape=True)
    lines = text_lines(html)
    articles: dict[str, Article] = {}

    def with_heading(block: re.Match[str]) -> str:
        return article_heading(block, articles)

    return DocumentText(
        html=with_table_regions(BLOCK.sub(with_heading, html)),
        articles=tuple(articles.values()),
        has_letterhead=any(MOTTO in line for line in lines[:MAX_HEAD]),
        has_title=KIND in lines[:MAX_HEAD],
        has_signature=bool(signer) and any(line.endswith(fold(signer)) for line in lines[-MAX_END:]),
    )


def text_lines(html: str) -> list[str]:
    """The lines of `html` that hold text, without tags and folded."""
    lines = (fold(unescape(strip_tags(line))) for line in LINE_END.split(html))
    return [line for line in lines if line]


def article_heading(block: re.Match[str], articles: dict[str, Article]) -> str:
    """The block of HTML that begins an Điều, with a heading; the Điều is added to `articles`, which has each number once.

    A short line after the number is the title of the Điều and belongs to the heading; a sentence is its first paragraph.
    """
    tag, content = block.groups()
    match = ARTICLE.fullmatch(content)
    if match is None or match[2] in articles:
        return block[0]
    bold, number, mark, rest = match.groups(default="")
    title, paragraph = rest, ""
    if bold:
        title, _, paragraph = rest.partition(f"</{bold}>")
    elif tag == "p" and not is_title(rest):
        title, paragraph = "", rest
    name = f"Điều {number}{mark}"
    label = unescape(strip_tags(f"{name} {title}")).strip().rstrip(".:")
    articles[number] = Article(id=f"dieu-{number.replace('đ', 'd')}", label=label)
    heading = f'<h3 id="{articles[number].id}">{f"{name} {title}".strip()}</h3>'
    return heading + (f"<p>{paragraph.strip()}</p>" if paragraph.strip() else "")


def is_title(text: str) -> bool:
    """Whether the text after the number of an Điều is its title: one short line that is no sentence."""
    return len(text) <= MAX_TITLE and "<br" not in text and not text.rstrip().endswith((".", ";", ":", ","))
