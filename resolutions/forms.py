"""Admin forms of documents, their files and votes, which complete blank fields from the other ones."""

import re

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.text import capfirst

from core.admin.forms import AttachmentForm, StaffForm
from resolutions.models import PersonnelDecision
from resolutions.models.personnel import TARGETS

BARE_NUMBER = re.compile(r"(\d{1,6})\s*([a-zđ]{0,3})", re.IGNORECASE)
LEADING_NUMBER = re.compile(BARE_NUMBER.pattern + r"(?![a-zđ\d])", re.IGNORECASE)


def change_url(document):
    """The address of the admin page of a document: a Resolution or an IssuedDocument."""
    return reverse(f"admin:resolutions_{document._meta.model_name}_change", args=[document.pk])


class NumberedDocumentForm(StaffForm):
    """The form of a numbered document; it completes a symbol typed as "12" by the pattern of the register."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "number" in self.fields:
            self.fields["number"].widget.attrs["data-next-number"] = reverse("admin:resolutions_register_next")

    def clean(self):
        data = super().clean()
        bare = BARE_NUMBER.fullmatch(data.get("symbol", "").strip())
        register = data.get("register")
        if bare and not register:
            self.add_error("symbol", "Chọn sổ văn bản, hoặc ghi đủ số, ký hiệu như in trên văn bản.")
        elif bare and data.get("number") is None and "number" in data:
            data["number"], data["suffix"] = int(bare[1]), bare[2].lower()
        if register and data.get("number") and "year" in data:
            data["year"] = data["year"] or self.year_of_dates(data)
        if register and data.get("number") and data.get("year") and (bare or not data.get("symbol")):
            data["symbol"] = register.symbol_of(data["number"], data["year"], data.get("suffix", ""))
        return data

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


class ResolutionFileForm(AttachmentForm):
    """The form of a file of a resolution; a blank title becomes the label of its role: "Bản ký"."""

    def default_title(self, data):
        return capfirst(dict(self.fields["role"].choices).get(data.get("role"), ""))


class VoteOnResolutionForm(StaffForm):
    """The form of a vote inside the form of its resolution, from which it takes blank values."""

    TAKEN_FROM_RESOLUTION = ("subject", "held_on", "total_delegates")
    SOURCES = {"subject": "title", "held_on": "adopted_on", "total_delegates": "session_id", "session": "session_id"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.TAKEN_FROM_RESOLUTION:
            self.fields[name].required = False
        if self.instance.pk is None:
            self.fields["is_final"].initial = True

    def clean(self):
        data = super().clean()
        resolution = data.get("resolution")
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
        resolution = self.cleaned_data.get("resolution")
        missing = {name for name, source in self.SOURCES.items() if resolution and not getattr(resolution, source)}
        return super()._get_validation_exclusions() | {name for name in missing if not self.cleaned_data.get(name)}


class PersonnelDecisionForm(StaffForm):
    """The form of a decision: what it begins or ends gets its day, as in `save_decision`."""

    def clean(self):
        cleaned_data = super().clean()
        values = self.cleaned_data
        targets = [values[name] for name in TARGETS if values.get(name)] or list(filter(None, [self.instance.target]))
        effect = values.get("effect", self.instance.effect)
        if len(targets) == 1 and values.get("effective_on") and effect:
            decision = PersonnelDecision(effect=effect, effective_on=values["effective_on"])
            setattr(decision, targets[0]._meta.model_name, targets[0])
            decision.set_dates_of_target()
            try:
                targets[0].full_clean()
            except ValidationError as error:
                self.add_error(None, [f"{targets[0]}: {message}" for message in error.messages])
        return cleaned_data
