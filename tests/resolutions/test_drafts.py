"""Resolutions that are made from the drafts which a session has passed."""

import pytest
from django.urls import reverse

from resolutions.drafts import make_resolutions, passed_drafts
from resolutions.models import Resolution
from tests.client import HIDDEN_VERSION
from tests.factories.accounts import ServiceFactory
from tests.factories.resolutions import RegisterFactory, ResolutionFactory, VoteFactory
from tests.factories.sessions_app import AgendaItemFactory, SessionDocumentFactory
from tests.hdnd_portal.admin_models import visible_text

pytestmark = pytest.mark.django_db


def draft(session, title="Về học phí", **fields):
    return SessionDocumentFactory(session=session, kind="draft_resolution", title=title, **fields)


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"subject": "Về học phí"}, 1),
        ({"subject": "VỀ HỌC PHÍ."}, 1),
        ({"subject": "Về thủy lợi"}, 0),
        ({"subject": "Về học phí", "in_favour": 10, "result": "defeated"}, 0),
    ],
)
def test_passed_drafts_are_found_by_the_subject_of_the_vote(session, fields, count):
    draft(session)
    VoteFactory(session=session, **{"result": "passed"} | fields)

    assert len(passed_drafts(session)) == count


def test_passed_drafts_are_found_by_the_agenda_item_if_it_has_no_other(session):
    item, crowded = AgendaItemFactory(session=session), AgendaItemFactory(session=session)
    alone = draft(session, "Về một việc", agenda_item=item)
    for title in ("Về hai việc", "Về ba việc"):
        draft(session, title, agenda_item=crowded)
    for each in (item, crowded):
        VoteFactory(session=session, subject="Thông qua toàn văn", agenda_item=each, is_final=True, result="passed")

    assert [row for row, _ in passed_drafts(session)] == [alone]


def test_passed_drafts_leave_out_older_versions_and_those_with_a_resolution(session):
    older = draft(session)
    newer = draft(session, replaces=older, version=2)
    done = draft(session, "Về thủy lợi")
    ResolutionFactory(session=session, draft=done)
    for subject in ("Về học phí", "Về thủy lợi"):
        VoteFactory(session=session, subject=subject, result="passed")

    assert [row for row, _ in passed_drafts(session)] == [newer]


def test_make_resolutions_links_draft_and_vote_and_takes_the_next_numbers(session):
    register = RegisterFactory(council=session.council)
    ResolutionFactory(session=session, register=register, numbered=True, number=11, symbol="11/NQ-HĐND")
    rows = [draft(session, title, order=order) for order, title in enumerate(("Về học phí", "Về thủy lợi"), start=1)]
    votes = [VoteFactory(session=session, subject=row.title, result="passed") for row in rows]

    resolutions = make_resolutions(session=session, register=register)

    assert [(row.symbol, row.draft, row.status, row.adopted_on) for row in resolutions] == [
        ("12/NQ-HĐND", rows[0], "draft", session.opened_on),
        ("13/NQ-HĐND", rows[1], "draft", session.opened_on),
    ]
    for vote, resolution in zip(votes, resolutions, strict=True):
        vote.refresh_from_db()
        assert (vote.resolution, vote.is_final) == (resolution, True)
    assert make_resolutions(session=session) == []


def test_page_of_drafts_previews_and_makes_the_resolutions(client, session):
    draft(session)
    VoteFactory(session=session, subject="Về học phí", result="passed")
    client.force_login(ServiceFactory(council=session.council, role="records_officer").user)
    form = client.get(reverse("admin:sessions_app_councilsession_change", args=[session.pk]))
    url = reverse("admin:sessions_app_councilsession_lap_nghi_quyet", args=[session.pk])
    assert url in form.content.decode()

    page = client.post(url, {"_verb": "1"} | dict(HIDDEN_VERSION.findall(client.get(url).content.decode())))
    assert "Thêm 1 nghị quyết" in visible_text(page)
    assert not Resolution.objects.exists()
    data = {"_verb": "1", "_confirm": "1", "_fingerprint": page.context["fingerprint"]}
    done = client.post(url, data | dict(HIDDEN_VERSION.findall(page.content.decode())), follow=True)

    assert Resolution.objects.get().draft.title == "Về học phí"
    assert "Đã lập 1 nghị quyết" in visible_text(done)
    assert "Không có dự thảo nào" in visible_text(client.get(url))


def test_page_of_drafts_is_not_for_roles_that_only_read(client, session):
    client.force_login(ServiceFactory(council=session.council, role="standing").user)

    assert client.get(reverse("admin:sessions_app_councilsession_lap_nghi_quyet", args=[session.pk])).status_code == 403
