"""The forms of sessions, documents and questions: what follows from a choice, and what is offered for a session."""

from datetime import date

import pytest
from django.urls import reverse

from sessions_app.confidentiality import legal_reason_on
from sessions_app.models import CouncilSession, Question, SessionDocument
from tests.admin_forms import form_errors, post_add_form
from tests.client import StrictClient
from tests.factories.accounts import ServiceFactory
from tests.factories.sessions_app import (
    AgendaItemFactory,
    CouncilSessionFactory,
    QuestionFactory,
    QuestionTopicFactory,
    SessionDocumentFactory,
    SittingFactory,
)
from tests.hdnd_portal.admin_models import admin_url, visible_text
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return CouncilSessionFactory()


@pytest.fixture
def staff(session):
    client = StrictClient()
    client.force_login(ServiceFactory(council=session.council, role="records_officer").user)
    return client


def add_document(staff, session, **values):
    document = unsaved(SessionDocumentFactory, session=session)
    document.file = ""
    return post_add_form(staff, document, **values)


def test_regular_session_counts_as_regular_without_a_script(session):
    client = StrictClient()
    client.force_login(ServiceFactory(council=session.council, role="records_officer").user)
    record = CouncilSession(term=session.term, number=9, kind="regular", life="planned", planned_on=date(2021, 12, 1))

    assert post_add_form(client, record).status_code == 302
    assert CouncilSession.objects.get(number=9).is_regular


@pytest.mark.parametrize(
    ("kind", "chosen", "visibility"),
    [("minutes", "", "staff"), ("report", "", "public"), ("minutes", "delegates", "delegates")],
)
def test_kind_of_a_document_decides_who_may_read_it_unless_that_is_chosen(staff, session, kind, chosen, visibility):
    add_document(staff, session, kind=kind, visibility=chosen)

    assert SessionDocument.objects.get(session=session).visibility == visibility


def test_confidential_document_has_only_its_legal_reason(staff, session):
    add_document(staff, session, is_confidential="on", title="Bí mật", symbol="1/BC", author="UBND")

    document = SessionDocument.objects.get(session=session)
    assert (document.title, document.symbol, document.author) == ("Tài liệu không công khai", "", "")
    assert document.legal_reason == "Luật Bảo vệ bí mật nhà nước số 29/2018/QH14"


def test_confidential_document_refuses_a_stored_file_and_keeps_what_was_typed(staff, session):
    document = SessionDocumentFactory(session=session)
    data = {"session": session.pk, "kind": "report", "visibility": "public", "is_confidential": "on", "title": document.title}
    data |= {"status": "draft", "order": 1, "version": 1}

    response = staff.post(admin_url(SessionDocument, "change", document.pk), data)

    assert "thì không tải tệp lên cổng; hãy bỏ tệp này." in visible_text(response)
    assert f">{document.title}</textarea>" in response.content.decode().replace("\n", "")


def test_document_without_a_title_is_refused_beside_the_title(staff, session):
    response = add_document(staff, session, title="")

    assert "Hãy ghi tên tài liệu" in form_errors(response)["title"][0]


@pytest.mark.parametrize(
    ("day", "law"),
    [(date(2020, 6, 30), ""), (date(2026, 2, 28), "29/2018/QH14"), (date(2026, 3, 1), "117/2025/QH15")],
)
def test_legal_reason_on(day, law):
    assert legal_reason_on(day).endswith(law)
    assert bool(legal_reason_on(day)) == bool(law)


@pytest.mark.parametrize(("factory", "field"), [(QuestionTopicFactory, "topic"), (AgendaItemFactory, "agenda_item")])
def test_choices_of_a_session_are_those_of_the_session_in_the_form(staff, session, factory, field):
    of_session, other = factory(session=session), factory(session=CouncilSessionFactory(term=session.term))
    model_name = "question" if field == "topic" else "sessiondocument"
    query = {"app_label": "sessions_app", "model_name": model_name, "field_name": field}

    def offered(**more):
        rows = staff.get(reverse("admin:autocomplete"), query | more).json()["results"]
        return {int(row["id"]) for row in rows}

    assert offered() == {of_session.pk, other.pk}
    assert offered(session=session.pk) == {of_session.pk}
    assert offered(session="x") == {of_session.pk, other.pk}


def test_next_question_keeps_session_topic_respondent_and_day(staff, session):
    topic = QuestionTopicFactory(session=session)
    question = unsaved(QuestionFactory, session=session, council=session.council, topic=topic)

    response = post_add_form(staff, question, _addanother="1")

    assert response.status_code == 302
    for name in (f"session={session.pk}", f"topic={topic.pk}", "asked_on=28%2F09%2F2021", "mode=oral"):
        assert name in response.url
    assert Question.objects.count() == 1


def test_form_of_a_session_offers_its_own_sittings_only(staff, session):
    own, other = SittingFactory(session=session, number=1), SittingFactory(number=7)
    AgendaItemFactory(session=session)

    html = staff.get(admin_url(CouncilSession, "change", session.pk)).content.decode()

    assert f'<option value="{own.pk}">' in html
    assert f'<option value="{other.pk}">' not in html


def test_form_of_a_session_leads_to_what_it_lacks(staff, session):
    sitting = SittingFactory(session=session, number=1)
    html = staff.get(admin_url(CouncilSession, "change", session.pk)).content.decode()

    assert "chưa có biên bản" in html
    for url in (
        reverse("admin:sessions_app_sitting_attendance", args=[sitting.pk]),
        reverse("admin:resolutions_session_votes", args=[session.pk]),
        reverse("admin:sessions_app_councilsession_dan_chuong_trinh", args=[session.pk]),
        reverse("admin:sessions_app_councilsession_them_tai_lieu", args=[session.pk]),
    ):
        assert f'href="{url}"' in html


def test_links_to_lists_of_a_session_show_its_rows(staff, session):
    waiting = SessionDocumentFactory(session=session)
    SessionDocumentFactory(session=CouncilSessionFactory(term=session.term))
    html = staff.get(admin_url(CouncilSession, "change", session.pk)).content.decode()
    url = f"{admin_url(SessionDocument, 'changelist')}?session__id__exact={session.pk}"

    assert f'href="{url}"' in html
    assert list(staff.get(url).context["cl"].queryset) == [waiting]


def test_promise_filter_lists_overdue_promises(staff, session, time_machine):
    time_machine.move_to("2023-01-01 09:00+07:00", tick=False)
    overdue = QuestionFactory(session=session, promise="Xây trường", promise_due_on=date(2022, 9, 30))
    QuestionFactory(session=session)

    page = staff.get(admin_url(Question, "changelist"), {"loi-hua": "overdue"})

    assert list(page.context["cl"].queryset) == [overdue]
    assert "quá hạn" in visible_text(page)
    assert len(staff.get(admin_url(Question, "changelist"), {"loi-hua": "x"}).context["cl"].queryset) == 2
