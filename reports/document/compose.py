"""From figures and the office's words to the report as plain data."""

import datetime
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from core.records.periods import Period
from core.records.querysets import in_force
from core.vietnamese.dates import letterhead_date, short_date
from core.vietnamese.numbers import roman
from councils.models import Term
from reports.document.annexes import build_annexes
from reports.document.comparison import COMPARED
from reports.document.sentences import SentenceWriter, sentences_of_section
from reports.document.structure import Block, Note, ReportDocument, Run, Signature
from reports.figures.collect import collect
from reports.figures.formatting import lowered
from reports.figures.numbers import UNKNOWN
from reports.indicators import INDICATORS
from reports.models.outline import SECTIONS
from reports.models.placeholders import split
from reports.scope import Mode, Scope

FEW = 3
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
AUTHORITIES = {
    "chair": ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"),
    "deputy": ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    "office": ("TL. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHÁNH VĂN PHÒNG"),
}


@dataclass(frozen=True)
class Composed:
    """A report's document together with the figures that it was made of."""

    document: ReportDocument
    collected: object


def compose(report, collected=None):
    """The document of `report` (an AnnualReport, stored or not) from `collected`, or from the records of this moment."""
    scope = report.as_scope()
    collected = collected or collect(scope)
    before = collect(year_before(scope), codes=COMPARED)
    annexes = build_annexes(report, collected, before)
    term = Term.objects.filter(in_force(scope.cut_off), council=scope.council).first()
    writer = SentenceWriter(
        collected, term, report.period_label, scope.cut_off, {a.key: f"Phụ lục {a.numeral}".strip() for a in annexes}
    )
    blocks, notes = _Body(report, writer).write()
    document = ReportDocument(
        council=scope.council.slug,
        council_name=scope.council.name,
        is_sample=scope.council.is_sample,
        is_draft=not report.is_issued,
        draft_mark="" if report.is_issued else f"Số liệu chốt đến hết ngày {short_date(scope.cut_off)}",
        issuer=("HỘI ĐỒNG NHÂN DÂN", scope.council.unit_phrase.upper()),
        issuer_bold_lines=2,
        symbol=report.issued_document.symbol if report.issued_document_id else "      /BC-HĐND",
        place_and_date=_place_and_date(report),
        heading="BÁO CÁO",
        title=report.title,
        period_label=report.period_label,
        cut_off_text=short_date(scope.cut_off),
        scope_text=scope_text(scope),
        blocks=blocks,
        notes=notes,
        recipients=tuple(line.strip().lstrip("-– ") for line in report.recipients.splitlines() if line.strip()),
        signature=Signature(
            AUTHORITIES.get(report.sign_mode, AUTHORITIES["chair"]), report.signer.full_name if report.signer else ""
        ),
        annexes=annexes,
        gaps=() if report.is_issued else gaps(collected),
        timestamp=_timestamp(report),
    )
    return Composed(document, collected)


def year_before(scope):
    """The same scope a year earlier, for comparison."""
    period = Period(_year_earlier(scope.period.start), _year_earlier(scope.period.end, leap=(3, 1)))
    return Scope(scope.council, scope.mode, period, _year_earlier(scope.cut_off))


def scope_text(scope):
    """How far the report reaches, in words."""
    below = " và ".join(group.label for group in scope.levels)
    if scope.mode == Mode.BY_LEVEL and below:
        return f"Số liệu của {scope.council.name}; số liệu của {below} ghi riêng, không cộng giữa các cấp."
    if scope.mode == Mode.CONSOLIDATED and below:
        return f"Số liệu gộp của {scope.council.name} và {below}; cuộc có nhiều cấp cùng dự chỉ tính một lần."
    return f"Số liệu của {scope.council.name}."


def gaps(collected):
    """Conflicts and what is missing, one sentence a line, conflicts first."""
    return tuple(conflict_sentences(collected)) + tuple(missing_sentences(collected))


def conflict_sentences(collected):
    """One sentence a conflict: whose figure it is, what each source says, what to do."""
    for conflict in collected.conflicts:
        whose, label = conflict.council_name, INDICATORS[conflict.code].label
        if conflict.level:
            whose = next(group.label for group in collected.scope.levels if group.level == conflict.level)
        if conflict.part:
            found = collected.find(conflict.code, conflict.part, conflict.level)
            label += f" ({found[0] if found else conflict.part})"
        told = f"Mâu thuẫn – {whose}: {label}: {'; '.join(conflict.voices)}."
        yield f"{told} Hãy chọn một số liệu tổng hợp hoặc sửa bản ghi."


def missing_sentences(collected):
    """What is missing, a sentence for each level or council: what none of its councils has, and what only some have."""
    scope = collected.scope
    for group in (scope.own, *scope.levels):
        slugs = {council.slug for council in group.councils}
        silent = {}
        for missing in collected.missing:
            if missing.council in slugs:
                silent.setdefault(missing.code, []).append(missing.council_name)
        by_councils = {}
        for code, councils in silent.items():
            by_councils.setdefault(tuple(councils), []).append(INDICATORS[code].label)
        yield from _by_silence(group, by_councils)


