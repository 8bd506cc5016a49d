"""Figures within our own sentences: a mark for each, which also says in which form the number is printed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reports.figures.numbers import Number
from reports.models.placeholders import FigureReference

# Around the number of a citation in a sentence; no text of an office contains these characters.
MARK_START, MARK_END = "\ue000", "\ue001"
MARK = re.compile(f"{MARK_START}([0-9]+){MARK_END}")
PRINTED_NUMBER = re.compile(
    r"(?P<number>(?:[^\W\d_]+ )?[\d.,]+(?:%| (?:\w+ )?đồng)?)(?:/[\d.,]+)?(?P<unit>.*?)(?P<share> \([^()]*%\))?"
)


@dataclass(frozen=True)
class Citation:
    """A figure in a sentence. The form is "" as the figure is printed, or leaves out some of it.

    Of "18/93 kiến nghị (19,4%)": "number" is "18", "count" is "18 kiến nghị", "share" is "18 (19,4%)".
    A rate or an amount is no number without its "%" or its "tỷ đồng". "fraction" is a share without the words for its base.
    The words for a base that has none are put before the share.
    """

    reference: FigureReference
    form: str = ""
    base_words: str = ""

    def text_of(self, number: Number) -> str:
        """The number in this form, without the note on the councils of a partial sum."""
        text = number.text_without_note
        if self.base_words:
            share = share_text(number)
            return f"{text.removesuffix(share)} {self.base_words}{share}"
        if self.form == "fraction":
            words = base_words(number)
            return text.replace(f" {words}", "", 1) if words else text
        if self.form in ("number", "count"):
            text = text.partition(", trong đó ")[0]
        match = PRINTED_NUMBER.fullmatch(text) if self.form and not number.is_percent else None
        if match is None:
            return text
        if self.form == "count":
            return match["number"] + match["unit"]
        return match["number"] + ((match["share"] or "") if self.form == "share" else "")


def base_words(number: Number) -> str:
    """The words for what a printed share is a share of: "thuộc thẩm quyền của quận"; "" where it has none."""
    return number.share.words if number.share else ""


def share_text(number: Number) -> str:
    """The share behind a printed number with its brackets: " (19,4%)"; "" where it has none."""
    match = PRINTED_NUMBER.fullmatch(number.text_without_note)
    return (match["share"] or "") if match else ""


class Citations:
    """The citations of one report, each with the mark that stands for it in sentences."""

    def __init__(self) -> None:
        self._citations: dict[Citation, int] = {}

    def mark(self, reference: FigureReference, form: str = "", base_words: str = "") -> str:
        """The mark of a citation; equal citations have one mark."""
        number = self._citations.setdefault(Citation(reference, form, base_words), len(self._citations))
        return f"{MARK_START}{number}{MARK_END}"

    def split(self, sentence: str) -> list[str | Citation]:
        """The sentence as plain strings and the citations between them, in order."""
        citations = list(self._citations)
        pieces: list[str | Citation] = []
        for i, piece in enumerate(MARK.split(sentence)):
            if i % 2:
                pieces.append(citations[int(piece)])
            elif piece:
                pieces.append(piece)
        return pieces

    def references_in(self, sentences: Iterable[str]) -> set[FigureReference]:
        """The figures that the sentences cite."""
        return {piece.reference for sentence in sentences for piece in self.split(sentence) if isinstance(piece, Citation)}
