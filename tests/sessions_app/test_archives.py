"""The archive of the public documents of a session."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from sessions_app.archives import DocumentsArchive
from tests.factories.accounts import ServiceFactory
from tests.factories.sessions_app import CouncilSessionFactory, SessionDocumentFactory
from tests.uploads import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return CouncilSessionFactory(published=True, number=3)


def opened(response):
    return ZipFile(BytesIO(b"".join(response.streaming_content)))


def test_archive_has_the_public_documents_in_their_order_under_names_without_diacritics(client, session):
    SessionDocumentFactory(session=session, published=True, order=2, title="Tờ trình về ngân sách", symbol="233/TTr-UBND")
    SessionDocumentFactory(session=session, published=True, order=1, title="Báo cáo kinh tế - xã hội")
    SessionDocumentFactory(session=session, published=True, order=3, title="Chỉ có tên", file="")
    SessionDocumentFactory(session=session, published=True, order=4, visibility="delegates")
    SessionDocumentFactory(session=session, order=5)

    response = client.get(session.documents_url)
    archive = opened(response)

    assert response["Content-Type"] == "application/zip"
    assert 'filename="tai-lieu-ky-hop-3.zip"' in response["Content-Disposition"]
    assert archive.namelist() == ["01-bao-cao-kinh-te-xa-hoi.pdf", "02-233-ttr-ubnd-to-trinh-ve-ngan-sach.pdf"]
    assert archive.testzip() is None
    assert archive.read("01-bao-cao-kinh-te-xa-hoi.pdf") == PDF


def test_archive_has_the_newest_version_only(client, session):
    first = SessionDocumentFactory(session=session, published=True, title="Dự thảo 19")
    SessionDocumentFactory(session=session, published=True, title="Dự thảo 19", replaces=first, version=2)

    assert len(opened(client.get(session.documents_url)).namelist()) == 1


def test_archive_is_the_same_for_the_same_documents_and_answers_304(client, session):
    SessionDocumentFactory(session=session, published=True)
    first, second = client.get(session.documents_url), client.get(session.documents_url)

    assert b"".join(first.streaming_content) == b"".join(second.streaming_content)
    again = client.get(session.documents_url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "no-cache")

    SessionDocumentFactory(session=session, published=True)
    assert client.get(session.documents_url, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_archive_is_the_public_one_for_staff_too(session, client):
    SessionDocumentFactory(session=session, published=True, title="Công khai")
    SessionDocumentFactory(session=session, published=True, visibility="staff")
    client.force_login(ServiceFactory(council=session.council, role="reviewer").user)

    assert opened(client.get(session.documents_url)).namelist() == ["01-cong-khai.pdf"]


def test_archive_is_not_there_without_documents(client, session):
    SessionDocumentFactory(session=session, published=True, file="")

    assert client.get(session.documents_url).status_code == 404
    assert ".zip" not in client.get(session.get_absolute_url()).content.decode()


def test_archive_of_a_session_that_is_not_public_is_not_there(client):
    session = CouncilSessionFactory()
    SessionDocumentFactory(session=session, published=True)

    assert client.get(session.documents_url).status_code == 404


def test_archive_comes_in_pieces_none_of_which_has_two_documents(session):
    for number in range(5):
        SessionDocumentFactory(session=session, published=True, title=f"Báo cáo {number}")

    pieces = list(DocumentsArchive(session).content())

    assert len(pieces) > 5
    assert max(piece.count(PDF) for piece in pieces) == 1


def test_archive_leaves_out_a_file_that_the_storage_has_lost(session):
    lost = SessionDocumentFactory(session=session, published=True, order=1)
    SessionDocumentFactory(session=session, published=True, order=2, title="Còn tệp")
    lost.file.storage.delete(lost.file.name)

    content = b"".join(DocumentsArchive(session).content())

    assert ZipFile(BytesIO(content)).namelist() == ["02-con-tep.pdf"]
