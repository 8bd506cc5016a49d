"""Admin forms of documents, their files and votes, which complete blank fields from the other ones."""

import re

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BooleanField, CharField, CheckboxSelectMultiple, MultipleChoiceField
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.text import capfirst

from core.admin.addresses import change_url
from core.admin.forms import AttachmentForm, StaffForm
from core.admin.related_fields import is_primary_key
from councils.models import Body
from resolutions.models import PersonnelDecision, Register, Vote
from resolutions.models.personnel import TARGETS

NUMBER_IN_PATTERN, YEAR_IN_PATTERN = "{number}", "{year}"

NUMBER_FIELDS = {"symbol", "register", "year", "number", "suffix"}

BARE_NUMBER = re.compile(r"(\d{1,6})\s*([a-zđ]{0,3})", re.IGNORECASE)
LEADING_NUMBER = re.compile(BARE_NUMBER.pattern + r"(?![a-zđ\d])", re.IGNORECASE)


class NumberedDocumentForm(StaffForm):
    """The form of a numbered document; it completes a symbol typed as "12" by the pattern of the register.

    `number_confirmed` is shown only after a number that is probably a typing error (`asks_confirmation`).
    """

    number_confirmed = BooleanField(required=False, label="Số này đúng")
    asks_confirmation = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "number" in self.fields:
            self.fields["number"].widget.attrs["data-next-number"] = reverse("admin:resolutions_register_next")
        if "register" in self.fields:
            self.limit_registers()
            if self.instance.pk is None and not self.is_bound:
                self.propose_values()

    def limit_registers(self):
        """Offer the registers for the kind and issuer of the document; a posted one gets the sentence of the model."""
        field = self.fields["register"]
        kind = self.typed("doc_type") if "doc_type" in self.fields else self.instance.kind
        issuer = self.typed("issuer") if "issuer" in self.fields else None
        if issuer is not None and not isinstance(issuer, Body):
            issuer = Body.objects.filter(pk=issuer).first() if is_primary_key(issuer) else None
        rows = field.queryset.for_kind(kind, issuer) if kind in Register.kinds() else field.queryset.for_documents()
        allowed = [pk for pk in (self.instance.register_id, self.typed("register")) if pk and is_primary_key(pk)]
        field.queryset = field.queryset.filter(Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=allowed))
        self.has_kind = bool(kind)

    def typed(self, name):
        """The value of a field as posted, otherwise as the form shows it at first."""
        return self.data.get(self.add_prefix(name)) if self.is_bound else self.get_initial_for_field(self.fields[name], name)

    def propose_values(self):
        """In a new form, choose the register last used and its signer, and show its next number, year and symbol."""
        register = self.chosen_register() or self.usual_register()
        if register is None:
            return
        self.initial["register"] = register.pk
        year = timezone.localdate().year
        number = register.series(year).next_number
        for name, value in (("number", number), ("year", year), ("symbol", register.symbol_of(number, year))):
            if name in self.fields:
                self.fields[name].widget.attrs["placeholder"] = value
        last = type(self.instance).objects.filter(register=register, signer__isnull=False).order_by("-pk").first()
        for name in ("signer", "signer_title") if last else ():
            if name in self.fields and not self.typed(name):
                self.initial[name] = getattr(last, last._meta.get_field(name).attname)

    def chosen_register(self):
        """The register that the address of the form names, None without one."""
        chosen = self.typed("register")
        return self.fields["register"].queryset.filter(pk=chosen).first() if chosen and is_primary_key(chosen) else None

    def usual_register(self):
        """The only register that is offered, otherwise the one of the document entered last; None for an unknown kind."""
        registers = self.fields["register"].queryset
        if not self.has_kind or len(offered := list(registers[:50])) <= 1:
            return offered[0] if self.has_kind and offered else None
        documents = type(self.instance).objects.filter(register__in=[register.pk for register in offered])
        last = documents.order_by("-pk").values_list("register", flat=True).first()
        return next((register for register in offered if register.pk == last), None)

    def clean(self):
        data = super().clean()
        self.complete_number(data)
        register, number, year = data.get("register"), data.get("number"), data.get("year")
        if register and number and year and self.has_new_number(data):
            question = register.series(year).question(number)
            self.asks_confirmation = bool(question)
            if question and not data.get("number_confirmed"):
                self.add_error("number", question)
        return data

    def has_new_number(self, data):
        """Whether the number is not the stored one of the document."""
        names = ("register_id", "year", "number")
        stored = type(self.instance).objects.filter(pk=self.instance.pk).values_list(*names).first()
        return (data["register"].pk, data["year"], data["number"]) != stored

    def complete_number(self, data):
        """Complete number, year and symbol from each other; a draft without a number leaves the offered register."""
        bare = BARE_NUMBER.fullmatch(data.get("symbol", "").strip())
        register = data.get("register")
        if bare and not register:
            self.add_error("symbol", "Chọn sổ văn bản, hoặc ghi đủ số, ký hiệu như in trên văn bản.")
        elif bare and data.get("number") is None and "number" in data:
            data["number"], data["suffix"] = int(bare[1]), bare[2].lower()
        elif register and data.get("number") is None and "number" in data and not data.get("suffix"):
            data["number"], data["suffix"] = register.number_in(data.get("symbol", "")) or (None, "")
            if data["number"] is None and not self.errors.keys() & NUMBER_FIELDS and not data.get("year"):
                data["register"] = register = None
        if register and data.get("number") and "year" in data:
            data["year"] = data["year"] or self.year_of_dates(data)
        if register and data.get("number") and data.get("year") and (bare or not data.get("symbol")):
            data["symbol"] = register.symbol_of(data["number"], data["year"], data.get("suffix", ""))

    def _post_clean(self):
        """Show links to the documents that already have the number, if it is refused."""
        super()._post_clean()
        document = self.instance
        if "number" in self.errors and None not in (document.register, document.year, document.number):
            documents = [
                (change_url(other), other)
                for other in document.register.documents_with_number(document.year, document.number, document.suffix)
            ]
            self["number"].help_text = format_html_join(", ", '<a href="{}" target="_blank">{}</a>', documents)

    def year_of_dates(self, data):
        """The year of `issued_on`, otherwise of `adopted_on`; None if both are blank."""
        day = data.get("issued_on") or data.get("adopted_on")
        return day.year if day else None


