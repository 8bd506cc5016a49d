"""Figures without records: rows, totals and choices for one council and a level below it, merged and printed as in a report."""

from dataclasses import dataclass, field, replace
from datetime import date

from core.records.periods import Period
from councils.models import Council
from reports.document.body import BodyWriter
from reports.document.clauses import SentenceWriter
from reports.figures.collect import CollectedFigures
from reports.figures.formatting import FigureFormatter
from reports.figures.measured import MeasuredRows
from reports.figures.notices import make_conflict
from reports.figures.numbers import Coverage
from reports.figures.parts import parts_adding_up, refuse_contradicted
from reports.figures.totals import WHOLE, CouncilCount, MergedValue, OutcomeKey, Statement, add_merged, merge
from reports.indicators import CATALOGUE, INDICATORS
from reports.indicators.base import CouncilParts, Measurement, Part
from reports.models import AnnualReport
from reports.scope import CouncilGroup, Mode, Scope

YEAR, YEARS_END = Period.year(2021), date(2021, 12, 31)
VOCABULARIES = {
    "resolutions.adopted": (Part("personnel", "Nghị quyết nhân sự"), Part("regular", "Nghị quyết thường kỳ")),
    "supervision.topics": (Part("economy", "Kinh tế, ngân sách"), Part("traffic", "Giao thông")),
    "petitions.by_field": (Part("economy", "Kinh tế, ngân sách"), Part("traffic", "Giao thông")),
    "targets.met": (Part("economy", "Kinh tế, ngân sách"), Part("security", "An ninh")),
}
# Parts of open lists, for the indicators that have no other parts.
OPEN_PARTS = {
    "support.beneficiaries": ("hộ gia đình", "học sinh"),
    "commendations.given": ("certificate.district.year.collectives", "merit.province.term.individuals"),
    "petitions.by_session": ("2021-2026-2", "2021-2026-3"),
    "petitions.by_competence_status": ("district.resolved", "province.forwarded"),
    "receptions.by_place": ("Trụ sở Tiếp công dân", "Phòng 101"),
}
NIL = MergedValue()


@dataclass
class Source:
    """What is recorded for one indicator: rows by part ("" is the whole), and totals with their decisions."""

    rows: dict[str, Measurement | int] = field(default_factory=dict)
    totals: dict[OutcomeKey, list[Statement]] = field(default_factory=dict)
    councils: CouncilCount | None = None  # of how many councils it is the sum


def invented_council(**values):
    """A council that is not stored, with one name for all days."""
    council = Council(pk=1, name="HĐND quận Cầu Giấy", slug="cau-giay", unit_kind="urban_district", level="district", **values)
    council.dated_names = []
    return council


def invented_scope(council, *, below=""):
    """The year 2021 of the council alone, or beside the level `below`, of whose councils none is on record."""
    scope = Scope(council, Mode.BY_LEVEL if below else Mode.OWN, YEAR, YEARS_END)
    if below:
        scope.__dict__["levels"] = (CouncilGroup(below, "HĐND các phường", ()),)
    return scope


def total(value, *, decision="pending", qualifier="", base=None, source="Báo cáo số 1/BC-HĐND"):
    return Statement(value, qualifier, source, base, decision)


def parts_of(code):
    """The parts of an indicator in an invented council: listed, of its vocabulary, or examples of an open list."""
    return (*INDICATORS[code].parts, *VOCABULARIES.get(code, ()), *(Part(key, key) for key in OPEN_PARTS.get(code, ())))


def outcome_of(indicator, source):
    """The rows merged with the totals, and compared, as for one council."""
    council = invented_council()
    measured = {key: row if isinstance(row, Measurement) else Measurement(1, key, row) for key, row in source.rows.items()}
    rows = MeasuredRows({1: measured} if measured else {}, set())
    outcome = {}
    for key in sorted({WHOLE, *(OutcomeKey(part) for part in measured), *source.totals}):
        measurement = None if key.is_percent else rows.measurement(indicator, council, key.part)
        outcome[key] = merge(measurement, source.totals.get(key, ()))
    if source.councils:
        outcome = {key: replace(merged, councils=source.councils) for key, merged in outcome.items()}
    whole = outcome[WHOLE]
    if indicator.additive and whole.reported is None and not whole.conflicting:
        adding_up = parts_adding_up(indicator, outcome)
        outcome[WHOLE] = add_merged(adding_up.values()) if adding_up else whole
    return refuse_contradicted(indicator, outcome)


def collected_figures(scope, sources, below=None):
    """The figures of the catalogue from the `sources` by code, and of the level below; all others are unknown."""
    below = below or {}
    figures, conflicts = {}, []
    for indicator in CATALOGUE:
        parts = CouncilParts(VOCABULARIES.get(indicator.code, ()) or indicator.parts)
        formatter = FigureFormatter(indicator, scope, parts, "")
        levels = []
        for group in scope.levels:
            outcome = outcome_of(indicator, below.get(indicator.code, Source()))
            conflicts += _conflicts(indicator, outcome, scope.council, group.level)
            levels.append(formatter.level(group, outcome, Coverage()))
        outcome = outcome_of(indicator, sources.get(indicator.code, Source()))
        conflicts += _conflicts(indicator, outcome, scope.council, "")
        figures[indicator.code] = formatter.figure(outcome, levels, Coverage())
    return CollectedFigures(scope, figures, tuple(conflicts), ())


def _conflicts(indicator, outcome, council, level):
    return [
        make_conflict(merged, indicator=indicator, key=key, council=council, level=level)
        for key, merged in outcome.items()
        if merged.conflicting
    ]


def sentence_writer(collected, period_label="năm 2021"):
    return SentenceWriter(collected, None, period_label, YEARS_END, {})


def written_paragraphs(writer):
    """The runs of the paragraphs that the report says between its opening and its closing one."""
    report = AnnualReport(
        council=writer.council, period_label=writer.period_label, period_from=YEAR.first, period_to=YEAR.last, title="tổng kết"
    )
    body = BodyWriter(report, writer)
    body.write()
    return [block.runs for block in body.blocks if block.kind == "paragraph"][1:-1]


def texts(paragraphs):
    return ["".join(run.text for run in runs) for runs in paragraphs]


def texts_of(sources, *, council=None, below=None, period_label="năm 2021"):
    """The sentences of a report from `sources` alone."""
    scope = invented_scope(council or invented_council(), below="commune" if below else "")
    return texts(written_paragraphs(sentence_writer(collected_figures(scope, sources, below), period_label)))