def _by_silence(group, by_councils):
    """Sentences for the labels that all councils of the group lack, then for those that few lack, then the rest in one."""
    others = []
    for councils, labels in sorted(by_councils.items(), key=lambda item: -len(item[0])):
        if len(councils) == len(group.councils):
            yield f"Chưa có số liệu – {group.label}: {'; '.join(labels)}."
        else:
            others.append((councils, labels))
    for councils, labels in others[:FEW]:
        named = ", ".join(councils) if len(councils) <= FEW else f"{len(councils)}/{len(group.councils)} {group.label}"
        yield f"Chưa có số liệu – {named}: {'; '.join(labels)}."
    if rest := [label for _, labels in others[FEW:] for label in labels]:
        yield f"Còn thiếu số liệu của một số {group.label}: {'; '.join(rest)}."


def _year_earlier(day, *, leap=(2, 28)):
    """The same day a year earlier; 29 February is `leap`."""
    month, date = leap if (day.month, day.day) == (2, 29) else (day.month, day.day)
    return day.replace(year=day.year - 1, month=month, day=date)


def _place_and_date(report):
    place = report.council.place_name
    if report.issued_document_id and report.issued_document.issued_on:
        return f"{place}, {letterhead_date(report.issued_document.issued_on)}"
    return f"{place}, ngày      tháng      năm {report.period_to.year + 1}"


def _timestamp(report):
    """The moment printed into the file: of the issue, or of the cut-off for a draft, so that two prints are equal."""
    moment = report.issued_at or datetime.datetime.combine(report.cut_off, datetime.time(23, 59), tzinfo=HANOI)
    return int(moment.timestamp())


class _Body:
    """Writes the body: parts, headings numbered as they come, sentences, the office's words, footnotes."""

    under = ""  # the heading above neighbouring sections that was printed last

    def __init__(self, report, writer):
        self.report, self.writer = report, writer
        self.blocks, self.sources = [], {}
        self.counters = [0, 0]
        stored = report.sections.all() if report.pk else ()
        self.words = {section.key: section for section in stored}

    def write(self):
        year = self.report.period_to.year
        whole_year = self.report.period == Period.year(year)
        labels = {
            "period": self.report.period_label.upper(),
            "next_period": f" NĂM {year + 1}" if whole_year else "",
            "levels": " và ".join(group.label for group in self.writer.collected.scope.levels),
        }
        part = None
        for section in SECTIONS:
            paragraphs = sentences_of_section(section.key, self.writer) + self._narrative(section.key)
            if section.key == "opening":
                paragraphs.append(f"{self._reporter()} báo cáo kết quả hoạt động {self.report.period_label} như sau:")
            if not paragraphs:
                continue
            if section.part and section.part != part:
                part = section.part
                self.counters = [0, 0]
                self.blocks.append(Block("part", label=part[0], text=part[1].format(**labels)))
            self._head(section, labels)
            for paragraph in paragraphs:
                self.blocks.append(Block("paragraph", runs=self._runs(paragraph)))
        self.blocks.append(Block("paragraph", runs=(Run(f"Trên đây là báo cáo {self._matter()}./."),), closing=True))
        return tuple(self.blocks), tuple(Note(number, text) for text, number in self.sources.items())

    def _head(self, section, labels):
        if section.under and section.under != self.under:
            self._number(1, section.under, "")
        self.under = section.under
        stored = self.words.get(section.key)
        heading = (stored.heading if stored else "") or section.heading.format(**labels)
        if section.level:
            self._number(section.level, heading, section.key)

    def _number(self, level, heading, anchor):
        if level == 1:
            self.counters = [self.counters[0] + 1, 0]
            label = f"{roman(self.counters[0])}."
        else:
            self.counters[1] += 1
            label = f"{self.counters[1]}."
        self.blocks.append(Block("heading", level=level, text=f"{label} {heading}", anchor=anchor))

    def _narrative(self, key):
        section = self.words.get(key)
        text = section.text if section else ""
        return [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]

    def _reporter(self):
        return f"Thường trực {self.report.council.name}"

    def _matter(self):
        """What the report is about, as it goes on after "báo cáo"; a name in capitals keeps them."""
        return lowered(self.report.title.removeprefix("Báo cáo").strip(". ")) or self.report.period_label

    def _runs(self, paragraph):
        """The paragraph as runs, each placeholder replaced by its figure; a figure that is not there prints as unknown."""
        runs = []
        for words, cited in split(paragraph):
            if cited is None:
                runs.append(Run(words))
                continue
            code, part, level = cited
            found = self.writer.collected.find(code, part, level)
            name = code + (f":{part}" if part else "") + (f"@{level}" if level else "")
            if found is None:
                runs.append(Run(UNKNOWN, figure=name))
                continue
            number = found[1]
            runs.append(Run(number.text or UNKNOWN, figure=name, url=number.url, note=self._note(number)))
        return tuple(_capitalised(runs))

    def _note(self, number):
        """The footnote's number of a figure that rests on a typed total, 0 for none; one note a source."""
        if number.reported is None or not number.sources:
            return 0
        text = f"Số liệu tổng hợp: {'; '.join(number.sources)}."
        return self.sources.setdefault(text, len(self.sources) + 1)


def _capitalised(runs):
    if runs and runs[0].text:
        runs[0] = replace(runs[0], text=runs[0].text[0].upper() + runs[0].text[1:])
    return runs
