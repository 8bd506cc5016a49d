"""The pages on which staff paste the agenda of a session, and add several documents to it."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from core.admin.files import MAX_POSTED_BYTES, MAX_POSTED_FILES, POSTED_LIMIT
from core.admin.reopened_forms import reopenable
from core.models import PendingUpload
from core.models.pending_uploads import PendingFile
from core.records.models import Publishable
from core.records.rights import permits, staff_user
from core.uploads.clean_files import MAX_SIZE
from core.uploads.file_types import TOO_LARGE
from core.uploads.upload_errors import RefusedFile
from sessions_app.actions import add_agenda, add_documents
from sessions_app.agenda_forms import AgendaRowForm, PasteForm, SittingsOfSession, heading_of_key, marked_rows, rows_of_text
from sessions_app.document_forms import FILE_FIELD, DocumentRowForm, DocumentsForm, SessionDocuments
from sessions_app.models import AgendaItem, SessionDocument, Sitting
from sessions_app.pasted_agenda import MAX_ITEMS
from sessions_app.proposed_agenda import post_to_form
from sessions_app.session_pages import CONFIRM, PREVIEW, SessionPartsPage


class PasteAgendaPage(SessionPartsPage):
    """The page where an agenda is pasted, checked in a table, and recorded."""

    key = "dan-chuong-trinh"
    label = "Dán chương trình"
    submit = "Ghi chương trình"
    permission = "sessions_app.add_agendaitem"
    part_model = AgendaItem
    template = "admin/sessions_app/paste_agenda.html"
    max_rows = MAX_ITEMS

    def permits(self, request, record=None):
        """Whether the user may add items, at once or as a proposal for a session that is public."""
        return super().permits(request, record) or self.proposes(request, record)

    def proposes(self, request, session):
        """Whether what the user records waits for a reviewer."""
        if session is None or super().permits(request, session):
            return False
        return self.model_admin.proposes(request, session) and staff_user(request).has_perm(self.permission, session)

    def parts(self, session):
        return [*session.sittings.all(), *session.agenda.all()]

    def table(self, request, session, posted):
        """The pasted text, and a row for each item in it: as it was posted, or as the text says."""
        form, skipped = PasteForm(posted), []
        sittings = SittingsOfSession(session)
        number = self.number_of_rows(posted) if posted is not None and PREVIEW not in posted else 0
        data = posted
        if posted is not None and not number and form.is_valid():
            values, skipped = rows_of_text(form.cleaned_data["text"], session, sittings)
            data, number = posted.copy(), len(values)
            for index, row in enumerate(values):
                data.update({f"row-{index}-{name}": value for name, value in row.items()})
        if number and CONFIRM in (posted or ()):
            form = PasteForm(initial={"text": posted.get("text", "")})  # only its rows are saved
        rows = [AgendaRowForm(data, prefix=f"row-{index}", sittings=sittings) for index in range(number)]
        return {
            "form": form,
            "rows": rows,
            "skipped": skipped,
            "proposes": self.proposes(request, session),
            "taken": sum(row.is_checked for row in rows),
        }

    def without_stored(self, session, posted):
        return marked_rows(posted, self.number_of_rows(posted), session)

    def propose(self, request, session, rows):
        return post_to_form(self.model_admin, request, session, self.new_items(session, rows))

    def add_parts(self, session, rows, form):
        items = self.new_items(session, rows)
        number = add_agenda(session=session, items=items)
        made = f", lập {number} phiên họp" if number else ""
        return f"Đã ghi {len(items)} nội dung chương trình{made}."

    def new_items(self, session, rows):
        """The unsaved items that valid rows describe, those of new sittings with unsaved sittings."""
        sittings = {str(sitting.pk): sitting for sitting in SittingsOfSession(session).rows}
        items = []
        for row in rows:
            values = row.cleaned_data
            key = values["sitting"]
            if key and key not in sittings:
                heading = heading_of_key(key)
                sittings[key] = Sitting(session=session, held_on=heading.day, part_of_day=heading.part)
            columns = {name: values[name] for name in ("title", "kind", "starts_at", "presenter_title")}
            items.append(AgendaItem(session=session, sitting=sittings.get(key), **columns))
        return items


TOO_MANY_POSTED = f"{POSTED_LIMIT}; hãy chọn lại tệp này ở lần sau."
TOKEN = "token"  # of a file that waits and has no row yet


class AddDocumentsPage(SessionPartsPage):
    """The page where several files are added to a session: each becomes a document of an item of its agenda."""

    key = "them-tai-lieu"
    label = "Thêm tài liệu"
    submit = "Ghi tài liệu"
    permission = "sessions_app.add_sessiondocument"
    part_model = SessionDocument
    template = "admin/sessions_app/add_documents.html"
    max_rows = 100

    def parts(self, session):
        return [*session.agenda.all(), *session.documents.all()]

    @reopenable
    def view(self, request, object_id):
        """The page, after the files that came with the form are stored: outside of any transaction."""
        request.refused_files = []
        session = self.model_admin.get_object(request, object_id) if request.FILES else None
        if session is not None and self.permits(request, session):
            tokens, request.refused_files = stored_files(request)
            request.POST = request.POST.copy()
            request.POST.setlistdefault(TOKEN).extend(tokens)
        return super().view(request, object_id)

    def table(self, request, session, posted):
        """A row for each file that waits: those of the table as they were posted, new ones as their names say."""
        documents = SessionDocuments(session)
        may_publish = permits(staff_user(request), "publish", SessionDocument._meta, SessionDocument(session=session))
        form = DocumentsForm(posted if self.number_of_rows(posted) else None, may_publish=may_publish)
        data, pending_by_token = self.with_new_rows(request, documents, posted)
        rows = []
        for index in range(self.number_of_rows(data)):
            prefix = f"row-{index}"
            pending = pending_by_token.pop(data.get(f"{prefix}-token", ""), None)  # a file becomes one document
            row = DocumentRowForm(data, prefix=prefix, session_documents=documents, pending=pending)
            if CONFIRM not in request.POST:
                row.errors.clear()  # nobody has looked at the row yet
            rows.append(row)
        return {
            "form": form,
            "rows": rows,
            "refused": request.refused_files,
            "may_publish": may_publish,
            "posted_limit": POSTED_LIMIT,
            "max_size": str(MAX_SIZE),
            "too_large": TOO_LARGE,
            "upload_label": SessionDocument._meta.label_lower,
        }

    def with_new_rows(self, request, documents, posted):
        """The posted table with a row for each new file, and the files of the user that wait, by token."""
        if posted is None:
            return None, {}
        data, number = posted.copy(), self.number_of_rows(posted)
        in_rows = [data.get(f"row-{index}-token", "") for index in range(number)]
        new = [token for token in dict.fromkeys(data.getlist(TOKEN)) if token not in in_rows][: self.max_rows - number]
        tokens = [token for token in (*in_rows, *new) if "\x00" not in token]
        pending_by_token = {row.token: row for row in PendingUpload.objects.visible_to(request.user).filter(token__in=tokens)}
        waiting = (pending_by_token[token] for token in new if token in pending_by_token and pending_by_token[token].is_present)
        for index, pending in enumerate(waiting, start=number):
            data.update({f"row-{index}-{name}": value for name, value in documents.values(pending).items()})
            data["rows"] = str(index + 1)
        return data, pending_by_token

    def is_complete(self, context):
        return context["form"].is_valid()

    def add_parts(self, session, rows, form):
        shared = {"sent_on": form.cleaned_data["sent_on"]}
        if form.cleaned_data.get("is_published"):
            shared |= {"status": Publishable.Status.PUBLISHED, "publish_at": timezone.now()}
        last = session.documents.aggregate(last=Max("order", default=0))["last"]
        names = ("agenda_item", "kind", "title", "symbol", "author", "visibility")
        documents = []
        for number, row in enumerate(rows, start=last + 1):
            document = SessionDocument(
                session=session, order=number, **shared, **{name: row.cleaned_data[name] for name in names}
            )
            document.file = PendingFile(row.pending)
            if row.cleaned_data["is_new_version"] and row.replaced:
                document.replaces = row.replaced
            documents.append(document)
        add_documents(documents=documents)
        replaced = sum(document.replaces is not None for document in documents)
        return f"Đã ghi {len(documents)} tài liệu{f', trong đó {replaced} bản thay bản cũ' if replaced else ''}."


def stored_files(request):
    """Store the files that came with the form; return their tokens, and the name and the reason of each that is refused."""
    tokens, refused, total = [], [], 0
    for number, file in enumerate(request.FILES.getlist("files"), start=1):
        total += file.size or 0
        try:
            if isinstance(file, RefusedFile):
                raise ValidationError(file.refusal)
            if number > MAX_POSTED_FILES or total > MAX_POSTED_BYTES:
                raise ValidationError(TOO_MANY_POSTED)
            tokens.append(PendingUpload.objects.add(request.user, FILE_FIELD, file).token)
        except ValidationError as error:
            refused.append((file.name, " ".join(error.messages)))
        finally:
            file.close()
    return tokens, refused