class SymbolExampleField(CharField):
    """The pattern of a register, shown and typed as the symbol of one number: "05/NQ-HĐND", "05/2021/NQ-HĐND"."""

    def to_python(self, value):
        value = super().to_python(value)
        if "{" in value or not value:
            return value
        if not re.search(r"\d", value):
            raise ValidationError("Ghi một số, ký hiệu làm mẫu, ví dụ 05/NQ-HĐND.")
        pattern = re.sub(r"\d+", NUMBER_IN_PATTERN, value, count=1)
        number, rest = pattern.split("}", 1)
        return f"{number}}}" + re.sub(r"(?<!\d)(19|20)\d\d(?!\d)", YEAR_IN_PATTERN, rest, count=1)


class RegisterForm(StaffForm):
    """The form of a register: its pattern as an example, its kinds as boxes to tick."""

    pattern = SymbolExampleField(
        max_length=60,
        label="Ví dụ một số, ký hiệu",
        help_text="Chép số, ký hiệu của một văn bản trong sổ, ví dụ 05/NQ-HĐND hoặc 05/2021/NQ-HĐND (có ghi năm).",
    )
    for_kinds = MultipleChoiceField(
        required=False,
        label="Dùng cho loại văn bản",
        widget=CheckboxSelectMultiple,
        help_text="Chỉ những văn bản thuộc loại này mới được chọn sổ; không tích loại nào thì sổ nhận mọi văn bản.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pattern:
            self.initial["pattern"] = self.instance.example
        if "for_kinds" in self.fields:
            self.fields["for_kinds"].choices = [(kind, capfirst(name)) for kind, name in Register.kinds().items()]
            self.initial["for_kinds"] = self.instance.kind_list

    def clean_for_kinds(self):
        return ",".join(self.cleaned_data["for_kinds"])

    def clean_pattern(self):
        """Leave a pattern as it is if its example was not changed."""
        typed, stored = self.cleaned_data["pattern"], self.instance.pattern
        return stored if stored and self.data.get(self.add_prefix("pattern")) == self.instance.example else typed


class VoteForm(StaffForm):
    """The form of a vote; the result that follows from its numbers is shown as such, and follows when they change."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "result" in self.fields:
            self.fields["result"].choices = [("", "theo số phiếu"), *Vote.Result.choices]
            if self.instance.result == self.instance.result_by_numbers:
                self.initial["result"] = ""

    def _post_clean(self):
        """Refuse other totals than those of the rows by name."""
        super()._post_clean()
        if self.instance.pk and not self.errors and {"in_favour", "against", "abstained"} & set(self.changed_data):
            sentence = self.instance.other_numbers_by_name()
            if sentence:
                self.add_error("in_favour", sentence)


class ResolutionFileForm(AttachmentForm):
    """The form of a file of a resolution; a blank title becomes the label of its role: "Bản ký"."""

    def default_title(self, data):
        return capfirst(dict(self.fields["role"].choices).get(data.get("role"), ""))


class VoteOnResolutionForm(VoteForm):
    """The form of a vote inside the form of its resolution, from which it takes blank values and always the session."""

    TAKEN_FROM_RESOLUTION = ("subject", "held_on", "total_delegates")
    SOURCES = {"subject": "title", "held_on": "adopted_on", "total_delegates": "session_id", "session": "session_id"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored_session_id = self.instance.session_id if self.instance.pk else None
        for name in self.TAKEN_FROM_RESOLUTION:
            self.fields[name].required = False
        if self.instance.pk is None:
            self.fields["is_final"].initial = True

    @property
    def resolution(self):
        """The resolution of the form; the field is in the form too, but what is posted for it may be another one or none."""
        return self.fields["resolution"].parent_instance

    def has_changed(self):
        """Also true for a stored vote whose resolution moves to another session."""
        return super().has_changed() or self.is_moved

    @property
    def is_moved(self):
        """Whether the resolution is of another session than the stored vote, which follows it."""
        session_id = self.resolution.session_id
        return self.stored_session_id is not None and session_id not in (None, self.stored_session_id)

    def clean(self):
        data = super().clean()
        resolution = self.resolution
        if self.is_moved:
            self.instance.session = resolution.session
        defaults = {
            "subject": resolution.title[:500],
            "held_on": resolution.adopted_on,
            "total_delegates": resolution.session.total_delegates if resolution.session_id else None,
        }
        for name, value in defaults.items():
            if name in data and data[name] in (None, ""):
                data[name] = value
        return data

    def _get_validation_exclusions(self):
        """Do not validate fields whose source in the resolution is blank: the resolution already has an error for it."""
        missing = {name for name, source in self.SOURCES.items() if not getattr(self.resolution, source)}
        return super()._get_validation_exclusions() | {name for name in missing if not self.cleaned_data.get(name)}


class PersonnelDecisionForm(StaffForm):
    """The form of a decision: what it begins or ends gets its day, as in `save_decision`.

    What a stored decision is about does not change, because the dates of two records would have to.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in (*TARGETS, "effect"):
                if name in self.fields:
                    self.fields[name].disabled = True
                    self.fields[name].help_text = "Không sửa được. Nếu ghi sai, hãy xóa quyết định rồi ghi lại."

    def clean(self):
        cleaned_data = super().clean()
        values = self.cleaned_data
        targets = [values[name] for name in TARGETS if values.get(name)] or list(filter(None, [self.instance.target]))
        effect = values.get("effect", self.instance.effect)
        if len(targets) == 1 and values.get("effective_on") and effect:
            decision = PersonnelDecision(effect=effect, effective_on=values["effective_on"])
            setattr(decision, targets[0]._meta.model_name, targets[0])
            decision.pk = self.instance.pk
            try:
                decision.refuse_second_decision()
            except ValidationError as error:
                self.add_error("effective_on", error.message_dict["effective_on"])
                return cleaned_data
            decision.set_dates_of_target()
            try:
                targets[0].full_clean()
            except ValidationError as error:
                self.add_error(None, [f"{targets[0]}: {message}" for message in error.messages])
        return cleaned_data
