"""The sentences on cooperation, commendations and targets."""

from collections.abc import Iterator

from reports.document.clauses import SentenceWriter, about_words, join_clauses, predicate, sentence, with_annexes
from reports.indicators.base import PartRelation


def coordination_sentences(writer: SentenceWriter) -> Iterator[str]:
    code = "cooperation.programmes"
    subject = f"HĐND {writer.unit_of(code)} đã thực hiện "
    yield sentence(writer.cite(code, before=subject, after=" phối hợp công tác"))
    yield with_annexes(writer, commendations_sentence(writer), "commendations")
    yield targets_sentence(writer)


def commendations_sentence(writer: SentenceWriter) -> str:
    """The commendations by kind, authority and span."""
    code = "commendations.given"
    awards: dict[str, list[str]] = {}
    for part in writer.parts_of(code, relation=PartRelation.OUTSIDE):
        awards.setdefault(part.label, []).append(writer.cite(code, part.key))
    listed = join_clauses(
        (f"{label} cho {join_clauses(clauses, last=' và ')}" for label, clauses in awards.items()), between="; "
    )
    whole = writer.cite(code, before="đã có ")
    return sentence(predicate("về khen thưởng,", whole, listed and f"các cấp đã tặng {listed}", between="; "))


def targets_sentence(writer: SentenceWriter) -> str:
    code = "targets.met"
    listed = writer.list_parts(code, words=about_words, relation=PartRelation.WITHIN)
    whole = writer.cite(code, details=f", trong đó {listed}" if listed else "")
    return sentence(predicate(f"toàn {writer.own_unit} hoàn thành", whole or listed))
