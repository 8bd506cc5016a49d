"""Changes of public records by staff who may not publish them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.admin.proposed_values import files_in
from core.models import ProposedChange
from core.records.models import private_storage
from resolutions.models import Vote
from tests.admin_forms import stored_form_data
from tests.factories.accounts import ServiceFactory
from tests.factories.citizens import PetitionFactory, PetitionStatusFactory, ReceptionSessionFactory
from tests.factories.councils import AgencyFactory
from tests.factories.resolutions import PDF, ResolutionFactory, ResolutionFileFactory, VoteFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.factories.supervision import SupervisionFactory
from tests.hdnd_portal.admin_models import admin_url, create_published, visible_text

pytestmark = pytest.mark.django_db

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 30)
MINUTE = timedelta(minutes=1)
NEXT_MIDNIGHT = datetime(2026, 12, 1, tzinfo=VIETNAM)
LAST_UNSETTLED_MINUTE = NEXT_MIDNIGHT + timedelta(days=1) - MINUTE  # of what was entered on TODAY
BOUNDARY = [(LAST_UNSETTLED_MINUTE, True), (LAST_UNSETTLED_MINUTE + MINUTE, False)]
PUBLISHED_MODELS = [
    model
    for model in admin.site._registry
    if hasattr(model, "status") and model._meta.app_label not in ("news", "reports") and model._meta.label != "councils.Term"
]


@pytest.fixture(autouse=True)
def noon(time_machine):
    """Every test begins at noon of TODAY."""
    time_machine.move_to(datetime(2026, 11, 30, 12, tzinfo=VIETNAM), tick=False)


NOTICES = ("chờ người duyệt của HĐND này nhận", "Bản ghi đang công khai.", "Vai trò của bạn chỉ được xem")


@pytest.mark.parametrize(
    ("role", "notices"),
    [("records_officer", [True, False, False]), ("reviewer", [False, True, False]), ("standing", [False, False, True])],
)
def test_form_of_a_public_resolution_has_one_notice_for_each_role(client, role, notices):
    resolution = ResolutionFactory(signed=True, published=True)
    client.force_login(officer_of(resolution, role=role))

    text = visible_text(client.get(admin_url(type(resolution), "change", resolution.pk)))

    assert [notice in text for notice in NOTICES] == notices
    assert ("địa chỉ cũ vẫn dẫn sang địa chỉ mới" in text) == (role != "standing")


def officer_of(record, role="records_officer"):
    return ServiceFactory(council=record.get_council(), role=role).user


def save(client, user, record, **changes):
    client.force_login(user)
    return client.post(admin_url(type(record), "change", record.pk), stored_form_data(user, record) | changes, follow=True)


def review(client, user, proposal, **data):
    """Open the page of a proposal as `user` and post `data` to it."""
    client.force_login(user)
    address = reverse("admin:proposed_change", args=[proposal.pk])
    version = client.get(address).context["review"].version
    return client.post(address, {"version": version, "post": "yes"} | data, follow=True)


@pytest.fixture
def published():
    resolution = ResolutionFactory(signed=True, published=True, title="Về ngân sách")
    VoteFactory(resolution=resolution, session=resolution.session, is_final=True, total_delegates=35, present=35, in_favour=34)
    return resolution


def test_vote_of_a_published_resolution_changed_by_an_officer_waits_and_is_accepted(client, published):
    officer, reviewer = officer_of(published), officer_of(published, "reviewer")

    page = save(client, officer, published, **{"votes-0-in_favour": "1"})

    assert "Đã gửi bản sửa" in visible_text(page)
    assert published.votes.get().in_favour == 34
    assert "34/35" in client.get(published.get_absolute_url()).content.decode()
    proposal = ProposedChange.objects.get()
    assert (proposal.by_id, proposal.council_id) == (officer.pk, published.get_council().pk)

    page = review(client, reviewer, proposal)

    assert published.votes.get().in_favour == 1, visible_text(page)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by_id) == ("accepted", reviewer.pk)


def test_note_of_a_reviewer_who_accepts_reaches_the_author(client, published):
    officer = officer_of(published)
    save(client, officer, published, **{"votes-0-in_favour": "1"})

    review(client, officer_of(published, "reviewer"), ProposedChange.objects.get(), note="Đã đối chiếu biên bản.")

    assert ProposedChange.objects.get().note == "Đã đối chiếu biên bản."


def test_vote_of_a_published_resolution_deleted_by_an_officer_waits(client, published):
    officer = officer_of(published)

    save(client, officer, published, **{"votes-0-DELETE": "on"})

    assert published.votes.count() == 1
    review(client, officer_of(published, "reviewer"), ProposedChange.objects.get())
    assert published.votes.count() == 0


def test_vote_of_a_published_resolution_waits_in_its_own_form_too(client, published):
    officer, vote = officer_of(published), published.votes.get()

    save(client, officer, vote, in_favour="1")
    address = admin_url(Vote, "delete", vote.pk)
    question = client.get(address)
    client.post(address, {"post": "yes"})

    assert "Gửi đề nghị xóa" in visible_text(question)
    assert published.votes.get().in_favour == 34
    proposal = ProposedChange.objects.get()
    assert proposal.kind == "resolutions.vote"
    assert proposal.payload["deletion"]
    review(client, officer_of(published, "reviewer"), proposal)
    assert published.votes.count() == 0


def test_draft_vote_cannot_be_moved_to_a_published_resolution(client, published):
    vote = VoteFactory(session=published.session, is_final=False, held_on=published.votes.get().held_on)

    save(client, officer_of(published), vote, resolution=[str(published.pk)])

    assert Vote.objects.get(pk=vote.pk).resolution is None


def test_title_changed_by_an_officer_is_returned_with_a_sentence(client, published):
    officer, reviewer = officer_of(published), officer_of(published, "reviewer")
    save(client, officer, published, title="Về đất đai")
    proposal = ProposedChange.objects.get()

    without_reason = review(client, reviewer, proposal, **{"return": "1", "note": " "})
    review(client, reviewer, proposal, **{"return": "1", "note": "Trích yếu đúng như bản ký."})

    assert "Hãy ghi một câu" in visible_text(without_reason)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.note) == ("returned", "Trích yếu đúng như bản ký.")
    client.force_login(officer)
    assert "Trích yếu đúng như bản ký." in visible_text(client.get(reverse("admin:proposed_changes")))
    published.refresh_from_db()
    assert published.title == "Về ngân sách"


def test_second_save_of_an_author_replaces_the_first(client, published):
    officer = officer_of(published)
    save(client, officer, published, title="Về đất đai")
    page = save(client, officer, published, title="Về nhà ở")

    assert "một bản sửa chờ duyệt" in visible_text(page)
    assert [each.payload["fields"]["title"]["new"] for each in ProposedChange.objects.all()] == ["Về nhà ở"]


def test_save_without_changes_proposes_nothing(client, published):
    page = save(client, officer_of(published), published)

    assert "Không có gì thay đổi" in visible_text(page) or not ProposedChange.objects.exists()
    assert not ProposedChange.objects.exists()


def test_stale_proposal_is_accepted_value_by_value(client, published):
    officer, reviewer = officer_of(published), officer_of(published, "reviewer")
    save(client, officer, published, title="Về đất đai", summary="Tóm tắt mới")
    proposal = ProposedChange.objects.get()
    published.title = "Về ngân sách năm 2022"
    published.save()

    page = review(client, reviewer, proposal)
    published.refresh_from_db()

    assert published.title == "Về ngân sách năm 2022"
    assert {"Về ngân sách", "Về ngân sách năm 2022", "Về đất đai"} <= set(
        page.content.decode().replace("<td>", "|").replace("</td>", "|").split("|")
    )

    review(client, reviewer, proposal, accept=["summary"])
    published.refresh_from_db()
    assert (published.title, published.summary) == ("Về ngân sách năm 2022", "Tóm tắt mới")


def test_proposal_that_is_invalid_now_is_shown_in_the_form_with_its_errors(client, published):
    save(client, officer_of(published), published, **{"votes-0-in_favour": "33"})
    vote = published.votes.get()
    Vote.objects.filter(pk=vote.pk).update(present=20, in_favour=20)

    page = review(client, officer_of(published, "reviewer"), ProposedChange.objects.get(), accept=["part-0"])

    assert page.status_code == 200
    assert "33" in page.content.decode()
    assert ProposedChange.objects.get().state == "waiting"
    assert published.votes.get().in_favour == 20


def test_file_of_a_published_resolution_waits_with_its_bytes(client, published):
    ResolutionFileFactory(resolution=published)
    upload = SimpleUploadedFile("ban-ky.pdf", PDF, "application/pdf")
    row = {
        "files-1-file": upload,
        "files-1-role": ["signed"],
        "files-1-title": "Bản ký",
        "files-1-order": "2",
        "files-TOTAL_FORMS": "2",
    }
    page = save(client, officer_of(published), published, **row)

    assert published.files.count() == 1
    proposal = ProposedChange.objects.get()
    review(client, officer_of(published, "reviewer"), proposal)
    assert published.files.count() == 2, visible_text(page)


@pytest.mark.parametrize("data", [{}, {"return": "1", "note": "Tệp khác."}, {"withdraw": "1"}])
def test_file_of_an_ended_proposal_is_deleted_from_where_it_waited(client, published, django_capture_on_commit_callbacks, data):
    officer = officer_of(published)
    upload = SimpleUploadedFile("ban-ky.pdf", PDF, "application/pdf")
    row = {"files-0-file": upload, "files-0-role": ["signed"], "files-0-title": "Bản ký", "files-0-order": "1"}
    save(client, officer, published, **row, **{"files-TOTAL_FORMS": "1"})
    proposal = ProposedChange.objects.get()
    [path] = files_in(proposal.payload)
    assert private_storage().exists(path)

    with django_capture_on_commit_callbacks(execute=True):
        review(client, officer if "withdraw" in data else officer_of(published, "reviewer"), proposal, **data)

    assert not private_storage().exists(path)
    stored = [file.file.name for file in published.files.all()]
    assert [name.partition("/")[0] for name in stored] == ([] if data else ["resolutions.resolutionfile"])
    assert all(private_storage().exists(name) for name in stored)


def test_text_that_the_history_leaves_out_is_removed_from_parts_after_the_decision(client, time_machine):
    petition = PetitionFactory(published=True, public_summary="Đèn đường hỏng.")
    PetitionStatusFactory(petition=petition, text="Đang sửa.")
    time_machine.move_to(datetime(2026, 12, 3, 12, tzinfo=VIETNAM), tick=False)
    save(client, officer_of(petition), petition, **{"statuses-0-text": "Ông A đã sửa."})

    review(client, officer_of(petition, "reviewer"), ProposedChange.objects.get(), **{"return": "1", "note": "Bỏ tên người."})

    proposal = ProposedChange.objects.get()
    assert proposal.state == "returned"
    assert "Ông A" not in str(proposal.payload["parts"])


def test_officer_records_that_a_published_session_took_place(client):
    session = CouncilSessionFactory(published=True, life="planned", opened_on=None, closed_on=None, term__start=date(2021, 6, 1))

    save(client, officer_of(session), session, life="held", opened_on=f"{TODAY:%d/%m/%Y}")

    session.refresh_from_db()
    assert (session.life, session.opened_on) == ("held", TODAY)
    assert not ProposedChange.objects.exists()


@pytest.mark.parametrize(("at", "is_saved"), BOUNDARY)
def test_session_settles_after_the_day_that_follows_its_closing(client, time_machine, at, is_saved):
    session = CouncilSessionFactory(
        published=True, life="held", opened_on=date(2026, 11, 28), closed_on=TODAY, term__start=date(2021, 6, 1)
    )
    time_machine.move_to(at, tick=False)

    save(client, officer_of(session), session, opened_on="29/11/2026")

    session.refresh_from_db()
    assert (session.opened_on == date(2026, 11, 29)) is is_saved
    assert ProposedChange.objects.exists() is not is_saved


def test_state_of_a_public_petition_counts_at_once_and_its_text_waits(client):
    petition = PetitionFactory(published=True, public_summary="Đèn đường hỏng.")
    officer, reviewer = officer_of(petition), officer_of(petition, "reviewer")
    row = {
        "statuses-TOTAL_FORMS": "1",
        "statuses-0-state": "in_progress",
        "statuses-0-on": f"{petition.received_on:%d/%m/%Y}",
        "statuses-0-text": "Đang sửa.",
    }

    save(client, officer, petition, **row)

    petition.refresh_from_db()
    status = petition.statuses.get()
    assert (petition.state, status.text_state, status.public_text) == ("in_progress", "waiting", "")
    client.force_login(reviewer)
    client.post(admin_url(type(petition), "changelist"), {"action": "accept_replies", "_selected_action": [petition.pk]})
    assert petition.statuses.get().public_text == "Đang sửa."


@pytest.mark.parametrize(("at", "is_saved"), BOUNDARY)
def test_unit_of_a_public_supervision_settles_after_the_day_that_follows_its_entry(client, time_machine, at, is_saved):
    supervision = SupervisionFactory(published=True)
    time_machine.move_to(NEXT_MIDNIGHT - MINUTE, tick=False)
    supervision.units.create(agency=AgencyFactory(council=supervision.council), place="Phòng họp 1")
    time_machine.move_to(at, tick=False)

    save(client, officer_of(supervision), supervision, **{"units-0-place": "Phòng họp 2"})

    assert supervision.units.get().place == ("Phòng họp 2" if is_saved else "Phòng họp 1")
    assert ProposedChange.objects.exists() is not is_saved


@pytest.mark.parametrize(("at", "is_saved"), BOUNDARY)
def test_counts_of_a_reception_settle_after_the_day_that_follows_their_entry(client, time_machine, at, is_saved):
    time_machine.move_to(NEXT_MIDNIGHT - MINUTE, tick=False)
    reception = ReceptionSessionFactory(life="held", visits=3)
    time_machine.move_to(at, tick=False)

    save(client, officer_of(reception, "reception_officer"), reception, visits="4")

    reception.refresh_from_db()
    assert reception.visits == (4 if is_saved else 3)
    assert ProposedChange.objects.exists() is not is_saved


@pytest.mark.parametrize("role", ["records_officer", "ward_clerk"])
@pytest.mark.parametrize("model", PUBLISHED_MODELS, ids=lambda model: model._meta.label)
def test_form_of_a_public_record_stays_open_and_says_that_changes_wait(client, model, role):
    record = create_published(model)
    client.force_login(officer_of(record, role))

    page = client.get(admin_url(model, "change", record.pk))

    assert page.context["has_change_permission"]
    assert "chờ người duyệt của HĐND này nhận" in visible_text(page)
    assert "status" not in page.context["adminform"].form.fields


def test_proposals_are_visible_within_the_councils_of_the_user_only(client, published):
    save(client, officer_of(published), published, title="Về đất đai")
    client.force_login(ServiceFactory(role="reviewer").user)

    assert "Về ngân sách" not in visible_text(client.get(reverse("admin:proposed_changes")))
    assert client.get(reverse("admin:proposed_change", args=[ProposedChange.objects.get().pk])).status_code == 404


def test_other_officer_may_not_decide(client, published):
    save(client, officer_of(published), published, title="Về đất đai")
    client.force_login(officer_of(published))

    assert (
        client.post(reverse("admin:proposed_change", args=[ProposedChange.objects.get().pk]), {"post": "yes"}).status_code == 403
    )


def test_form_that_is_read_only_says_why_and_who_may_change_the_record(client):
    """The role of the Thường trực reads and changes nothing."""
    resolution = ResolutionFactory(signed=True, published=True)
    service = ServiceFactory(role="standing", council=resolution.council)
    client.force_login(service.user)

    page = visible_text(client.get(reverse("admin:resolutions_resolution_change", args=[resolution.pk])))

    reason = "Vai trò của bạn chỉ được xem bản ghi này; chuyên viên HĐND hoặc người duyệt của HĐND này mới sửa được."
    assert reason in page
