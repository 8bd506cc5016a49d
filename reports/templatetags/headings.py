"""The headings and paragraphs of a report on its page, where the title of the report is the heading of level 1."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.pages.component_data import ContentsItem
from reports.document.structure import ReportDocument, Run

register = template.Library()

MAX_DEPTH = 6  # <h6> is the last heading of HTML
CONTENTS_DEPTH = 4  # the deepest heading in the contents
SUBSECTION_DEPTH = 4  # headings that are indented there
SPACE_OF_UNIT = re.compile(r"(?<=\d) ")  # "8 Tổ"


@dataclass(frozen=True)
class PageBlock:
    """A block of a report with its heading level on the page (`depth`, 0 for a paragraph) and a unique anchor."""

    kind: str
    label: str
    text: str
    runs: tuple[Run, ...]
    closing: bool
    depth: int
    anchor: str


@dataclass(frozen=True)
class PageOutline:
    """The blocks of a report on its page, and its table of contents."""

    blocks: list[PageBlock]
    contents: list[ContentsItem]


@register.simple_tag
def headings(*, document: ReportDocument) -> PageOutline:
    """The outline of a report on its page. No heading level is skipped and every anchor is unique."""
    blocks: list[PageBlock] = []
    used_anchors: set[str] = set()
    previous_depth, base_depth = 1, 1
    for position, block in enumerate(document.blocks, start=1):
        depth = 0
        if block.kind == "part":
            depth, base_depth = 2, 2
        elif block.kind == "heading":
            depth = min(base_depth + block.level, previous_depth + 1, MAX_DEPTH)
        previous_depth = depth or previous_depth
        anchor = block.anchor if block.anchor and block.anchor not in used_anchors else f"muc-{position}"
        if depth:
            used_anchors.add(anchor)
        blocks.append(PageBlock(block.kind, block.label, block.text, block.runs, block.closing, depth, anchor))
    return PageOutline(blocks, [*heading_items(blocks), *annex_items(document)])


def heading_items(blocks: Iterable[PageBlock]) -> Iterator[ContentsItem]:
    """Yield the headings in the table of contents; of a part, whose title is long and in capitals, its label."""
    for block in blocks:
        if 0 < block.depth <= CONTENTS_DEPTH:
            yield ContentsItem(block.label or block.text, block.anchor, is_subsection=block.depth >= SUBSECTION_DEPTH)


def annex_items(document: ReportDocument) -> Iterator[ContentsItem]:
    """Yield the annexes in the table of contents."""
    for annex in document.annexes:
        yield ContentsItem(f"{' '.join(filter(None, ('Phụ lục', annex.numeral)))}. {annex.title}", f"phu-luc-{annex.key}")


@register.filter
def linked_figures(runs: Iterable[Run]) -> SafeString:
    """Return a paragraph as HTML, its runs without a space between them; a figure is a link to its page, a mark to its note."""
    return format_html_join("", "{}", ((run_html(run),) for run in runs))


def run_html(run: Run) -> SafeString:
    """Return one run as HTML; no line ends between the number of a figure and its unit."""
    link = '<a class="figure-link" href="{url}">{text}</a>' if run.url else "{text}"
    mark = '<sup class="note-mark"><a href="#ghi-chu-{note}" aria-label="Ghi chú {note}">{note}</a></sup>' if run.note else ""
    text = SPACE_OF_UNIT.sub("\N{NO-BREAK SPACE}", run.text) if run.figure else run.text
    return format_html(link + mark, url=run.url, text=text, note=run.note)
