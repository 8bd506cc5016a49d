"""The sentences on petitions of voters: how many, in whose competence, and what became of them."""

from collections.abc import Iterator

from core.vietnamese.dates import short_date
from reports.document.clauses import SentenceWriter, about_words, join_clauses, predicate, sentence, with_annexes
from reports.document.sentences.petition_states import (
    BY_COMPETENCE,
    BY_STATUS,
    competence_states_sentence,
    other_states_sentence,
    own_states,
    own_states_clause,
    percentages_sentences,
    statuses_sentence,
)
from reports.figures.formatting import lower_first
from reports.figures.numbers import PartFigure
from reports.indicators.base import UNCLASSIFIED

RECEIVED, FORWARDED, CARRIED_OVER = "petitions.received", "petitions.forwarded", "petitions.carried_over"


def petitions_sentences(writer: SentenceWriter) -> Iterator[str]:
    yield forwarded_sentence(writer)
    yield with_annexes(writer, received_sentence(writer), "petitions_by_competence", "petitions")
    yield other_states_sentence(writer)
    yield statuses_sentence(writer)
    yield competence_states_sentence(writer)
    yield from percentages_sentences(writer)
    yield carried_over_sentence(writer)
    yield raised_sentence(writer)
    yield sentence(writer.breakdown("petitions.by_field", RECEIVED, "theo lĩnh vực có", words=about_words, between="; "))
    yield sentence(writer.breakdown("petitions.by_session", RECEIVED, "theo kỳ họp có", words=session_words))
    yield sentence(
        writer.breakdown("petitions.by_outcome", RECEIVED, "theo đánh giá của HĐND về kết quả giải quyết có", words=outcome_words)
    )
    yield afterwards_sentence(writer)


def forwarded_sentence(writer: SentenceWriter) -> str:
    """The petitions forwarded, and to whom they were said before."""
    subject = f"HĐND {writer.unit_of(FORWARDED)} đã tổng hợp và gửi đến các cơ quan có thẩm quyền "
    parts = writer.parts_of(FORWARDED)
    split = join_clauses(
        (
            writer.cite(FORWARDED, part.key, after=f" {raised_words(writer, part)}", notes_councils=not writer.has(FORWARDED))
            for part in parts
        ),
        between=" và ",
    )
    if not writer.has(FORWARDED):
        return sentence(split and f"{subject}{split}")
    if len(parts) == 1:
        writer.mention(FORWARDED, parts[0].key)
        split = f", đều {raised_words(writer, parts[0])}" if parts[0].key != UNCLASSIFIED else ""
    else:
        split = f", trong đó {split}" if split else ""
    return sentence(writer.cite(FORWARDED, before=subject, after=" của cử tri", details=split))


def received_sentence(writer: SentenceWriter) -> str:
    """The petitions received, by competence, and the states of those within the Council's own competence."""
    subject = f"qua tổng hợp ý kiến cử tri, HĐND {writer.unit_of(RECEIVED)} đã tiếp nhận"
    received = writer.cite(RECEIVED)
    competences = join_clauses(
        writer.cite(BY_COMPETENCE, part.key, after=competence_words(writer, part), notes_councils=not writer.has(BY_COMPETENCE))
        for part in sorted(writer.parts_of(BY_COMPETENCE), key=lambda part: part.key != own_competence(writer))
    )
    if received and writer.is_whole_of(BY_COMPETENCE, RECEIVED):
        writer.mention(BY_COMPETENCE, "")
        first = predicate(subject, f"{received}, trong đó {competences}" if competences else received)
        return sentence(first, own_states_clause(writer, own_states(writer)))
    by_competence = writer.breakdown(
        BY_COMPETENCE, RECEIVED, "theo thẩm quyền giải quyết có", words=lambda part: competence_words(writer, part)
    )
    return sentence(predicate(subject, received), by_competence)


def own_competence(writer: SentenceWriter) -> str:
    """The key of the Council's own competence; "" where several levels are added."""
    return "" if writer.collected.scope.adds_levels else writer.council.level


