"""The sentences on meetings with voters."""

from collections.abc import Iterator

from reports.document.clauses import SentenceWriter, join_clauses, predicate, rate_clause, sentence
from reports.document.sentences.petitions import petitions_sentences
from reports.figures.formatting import lower_first
from reports.figures.numbers import PartFigure
from reports.indicators.base import PartRelation


def voters_sentences(writer: SentenceWriter) -> Iterator[str]:
    yield meetings_sentence(writer)
    yield levels_sentence(writer)
    yield rate_sentence(writer)
    yield from petitions_sentences(writer)


def meetings_sentence(writer: SentenceWriter) -> str:
    """The rounds and meetings, and what came of them; without meetings these are the subject of what came."""
    codes = ("voter_meetings.rounds", "voter_meetings.held")
    rounds = writer.cite("voter_meetings.rounds", after=" tiếp xúc cử tri")
    held = writer.cite("voter_meetings.held", after=" tiếp xúc" if rounds else " tiếp xúc cử tri")
    opinions = writer.list_parts("voter_meetings.opinions", words=opinion_words, relation=PartRelation.WITHIN)
    results = [
        writer.cite("voter_meetings.attendees", before="thu hút ", after=" tham dự"),
        writer.cite("voter_meetings.speakers", before="có ", after=" cử tri phát biểu"),
        writer.cite("voter_meetings.opinions", before="ghi nhận ", details=f", trong đó {opinions}" if opinions else "")
        or (opinions and f"có {opinions}"),
    ]
    if not (rounds or held):
        return sentence(predicate("các cuộc tiếp xúc cử tri", *results))
    subject = f"HĐND {writer.unit_of(*codes)} đã phối hợp tổ chức"
    return sentence(predicate(subject, join_clauses([rounds, held], between=" với "), *results))


def opinion_words(part: PartFigure) -> str:
    words = {"answered_on_the_spot": " được trả lời tại chỗ", "recorded": " được ghi nhận, tổng hợp"}
    return words.get(part.key) or f" {lower_first(part.label)}"


def levels_sentence(writer: SentenceWriter) -> str:
    """The meetings by the levels of their delegates, which overlap."""
    code = "voter_meetings.held"
    listed = writer.list_parts(code, words=lambda part: f" {lower_first(part.label)}", relation=PartRelation.COVERING)
    total = sum(int(part.number.value or 0) for part in writer.parts_of(code, relation=PartRelation.COVERING))
    whole = writer.number(code)
    overlap = "; cuộc có đại biểu nhiều cấp được tính ở từng cấp" if whole and total > int(whole.value or 0) else ""
    return sentence(predicate("theo cấp của đại biểu có", listed and f"{listed}{overlap}"))


def rate_sentence(writer: SentenceWriter) -> str:
    """The rates of the delegates and of the invited voters who came, with the two numbers of which each is the rate."""
    code = "voter_meetings.attendance_rate"
    delegates = rate_clause(writer, code, **rate_words("đại biểu", "lượt đại biểu được phân công"))
    voters = rate_clause(writer, code, "voters", **rate_words("cử tri", "lượt cử tri được mời"))
    return sentence(delegates, voters)


def rate_words(who: str, base: str) -> dict[str, str]:
    return {"rate": f"tỷ lệ {who} dự tiếp xúc cử tri", "count": f"số {base} đã dự tiếp xúc cử tri", "base": base}
