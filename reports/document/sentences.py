"""The sentences of the report that carry figures. Each cites its figures by placeholder and leaves out what is nil.

They say what was counted and nothing about any certain year; the office's own words stand in the report's sections.
"""

from dataclasses import dataclass

from core.vietnamese.dates import short_date
from core.vietnamese.numbers import roman
from councils.models import Council
from reports.figures.collect import Collected
from reports.figures.formatting import ALL_LEVELS, lowered
from reports.figures.numbers import UNKNOWN
from reports.scope import Mode


@dataclass(frozen=True)
class Teller:
    """Knows which figures there are to tell, and the words for the council."""

    collected: Collected
    term: object  # the Term in force at the cut-off, or None
    period_label: str
    cut_off: object
    annexes: dict  # key -> "Phụ lục I"

    @property
    def council(self):
        return self.collected.scope.council

    @property
    def unit(self):
        """What stands behind "HĐND" in a sentence: "quận", or "các cấp" where figures are sums over levels."""
        if self.collected.scope.adds_levels:
            return ALL_LEVELS
        return self.own_unit

    @property
    def own_unit(self):
        """The noun of the council's unit: "quận", "thành phố"."""
        kind = Council.UnitKind(self.council.unit_kind)
        return Council.UnitKind.CITY.label if kind == Council.UnitKind.DISTRICT_CITY else kind.label

    @property
    def own_level(self):
        """Where figures that are never added over councils stand for the council itself: "" or its level."""
        return self.council.level if self.collected.scope.mode == Mode.CONSOLIDATED else ""

    @property
    def lower_levels(self):
        """The levels below the council that are told apart from its own figures; none where those are sums over all."""
        if self.collected.scope.adds_levels:
            return ()
        return tuple(group.level for group in self.collected.scope.levels)

    def has(self, code, part="", level=""):
        """Whether there is something to tell: a known value other than nil."""
        found = self.collected.find(code, part, level)
        return found is not None and found[1].text not in ("", UNKNOWN) and found[1].value not in (0, "0")

    def cite(self, code, part="", level="", *, before="", after=""):
        """A clause with the figure's placeholder, "" where there is nothing to tell."""
        if not self.has(code, part, level):
            return ""
        name = code + (f":{part}" if part else "") + (f"@{level}" if level else "")
        return f"{before}{{{name}}}{after}"

    def annex(self, *keys):
        """ "(Phụ lục I và Phụ lục II kèm theo)", naming those that are printed."""
        named = [self.annexes[key] for key in keys if key in self.annexes]
        return f" ({' và '.join(named)} kèm theo)" if named else ""


def joined(clauses, *, between=", ", last=None):
    """The clauses that are not empty, joined; the last one by `last` where given."""
    clauses = [clause for clause in clauses if clause]
    if last and len(clauses) > 1:
        return between.join(clauses[:-1]) + last + clauses[-1]
    return between.join(clauses)


def sentence(*clauses, between="; "):
    """One sentence of the clauses that are not empty; "" where none is left."""
    said = joined(clauses, between=between)
    return f"{said[0].upper()}{said[1:]}." if said and said[0] != "{" else (f"{said}." if said else "")


def in_parts(tell, code, before):
    """A clause with a figure and its parts; the parts alone where they make up no whole."""
    parts = tell.collected.figures[code].parts
    told = joined(tell.cite(code, part.key, after=f" {lowered(part.label)}") for part in parts)
    whole = tell.cite(code, before=before, after=f", gồm {told}" if told else "")
    return whole or (f"{before}{told}" if told else "")


def with_annexes(tell, said, *keys):
    """The sentence with the annexes that accompany it before its full stop."""
    return f"{said.removesuffix('.')}{tell.annex(*keys)}." if said else ""


def organisation(tell):
    unit, level, term = tell.own_unit, tell.own_level, ""
    if tell.term:
        term = f" khóa {roman(tell.term.ordinal)}, nhiệm kỳ {tell.term.label}"
    groups = tell.cite("councils.groups", "", level, before=", được chia thành ")
    areas = tell.cite("councils.groups", "areas", level, before=" hoạt động tại ") if groups else ""
    changes = [tell.cite("councils.changes", "begun", level, after=" được bổ sung")]
    for part in tell.collected.figures["councils.changes"].host(level).parts:
        if part.key != "begun":
            changes.append(tell.cite("councils.changes", part.key, level, after=f" {lowered(part.label)}"))
    yield sentence(
        tell.cite("councils.delegates", "", level, before=f"HĐND {unit}{term} có ", after=groups + areas),
        joined(
            [
                tell.cite("councils.standing_members", "", level, before=f"Thường trực HĐND {unit} có "),
                tell.cite("councils.committee_members", "", level, before=f"các Ban HĐND {unit} có "),
            ]
        ),
    )
    if any(changes):
        yield sentence(f"Trong {tell.period_label} có {joined(changes)}")


