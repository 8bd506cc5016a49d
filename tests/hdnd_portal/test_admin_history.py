"""The page with the versions of a record, of its relations and of its parts."""

import pytest
from django.utils.timezone import localtime

from citizens.models import VoterMeeting
from core.records.versions import PAGE_SIZE
from news.models import Article
from resolutions.models import Resolution
from tests.admin_forms import stored_form_data, user_of
from tests.factories.citizens import VoterMeetingFactory
from tests.factories.councils import AgencyFactory, AreaFactory
from tests.factories.news import ArticleFactory, ArticleFileFactory
from tests.factories.resolutions import ResolutionFactory, ResolutionFileFactory, VoteFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text
from tests.hdnd_portal.test_admin_roles import sign_in

pytestmark = pytest.mark.django_db


def history_text(client, record):
    """The text of the page with the versions of a record."""
    return " ".join(visible_text(client.get(admin_url(type(record), "history", record.pk))).split())


def test_history_view_says_which_relations_changed(client):
    service = sign_in(client, "records_officer")
    first, second = (AreaFactory(council=service.council, name=name) for name in ("Phường Yên Hòa", "Phường Dịch Vọng"))
    meeting = VoterMeetingFactory(council=service.council)
    VoterMeeting.objects.get().areas.set([first])
    VoterMeeting.objects.get().areas.set([first, second])

    text = history_text(client, meeting)
    assert "Địa bàn: – → Phường Yên Hòa" in text
    assert "Địa bàn: Phường Yên Hòa → Phường Yên Hòa, Phường Dịch Vọng" in text


def test_history_view_names_relations_that_are_deleted(client):
    service = sign_in(client, "records_officer")
    area = AreaFactory(council=service.council)
    meeting = VoterMeetingFactory(council=service.council)
    VoterMeeting.objects.get().areas.set([area])
    VoterMeeting.objects.get().areas.clear()
    area.delete()

    assert "Địa bàn: bản ghi đã xóa → –" in history_text(client, meeting)


def test_history_view_says_nothing_of_relations_that_older_versions_do_not_store(client):
    service = sign_in(client, "records_officer")
    meeting = VoterMeetingFactory(council=service.council)
    meeting.areas.add(AreaFactory(council=service.council))
    meeting.history.update(relations_stored=None)
    VoterMeeting.objects.get().save()

    assert "Địa bàn" not in history_text(client, meeting)


def test_history_view_displays_parts_beside_what_was_saved_with_them(client):
    service = sign_in(client, "news_editor")
    article = ArticleFactory(council=service.council, title="Khai mạc kỳ họp")
    file = ArticleFileFactory(article=article, title="Chương trình")
    data = stored_form_data(user_of(client), article)
    prefix = "files"
    data |= {"title": "Bế mạc kỳ họp", f"{prefix}-0-title": "Nghị trình", "_save": "1"}

    response = client.post(admin_url(Article, "change", article.pk), data)

    assert response.status_code == 302
    assert file.history.first().history_date == article.history.first().history_date
    moment = localtime(article.history.first().history_date)
    assert (
        f"{moment:%d/%m/%Y %H:%M} Trần Thị Bưởi sửa Tiêu đề: Khai mạc kỳ họp → Bế mạc kỳ họp "
        "Tệp của tin bài “Nghị trình”: sửa; Tên tệp: Chương trình → Nghị trình"
    ) in history_text(client, article)


def test_history_view_names_files_by_type_and_size(client):
    service = sign_in(client, "news_editor")
    article = ArticleFactory(council=service.council)
    file = ArticleFileFactory(article=article, title="Chương trình")
    file.delete()

    text = history_text(client, article)
    assert "Tệp của tin bài “Chương trình” (PDF, " in text
    assert "Tệp của tin bài “Chương trình”: xóa" in text


def test_history_view_displays_the_values_before_a_history_that_began_later(client):
    service = sign_in(client, "records_officer")
    agency = AgencyFactory(council=service.council, name="Phòng Nội vụ")
    agency.history.all().delete()
    agency.name = "Phòng Nội vụ và Lao động"
    agency.save()

    text = history_text(client, agency)
    assert "đã có" in text
    assert "Tên: Phòng Nội vụ → Phòng Nội vụ và Lao động" in text


def test_history_view_shortens_long_texts_to_where_they_differ(client):
    service = sign_in(client, "news_editor")
    article = ArticleFactory(council=service.council, body=f"<p>{'a' * 5000} cũ</p>")
    stored = Article.objects.get()
    stored.body = f"<p>{'a' * 5000} mới</p>"
    stored.save()

    text = history_text(client, article)
    assert f"Nội dung: …{'a' * 59} cũ" in text
    assert "a" * 100 not in text


def test_history_view_has_pages(client):
    service = sign_in(client, "records_officer")
    agency = AgencyFactory(council=service.council)
    for _ in range(PAGE_SIZE):
        agency.save()
    page = admin_url(type(agency), "history", agency.pk)

    first, second, beyond = (visible_text(client.get(page, {"p": number})) for number in ("1", "2", "3"))

    assert (first.count("sửa"), "Các bản cũ hơn" in first) == (PAGE_SIZE, True)
    assert ("thêm" in second, "Các bản mới hơn" in second, "Các bản cũ hơn" in second) == (True, True, False)
    assert "Không còn bản nào cũ hơn" in beyond
    assert [client.get(page, {"p": number}).status_code for number in ("x", "-1", "9" * 30)] == [200, 200, 200]


@pytest.mark.parametrize("count", [1, 3])
def test_history_view_queries_do_not_grow_with_versions_and_parts(client, count, django_assert_num_queries):
    service = sign_in(client, "reviewer")
    resolution = ResolutionFactory(session__term__council=service.council)
    for number in range(count):
        vote = VoteFactory(session=resolution.session, resolution=resolution, is_final=False, subject=f"Điều {number}")
        vote.in_favour = 20 + number
        vote.save()
        ResolutionFileFactory(resolution=resolution, title=f"Tệp {number}")
        stored = Resolution.objects.get()
        stored.title = f"{resolution.title} {number}"
        stored.save()
    client.get(admin_url(Resolution, "history", resolution.pk))

    with django_assert_num_queries(11):
        client.get(admin_url(Resolution, "history", resolution.pk))
