"""Writes the body of a report: parts, numbered headings, our sentences, the text of the office, footnotes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.text import capfirst

from core.records.periods import Period
from core.vietnamese.numbers import roman
from reports.document.citations import Citation
from reports.document.clauses import SentenceWriter
from reports.document.sentences import all_sentences
from reports.document.structure import Block, Run
from reports.figures.formatting import lower_first
from reports.figures.numbers import UNKNOWN, Number
from reports.models import AnnualReport
from reports.models.outline import SECTIONS, ReportPart, Section
from reports.models.placeholders import split_text


class BodyWriter:
    """Writes the body: parts, numbered headings, sentences, the text of the office, footnotes."""

    def __init__(self, report: AnnualReport, writer: SentenceWriter) -> None:
        self.report, self.writer = report, writer
        self.blocks: list[Block] = []
        self.note_numbers: dict[str, int] = {}  # the text of a footnote -> its number
        self.heading_counters = [0, 0]  # of level 1 and 2
        self.last_parent_heading = ""
        self.stored_sections = {section.key: section for section in (report.sections.all() if report.pk else ())}

    def write(self) -> None:
        """Fill `blocks` and `note_numbers`."""
        labels = self._labels()
        paragraphs = self._section_paragraphs()
        parts = parts_of_sections([section for section in SECTIONS if paragraphs[section.key]])
        part = None
        for section in SECTIONS:
            if not paragraphs[section.key]:
                continue
            if (section_part := parts.get(section.key)) and section_part != part:
                part = section_part
                self.heading_counters = [0, 0]
                self.blocks.append(Block("part", label=part.label, text=part.title.format(**labels)))
            self._add_headings(section, labels)
            for paragraph in paragraphs[section.key]:
                self.blocks.append(Block("paragraph", runs=paragraph))
        closing = Run(f"Trên đây là báo cáo {self._subject()}./.")
        self.blocks.append(Block("paragraph", runs=(closing,), closing=True))

    def _section_paragraphs(self) -> dict[str, list[tuple[Run, ...]]]:
        """The paragraphs of every section: our sentences, then the text of the office."""
        sentences = all_sentences(self.writer)
        paragraphs = {}
        for section in SECTIONS:
            own = [self._sentence_runs(text) for text in sentences.get(section.key, ())]
            paragraphs[section.key] = own + [self._text_runs(text) for text in self._office_paragraphs(section.key)]
        council = self.writer.council
        opening = f"Thường trực {council.name} báo cáo kết quả hoạt động {self.writer.period} như sau:"
        paragraphs["opening"].append((Run(opening),))
        return paragraphs

    def _labels(self) -> dict[str, str]:
        """The texts for the braces in headings of the outline."""
        year = self.report.period_to.year
        is_whole_year = self.report.period == Period.year(year)
        return {
            "period": self.report.period_label.upper(),
            "next_period": f" NĂM {year + 1}" if is_whole_year else "",
            "levels": " và ".join(group.label for group in self.writer.collected.scope.levels),
        }

    def _add_headings(self, section: Section, labels: Mapping[str, str]) -> None:
        if section.parent_heading and section.parent_heading != self.last_parent_heading:
            self._add_heading(1, section.parent_heading, "")
        self.last_parent_heading = section.parent_heading
        stored = self.stored_sections.get(section.key)
        heading = (stored.heading if stored else "") or section.heading.format(**labels)
        if section.level:
            self._add_heading(section.level, heading, section.key)

    def _add_heading(self, level: int, heading: str, anchor: str) -> None:
        if level == 1:
            self.heading_counters = [self.heading_counters[0] + 1, 0]
            label = f"{roman(self.heading_counters[0])}."
        else:
            self.heading_counters[1] += 1
            label = f"{self.heading_counters[1]}."
        self.blocks.append(Block("heading", level=level, text=f"{label} {heading}", anchor=anchor))

    def _office_paragraphs(self, key: str) -> list[str]:
        """The paragraphs that the office has written for the section `key`."""
        section = self.stored_sections.get(key)
        text = section.text if section else ""
        return [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]

    def _subject(self) -> str:
        """The title of the report as it continues after "báo cáo"; an abbreviation keeps its capitals."""
        return lower_first(self.report.subject.strip(". "))

    def _sentence_runs(self, text: str) -> tuple[Run, ...]:
        """Our own sentence as runs; it says itself of which councils a partial sum is."""
        return _with_capital(
            Run(piece) if isinstance(piece, str) else self._figure_run(piece, prints_note=False)
            for piece in self.writer.citations.split(text)
        )

    def _text_runs(self, paragraph: str) -> tuple[Run, ...]:
        """A paragraph of the office as runs; a sum over some of the councils says so behind its number."""
        return _with_capital(
            Run(piece) if isinstance(piece, str) else self._figure_run(Citation(piece), prints_note=True)
            for piece in split_text(paragraph)
        )

    def _figure_run(self, citation: Citation, *, prints_note: bool) -> Run:
        """The figure as it is cited; a figure without value prints as unknown."""
        reference = citation.reference
        match = self.writer.collected.find(reference)
        if match is None:
            return Run(UNKNOWN, figure=str(reference))
        number = match.number
        text = number.text if prints_note else citation.text_of(number)
        return Run(text or UNKNOWN, figure=str(reference), url=number.url, note=self._note_number(number))

    def _note_number(self, number: Number) -> int:
        """The number of the footnote that names the sources of a reported total; 0 for no footnote."""
        if number.reported is None or not number.sources:
            return 0
        text = f"Số liệu tổng hợp: {'; '.join(number.sources)}."
        return self.note_numbers.setdefault(text, len(self.note_numbers) + 1)


def parts_of_sections(sections: Sequence[Section]) -> dict[str, ReportPart]:
    """The part of each of the `sections` that have text, by key; {} where they are not of several parts.

    A section is of the part that begins last before it. A part begins where the section that names it has text, the first
    one with any of its sections.
    """
    parts: dict[str, ReportPart] = {}
    first = next(section.part for section in SECTIONS if section.part)
    part: ReportPart | None = None
    for section in sections:
        begins_first = part is None and section.level > 0
        part = section.part or (first if begins_first else part)
        if part:
            parts[section.key] = part
    return parts if len(set(parts.values())) > 1 else {}


def _with_capital(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs of a paragraph, which begins with a capital."""
    first, *others = runs
    return (replace(first, text=capfirst(first.text)), *others)