def sessions(tell):
    unit, irregular = tell.unit, tell.council.irregular_label
    split = joined(
        [
            tell.cite("sessions.held", "irregular", after=f" {irregular}"),
            tell.cite("sessions.held", "regular", after=" thường kỳ"),
        ],
        last=" và ",
    )
    adopted = tell.collected.figures["resolutions.adopted"]
    classes = joined(
        tell.cite("resolutions.adopted", part.key, after=f" {lowered(part.label.removeprefix('Nghị quyết '))}")
        for part in adopted.parts
    )
    held = tell.cite(
        "sessions.held", before=f"{tell.period_label}, HĐND {unit} tổ chức ", after=f" (trong đó có {split})" if split else ""
    )
    decided = tell.cite("resolutions.adopted", before="ban hành ", after=f", gồm {classes}" if classes else "")
    yield with_annexes(tell, sentence(held, decided), "sessions", "resolutions")
    yield sentence(
        tell.cite(
            "resolutions.by_legal_kind",
            "normative",
            before="Trong số nghị quyết đã ban hành có ",
            after=" quy phạm pháp luật",
        )
    )
    yield sentence(
        tell.cite(
            "documents.issued",
            before=f"Cùng với nghị quyết, HĐND, Thường trực và các Ban HĐND {unit} đã ban hành ",
            after=" khác",
        )
    )
    yield sentence(
        tell.cite("questions.raised", before="có ", after=" chất vấn"),
        tell.cite("questions.topics", before="chất vấn về "),
    )


def supervision(tell):
    whole = tell.cite(
        "supervision.conducted",
        before=f"{tell.period_label}, HĐND, Thường trực và các Ban HĐND {tell.unit} đã thực hiện ",
        after=" giám sát, khảo sát chuyên đề",
    )
    yield with_annexes(tell, supervised_by(tell) or sentence(whole), "supervision")
    yield sentence(tell.cite("supervision.units", before="Các cuộc giám sát, khảo sát được tiến hành tại "))
    yield sentence(tell.cite("supervision.topics", before="Đã giám sát "))
    yield sentence(
        tell.cite("supervision.recommendations", before="qua giám sát đã nêu "),
        tell.cite("supervision.recommendations", "implemented", after=" đã được thực hiện"),
    )
    units = tell.collected.figures["support.beneficiaries"].parts
    reached = tell.cite("support.beneficiaries") or joined(tell.cite("support.beneficiaries", unit.key) for unit in units)
    yield sentence(
        joined(
            [
                reached and f"Các chính sách hỗ trợ được HĐND quyết định đã đến với {reached}",
                tell.cite("support.amount", before="số tiền " if reached else "Số tiền hỗ trợ theo các chính sách của HĐND là "),
            ]
        )
    )


def supervised_by(tell):
    """Who led how many supervisions; "" where nobody has told them apart."""
    unit = tell.unit
    return sentence(
        tell.cite("supervision.conducted", "council", before=f"HĐND {unit} thực hiện ", after=" giám sát, khảo sát chuyên đề"),
        tell.cite(
            "supervision.conducted",
            "standing",
            before=f"{tell.period_label}, Thường trực HĐND {unit} đã thực hiện ",
            after=" khảo sát, giám sát chuyên đề",
        ),
        tell.cite(
            "supervision.conducted",
            "committees",
            before=f"các Ban HĐND {unit}, ngoài việc tham gia các hoạt động giám sát của HĐND và Thường trực HĐND, đã thực hiện ",
            after=" giám sát chuyên đề",
        ),
        tell.cite("supervision.conducted", "groups", before="các Tổ đại biểu thực hiện ", after=" giám sát, khảo sát"),
        tell.cite("supervision.conducted", "delegates", before="đại biểu HĐND thực hiện ", after=" giám sát"),
    )


