"""The clauses on the states of petitions. A share is printed with the number that it is a share of."""

from collections.abc import Iterator

from citizens.models import Petition
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_percent
from reports.document.citations import base_words, share_text
from reports.document.clauses import SentenceWriter, join_clauses, predicate, sentence
from reports.figures.formatting import lower_first
from reports.figures.numbers import PartFigure
from reports.indicators.base import UNCLASSIFIED
from reports.models.placeholders import FigureReference

RECEIVED, BY_STATUS, BY_COMPETENCE = "petitions.received", "petitions.by_status", "petitions.by_competence"
BY_BOTH = "petitions.by_competence_status"
SHARE_OF = {BY_STATUS: "số kiến nghị thuộc thẩm quyền", "petitions.by_outcome": "số kiến nghị được đánh giá"}


def own_states(writer: SentenceWriter) -> list[PartFigure]:
    """The states of the petitions within the Council's own competence; [] where they are not the parts of these."""
    own, is_one_level = writer.council.level, not writer.collected.scope.adds_levels
    whole = writer.number(BY_COMPETENCE, own)
    if whole is None or not (is_one_level and writer.parts_of(BY_COMPETENCE) and writer.is_whole_of(BY_COMPETENCE, RECEIVED)):
        return []
    states = [part for part in writer.counted_parts(BY_BOTH) if part.key.startswith(f"{own}.") and "+" not in part.key]
    return states if sum(int(part.number.value or 0) for part in states) == whole.value else []


def own_states_clause(writer: SentenceWriter, states: list[PartFigure]) -> str:
    """The clause "đến ngày 31/12/2023, trong 93 kiến nghị này đã giải quyết xong 18 (19,4%)".

    Where all are in one state, their number and its base stand together: "24/24 kiến nghị".
    """
    if not states:
        return ""
    by_day, own = f"đến ngày {short_date(writer.cut_off)}", writer.council.level
    if len(states) == 1:
        of_own = f"/{writer.cite(BY_COMPETENCE, own, notes_councils=False)} thuộc thẩm quyền của {writer.own_unit} (100%)"
        return (
            f"{by_day}, {state_of(states[0])} {writer.cite(BY_BOTH, states[0].key, form='number', notes_councils=False)}{of_own}"
        )
    listed = join_clauses(
        writer.cite(
            BY_BOTH, part.key, before=f"{state_of(part)} ", after=own_share(writer, part), form="number", notes_councils=False
        )
        for part in states
    )
    within = writer.cite(BY_COMPETENCE, own, before="trong ", after=" này", notes_councils=False)
    return f"{by_day}, {within} {listed}"


def own_share(writer: SentenceWriter, part: PartFigure) -> str:
    """The share of a state in the petitions of the own competence: " (19,4%)"; "" where one of the two is not exact."""
    whole, council = writer.number(BY_COMPETENCE, writer.council.level), writer.council
    if share := share_text(part.number):
        return share
    if whole is None or whole.qualifier or part.number.qualifier:
        return ""
    value, base = int(part.number.value or 0), int(whole.value or 0)
    return f" ({format_percent(value, base, places=council.percent_places, rounding=council.percent_rounding)})"


def state_of(part: PartFigure) -> str:
    """The name of the state in a part by state, or by competence and state: "đã giải quyết xong"."""
    key = part.key.rpartition(".")[2]
    return str(Petition.State(key).label) if key in Petition.State.values else lower_first(part.label)


def other_states_sentence(writer: SentenceWriter) -> str:
    """The states in which petitions of other competences are, without percentages; "" where the own states are not said."""
    own = {part.key.rpartition(".")[2]: part.number.value for part in own_states(writer)}
    if not own:
        return ""
    only_others: list[str] = []
    both: list[str] = []
    for part in writer.parts_of(BY_STATUS):
        if own.get(part.key) == part.number.value:
            writer.mention(BY_STATUS, part.key)
            continue
        details = state_by_competence(writer, part)
        clause = writer.cite(BY_STATUS, part.key, after=f" {state_of(part)}", details=details, form="count", notes_councils=False)
        (both if part.key in own else only_others).append(clause)
    if writer.is_whole_of(BY_STATUS, RECEIVED):
        writer.mention(BY_STATUS, "")
    if writer.is_whole_of(BY_BOTH, RECEIVED):
        writer.mention(BY_BOTH, "")
    return sentence(
        predicate("trong số kiến nghị thuộc thẩm quyền của cơ quan khác có", *only_others),
        predicate("tính cả kiến nghị thuộc thẩm quyền của cơ quan khác có", *both),
    )


def state_by_competence(writer: SentenceWriter, state: PartFigure) -> str:
    """The petitions in one state by competence, in brackets; "" where they do not make its number."""
    parts = [part for part in writer.parts_of(BY_BOTH) if part.key.endswith(f".{state.key}") and "+" not in part.key]
    if sum(int(part.number.value or 0) for part in parts) != state.number.value:
        return ""
    listed = join_clauses(
        writer.cite(BY_BOTH, part.key, before=f"{competence_name(writer, part)} ", form="number", notes_councils=False)
        for part in parts
    )
    return f" ({listed})"


