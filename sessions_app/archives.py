"""The public documents of a session as one ZIP file, sent piece by piece so that it never lies in memory as a whole."""

import hashlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.http import StreamingHttpResponse

from core.vietnamese.text import slugify
from sessions_app.models import CouncilSession, SessionDocument
from sessions_app.readers import earlier_versions

MAX_NAME = 60  # characters of the title in a file name
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that the format can hold: the same documents are the same bytes


class Pieces:
    """A file that can only be written, from which the written bytes are taken piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: there is no file below."""

    def take(self) -> bytes:
        """The bytes that were written since the last call."""
        taken, self.pieces = b"".join(self.pieces), []
        return taken


class DocumentsArchive:
    """The newest version of each public document with a file, in the order of the session, under names without diacritics."""

    def __init__(self, session: CouncilSession) -> None:
        self.session = session
        documents = SessionDocument.objects.filter(session=session).published_by_any_council()
        rows = list(documents.order_by("order", "id"))
        replaced = set(earlier_versions(rows).values())
        self.documents = [row for row in rows if row.pk not in replaced and row.file]

    @property
    def members(self) -> list[tuple[str, SessionDocument]]:
        """The name in the archive and the document: "01-bao-cao-kinh-te-xa-hoi.pdf"."""
        width = max(2, len(str(len(self.documents))))
        return [(self.member_name(row, f"{place:0{width}}"), row) for place, row in enumerate(self.documents, start=1)]

    @staticmethod
    def member_name(document: SessionDocument, place: str) -> str:
        title = slugify(f"{document.symbol} {document.title}")[:MAX_NAME].strip("-")
        return f"{place}-{title or 'tai-lieu'}{PurePath(document.file.name or '').suffix}"

    @property
    def size(self) -> int:
        """The bytes of all documents."""
        return sum(document.size for document in self.documents)

    @property
    def version(self) -> str:
        """A text that changes with each name or content."""
        parts = [f"{name}:{document.sha256}" for name, document in self.members]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def response(self) -> StreamingHttpResponse:
        """The archive as a download."""
        name = f"tai-lieu-ky-hop-{self.session.key}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return StreamingHttpResponse(self.content(), content_type="application/zip", headers=headers)

    def content(self) -> Iterator[bytes]:
        """Yield the archive piece by piece; a file that is not in the storage is left out."""
        pieces: Any = Pieces()  # Any: the parts of a file that ZipFile needs
        with ZipFile(pieces, "w", ZIP_STORED) as archive:
            for name, document in self.members:
                try:
                    stored = document.file.open("rb")
                except FileNotFoundError:
                    continue
                with stored, archive.open(ZipInfo(name, FIRST_MOMENT), "w") as member:
                    for chunk in document.file.chunks():
                        member.write(chunk)
                        yield pieces.take()
        yield pieces.take()
