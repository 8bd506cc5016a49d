"""The headings of a report on its page, where the title of the report is the heading of level 1."""

from dataclasses import dataclass

from django import template

from reports.document.structure import ReportDocument, Run

register = template.Library()

MAX_DEPTH = 6  # <h6> is the last heading of HTML
CONTENTS_DEPTH = 4


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
    """The blocks of a report on its page."""

    blocks: list[PageBlock]

    @property
    def contents(self) -> list[PageBlock]:
        """The headings for the table of contents."""
        return [block for block in self.blocks if 0 < block.depth <= CONTENTS_DEPTH]


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
    return PageOutline(blocks)
