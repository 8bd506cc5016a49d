"""The forms of the page where several files of a session are added: what all share, and a row for each file."""

from django import forms
from django.forms.utils import ErrorDict

from core.admin.files import GONE, USED
from core.admin.forms import date_field
from core.models.pending_uploads import kind_of
from core.vietnamese.normal_form import normal_form
from core.vietnamese.text import clean_text
from core.vietnamese.unicode_forms import UnicodeForm
from sessions_app.file_names import guess_document
from sessions_app.models import SessionDocument

OUTSIDE_AGENDA = "ngoai"  # the choice of a document that belongs to no item
CHOOSE_ITEM = "Hãy chọn nội dung chương trình của tệp này, hoặc “ngoài chương trình”."
SAME_FILE = "kỳ họp đã có chính tệp này: {document}"
NEW_VERSION = "thay cho bản đang có"
KINDS_OF_PRESENTER = (SessionDocument.Kind.REPORT, SessionDocument.Kind.SUBMISSION, SessionDocument.Kind.DRAFT_RESOLUTION)
FILE_FIELD = SessionDocument._meta.get_field("file")


class DocumentsForm(UnicodeForm):
    """What the documents of all rows share."""

    sent_on = date_field("Ngày gửi đại biểu", SessionDocument._meta.get_field("sent_on"), required=False)
    is_published = forms.BooleanField(label="Công khai ngay", required=False)

    def __init__(self, data, *, may_publish):
        super().__init__(data)
        if not may_publish:
            del self.fields["is_published"]


class DocumentRowForm(UnicodeForm):
    """One file that waits, and the document that it becomes; a row that is not taken is not checked."""

    token = forms.CharField(widget=forms.HiddenInput)
    is_taken = forms.BooleanField(label="Lấy", required=False)
    agenda_item = forms.ChoiceField(label="Nội dung chương trình", error_messages={"required": CHOOSE_ITEM})
    kind = forms.ChoiceField(label="Loại tài liệu", choices=SessionDocument.Kind)
    title = forms.CharField(label="Tên tài liệu", max_length=300, widget=forms.Textarea(attrs={"rows": 1}))
    symbol = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    author = forms.CharField(label="Cơ quan soạn", max_length=200, required=False)
    visibility = forms.ChoiceField(label="Ai được đọc", choices=SessionDocument.Visibility)
    is_new_version = forms.BooleanField(label=NEW_VERSION, required=False)
    note = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, data, *, prefix, session_documents, pending):
        super().__init__(data, prefix=prefix)
        self.session_documents = session_documents
        self.pending = pending
        self.fields["agenda_item"].choices = session_documents.item_choices
        for field in self.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = field.label
                field.widget.attrs.pop("maxlength", None)

    def full_clean(self):
        if self.data.get(self.add_prefix("is_taken")):
            super().full_clean()
        else:
            self._errors, self.cleaned_data, self.damages = ErrorDict(), {}, {}

    def clean_title(self):
        return clean_text(self.cleaned_data["title"], multiline=False)

    def clean_agenda_item(self):
        value = self.cleaned_data["agenda_item"]
        return None if value == OUTSIDE_AGENDA else self.session_documents.items[value]

    def clean(self):
        if self.pending is None or self.pending.kind != kind_of(FILE_FIELD):
            raise forms.ValidationError(GONE)
        if not self.pending.is_present:
            raise forms.ValidationError(GONE if self.pending.file else USED.format(self.pending.name))
        return self.cleaned_data

    @property
    def is_checked(self):
        """Whether the row is taken."""
        return bool(self["is_taken"].data)

    @property
    def notes(self):
        """What is unsure of the row."""
        return self["note"].value() or ""

    @property
    def replaced(self):
        """The newest stored document of the same kind and title; None if there is none."""
        return self.session_documents.newest(self["kind"].value(), self["title"].value() or "")


class SessionDocuments:
    """The agenda and the stored documents of a session, for the rows of the page."""

    def __init__(self, session):
        agenda = list(session.agenda.all())
        self.agenda = [item for item in agenda if not item.is_dropped]
        self.items = {str(item.pk): item for item in agenda}
        self.rows = list(session.documents.order_by("version", "pk"))
        choices = [(pk, str(item)) for pk, item in self.items.items()]
        self.item_choices = [("", "chọn nội dung…"), (OUTSIDE_AGENDA, "ngoài chương trình"), *choices]

    def newest(self, kind, title):
        """The newest stored document with this kind and title; None if there is none."""
        key = normal_form(title)
        same = [row for row in self.rows if not row.is_confidential and (row.kind, row.title_key) == (kind, key)]
        return same[-1] if same else None

    def values(self, pending):
        """The values of the row for a file that waits, as a browser would post them."""
        guess = guess_document(pending.name, self.agenda)
        copy = next((row for row in self.rows if row.source_sha256 == pending.measures.get("source_sha256")), None)
        doubts = [SAME_FILE.format(document=copy)] if copy else guess.doubts
        outside = "" if guess.is_open else OUTSIDE_AGENDA
        return {
            "token": pending.token,
            "is_taken": "" if copy else "on",
            "agenda_item": str(guess.item.pk) if guess.item else outside,
            "kind": str(guess.kind),
            "title": guess.title,
            "symbol": guess.symbol,
            "author": guess.item.presenter_title if guess.item and guess.kind in KINDS_OF_PRESENTER else "",
            "visibility": str(guess.visibility),
            "is_new_version": "on",
            "note": "; ".join(doubts),
        }
