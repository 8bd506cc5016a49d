"""The sentences of the report that contain figures, section by section.

The sentences name no certain year. The office's own text is stored in the report's sections.
"""

from collections.abc import Callable, Iterator

from core.vietnamese.dates import short_date
from core.vietnamese.numbers import roman
from reports.document.clauses import SentenceWriter, figure_with_parts, join_clauses, sentence, with_annexes
from reports.figures.formatting import lower_first


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


def sessions_and_resolutions(writer: SentenceWriter) -> str:
    """One sentence on the sessions and the resolutions, each with the parts that make it."""
    kinds = {"irregular": writer.council.irregular_label, "regular": "thường kỳ"}
    listed = {part.key for part in writer.parts_of("sessions.held")}
    split = join_clauses(
        (
            writer.cite("sessions.held", key, after=f" {word}", notes_councils=False)
            for key, word in kinds.items()
            if key in listed
        ),
        last=" và ",
    )
    classes = join_clauses(
        writer.cite(
            "resolutions.adopted",
            part.key,
            after=f" {lower_first(part.label.removeprefix('Nghị quyết '))}",
            notes_councils=False,
        )
        for part in writer.parts_of("resolutions.adopted")
    )
    subject = f"{writer.period_label}, HĐND {writer.unit_of('sessions.held', 'resolutions.adopted')}"
    return sentence(
        writer.cite("sessions.held", before=f"{subject} tổ chức ", details=f" (trong đó có {split})" if split else ""),
        writer.cite("resolutions.adopted", before="ban hành ", details=f", gồm {classes}" if classes else ""),
    )


def sessions_sentences(writer: SentenceWriter) -> Iterator[str]:
    yield with_annexes(writer, sessions_and_resolutions(writer), "sessions", "resolutions")
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
            before=f"Cùng với nghị quyết, HĐND, Thường trực và các Ban HĐND {writer.unit_of('documents.issued')} đã ban hành ",
            after=" khác",
        )
    )
    yield sentence(
        writer.cite("questions.raised", before="có ", after=" chất vấn"),
        writer.cite("questions.topics", before="chất vấn về "),
    )


def supervision_sentences(writer: SentenceWriter) -> Iterator[str]:
    unit = writer.unit_of("supervision.conducted")
    whole = writer.cite(
        "supervision.conducted",
        before=f"{writer.period_label}, HĐND, Thường trực và các Ban HĐND {unit} đã thực hiện ",
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
    """One sentence on the supervisions by leader; "" where only the whole is known, or is another number than their sum."""
    if not writer.parts_of("supervision.conducted"):
        return ""
    unit = writer.unit_of("supervision.conducted")
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


def forwarded_split(writer: SentenceWriter) -> str:
    """The petitions forwarded by whom they were made before; "" where they do not make the whole."""
    both = {"higher_levels", "own_level"}
    if not both <= {part.key for part in writer.parts_of("petitions.forwarded") if writer.has("petitions.forwarded", part.key)}:
        return ""
    return join_clauses(
        [
            writer.cite(
                "petitions.forwarded",
                "higher_levels",
                before=", trong đó ",
                after=" nêu với đại biểu Quốc hội, HĐND cấp trên",
                notes_councils=False,
            ),
            writer.cite(
                "petitions.forwarded",
                "own_level",
                after=f" nêu với đại biểu HĐND {writer.unit_of('petitions.forwarded')}",
                notes_councils=False,
            ),
        ],
        between=" và ",
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
    yield sentence(
        writer.cite(
            "petitions.forwarded",
            before="Đã tổng hợp và gửi đến các cơ quan có thẩm quyền ",
            after=" của cử tri",
            details=forwarded_split(writer),
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
    unit = writer.unit_of("receptions.held")
    own = [
        writer.cite("receptions.held", "standing", before=f"Thường trực HĐND {unit} đã thực hiện ", after=" tiếp công dân"),
        writer.cite("receptions.held", "delegates", before=f"các đại biểu HĐND {unit} tiếp "),
        writer.cite("receptions.held", "committee", before=f"các Ban HĐND {unit} tiếp "),
        writer.cite("receptions.held", "council", before=f"HĐND {unit} tiếp "),
    ]
    if not any(own):
        own = [writer.cite("receptions.held", before=f"HĐND {unit} tổ chức ", after=" tiếp công dân")]
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
        writer.cite(
            "standing_meetings.held",
            before=f"Thường trực HĐND {writer.unit_of('standing_meetings.held')} tổ chức ",
            after=" họp thường kỳ",
        ),
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
