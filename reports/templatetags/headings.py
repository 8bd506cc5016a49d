"""The order of headings of a report on a page, where its own title is the first level."""

from dataclasses import dataclass

from django import template

from reports.document.structure import Run

register = template.Library()

DEEPEST = 6  # HTML has no seventh
CONTENTS_DEPTH = 4


@dataclass(frozen=True)
class PlacedBlock:
    """A block of a report with its depth among the headings of the page and an anchor of its own."""

    kind: str
    label: str
    text: str
    runs: tuple[Run, ...]
    closing: bool
    depth: int
    anchor: str


@dataclass(frozen=True)
class Outline:
    """A report's blocks, and those of them that its contents name."""

    blocks: list[PlacedBlock]

    @property
    def contents(self):
        """The headings down to the third level, which is as deep as a reader looks for a section."""
        return [b for b in self.blocks if 0 < b.depth <= CONTENTS_DEPTH]


@register.simple_tag
def headings(*, document):
    """The Outline of a ReportDocument: no level of headings is skipped and no anchor is given twice."""
    placed, above, base, taken = [], 1, 1, set()
    for position, block in enumerate(document.blocks, start=1):
        depth = 0
        if block.kind == "part":
            depth, base = 2, 2
        elif block.kind == "heading":
            depth = min(base + block.level, above + 1, DEEPEST)
        above = depth or above
        anchor = block.anchor if block.anchor and block.anchor not in taken else f"muc-{position}"
        if depth:
            taken.add(anchor)
        placed.append(PlacedBlock(block.kind, block.label, block.text, block.runs, block.closing, depth, anchor))
    return Outline(placed)