def competence_name(writer: SentenceWriter, part: PartFigure) -> str:
    """The short name of the competence in a part by competence and state: "trung ương", "quận"."""
    key = part.key.partition(".")[0]
    if key == writer.council.level and not writer.collected.scope.adds_levels:
        return writer.own_unit
    labels = dict(Petition.Competence.choices) | {"other": "cơ quan khác", UNCLASSIFIED: "chưa phân loại"}
    return str(labels.get(key, key))


def competence_states_sentence(writer: SentenceWriter) -> str:
    """The states by competence, with the number of each competence where its states make it; "" where they are said above."""
    if own_states(writer):
        return ""
    clauses = []
    by_competence: dict[str, list[PartFigure]] = {}
    for part in writer.parts_of(BY_BOTH):
        by_competence.setdefault(part.key.partition(".")[0], []).append(part)
    if writer.is_whole_of(BY_BOTH, RECEIVED):
        writer.mention(BY_BOTH, "")
    if list(by_competence) == [UNCLASSIFIED] and writer.parts_of(BY_STATUS):
        for part in by_competence[UNCLASSIFIED]:
            writer.mention(BY_BOTH, part.key)
        return ""
    for competence, parts in by_competence.items():
        whole = writer.number(BY_COMPETENCE, competence)
        is_sum = whole is not None and sum(int(part.number.value or 0) for part in parts) == whole.value
        listed = join_clauses(
            writer.cite(
                BY_BOTH,
                part.key,
                before="" if is_sum else f"{state_of(part)} ",
                after=f" {state_of(part)}{share_text(part.number)}" if is_sum else "",
                form="number" if is_sum else "",
                notes_councils=not is_sum,
            )
            for part in parts
        )
        name = f"thuộc thẩm quyền {competence_name(writer, parts[0])}"
        after = f" {name if competence != UNCLASSIFIED else 'chưa phân loại thẩm quyền'} có {listed}"
        clauses.append(writer.cite(BY_COMPETENCE, competence, before="trong ", after=after) if is_sum else listed)
    return sentence(predicate("theo thẩm quyền và kết quả giải quyết,", *clauses, between="; "))


def statuses_sentence(writer: SentenceWriter) -> str:
    """The states of the petitions, each with its share and the base of this; "" where they are said above."""
    if own_states(writer):
        return ""
    day, has_whole = f"đến ngày {short_date(writer.cut_off)}", writer.has(BY_STATUS)
    shared = [base_words(part.number) for part in writer.parts_of(BY_STATUS)]
    of_received = next((words for words in shared if words and "thẩm quyền" not in words), "")
    states = join_clauses(
        (
            of_own_competence(writer, part)
            or writer.cite(
                BY_STATUS,
                part.key,
                before=f"{state_of(part)} ",
                form="fraction" if of_received else "",
                notes_councils=not has_whole,
            )
            for part in writer.parts_of(BY_STATUS)
        ),
        between="; ",
    )
    is_of_received = writer.is_whole_of(BY_STATUS, RECEIVED)
    if is_of_received:
        writer.mention(BY_STATUS, "")
    if not states:
        followed = "" if is_of_received else writer.cite(BY_STATUS)
        return sentence(predicate(f"{day}, HĐND {writer.unit_of(BY_STATUS)} đã theo dõi việc giải quyết", followed))
    whole = writer.cite(RECEIVED if is_of_received else BY_STATUS) or "kiến nghị"
    recorded = " có bản ghi" if writer.is_of_records_only(BY_STATUS, RECEIVED) else ""
    base = f"; tỷ lệ tính trên số kiến nghị {of_received}" if of_received else ""
    return sentence(f"{day}, kết quả giải quyết {whole}{recorded} của cử tri là: {states}{base}")


def of_own_competence(writer: SentenceWriter, part: PartFigure) -> str:
    """A state with a typed share of the own competence: "đã giải quyết xong 24/24 kiến nghị thuộc thẩm quyền của xã (100%)".

    "" where the share has words already, or where its base is another number.
    """
    number, own = part.number, writer.number(BY_COMPETENCE, writer.council.level)
    has_words = number.share is None or bool(base_words(number))
    if has_words or writer.collected.scope.adds_levels or own is None or own.value != number.base or own.qualifier:
        return ""
    words = f"thuộc thẩm quyền của {writer.own_unit}"
    return f"{state_of(part)} {writer.citations.mark(FigureReference(BY_STATUS, part.key), base_words=words)}"


def percentages_sentences(writer: SentenceWriter) -> Iterator[str]:
    """The states and verdicts of which only percentages are known."""
    for code, base in SHARE_OF.items():
        figure = writer.figure(code)
        for part in figure.parts if figure else ():
            if part.number.is_percent and not writer.has(code, part.key):
                yield sentence(writer.cite_percent(code, part.key, before=f"tỷ lệ {state_of(part)} là ", after=f" {base}"))
