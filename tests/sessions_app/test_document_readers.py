"""Who may read which documents of a session: on its page, as files, and in the archive."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.client import StrictClient
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.sessions_app import AgendaItemFactory, CouncilSessionFactory, SessionDocumentFactory, SittingFactory

pytestmark = pytest.mark.django_db

READERS = ("nobody", "delegate", "delegate_of_another_council", "staff", "staff_of_another_council")
DOCUMENTS = {  # how a document is stored, and which readers may read it
    "public": ({"published": True}, set(READERS)),
    "delegates": ({"published": True, "visibility": "delegates"}, {"delegate", "staff"}),
    "staff": ({"published": True, "visibility": "staff"}, {"staff"}),
    "draft": ({}, {"staff"}),
    "scheduled": ({"status": "published", "publish_at": datetime(2030, 1, 1, tzinfo=UTC)}, {"staff"}),
    "closed sitting": ({"published": True, "agenda_item": "closed"}, {"delegate", "staff"}),
    "moved to a closed sitting": ({"published": True, "agenda_item": "moved"}, {"delegate", "staff"}),
}


@pytest.fixture
def session():
    return CouncilSessionFactory(published=True)


def reader(name, session):
    client = StrictClient()
    council = session.council if not name.endswith("another_council") else CouncilFactory()
    if name.startswith("delegate"):
        user = UserFactory(is_staff=False)
        ServiceFactory(user=user, council=council, role="delegate")
        client.force_login(user)
    elif name.startswith("staff"):
        client.force_login(ServiceFactory(council=council, role="records_officer").user)
    return client


def file_of(client, document):
    """The response of the file of `document`, which is read so that it is closed."""
    response = client.get(document.get_absolute_url())
    response.getvalue()
    return response


def document_of(session, **fields):
    if fields.get("agenda_item") in ("closed", "moved"):
        closed = SittingFactory(session=session, is_closed=True)
        moved = {"sitting": SittingFactory(session=session), "moved_to": closed, "state": "moved", "state_reason": "Bí mật"}
        fields["agenda_item"] = AgendaItemFactory(
            session=session, title="Nội dung kín", **moved if fields["agenda_item"] == "moved" else {"sitting": closed}
        )
    return SessionDocumentFactory(session=session, title="Tài liệu riêng", **fields)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_document_is_read_by_those_to_whom_it_is_open(session, kind, name):
    fields, may_read = DOCUMENTS[kind]
    document = document_of(session, **fields)
    client = reader(name, session)

    page, file = client.get(session.get_absolute_url()), file_of(client, document)

    is_readable = name in may_read
    assert ("Tài liệu riêng" in page.content.decode()) == is_readable
    assert file.status_code == (200 if is_readable else 404)
    assert "Nội dung kín" not in page.content.decode()
    is_private = is_readable and kind != "public"
    assert (page.get("Cache-Control") == "private, no-store") == is_private
    assert (file.get("Cache-Control") == "private, no-store") == is_private


def test_page_marks_documents_that_not_everybody_may_read(session):
    document_of(session, published=True, visibility="delegates")

    page = reader("delegate", session).get(session.get_absolute_url()).content.decode()

    assert "<b>Đại biểu và cán bộ</b>" in page


@pytest.mark.parametrize("state", ["draft", "review", "withdrawn"])
def test_document_of_a_session_that_is_not_public_is_not_public(state):
    reason = "Có dữ liệu cá nhân." if state == "withdrawn" else ""
    session = CouncilSessionFactory(status=state, withdrawn_reason=reason)
    document = SessionDocumentFactory(session=session, published=True)

    expected = 410 if state == "withdrawn" else 404
    for name in ("nobody", "delegate"):
        assert file_of(reader(name, session), document).status_code == expected
    assert file_of(reader("staff", session), document).status_code == 200


def test_withdrawn_document_says_why(client, session):
    document = SessionDocumentFactory(session=session, status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")

    response = file_of(client, document)

    assert response.status_code == 410
    assert "Có dữ liệu cá nhân." in response.content.decode()


@pytest.mark.parametrize("kind", ["delegates", "staff", "closed sitting", "moved to a closed sitting"])
def test_withdrawn_document_that_was_never_for_everybody_is_not_there(client, session, kind):
    fields = DOCUMENTS[kind][0] | {"published": False, "status": "withdrawn", "withdrawn_reason": "Có dữ liệu cá nhân."}

    assert file_of(client, document_of(session, **fields)).status_code == 404


def test_withdrawn_document_of_a_session_that_is_a_draft_is_not_there(client):
    document = SessionDocumentFactory(session=CouncilSessionFactory(), status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")

    assert file_of(client, document).status_code == 404


def test_confidential_document_is_a_line_with_its_legal_reason_for_everybody(session):
    SessionDocumentFactory(
        session=session,
        published=True,
        title="Phương án bí mật",
        author="",
        file="",
        is_confidential=True,
        legal_reason="Điều 7 Luật Bảo vệ bí mật nhà nước",
    )

    for name in READERS:
        page = reader(name, session).get(session.get_absolute_url()).content.decode()
        assert re.search("Tài liệu không công khai</span>\\s*<small>Điều 7 Luật Bảo vệ bí mật nhà nước", page)
        assert "Phương án bí mật" not in page


def test_new_version_stands_above_the_former_one(client, session):
    first = SessionDocumentFactory(session=session, published=True, title="Dự thảo 19", kind="draft_resolution")
    second = SessionDocumentFactory(
        session=session, published=True, title="Dự thảo 19", kind="draft_resolution", replaces=first, version=2
    )

    page = client.get(session.get_absolute_url()).content.decode()

    assert page.index(f'href="{second.get_absolute_url()}"') < page.index(f'href="{first.get_absolute_url()}"')
    assert "Bản trước: bản thứ 1" in page
    assert page.count("Dự thảo 19 (bản thứ 2)") == 1


def test_former_version_for_delegates_is_marked_and_its_page_stored_nowhere(session):
    first = SessionDocumentFactory(session=session, published=True, title="Dự thảo 19", visibility="delegates")
    SessionDocumentFactory(session=session, published=True, title="Dự thảo 19", replaces=first, version=2)

    response = reader("delegate", session).get(session.get_absolute_url())

    assert f'href="{first.get_absolute_url()}"' in response.content.decode()
    assert "<b>Đại biểu và cán bộ</b>" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert first.get_absolute_url() not in reader("nobody", session).get(session.get_absolute_url()).content.decode()


def test_versions_around_one_for_staff_are_one_document(client, session):
    common = {"session": session, "published": True, "title": "Dự thảo 19"}
    first = SessionDocumentFactory(**common)
    second = SessionDocumentFactory(**common, replaces=first, visibility="staff")
    SessionDocumentFactory(**common, replaces=second)

    page = client.get(session.get_absolute_url()).content.decode()

    assert "Tải 1 tài liệu (ZIP" in page
    assert page.index("Dự thảo 19 (bản thứ 3)") < page.index("Bản trước: bản thứ 1")
    assert "bản thứ 2" not in page


def test_version_stays_in_sight_while_its_successor_is_a_draft(client, session):
    first = SessionDocumentFactory(session=session, published=True, title="Dự thảo 19")
    SessionDocumentFactory(session=session, title="Dự thảo 19", replaces=first, version=2)

    page = client.get(session.get_absolute_url()).content.decode()

    assert f'href="{first.get_absolute_url()}"' in page
    assert "Bản trước" not in page


def test_file_of_a_document_leads_from_another_name_to_its_own(client, session):
    document = SessionDocumentFactory(session=session, published=True, title="Báo cáo")

    response = client.get(f"/ky-hop/tep/{document.pk}/ten-khac.pdf")

    assert (response.status_code, response.url) == (301, document.get_absolute_url())


def test_file_without_content_is_not_there(client, session):
    document = SessionDocumentFactory(session=session, published=True, file="")

    assert client.get(f"/ky-hop/tep/{document.pk}/tep").status_code == 404


def test_document_is_public_from_its_moment(client, session, time_machine):
    moment = datetime(2022, 1, 1, 8, tzinfo=UTC)
    document = SessionDocumentFactory(session=session, status="published", publish_at=moment)

    time_machine.move_to(moment - timedelta(minutes=1), tick=False)
    assert file_of(client, document).status_code == 404
    time_machine.move_to(moment, tick=False)
    assert file_of(client, document).status_code == 200
