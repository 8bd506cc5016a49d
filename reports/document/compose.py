"""Composes a report: its figures and the text of the office become a ReportDocument."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from core.records.periods import Period
from core.records.querysets import in_force
from core.vietnamese.dates import letterhead_date, short_date
from core.vietnamese.numbers import roman
from councils.models import Term
from reports.document.annexes import build_annexes
from reports.document.clauses import SentenceWriter
from reports.document.comparison import COMPARED
from reports.document.gaps import gap_sentences
from reports.document.sentences import section_sentences
from reports.document.structure import Block, Note, ReportDocument, Run, Signature
from reports.figures.collect import CollectedFigures, collect
from reports.figures.formatting import lower_first
from reports.figures.numbers import UNKNOWN, Number
from reports.models import AnnualReport
from reports.models.outline import SECTIONS, Section
from reports.models.placeholders import FigureReference, split_text
from reports.scope import Mode, Scope

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
AUTHORITIES = {
    "chair": ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"),
    "deputy": ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    "office": ("TL. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHÁNH VĂN PHÒNG"),
}


@dataclass(frozen=True)
class ComposedReport:
    """The document of a report and the figures in it."""

    document: ReportDocument
    collected: CollectedFigures


def compose(report: AnnualReport, collected: CollectedFigures | None = None) -> ComposedReport:
    """The document of `report`, saved or not, from `collected`, or from the present records."""
    scope = report.as_scope()
    collected = collected or collect(scope)
    earlier = year_before(scope)
    previous = collect(replace(earlier, slug=_slug_of(earlier)), codes=COMPARED)
    annexes = build_annexes(report, collected, previous)
    term = Term.objects.filter(in_force(scope.cut_off), council=scope.council).first()
    annex_labels = {annex.key: f"Phụ lục {annex.numeral}".strip() for annex in annexes}
    body = _BodyWriter(report, SentenceWriter(collected, term, report.period_label, scope.cut_off, annex_labels))
    body.write()
    document = ReportDocument(
        council=scope.council.slug,
        council_name=scope.council.name,
        is_sample=scope.council.is_sample,
        is_draft=not report.is_issued,
        draft_mark="" if report.is_issued else f"Số liệu chốt đến hết ngày {short_date(scope.cut_off)}",
        issuer=("HỘI ĐỒNG NHÂN DÂN", scope.council.unit_phrase.upper()),
        issuer_bold_lines=2,
        symbol=report.issued_document.symbol if report.issued_document else "      /BC-HĐND",
        place_and_date=_place_and_date(report),
        heading="BÁO CÁO",
        title=report.title,
        period_label=report.period_label,
        cut_off_text=short_date(scope.cut_off),
        scope_text=scope_text(scope),
        blocks=tuple(body.blocks),
        notes=tuple(Note(number, text) for text, number in body.note_numbers.items()),
        recipients=tuple(line.strip().lstrip("-– ") for line in report.recipients.splitlines() if line.strip()),
        signature=Signature(
            AUTHORITIES.get(report.sign_mode, AUTHORITIES["chair"]), report.signer.full_name if report.signer else ""
        ),
        annexes=annexes,
        gaps=() if report.is_issued else tuple(gap_sentences(collected)),
        timestamp=_timestamp(report),
    )
    return ComposedReport(document, collected)


def _slug_of(scope: Scope) -> str:
    """The slug of the report of this scope, whose choices between totals apply; the usual one where none is stored."""
    report = AnnualReport(council=scope.council, period_from=scope.period.first, period_to=scope.period.last, scope=scope.mode)
    stored = AnnualReport.objects.filter(
        council=scope.council, period_from=report.period_from, period_to=report.period_to, scope=scope.mode
    )
    return stored.order_by("version").values_list("slug", flat=True).last() or report.default_slug()


def year_before(scope: Scope) -> Scope:
    """The same scope one year earlier."""
    period = Period(_year_earlier(scope.period.start), _year_earlier(scope.period.end, leap=(3, 1)))
    return Scope(scope.council, scope.mode, period, _year_earlier(scope.cut_off))


def scope_text(scope: Scope) -> str:
    """The sentence that names the councils of the report."""
    below = " và ".join(group.label for group in scope.levels)
    if scope.mode == Mode.BY_LEVEL and below:
        return f"Số liệu của {scope.council.name}; số liệu của {below} ghi riêng, không cộng giữa các cấp."
    if scope.mode == Mode.CONSOLIDATED and below:
        return f"Số liệu gộp của {scope.council.name} và {below}; cuộc có nhiều cấp cùng dự chỉ tính một lần."
    return f"Số liệu của {scope.council.name}."


def _year_earlier(day: datetime.date, *, leap: tuple[int, int] = (2, 28)) -> datetime.date:
    """The same day a year earlier; 29 February becomes `leap` (month, day)."""
    month, day_of_month = leap if (day.month, day.day) == (2, 29) else (day.month, day.day)
    return day.replace(year=day.year - 1, month=month, day=day_of_month)


def _place_and_date(report: AnnualReport) -> str:
    place = report.council.place_name
    if report.issued_document and report.issued_document.issued_on:
        return f"{place}, {letterhead_date(report.issued_document.issued_on)}"
    return f"{place}, ngày      tháng      năm {report.period_to.year + 1}"


def _timestamp(report: AnnualReport) -> int:
    """The moment in the metadata of the file: of the issue, or of the cut-off for a draft, so that two prints are equal."""
    moment = report.issued_at or datetime.datetime.combine(report.cut_off, datetime.time(23, 59), tzinfo=HANOI)
    return int(moment.timestamp())


class _BodyWriter:
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
        part = None
        for section in SECTIONS:
            paragraphs = [self._runs(text, prints_notes=False) for text in section_sentences(section.key, self.writer)]
            paragraphs += [self._runs(text) for text in self._office_paragraphs(section.key)]
            if section.key == "opening":
                reporter = f"Thường trực {self.report.council.name}"
                paragraphs.append(self._runs(f"{reporter} báo cáo kết quả hoạt động {self.report.period_label} như sau:"))
            if not paragraphs:
                continue
            if section.part and section.part != part:
                part = section.part
                self.heading_counters = [0, 0]
                self.blocks.append(Block("part", label=part.label, text=part.title.format(**labels)))
            self._add_headings(section, labels)
            for paragraph in paragraphs:
                self.blocks.append(Block("paragraph", runs=paragraph))
        closing = Run(f"Trên đây là báo cáo {self._subject()}./.")
        self.blocks.append(Block("paragraph", runs=(closing,), closing=True))

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
        return lower_first(self.report.title.removeprefix("Báo cáo").strip(". ")) or self.report.period_label

    def _runs(self, paragraph: str, *, prints_notes: bool = True) -> tuple[Run, ...]:
        """The paragraph as runs, each placeholder replaced by its figure; a figure without value prints as unknown.

        With `prints_notes` a sum over some of the councils only says so behind its number; our own sentences say it
        themselves.
        """
        pieces = split_text(paragraph)
        runs = [Run(piece) if isinstance(piece, str) else self._figure_run(piece, prints_notes) for piece in pieces]
        if runs and runs[0].text:
            runs[0] = replace(runs[0], text=runs[0].text[0].upper() + runs[0].text[1:])
        return tuple(runs)

    def _figure_run(self, reference: FigureReference, prints_note: bool) -> Run:
        match = self.writer.collected.find(reference)
        if match is None:
            return Run(UNKNOWN, figure=str(reference))
        number = match.number
        text = number.text if prints_note else number.text_without_note
        return Run(text or UNKNOWN, figure=str(reference), url=number.url, note=self._note_number(number))

    def _note_number(self, number: Number) -> int:
        """The number of the footnote that names the sources of a reported total; 0 for no footnote."""
        if number.reported is None or not number.sources:
            return 0
        text = f"Số liệu tổng hợp: {'; '.join(number.sources)}."
        return self.note_numbers.setdefault(text, len(self.note_numbers) + 1)