def competence_words(writer: SentenceWriter, part: PartFigure) -> str:
    if part.key == own_competence(writer):
        return f" thuộc thẩm quyền của {writer.own_unit}"
    if part.key == UNCLASSIFIED:
        return " chưa phân loại thẩm quyền"
    return f" thuộc {lower_first(part.label)}" if part.key != "other" else " thuộc thẩm quyền của doanh nghiệp, cơ quan khác"


def carried_over_sentence(writer: SentenceWriter) -> str:
    """The petitions of earlier periods, and how many of these are settled."""
    subject = f"HĐND {writer.unit_of(BY_STATUS)} tiếp tục theo dõi"
    settled, details = writer.list_parts(CARRIED_OVER, words=settlement_words), settlement_details(writer, CARRIED_OVER)
    whole, of_status = writer.number(CARRIED_OVER), writer.number(BY_STATUS, "carried_over")
    if whole and of_status and whole.value == of_status.value:
        writer.mention(BY_STATUS, "carried_over")
    carried = writer.cite(CARRIED_OVER, after=" kỳ trước chuyển sang", details=details)
    if not carried:
        details = f", trong đó {settled}" if settled else ""
        carried = writer.cite(BY_STATUS, "carried_over", after=" kỳ trước chuyển sang", details=details)
    return sentence(predicate(subject, carried or (settled and f"{settled} từ kỳ trước chuyển sang")))


def raised_sentence(writer: SentenceWriter) -> str:
    """The petitions received, by the delegates to whom they were said."""
    parts = writer.parts_of(RECEIVED)
    if [part.key for part in parts] == [UNCLASSIFIED] and writer.has(RECEIVED):
        writer.mention(RECEIVED, UNCLASSIFIED)
        return ""
    listed = join_clauses(
        writer.cite(
            RECEIVED,
            part.key,
            after=f" {raised_words(writer, part).removeprefix('nêu ')}",
            notes_councils=not writer.has(RECEIVED),
        )
        for part in parts
    )
    return sentence(predicate("cử tri đã nêu", listed))


def raised_words(writer: SentenceWriter, part: PartFigure) -> str:
    return "chưa rõ nêu với ai" if part.key == UNCLASSIFIED else writer.words_of(part)


def session_words(part: PartFigure) -> str:
    return " chưa rõ kỳ họp" if part.key == UNCLASSIFIED else f" gửi đến {lower_first(part.label)}"


def outcome_words(part: PartFigure) -> str:
    return " chưa đánh giá" if part.key == UNCLASSIFIED else f" {lower_first(part.label)}"


def afterwards_sentence(writer: SentenceWriter) -> str:
    """The petitions that were taken up again, and those of which voters were informed."""
    day = f"đến ngày {short_date(writer.cut_off)}, " if writer.has("petitions.told_to_voters") else ""
    return sentence(
        writer.cite("petitions.told_to_voters", before=f"{day}kết quả giải quyết ", after=" đã được thông báo đến cử tri"),
        reopened_clause(writer),
    )


def reopened_clause(writer: SentenceWriter) -> str:
    code = "petitions.reopened"
    listed, details = writer.list_parts(code, words=settlement_words), settlement_details(writer, code)
    whole = writer.cite(code, before="số kiến nghị được xem xét, giải quyết lại là ", details=details)
    return whole or predicate("trong số kiến nghị mở lại có", listed)


def settlement_details(writer: SentenceWriter, code: str) -> str:
    """How many of the petitions are settled: ", trong đó 09 … đã giải quyết xong"; all in one state have no number again."""
    parts = writer.parts_of(code)
    whole = writer.number(code)
    if whole and len(parts) == 1 and parts[0].key != UNCLASSIFIED:
        writer.mention(code, parts[0].key)
        return f", {'đều' if whole.value != 1 else 'hiện'}{settlement_words(parts[0])}"
    listed = writer.list_parts(code, words=settlement_words)
    return f", trong đó {listed}" if listed else ""


def settlement_words(part: PartFigure) -> str:
    return {"settled": " đã giải quyết xong", "open": " chưa giải quyết xong"}.get(part.key) or f" {lower_first(part.label)}"
