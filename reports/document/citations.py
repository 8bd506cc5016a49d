"""Figures within our own sentences: a placeholder that may also say in which form the number is printed."""

import re
from dataclasses import dataclass

from reports.figures.numbers import Number
from reports.models.placeholders import PLACEHOLDER, FigureReference

FORMS = ("number", "count", "share")
PRINTED_NUMBER = re.compile(r"(?P<number>(?:[^\W\d_]+ )?[\d.,]+)(?:/[\d.,]+)?(?P<unit>.*?)(?P<share> \([^()]*%\))?")


@dataclass(frozen=True)
class Citation:
    """A figure in a sentence. The form is "" as the figure is printed, or leaves out some of it.

    Of "18/93 kiến nghị (19,4%)": "number" is "18", "count" is "18 kiến nghị", "share" is "18 (19,4%)".
    """

    reference: FigureReference
    form: str = ""

    @property
    def placeholder(self) -> str:
        return f"{{{self.reference}|{self.form}}}" if self.form else self.reference.placeholder

    def text_of(self, number: Number) -> str:
        """The number in this form, without the note on the councils of a partial sum."""
        text = number.text_without_note
        if self.form in ("number", "count"):
            text = text.partition(", trong đó ")[0]
        match = PRINTED_NUMBER.fullmatch(text) if self.form and not number.is_percent else None
        if match is None:
            return text
        if self.form == "count":
            return match["number"] + match["unit"]
        return match["number"] + ((match["share"] or "") if self.form == "share" else "")


def share_text(number: Number) -> str:
    """The share behind a printed number with its brackets: " (19,4%)"; "" where it has none."""
    match = PRINTED_NUMBER.fullmatch(number.text_without_note)
    return (match["share"] or "") if match else ""


def split_sentence(text: str) -> list[str | Citation]:
    """The sentence as plain strings and the citations between them, in order.

    Braces that name no figure stay in the plain text: a label that a council has chosen may contain braces.
    """
    pieces: list[str | Citation] = []
    position = 0
    for match in PLACEHOLDER.finditer(text):
        name, _, form = match[1].partition("|")
        try:
            citation = Citation(FigureReference.parse(name), form)
        except ValueError:
            continue
        if form not in ("", *FORMS):
            continue
        if match.start() > position:
            pieces.append(text[position : match.start()])
        pieces.append(citation)
        position = match.end()
    if position < len(text):
        pieces.append(text[position:])
    return pieces


def cited_references(texts: list[str]) -> set[FigureReference]:
    """The figures that the sentences cite."""
    return {piece.reference for text in texts for piece in split_sentence(text) if isinstance(piece, Citation)}
