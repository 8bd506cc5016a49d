"""Whether a PDF consists of scanned pages without a text layer, which no screen reader and no search can read."""

from __future__ import annotations

from typing import Any

import pikepdf

TEXT_OPERATORS = ("Tj", "TJ", "'", '"')
MAX_PAGES = 20  # that are looked at
MAX_CONTENT = 4 * 1024 * 1024  # bytes of the content of a page; more is a drawing
MAX_DEPTH = 5  # of forms within forms
FEW_BYTES = 60  # of text; so much is the name of a scanner or a page number on a scanned page


def is_scan(pdf: pikepdf.Pdf) -> bool:
    """Return whether at least half of the first pages show a picture and no text, or next to none."""
    pages = list(pdf.pages)[:MAX_PAGES]
    scanned = sum(_is_scanned(page) for page in pages)
    return scanned > 0 and 2 * scanned >= len(pages)


def _is_scanned(page: pikepdf.Page) -> bool:
    text_bytes, pictures = _contents(page, page.obj.get("/Resources"), 0)
    return pictures > 0 and text_bytes < FEW_BYTES


def _contents(stream: Any, resources: Any, depth: int) -> tuple[int, int]:  # Any: a page or a form, and its dictionary
    """Return how many bytes of text and how many pictures a page or a form shows."""
    text_bytes = pictures = 0
    forms = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    try:
        instructions = pikepdf.parse_content_stream(stream, " ".join((*TEXT_OPERATORS, "Do", "BI", "ID", "EI")))
    except (pikepdf.PdfError, pikepdf.PdfParsingError):
        return 0, 0
    for instruction in instructions:
        operator = str(instruction.operator)
        if operator in TEXT_OPERATORS:
            text_bytes += sum(_text_length(operand) for operand in instruction.operands)
        elif operator == "Do" and isinstance(forms, pikepdf.Dictionary):
            drawing = forms.get(str(instruction.operands[0]))
            subtype = str(drawing.get("/Subtype")) if isinstance(drawing, pikepdf.Stream) else ""
            if subtype == "/Image":
                pictures += 1
            elif subtype == "/Form" and depth < MAX_DEPTH:
                below = _contents(drawing, drawing.get("/Resources", resources), depth + 1)  # type: ignore[union-attr]  # a stream
                text_bytes, pictures = text_bytes + below[0], pictures + below[1]
        elif operator == "INLINE IMAGE":
            pictures += 1
    return text_bytes, pictures


def _text_length(operand: Any) -> int:  # Any: an operand of any type
    """Return the number of bytes of a string, or of the strings of an array."""
    if isinstance(operand, pikepdf.String):
        return len(bytes(operand))
    if isinstance(operand, pikepdf.Array):
        return sum(_text_length(each) for each in operand)
    return 0
