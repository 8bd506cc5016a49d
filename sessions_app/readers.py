"""Who may read which documents of a session: everybody, the delegates of the council, or its staff."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from core.pages.previews import may_preview
from core.records.rights import StaffUser, permission, permits
from sessions_app.models import CouncilSession, SessionDocument


def is_staff_of(user: Any, session: CouncilSession) -> bool:  # Any: a user, or nobody
    """Whether `user` is a member of staff who may see all documents of `session`."""
    if isinstance(user, AnonymousUser) or not user.is_staff:
        return False
    return user.has_perm(permission("view", SessionDocument._meta)) and may_preview(user, session)


def readable_documents(user: Any, session: CouncilSession) -> QuerySet[SessionDocument]:  # Any: as above
    """The documents of `session` that `user` may read, in their order; stubs of confidential ones among them.

    Everybody reads the public ones, a delegate of the council also those for delegates, its staff all of them.
    """
    rows: Any = SessionDocument.objects.filter(session=session)  # Any: a QuerySet of ours
    if isinstance(user, AnonymousUser):
        rows = rows.published_by_any_council()
    elif not is_staff_of(user, session):
        rows = rows.readable_by(user.delegate_councils)
    documents: QuerySet[SessionDocument] = rows
    return documents


def may_read(user: StaffUser | AnonymousUser, document: SessionDocument) -> bool:
    """Whether `user` may read the file of `document`."""
    if document.is_public():
        return True
    if isinstance(user, AnonymousUser):
        return False
    if permits(user, "view", SessionDocument._meta, document) and is_staff_of(user, document.session):
        return True
    return readable_documents(user, document.session).filter(pk=document.pk).exists()


def earlier_versions(documents: Sequence[SessionDocument]) -> dict[int, int]:
    """The id of the next earlier version among `documents`, all of one session, by the id of the document that replaces it.

    A version that the reader may not read, between two that he may, does not part them.
    """
    ids = {document.pk for document in documents}
    replaced = {document.pk: document.replaces_id for document in documents if document.replaces_id}
    if not ids.issuperset(replaced.values()):
        chain = SessionDocument.objects.filter(session=documents[0].session_id, replaces__isnull=False)
        replaced |= {pk: former for pk, former in chain.values_list("pk", "replaces") if former}
    earlier = {}
    for pk in ids & replaced.keys():
        version, passed = replaced.get(pk), {pk}
        while version and version not in ids | passed:
            passed.add(version)
            version = replaced.get(version)
        if version in ids - passed:
            earlier[pk] = version
    return earlier
