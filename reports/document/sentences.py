"""The sentences of the report that contain figures, as placeholders. What is zero or unknown is left out.

The sentences name no certain year. The office's own text is stored in the report's sections.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from core.vietnamese.dates import short_date
from core.vietnamese.numbers import roman
from councils.models import Council, Term
from reports.figures.collect import CollectedFigures
from reports.figures.formatting import ALL_LEVELS, lower_first
from reports.figures.numbers import UNKNOWN
from reports.models.placeholders import FigureReference
from reports.scope import Mode


@dataclass(frozen=True)
class SentenceWriter:
    """Writes clauses for the figures that have a value, in the wording of the council."""

    collected: CollectedFigures
    term: Term | None  # in force at the cut-off
    period_label: str
    cut_off: date
    annex_labels: Mapping[str, str]  # the key of an annex -> "Phụ lục I"

    @property
    def council(self) -> Council:
        return self.collected.scope.council

    @property
    def unit(self) -> str:
        """The words after "HĐND" in a sentence: "quận", or "các cấp" where figures are sums over levels."""
        if self.collected.scope.adds_levels:
            return ALL_LEVELS
        return self.own_unit

    @property
    def own_unit(self) -> str:
        """The noun of the council's unit: "quận", "thành phố"."""
        kind = Council.UnitKind(self.council.unit_kind)
        return str(Council.UnitKind.CITY.label if kind == Council.UnitKind.DISTRICT_CITY else kind.label)

    @property
    def own_level(self) -> str:
        """The level that holds the council's own figures where councils are not added: "", or its level if consolidated."""
        return self.council.level if self.collected.scope.mode == Mode.CONSOLIDATED else ""

    @property
    def lower_levels(self) -> tuple[str, ...]:
        """The levels below the council that are reported separately; () where figures are sums over all levels."""
        if self.collected.scope.adds_levels:
            return ()
        return tuple(group.level for group in self.collected.scope.levels)

    def has(self, code: str, part: str = "", level: str = "") -> bool:
        """Whether the figure has a value other than zero."""
        match = self.collected.find(FigureReference(code, part, level))
        return match is not None and match.number.text not in ("", UNKNOWN) and match.number.value not in (0, "0")

    def cite(self, code: str, part: str = "", level: str = "", *, before: str = "", after: str = "") -> str:
        """A clause with the placeholder of the figure; "" where it is zero or unknown."""
        if not self.has(code, part, level):
            return ""
        return f"{before}{FigureReference(code, part, level).placeholder}{after}"

    def annex(self, *keys: str) -> str:
        """ "(Phụ lục I và Phụ lục II kèm theo)" for those of `keys` that are printed; "" for none."""
        labels = [self.annex_labels[key] for key in keys if key in self.annex_labels]
        return f" ({' và '.join(labels)} kèm theo)" if labels else ""


def join_clauses(clauses: Iterable[str], *, between: str = ", ", last: str = "") -> str:
    """The clauses that are not empty, joined by `between`, the last one by `last` where it is given."""
    clauses = [clause for clause in clauses if clause]
    if last and len(clauses) > 1:
        return between.join(clauses[:-1]) + last + clauses[-1]
    return between.join(clauses)


def sentence(*clauses: str, between: str = "; ") -> str:
    """One sentence of the clauses that are not empty; "" where all are empty."""
    text = join_clauses(clauses, between=between)
    return f"{text[0].upper()}{text[1:]}." if text and text[0] != "{" else (f"{text}." if text else "")


def figure_with_parts(writer: SentenceWriter, code: str, before: str) -> str:
    """A clause with a figure and its parts; with the parts alone where the figure has no whole."""
    parts = writer.collected.figures[code].parts
    clauses = join_clauses(writer.cite(code, part.key, after=f" {lower_first(part.label)}") for part in parts)
    whole = writer.cite(code, before=before, after=f", gồm {clauses}" if clauses else "")
    return whole or (f"{before}{clauses}" if clauses else "")


def with_annexes(writer: SentenceWriter, text: str, *keys: str) -> str:
    """The sentence with a reference to the annexes before its full stop."""
    return f"{text.removesuffix('.')}{writer.annex(*keys)}." if text else ""


def organisation_sentences(writer: SentenceWriter) -> Iterator[str]:
    """The sentences on delegates, bodies and changes."""
    unit, level, term = writer.own_unit, writer.own_level, ""
    if writer.term:
        term = f" khóa {roman(writer.term.ordinal)}, nhiệm kỳ {writer.term.label}"
    groups = writer.cite("councils.groups", "", level, before=", được chia thành ")
    areas = writer.cite("councils.groups", "areas", level, before=" hoạt động tại ") if groups else ""
    changes = [writer.cite("councils.changes", "begun", level, after=" được bổ sung")]
    for part in writer.collected.figures["councils.changes"].parts_at(level):
        if part.key != "begun":
            changes.append(writer.cite("councils.changes", part.key, level, after=f" {lower_first(part.label)}"))
    yield sentence(
        writer.cite("councils.delegates", "", level, before=f"HĐND {unit}{term} có ", after=groups + areas),
        join_clauses(
            [
                writer.cite("councils.standing_members", "", level, before=f"Thường trực HĐND {unit} có "),
                writer.cite("councils.committee_members", "", level, before=f"các Ban HĐND {unit} có "),
            ]
        ),
    )
    if any(changes):
        yield sentence(f"Trong {writer.period_label} có {join_clauses(changes)}")