def voters(tell):
    held = joined(
        [tell.cite("voter_meetings.rounds", after=" tiếp xúc cử tri"), tell.cite("voter_meetings.held", after=" tiếp xúc")],
        last=" với ",
    )
    met = [
        held and f"Đã phối hợp tổ chức {held}",
        tell.cite("voter_meetings.attendees", before="thu hút ", after=" tham dự"),
        tell.cite("voter_meetings.speakers", before="có ", after=" phát biểu"),
        tell.cite("voter_meetings.opinions", before="với "),
    ]
    yield sentence(joined(met))
    split = ""
    if tell.has("petitions.forwarded", "higher_levels") and tell.has("petitions.forwarded", "own_level"):
        split = joined(
            [
                tell.cite(
                    "petitions.forwarded",
                    "higher_levels",
                    before=", trong đó ",
                    after=" nêu với đại biểu Quốc hội, HĐND cấp trên",
                ),
                tell.cite("petitions.forwarded", "own_level", after=f" nêu với đại biểu HĐND {tell.unit}"),
            ],
            between=" và ",
        )
    yield sentence(
        tell.cite("petitions.forwarded", before="Đã tổng hợp và gửi đến các cơ quan có thẩm quyền ", after=f" của cử tri{split}")
    )
    states = joined(
        tell.cite("petitions.by_status", part.key, after=f" {lowered(part.label)}")
        for part in tell.collected.figures["petitions.by_status"].parts
        if part.key != "carried_over"
    )
    if states and tell.has("petitions.received"):
        yield sentence(f"Đến ngày {short_date(tell.cut_off)}, trong {{petitions.received}} tiếp nhận trong kỳ có {states}")


def reception(tell):
    own = [
        tell.cite("receptions.held", "standing", before=f"Thường trực HĐND {tell.unit} đã thực hiện ", after=" tiếp công dân"),
        tell.cite("receptions.held", "delegates", before=f"các đại biểu HĐND {tell.unit} tiếp "),
        tell.cite("receptions.held", "committee", before=f"các Ban HĐND {tell.unit} tiếp "),
        tell.cite("receptions.held", "council", before=f"HĐND {tell.unit} tiếp "),
    ]
    if not any(own):
        own = [tell.cite("receptions.held", before=f"HĐND {tell.unit} tổ chức ", after=" tiếp công dân")]
    held = tell.collected.figures["receptions.held"]
    below = [
        clause
        for level in map(held.host, tell.lower_levels)
        for clause in (
            tell.cite("receptions.held", "standing", level.level, before=f"Thường trực {level.label} tiếp "),
            tell.cite("receptions.held", "delegates", level.level, before=f"đại biểu {level.label} tiếp "),
            tell.cite("receptions.held", "council", level.level, before=f"{level.label} "),
        )
    ]
    yield with_annexes(tell, sentence(joined(own + below)), "receptions")
    visits = [
        tell.cite("receptions.visits", before="Qua các buổi tiếp đã tiếp ", after=" công dân"),
        tell.cite("receptions.people", before="gồm "),
    ]
    yield sentence(joined(visits))
    yield sentence(in_parts(tell, "letters.received", "Tiếp nhận "))


def standing(tell):
    yield sentence(
        tell.cite("standing_meetings.held", before=f"Thường trực HĐND {tell.unit} tổ chức ", after=" họp thường kỳ"),
        tell.cite("explanations.held", before="tổ chức ", after=" giải trình"),
        tell.cite("confidence.ballots", before="tiến hành ", after=" lấy phiếu tín nhiệm"),
    )


def wards(tell):
    """One sentence for each level below: what its councils did, as far as it is known."""
    for level in tell.collected.figures["sessions.held"].levels:
        if level.level == tell.council.level:
            continue
        told = [
            tell.cite("sessions.held", level=level.level, before="tổ chức "),
            tell.cite("resolutions.adopted", level=level.level, before="ban hành "),
            tell.cite("supervision.conducted", level=level.level, before="thực hiện ", after=" giám sát, khảo sát"),
            tell.cite("voter_meetings.held", level=level.level, before="tổ chức ", after=" tiếp xúc cử tri"),
        ]
        if said := joined(told):
            yield sentence(f"{level.label} {said}")


def coordination(tell):
    agreed = f" phối hợp công tác của {tell.period_label}"
    yield sentence(tell.cite("cooperation.programmes", before="Đã thực hiện ", after=agreed))
    awards = {}
    for part in tell.collected.figures["commendations.given"].parts:
        awards.setdefault(part.label, []).append(tell.cite("commendations.given", part.key))
    given = joined((f"{label} cho {joined(told, last=' và ')}" for label, told in awards.items() if any(told)), between="; ")
    if given:
        yield with_annexes(tell, f"Về khen thưởng: {given}.", "commendations")
    yield sentence(in_parts(tell, "targets.met", "Hoàn thành "))


SENTENCES = {
    "organisation": organisation,
    "sessions": sessions,
    "supervision": supervision,
    "voters": voters,
    "reception": reception,
    "standing": standing,
    "wards": wards,
    "coordination": coordination,
}


def told(key, tell):
    """The sentences of section `key` as one list, without empty ones."""
    return [said for said in SENTENCES.get(key, lambda tell: ())(tell) if said]
