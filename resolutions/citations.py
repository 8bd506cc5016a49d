"""How a document is cited: kind, number, day, issuer and subject, in the order of Nghị định 30/2020/NĐ-CP."""

from datetime import date

from core.vietnamese.dates import letterhead_date


def citation(kind: str, symbol: str, day: date | None, issuer: str, title: str) -> str:
    """The citation of a document; blank as long as its number or its day is missing."""
    if not (symbol and day):
        return ""
    return f"{kind} số {symbol} {letterhead_date(day)} của {issuer} {cited_title(title)}"


def cited_title(title: str) -> str:
    """The title inside a sentence: "Về Kế hoạch…" is "về Kế hoạch…"; a name or an abbreviation at the start stays as it is."""
    first, _, rest = title.partition(" ")
    is_name = first != "Về" and (rest[:1].isupper() or first[1:] != first[1:].lower())
    return title if is_name else title[:1].lower() + title[1:]