def sessions_sentences(writer: SentenceWriter) -> Iterator[str]:
    unit, irregular = writer.unit, writer.council.irregular_label
    split = join_clauses(
        [
            writer.cite("sessions.held", "irregular", after=f" {irregular}"),
            writer.cite("sessions.held", "regular", after=" thường kỳ"),
        ],
        last=" và ",
    )
    adopted = writer.collected.figures["resolutions.adopted"]
    classes = join_clauses(
        writer.cite("resolutions.adopted", part.key, after=f" {lower_first(part.label.removeprefix('Nghị quyết '))}")
        for part in adopted.parts
    )
    held = writer.cite(
        "sessions.held", before=f"{writer.period_label}, HĐND {unit} tổ chức ", after=f" (trong đó có {split})" if split else ""
    )
    decided = writer.cite("resolutions.adopted", before="ban hành ", after=f", gồm {classes}" if classes else "")
    yield with_annexes(writer, sentence(held, decided), "sessions", "resolutions")
    yield sentence(
        writer.cite(
            "resolutions.by_legal_kind",
            "normative",
            before="Trong số nghị quyết đã ban hành có ",
            after=" quy phạm pháp luật",
        )
    )
    yield sentence(
        writer.cite(
            "documents.issued",
            before=f"Cùng với nghị quyết, HĐND, Thường trực và các Ban HĐND {unit} đã ban hành ",
            after=" khác",
        )
    )
    yield sentence(
        writer.cite("questions.raised", before="có ", after=" chất vấn"),
        writer.cite("questions.topics", before="chất vấn về "),
    )


def supervision_sentences(writer: SentenceWriter) -> Iterator[str]:
    whole = writer.cite(
        "supervision.conducted",
        before=f"{writer.period_label}, HĐND, Thường trực và các Ban HĐND {writer.unit} đã thực hiện ",
        after=" giám sát, khảo sát chuyên đề",
    )
    yield with_annexes(writer, supervised_by(writer) or sentence(whole), "supervision")
    yield sentence(writer.cite("supervision.units", before="Các cuộc giám sát, khảo sát được tiến hành tại "))
    yield sentence(writer.cite("supervision.topics", before="Đã giám sát "))
    yield sentence(
        writer.cite("supervision.recommendations", before="qua giám sát đã nêu "),
        writer.cite("supervision.recommendations", "implemented", after=" đã được thực hiện"),
    )
    units = writer.collected.figures["support.beneficiaries"].parts
    reached = writer.cite("support.beneficiaries") or join_clauses(
        writer.cite("support.beneficiaries", unit.key) for unit in units
    )
    yield sentence(
        join_clauses(
            [
                reached and f"Các chính sách hỗ trợ được HĐND quyết định đã đến với {reached}",
                writer.cite(
                    "support.amount", before="số tiền " if reached else "Số tiền hỗ trợ theo các chính sách của HĐND là "
                ),
            ]
        )
    )


def supervised_by(writer: SentenceWriter) -> str:
    """One sentence on the supervisions by leader; "" where only the whole is known."""
    unit = writer.unit
    return sentence(
        writer.cite("supervision.conducted", "council", before=f"HĐND {unit} thực hiện ", after=" giám sát, khảo sát chuyên đề"),
        writer.cite(
            "supervision.conducted",
            "standing",
            before=f"{writer.period_label}, Thường trực HĐND {unit} đã thực hiện ",
            after=" khảo sát, giám sát chuyên đề",
        ),
        writer.cite(
            "supervision.conducted",
            "committees",
            before=f"các Ban HĐND {unit}, ngoài việc tham gia các hoạt động giám sát của HĐND và Thường trực HĐND, đã thực hiện ",
            after=" giám sát chuyên đề",
        ),
        writer.cite("supervision.conducted", "groups", before="các Tổ đại biểu thực hiện ", after=" giám sát, khảo sát"),
        writer.cite("supervision.conducted", "delegates", before="đại biểu HĐND thực hiện ", after=" giám sát"),
    )


