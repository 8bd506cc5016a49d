"""Admin forms of sessions: they set what follows from a choice, and say what contradicts it."""

from django import forms
from django.utils import timezone

from core.admin.forms import StaffForm
from sessions_app.confidentiality import legal_reason_on
from sessions_app.models import CouncilSession, SessionDocument
from sessions_app.models.documents import CONFIDENTIAL_TITLE

BY_KIND = "theo loại: biên bản chỉ cán bộ, loại khác mọi người"
WITHOUT_TITLE = "Hãy ghi tên tài liệu; chỉ tài liệu không công khai theo quy định mới để trống."
NO_FILE_OF_SECRET = "Tài liệu không công khai theo quy định thì không tải tệp lên cổng; hãy bỏ tệp này."
UNKNOWN_LAW = "Hãy ghi căn cứ: cổng không có luật về bí mật nhà nước của ngày họp này."
HIDDEN_COLUMNS = ("symbol", "author")  # with the title, what a confidential document does not say


class CouncilSessionForm(StaffForm):
    """The form of a session; the script ticks `is_regular` with the regular kind, as the model does when it is saved."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "is_regular" in self.fields:
            self.fields["is_regular"].widget.attrs["data-follows"] = f"kind={CouncilSession.Kind.REGULAR}"


class SessionDocumentForm(StaffForm):
    """The form of a document; of a confidential one everything but the legal reason is left out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            self.fields["title"].required = False
        if "visibility" in self.fields and self.instance.pk is None:
            self.offer_visibility_by_kind(bool((kwargs.get("initial") or {}).get("visibility")))

    def offer_visibility_by_kind(self, is_retained):
        """In a new form, let the kind of the document decide who may read it, unless the user chooses."""
        field = self.fields["visibility"]
        field.choices = [("", BY_KIND), *SessionDocument.Visibility.choices]
        field.required = False
        if not is_retained:
            field.initial = self.initial["visibility"] = ""

    def clean(self):
        cleaned_data = super().clean() or self.cleaned_data
        if cleaned_data.get("visibility") == "":
            is_minutes = cleaned_data.get("kind") == SessionDocument.Kind.MINUTES
            visibility = SessionDocument.Visibility
            cleaned_data["visibility"] = visibility.STAFF if is_minutes else visibility.PUBLIC
        if cleaned_data.get("is_confidential"):
            self.clean_confidential(cleaned_data)
        elif "title" in self.fields and "title" not in self.errors and not cleaned_data.get("title"):
            self.add_error("title", forms.ValidationError(WITHOUT_TITLE, code="required"))
        return cleaned_data

    def clean_confidential(self, cleaned_data):
        """Leave out what a confidential document does not say, refuse its file, and propose the law of the day."""
        cleaned_data["title"] = CONFIDENTIAL_TITLE
        for name in HIDDEN_COLUMNS:
            if name in self.fields:
                cleaned_data[name] = ""
        if cleaned_data.get("file"):
            self.add_error("file", NO_FILE_OF_SECRET)
        if "legal_reason" in self.fields and not cleaned_data.get("legal_reason"):
            session = cleaned_data.get("session")
            day = (session and (session.opened_on or session.planned_on)) or timezone.localdate()
            cleaned_data["legal_reason"] = legal_reason_on(day)
            if not cleaned_data["legal_reason"]:
                self.add_error("legal_reason", UNKNOWN_LAW)
