"""Staff add several files to a session: each is matched with an item of the agenda, unsure ones are asked."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import PendingUpload
from sessions_app.models import SessionDocument
from tests.client import HIDDEN_VERSION, StrictClient
from tests.factories.accounts import ServiceFactory
from tests.factories.sessions_app import AgendaItemFactory, CouncilSessionFactory, SessionDocumentFactory
from tests.hdnd_portal.admin_models import visible_text
from tests.uploads import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    session = CouncilSessionFactory()
    titles = ["Khai mạc", "Báo cáo tình hình kinh tế - xã hội", "Dự toán và phân bổ ngân sách năm 2022"]
    for order, title in enumerate(titles, start=1):
        AgendaItemFactory(session=session, order=order, title=title, presenter_title="UBND quận")
    return session


def client_of(session, role="records_officer"):
    client = StrictClient()
    client.force_login(ServiceFactory(council=session.council, role=role).user)
    return client


@pytest.fixture
def staff(session):
    return client_of(session)


def url_of(session):
    return reverse("admin:sessions_app_councilsession_them_tai_lieu", args=[session.pk])


def file_of(name, content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def post_files(client, session, *files):
    """The page with the table of `files`, as it is without scripts."""
    version = dict(HIDDEN_VERSION.findall(client.get(url_of(session)).content.decode()))
    return client.post(url_of(session), {"_verb": "1", "_preview": "1", "rows": "0", "files": list(files)} | version)


def table_data(page, **changes):
    """What a browser posts to record the table of a page."""
    data = {"_verb": "1", "_confirm": "1", "rows": len(page.context["rows"]), "_version": page.context["version"]}
    for row in page.context["rows"]:
        data |= {bound.html_name: bound.value() for bound in row if bound.value() not in (None, "", False)}
    return data | changes


def test_page_matches_files_with_items(staff, session):
    page = post_files(staff, session, file_of("02. Báo cáo KT-XH.pdf"), file_of("Mục 3 - Tờ trình dự toán.pdf", PDF + b"\n"))

    response = staff.post(url_of(session), table_data(page, sent_on="10/9/2021"), follow=True)

    assert "Đã ghi 2 tài liệu." in visible_text(response)
    report, submission = session.documents.order_by("order")
    assert (report.agenda_item.order, report.kind, report.title) == (2, "report", "Báo cáo KT-XH")
    assert (submission.agenda_item.order, submission.kind, submission.status) == (3, "submission", "draft")
    assert (report.author, report.sent_on.isoformat()) == ("UBND quận", "2021-09-10")
    assert report.file.size
    assert not PendingUpload.objects.present().exists()


def test_page_asks_for_the_item_of_an_unsure_file_and_keeps_the_others(staff, session):
    page = post_files(staff, session, file_of("02. Báo cáo KT-XH.pdf"), file_of("Tham khảo.pdf", PDF + b"\n"))
    assert "chưa rõ thuộc nội dung nào" in visible_text(page)
    assert "Hãy chọn nội dung chương trình" not in visible_text(page)

    response = staff.post(url_of(session), table_data(page))

    assert "Hãy chọn nội dung chương trình của tệp này" in visible_text(response)
    assert not session.documents.exists()
    staff.post(url_of(session), table_data(response, **{"row-1-agenda_item": "ngoai"}))
    assert sorted(document.agenda_item_id is None for document in session.documents.all()) == [False, True]


def test_page_says_beside_a_refused_file_why_and_takes_the_others(staff, session):
    page = post_files(staff, session, file_of("01. virus.exe", b"MZ"), file_of("02. Báo cáo.pdf"))

    assert len(page.context["rows"]) == 1
    assert "“01. virus.exe”: " in visible_text(page)


def test_page_offers_a_file_of_the_same_name_as_a_new_version(staff, session):
    stored = SessionDocumentFactory(session=session, kind="report", title="Báo cáo KT-XH")

    page = post_files(staff, session, file_of("02. Báo cáo KT-XH.pdf", PDF + b"\n"))
    assert "thay cho bản đang có (Báo cáo KT-XH)" in visible_text(page)
    response = staff.post(url_of(session), table_data(page), follow=True)

    assert "trong đó 1 bản thay bản cũ" in visible_text(response)
    newest = session.documents.get(replaces=stored)
    assert newest.version == 2


def test_page_refuses_the_same_name_twice_beside_the_title(staff, session):
    SessionDocumentFactory(session=session, kind="report", title="Báo cáo KT-XH")
    page = post_files(staff, session, file_of("02. Báo cáo KT-XH.pdf", PDF + b"\n"))
    data = table_data(page)
    del data["row-0-is_new_version"]

    response = staff.post(url_of(session), data)

    assert "Kỳ họp đã có tài liệu cùng loại, cùng tên, cùng bản." in visible_text(response)
    assert PendingUpload.objects.present().count() == 1


def test_page_recognises_a_file_that_the_session_has(staff, session):
    page = post_files(staff, session, file_of("02. Báo cáo KT-XH.pdf"))
    staff.post(url_of(session), table_data(page))

    page = post_files(staff, session, file_of("Báo cáo khác.pdf"))

    assert "kỳ họp đã có chính tệp này: Báo cáo KT-XH" in visible_text(page)
    assert not page.context["rows"][0].is_checked


def test_page_takes_more_files_and_keeps_what_was_typed(staff, session):
    page = post_files(staff, session, file_of("02. Báo cáo KT-XH.pdf"))
    data = table_data(page, **{"row-0-title": "Báo cáo đã sửa tên"})
    del data["_confirm"]

    page = staff.post(url_of(session), data | {"_preview": "1", "files": [file_of("03. Dự toán.pdf", PDF + b"\n")]})

    assert [row["title"].value() for row in page.context["rows"]] == ["Báo cáo đã sửa tên", "Dự toán"]


def test_page_publishes_at_once_for_those_who_may_publish(session):
    session.status, session.publish_at = "published", datetime(2021, 9, 30, tzinfo=UTC)
    session.save()
    reviewer = client_of(session, "reviewer")
    page = post_files(reviewer, session, file_of("02. Báo cáo KT-XH.pdf"))

    reviewer.post(url_of(session), table_data(page, is_published="on"))

    assert session.documents.get().is_public()


def test_page_publishes_nothing_for_others(staff, session):
    page = post_files(staff, session, file_of("02. Báo cáo KT-XH.pdf"))
    assert "Công khai ngay" not in visible_text(page)

    staff.post(url_of(session), table_data(page, is_published="on"))

    assert session.documents.get().status == "draft"


def test_page_refuses_the_file_of_another_user(staff, session):
    other = client_of(session, "reviewer")
    page = post_files(other, session, file_of("02. Báo cáo KT-XH.pdf"))
    version = dict(HIDDEN_VERSION.findall(staff.get(url_of(session)).content.decode()))

    response = staff.post(url_of(session), table_data(page) | version)

    assert "Tệp đã tải lên không còn ở máy chủ" in visible_text(response)
    assert not SessionDocument.objects.exists()


def test_page_posted_twice_records_once(staff, session):
    data = table_data(post_files(staff, session, file_of("02. Báo cáo KT-XH.pdf")))
    staff.post(url_of(session), data)

    again = staff.post(url_of(session), data)

    assert "đã được lưu trong một lần lưu trước" in visible_text(again)
    assert session.documents.count() == 1


@pytest.mark.parametrize("change", [{"rows": "9" * 9}, {"row-0-agenda_item": "x"}, {"row-0-token": "\x00"}, {"row-0-kind": ""}])
def test_page_refuses_altered_values_without_an_error_of_the_server(staff, session, change):
    response = staff.post(url_of(session), table_data(post_files(staff, session, file_of("02. Báo cáo.pdf")), **change))

    assert response.status_code == 200
    assert not session.documents.exists()


def test_page_says_that_too_many_files_came_at_once(staff, session):
    page = post_files(staff, session, *(file_of(f"0{number}. Báo cáo.pdf", PDF + b"\n" * number) for number in range(1, 7)))

    assert len(page.context["rows"]) == 5
    assert "Mỗi lần lưu nhận nhiều nhất 5 tệp" in visible_text(page)


def test_page_makes_one_document_of_a_file_that_is_posted_in_two_rows(staff, session):
    page = post_files(staff, session, file_of("1. Khai mạc.pdf"), file_of("2. Báo cáo.pdf", PDF + b"%2"))
    token = page.context["rows"][0]["token"].value()

    response = staff.post(url_of(session), table_data(page, **{"row-1-token": token}))

    assert response.status_code == 200
    assert "hãy chọn lại tệp" in visible_text(response)
    assert not session.documents.exists()