def voters_sentences(writer: SentenceWriter) -> Iterator[str]:
    held = join_clauses(
        [writer.cite("voter_meetings.rounds", after=" tiếp xúc cử tri"), writer.cite("voter_meetings.held", after=" tiếp xúc")],
        last=" với ",
    )
    met = [
        held and f"Đã phối hợp tổ chức {held}",
        writer.cite("voter_meetings.attendees", before="thu hút ", after=" tham dự"),
        writer.cite("voter_meetings.speakers", before="có ", after=" phát biểu"),
        writer.cite("voter_meetings.opinions", before="với "),
    ]
    yield sentence(join_clauses(met))
    split = ""
    if writer.has("petitions.forwarded", "higher_levels") and writer.has("petitions.forwarded", "own_level"):
        split = join_clauses(
            [
                writer.cite(
                    "petitions.forwarded",
                    "higher_levels",
                    before=", trong đó ",
                    after=" nêu với đại biểu Quốc hội, HĐND cấp trên",
                ),
                writer.cite("petitions.forwarded", "own_level", after=f" nêu với đại biểu HĐND {writer.unit}"),
            ],
            between=" và ",
        )
    yield sentence(
        writer.cite(
            "petitions.forwarded", before="Đã tổng hợp và gửi đến các cơ quan có thẩm quyền ", after=f" của cử tri{split}"
        )
    )
    states = join_clauses(
        writer.cite("petitions.by_status", part.key, after=f" {lower_first(part.label)}")
        for part in writer.collected.figures["petitions.by_status"].parts
        if part.key != "carried_over"
    )
    if states and writer.has("petitions.received"):
        yield sentence(f"Đến ngày {short_date(writer.cut_off)}, trong {{petitions.received}} tiếp nhận trong kỳ có {states}")


def reception_sentences(writer: SentenceWriter) -> Iterator[str]:
    own = [
        writer.cite(
            "receptions.held", "standing", before=f"Thường trực HĐND {writer.unit} đã thực hiện ", after=" tiếp công dân"
        ),
        writer.cite("receptions.held", "delegates", before=f"các đại biểu HĐND {writer.unit} tiếp "),
        writer.cite("receptions.held", "committee", before=f"các Ban HĐND {writer.unit} tiếp "),
        writer.cite("receptions.held", "council", before=f"HĐND {writer.unit} tiếp "),
    ]
    if not any(own):
        own = [writer.cite("receptions.held", before=f"HĐND {writer.unit} tổ chức ", after=" tiếp công dân")]
    below = [
        clause
        for level in writer.collected.figures["receptions.held"].levels
        if level.level in writer.lower_levels
        for clause in (
            writer.cite("receptions.held", "standing", level.level, before=f"Thường trực {level.label} tiếp "),
            writer.cite("receptions.held", "delegates", level.level, before=f"đại biểu {level.label} tiếp "),
            writer.cite("receptions.held", "council", level.level, before=f"{level.label} "),
        )
    ]
    yield with_annexes(writer, sentence(join_clauses(own + below)), "receptions")
    visits = [
        writer.cite("receptions.visits", before="Qua các buổi tiếp đã tiếp ", after=" công dân"),
        writer.cite("receptions.people", before="gồm "),
    ]
    yield sentence(join_clauses(visits))
    yield sentence(figure_with_parts(writer, "letters.received", "Tiếp nhận "))


def standing_sentences(writer: SentenceWriter) -> Iterator[str]:
    yield sentence(
        writer.cite("standing_meetings.held", before=f"Thường trực HĐND {writer.unit} tổ chức ", after=" họp thường kỳ"),
        writer.cite("explanations.held", before="tổ chức ", after=" giải trình"),
        writer.cite("confidence.ballots", before="tiến hành ", after=" lấy phiếu tín nhiệm"),
    )


def wards_sentences(writer: SentenceWriter) -> Iterator[str]:
    """One sentence for each level below on the work of its councils."""
    for level in writer.collected.figures["sessions.held"].levels:
        if level.level == writer.council.level:
            continue
        clauses = [
            writer.cite("sessions.held", level=level.level, before="tổ chức "),
            writer.cite("resolutions.adopted", level=level.level, before="ban hành "),
            writer.cite("supervision.conducted", level=level.level, before="thực hiện ", after=" giám sát, khảo sát"),
            writer.cite("voter_meetings.held", level=level.level, before="tổ chức ", after=" tiếp xúc cử tri"),
        ]
        if text := join_clauses(clauses):
            yield sentence(f"{level.label} {text}")


def coordination_sentences(writer: SentenceWriter) -> Iterator[str]:
    after = f" phối hợp công tác của {writer.period_label}"
    yield sentence(writer.cite("cooperation.programmes", before="Đã thực hiện ", after=after))
    awards: dict[str, list[str]] = {}
    for part in writer.collected.figures["commendations.given"].parts:
        awards.setdefault(part.label, []).append(writer.cite("commendations.given", part.key))
    commendations = join_clauses(
        (f"{label} cho {join_clauses(clauses, last=' và ')}" for label, clauses in awards.items() if any(clauses)), between="; "
    )
    if commendations:
        yield with_annexes(writer, f"Về khen thưởng: {commendations}.", "commendations")
    yield sentence(figure_with_parts(writer, "targets.met", "Hoàn thành "))


SENTENCES: dict[str, Callable[[SentenceWriter], Iterator[str]]] = {
    "organisation": organisation_sentences,
    "sessions": sessions_sentences,
    "supervision": supervision_sentences,
    "voters": voters_sentences,
    "reception": reception_sentences,
    "standing": standing_sentences,
    "wards": wards_sentences,
    "coordination": coordination_sentences,
}


def section_sentences(key: str, writer: SentenceWriter) -> list[str]:
    """The sentences of section `key` that are not empty; [] for a section without figures."""
    write = SENTENCES.get(key)
    return [text for text in write(writer) if text] if write else []
