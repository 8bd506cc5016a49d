"""Six figures of a report as published, for the home page and the pages of reports; every word comes from the report."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from reports.figures.numbers import NOTES, JsonObject, without_note
from reports.models import AnnualReport
from reports.scope import Mode

# One tuple for each of the six places: the first figure with a value is printed, as (code, part, code of the note).
# Without a part it is the whole, and its parts are the note unless another figure is named for it.
PLACES = (
    (("sessions.held", "", ""),),
    (("resolutions.adopted", "", ""),),
    (("supervision.conducted", "", ""),),
    (("petitions.forwarded", "", ""),),
    (("receptions.held", "standing", ""), ("voter_meetings.held", "", "voter_meetings.attendees")),
    (("support.beneficiaries", "", "support.amount"), ("documents.issued", "", ""), ("councils.delegates", "", "")),
)
MAX_PARTS = 3  # of a note
MAX_UNBROKEN = 16  # characters of a part that stay on one line


@dataclass(frozen=True)
class Highlight:
    """One figure, or one part of it: the number as printed ("" if it is missing), what it counts, its page, and a note."""

    code: str
    part: str
    number: str
    label: str
    url: str
    note: str = ""

    @property
    def full_label(self) -> str:
        """What the number counts, where no note stands below it: "buổi tiếp công dân (Thường trực)"."""
        return f"{self.label} ({self.note})" if self.part and self.note else self.label


def newest_report() -> AnnualReport | None:
    """The issued report of the latest period, that of the portal's council first; None where there is none."""
    reports = AnnualReport.objects.issued().of_hosted_councils().newest_versions().select_related("council", "issued_document")
    return reports.order_by("-council__is_portal", "-period_to", "slug", "id").first()


def highlights_title(report: AnnualReport, figures: Sequence[Highlight]) -> str:
    """The heading above the highlights of a report: "Năm 2021 qua sáu con số"."""
    count = "sáu" if len(figures) == len(PLACES) else "các"
    return f"{capfirst(report.period_label)} qua {count} con số"


def highlights(data: JsonObject) -> list[Highlight]:
    """The highlights by the content of figures.json, those without a value too; none if all are without a value."""
    published = published_figures(data)
    council_name = data.get("council_name", "")
    highlights = []
    for place in PLACES:
        choices = [
            _highlight(published[code], part, published.get(note_code), council_name)
            for code, part, note_code in place
            if code in published
        ]
        highlights += [choice for choice in choices if choice.number][:1] or choices[:1]
    return highlights if any(highlight.number for highlight in highlights) else []


def published_figures(data: JsonObject) -> dict[str, JsonObject]:
    """The figures of figures.json by their codes. A 0 of a figure for which there are no data means that it is unknown."""
    is_consolidated = data.get("scope") == Mode.CONSOLIDATED
    missing = {missing["code"] for missing in data.get("missing", []) if is_consolidated or missing["council"] == data["council"]}
    return {figure["code"]: _unless_zero(figure) if figure["code"] in missing else figure for figure in data.get("figures", [])}


def _unless_zero(figure: JsonObject) -> JsonObject:
    """A figure, or a part of one, without a value where it is 0."""
    parts = [_unless_zero(part) for part in figure.get("parts", [])]
    return figure | {"parts": parts} if figure["value"] else figure | {"parts": parts, "value": None, "text": ""}


def _highlight(figure: JsonObject, part_key: str, noted: JsonObject | None, council_name: str) -> Highlight:
    """The highlight of a figure, or of one of its parts, with a note from another figure or from its own parts."""
    code, label = figure["code"], _lower_first(figure["label"])
    if part_key:
        part = next((part for part in figure["parts"] if part["key"] == part_key), None)
        if part is None or part["value"] is None:
            return Highlight(code, part_key, "", label, figure["url"])
        note = _name_of_part(part, council_name)
        return Highlight(code, part_key, printed_number(part["text"], figure["unit"]), label, part["url"], note)
    if figure["value"] is None:
        return Highlight(code, part_key, "", label, figure["url"])
    if of_councils := _councils_note(figure["text"]):
        note = of_councils
    elif noted is not None:
        note = _unbroken_amount(noted) if noted["value"] is not None else ""
    else:
        note = _note_of_parts(figure, council_name)
    return Highlight(code, part_key, printed_number(figure["text"], figure["unit"]), label, figure["url"], note)


def _note_of_parts(figure: JsonObject, council_name: str) -> str:
    """The parts of a figure that are not zero: "02 thường kỳ, 02 không thường kỳ", "Thường trực: 04; Các Ban: 03".

    Of a part that is the whole only the name. "" if there are more than three, or if they overlap.
    """
    parts = [part for part in figure["parts"] if part["value"]]
    if len(parts) > MAX_PARTS or sum(part["value"] for part in parts) != figure["value"]:
        return ""
    if len(parts) == 1:
        return _lower_first(parts[0]["label"])
    prefix = f"{figure['unit']} ".lower()
    numbers = [printed_number(part["text"], figure["unit"]) for part in parts]
    if all(part["label"].lower().startswith(prefix) for part in parts):
        kinds = [part["label"][len(prefix) :] for part in parts]
        return ", ".join(_unbroken_pair(number, kind) for number, kind in zip(numbers, kinds, strict=True))
    names = [_name_of_part(part, council_name) for part in parts]
    return "; ".join(_unbroken_pair(f"{name}:", number) for name, number in zip(names, numbers, strict=True))


def _unbroken_pair(first: str, second: str) -> str:
    """A number and what it counts, in either order, on one line; if they are long, a line may break within the words."""
    pair = f"{first}\N{NO-BREAK SPACE}{second}"
    return pair.replace(" ", "\N{NO-BREAK SPACE}") if len(pair) <= MAX_UNBROKEN else pair


def _name_of_part(part: JsonObject, council_name: str) -> str:
    """The label of a part without the name of the council at its end: "Thường trực"."""
    label: str = part["label"]
    return label.removesuffix(council_name).strip() or label


def _unbroken_amount(figure: JsonObject) -> str:
    """The printed value with its unit; a line may break only after its qualifier."""
    text: str = figure["text"].replace(" ", "\N{NO-BREAK SPACE}")
    return text.replace("\N{NO-BREAK SPACE}", " ", 1) if figure.get("qualifier") else text


def printed_number(text: str, unit: str) -> str:
    """The printed value without its unit, which the label names; a qualifier stays: "gần 300"."""
    return without_note(text).removesuffix(unit).strip()


def _councils_note(text: str) -> str:
    """Of how many councils a printed sum is, in a sum over some of them only: "số liệu của 01/13 HĐND"."""
    match = NOTES.search(text)
    return match[0].strip(" ()") if match else ""


def _lower_first(label: str) -> str:
    """A label as it continues a number: "kỳ họp"; an abbreviation at its beginning stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
