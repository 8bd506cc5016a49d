"""The form of one vote in the grid of a session."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BoundField, CharField, TextInput
from django.forms.utils import ErrorDict
from django.utils.text import capfirst

from core.admin.related_fields import record_field
from core.vietnamese.normal_form import normal_form
from councils.models import Person
from resolutions.forms import VoteForm
from resolutions.models import Resolution, Vote
from sessions_app.models import AgendaItem

COUNTS = ("in_favour", "against", "abstained", "issued", "returned", "valid")
LABELS = {
    "subject": "Nội dung biểu quyết",
    "resolution": "Nghị quyết",
    "mode": "Hình thức",
    "present": "Có mặt",
    "in_favour": "Tán thành",
    "against": "Không tán thành",
    "abstained": "Không biểu quyết",
    "requires_two_thirds": "Cần hai phần ba",
    "agenda_item": "Nội dung chương trình",
    "is_final": "Biểu quyết toàn văn",
    "held_on": "Ngày",
    "total_delegates": "Tổng số đại biểu",
    "candidate_name": "Người được bầu",
    "issued": "Phiếu phát ra",
    "returned": "Thu về",
    "valid": "Hợp lệ",
}
NOBODY = "Không có ai tên “{name}”; hãy chọn một tên trong danh sách."
SEVERAL = "Có {count} người tên này: {names}. Hãy ghi đúng một dòng trong danh sách."
NO_RESOLUTION = "Nghị quyết này không thuộc kỳ họp; hãy chọn trong danh sách."
NO_ITEM = "Nội dung này không thuộc chương trình của kỳ họp; hãy chọn trong danh sách."


def name_with_year(person: Person) -> str:
    """How a person is written in the list of candidates."""
    return f"{person} – sinh năm {person.birth_year}" if person.birth_year else str(person)


def person_named(text: str, people: list[Person]) -> Person:
    """The person whose name, with or without the year of birth, is `text`. Raises ValueError with a sentence."""
    form = normal_form(text)
    exact = [person for person in people if normal_form(name_with_year(person)) == form]
    matches = exact or [person for person in people if form in (normal_form(str(person)), normal_form(person.full_name))]
    if not matches:
        raise ValueError(NOBODY.format(name=text))
    if len(matches) > 1:
        raise ValueError(SEVERAL.format(count=len(matches), names="; ".join(map(name_with_year, matches))))
    return matches[0]


class VoteRowForm(VoteForm):
    """One vote of the grid. A new row without numbers is skipped, and so is what it proposes; its result follows from numbers."""

    SECOND_LINE = ("agenda_item", "is_final", "held_on", "total_delegates", "candidate_name", "issued", "returned", "valid")

    candidate_name = CharField(required=False, max_length=200, widget=TextInput(attrs={"list": "people", "autocomplete": "off"}))

    class Meta(VoteForm.Meta):
        model = Vote
        fields = [name for name in LABELS if name != "candidate_name"]

    def __init__(
        self,
        *args: Any,  # Any: the arguments of Django's class
        number: int,
        resolutions: list[Resolution],
        items: list[AgendaItem],
        people: list[Person],
        is_locked: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.number, self.people = number, people
        self.stored = self.copy_of_vote() if self.instance.pk else None
        self.fields["resolution"] = record_field(
            resolutions, lambda row: f"{row.symbol} {row.title}" if row.symbol else row.title, NO_RESOLUTION
        )
        self.fields["agenda_item"] = record_field(items, str, NO_ITEM)
        self.fields["subject"].widget = TextInput(attrs={"maxlength": 500})
        if self.instance.candidate_id:
            self.initial["candidate_name"] = name_with_year(self.instance.candidate)
        if self.instance.pk and self.instance.result == self.instance.result_by_numbers:
            self.instance.result = ""
        self.order_fields(LABELS)
        for name, label in LABELS.items():
            each = self.fields[name]
            each.label, each.help_text, each.disabled = label, "", is_locked
            each.widget.attrs["aria-label"] = f"{label}, dòng {number}"
            each.widget.attrs.pop("aria-describedby", None)
        for name in ("against", "abstained"):
            self.fields[name].required = False

    def copy_of_vote(self) -> Vote:
        """The vote as it is stored, before the form writes into it."""
        columns = [column.attname for column in Vote._meta.concrete_fields]
        copy: Vote = Vote.from_db(None, columns, [getattr(self.instance, column) for column in columns])
        copy.session, copy.resolution = self.instance.session, self.instance.resolution
        return copy

    @property
    def is_proposed(self) -> bool:
        """Whether the grid has proposed the subject of a new row."""
        if self.is_bound:
            return bool(self.data.get(self.add_prefix("proposed")))
        return self.instance.pk is None and bool(self.initial.get("subject"))

    @property
    def is_skipped(self) -> bool:
        """Whether nobody has typed a number in a new row, nor a subject in an empty one."""
        if not self.is_bound or self.instance.pk:
            return False
        names: Mapping[str, str] = {name: self.data.get(self.add_prefix(name), "").strip() for name in ("subject", *COUNTS)}
        typed = [names[name] for name in COUNTS if names[name] not in ("", "0")]
        return not typed and (self.is_proposed or not names["subject"])

    def full_clean(self) -> None:
        if self.is_skipped:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:  # Any: values of all fields
        data = super().clean()
        for name in ("against", "abstained"):
            if name in data and data[name] is None:
                data[name] = 0
        name = data.get("candidate_name", "")
        try:
            self.instance.candidate = person_named(name, self.people) if name else None
        except ValueError as error:
            self.add_error("candidate_name", str(error))
        return data

    def errors_by_field(self) -> Iterator[tuple[BoundField | None, list[str]]]:
        """Yield the bound field and the messages of each field with an error; None for those of the whole row."""
        for name, messages in self.errors.items():
            yield (None if name == NON_FIELD_ERRORS else self[name]), list(map(str, messages))

    @property
    def first_line(self) -> list[BoundField]:
        """The fields of the columns."""
        return [self[name] for name in LABELS if name not in self.SECOND_LINE]

    @property
    def second_line(self) -> list[BoundField]:
        """The fields that are opened on demand."""
        return [self[name] for name in self.SECOND_LINE]

    @property
    def outcome(self) -> str:
        """The result that is stored, or that follows from what is typed; "" while a number is missing."""
        vote = self.instance
        result = (vote.result or vote.result_by_numbers) if vote.pk or self.is_bound else ""
        return capfirst(Vote.Result(result).label) if result else ""
