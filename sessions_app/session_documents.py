"""The documents of a session as its page lists them: the newest version of each, with the earlier ones below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst

from core.vietnamese.numbers import format_size
from sessions_app.models import SessionDocument
from sessions_app.readers import earlier_versions, readable_documents

Kind = SessionDocument.Kind
REPORTS = (Kind.REPORT, Kind.VERIFICATION)


@dataclass(frozen=True)
class DocumentRow:
    """One document with its earlier versions, the newest first; `readers` says who may read it if not everybody may."""

    document: SessionDocument
    former: tuple["DocumentRow", ...] = ()
    readers: str = ""

    @property
    def details(self) -> str:
        """Its kind, number and file, in words: "tờ trình 233/TTr-UBND, PDF, 8 trang, 412 KB"."""
        kind = " ".join(filter(None, (self.document.get_kind_display(), self.document.symbol)))
        return f"{kind}, {self.file_details}"

    @property
    def file_details(self) -> str:
        """Its file in words: "PDF, 8 trang, 412 KB"."""
        document = self.document
        if not document.file:
            return "chưa có tệp"
        pages = f"{document.pages} trang" if document.pages else ""
        return ", ".join(filter(None, (document.type_name, pages, format_size(document.size))))

    @property
    def linked_label(self) -> str:
        """The document among the links of a draft: "Tờ trình (PDF, 412 KB)"."""
        return f"{capfirst(self.document.get_kind_display())} ({self.file_details})"


@dataclass(frozen=True)
class SessionDocuments:
    """The documents of one session that a reader may read, in their order."""

    rows: Sequence[DocumentRow] = field(default_factory=tuple)

    @property
    def has_restricted(self) -> bool:
        """Whether a document is among them that not everybody may read."""
        return any(version.readers for row in self.rows for version in (row, *row.former))

    def of_item(self, item_id: int) -> list[DocumentRow]:
        """The documents of one agenda item."""
        return [row for row in self.rows if row.document.agenda_item_id == item_id]

    def others(self, item_ids: Iterable[int]) -> list[DocumentRow]:
        """The documents of none of the agenda items `item_ids`."""
        listed = set(item_ids)
        return [row for row in self.rows if row.document.agenda_item_id not in listed]

    def number_of(self, *kinds: str, with_file: bool = False) -> int:
        """How many documents of these kinds everybody may read, each once with all its versions."""
        public = (row.document for row in self.rows if not row.readers and not row.document.is_confidential)
        return sum(document.kind in kinds and (bool(document.file) or not with_file) for document in public)

    @property
    def drafts(self) -> list[tuple[DocumentRow, list[DocumentRow]]]:
        """Each draft resolution with the other documents of its agenda item."""
        drafts = [row for row in self.rows if row.document.kind == Kind.DRAFT_RESOLUTION and not row.document.is_confidential]
        return [(draft, self.beside(draft)) for draft in drafts]

    def beside(self, draft: DocumentRow) -> list[DocumentRow]:
        """The documents of the agenda item of `draft`, without drafts."""
        item_id = draft.document.agenda_item_id
        rows = self.of_item(item_id) if item_id else []
        return [row for row in rows if row.document.kind != Kind.DRAFT_RESOLUTION]


def documents_for(user: Any, session: Any) -> SessionDocuments:  # Any: a user or nobody; a session with its council
    """The SessionDocuments of `session` for the reader `user`."""
    documents = list(
        readable_documents(user, session).select_related("agenda_item__sitting", "agenda_item__moved_to").order_by("order", "id")
    )
    for document in documents:
        document.session = session
    return SessionDocuments(with_former_versions(documents))


def with_former_versions(documents: Sequence[SessionDocument]) -> list[DocumentRow]:
    """The newest versions among `documents`, all of one session, each with the chain of versions that it replaces."""
    by_id, earlier = {document.pk: document for document in documents}, earlier_versions(documents)
    rows = []
    for document in documents:
        if document.pk in earlier.values():
            continue
        chain, version = [], earlier.get(document.pk)
        while version is not None and by_id[version] not in chain:
            chain.append(by_id[version])
            version = earlier.get(version)
        former = tuple(DocumentRow(one, readers=readers_label(one)) for one in chain)
        rows.append(DocumentRow(document, former, readers_label(document)))
    return rows


def readers_label(document: SessionDocument) -> str:
    """Who may read a document that not everybody may: "chỉ cán bộ", "bản nháp"; "" for a public one."""
    if document.is_public():
        return ""
    if document.status != document.Status.PUBLISHED:
        return str(document.get_status_display())
    return "họp kín" if document.visibility == document.Visibility.PUBLIC else str(document.get_visibility_display())
