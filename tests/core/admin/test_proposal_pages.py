"""The pages on which proposed changes are listed, accepted, returned and withdrawn."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import ProposedChange
from resolutions.models import PersonnelDecision, ResolutionFile
from tests.core.admin.test_proposals import officer_of, review, save
from tests.factories.accounts import ServiceFactory
from tests.factories.citizens import PetitionFactory, PetitionStatusFactory, VoterMeetingFactory
from tests.factories.councils import AgencyFactory, MembershipFactory
from tests.factories.resolutions import PDF, PersonnelDecisionFactory, ResolutionFactory, ResolutionFileFactory
from tests.factories.supervision import SupervisionFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db

LIST = reverse("admin:proposed_changes")
LATER = datetime(2026, 12, 3, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(autouse=True)
def noon(time_machine):
    """Every test begins at noon."""
    time_machine.move_to(datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), tick=False)


@pytest.fixture
def published():
    return ResolutionFactory(signed=True, published=True, title="Về ngân sách")


def proposal_page(proposal):
    return reverse("admin:proposed_change", args=[proposal.pk])


def upload():
    return SimpleUploadedFile("tra-loi.pdf", PDF, "application/pdf")


def names(rows):
    return {row["name"] for row in rows}


def test_list_offers_a_reviewer_what_waits_in_the_own_council_and_an_officer_the_own(client, published):
    other = ResolutionFactory(signed=True, published=True)
    for record in (published, other):
        save(client, officer_of(record), record, title="Về đất đai")
    author = ServiceFactory(council=published.council, role="records_officer").user
    save(client, author, published, title="Về nhà ở")

    own_page = client.get(LIST)
    client.force_login(officer_of(published, "reviewer"))
    page = client.get(LIST)

    assert (names(own_page.context["waiting"]), names(own_page.context["own"])) == (set(), {str(published)})
    assert [row["author"] for row in own_page.context["own"]] == [author]
    assert (names(page.context["waiting"]), names(page.context["own"])) == ({str(published)}, set())
    assert len(page.context["waiting"]) == 2


def test_list_costs_no_more_for_three_proposals(client, published):
    reviewer = officer_of(published, "reviewer")
    numbers = []
    for count in (1, 2):
        for _ in range(count):
            record = ResolutionFactory(signed=True, published=True, session=published.session)
            save(client, ServiceFactory(council=record.council, role="records_officer").user, record, title="Về đất đai")
        client.force_login(reviewer)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(LIST)
        numbers.append(len(queries))

    assert len(page.context["waiting"]) == 3
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("accepted", [[], ["part-0"]])
def test_change_of_a_part_that_was_deleted_meanwhile_is_stale(client, published, accepted):
    file = ResolutionFileFactory(resolution=published, title="Phụ lục")
    save(client, officer_of(published), published, **{"files-0-title": "Phụ lục I"})
    ResolutionFile.objects.filter(pk=file.pk).delete()

    page = review(client, officer_of(published, "reviewer"), ProposedChange.objects.get(), accept=accepted)

    assert "bản ghi đã xóa" in page.text
    assert 'name="accept"' not in page.text
    assert ProposedChange.objects.get().state == "waiting"
    assert not published.files.exists()


def no_titles(opts, *, is_new):
    """A rule for roles: only the administrator sets titles."""
    return frozenset({"title"})


def test_value_that_the_author_may_not_set_any_more_is_not_accepted(admin_client, client, published, settings):
    save(client, officer_of(published), published, title="Về đất đai", summary="Tóm tắt mới")
    proposal = ProposedChange.objects.get()
    settings.LOCKED_COLUMNS = f"{__name__}.no_titles"

    page = admin_client.get(proposal_page(proposal))
    admin_client.post(proposal_page(proposal), {"version": page.context["review"].version, "accept": ["title", "summary"]})

    published.refresh_from_db()
    assert "người đề nghị không đặt được mục này nữa" in visible_text(page)
    assert (published.title, published.summary) == ("Về ngân sách", "Tóm tắt mới")


def test_proposal_that_another_change_overtakes_while_it_is_read_is_shown_again(client, published):
    save(client, officer_of(published), published, summary="Tóm tắt mới")
    proposal = ProposedChange.objects.get()
    client.force_login(officer_of(published, "reviewer"))
    version = client.get(proposal_page(proposal)).context["review"].version
    published.title = "Về ngân sách năm 2022"
    published.save()

    page = client.post(proposal_page(proposal), {"version": version, "accept": ["summary"]})

    published.refresh_from_db()
    assert "Bản ghi vừa đổi thêm lần nữa" in visible_text(page)
    assert (published.title, published.summary) == ("Về ngân sách năm 2022", "")


def test_deletion_of_a_record_that_has_changed_needs_a_second_word(client, published):
    client.force_login(officer_of(published))
    client.post(admin_url(type(published), "delete", published.pk), {"post": "yes"})
    proposal, reviewer = ProposedChange.objects.get(), officer_of(published, "reviewer")
    published.title = "Về ngân sách năm 2022"
    published.save()

    page = review(client, reviewer, proposal)

    assert "Hãy đánh dấu ít nhất một mục" in visible_text(page)
    assert type(published).objects.filter(pk=published.pk).exists()
    review(client, reviewer, proposal, accept=["deletion"])
    assert not type(published).objects.filter(pk=published.pk).exists()


def test_author_sees_the_own_proposal_and_cannot_accept_it(client, published):
    author = officer_of(published)
    save(client, author, published, title="Về đất đai")
    proposal = ProposedChange.objects.get()

    page = client.get(proposal_page(proposal))
    response = client.post(proposal_page(proposal), {"version": page.context["review"].version})

    assert "Rút lại" in visible_text(page)
    assert "Nhận bản sửa" not in visible_text(page)
    assert response.status_code == 403
    published.refresh_from_db()
    assert published.title == "Về ngân sách"


def test_many_to_many_relation_is_proposed_by_the_names_of_its_records(client):
    meeting = VoterMeetingFactory()
    petition = PetitionFactory(published=True, public_summary="Đèn đường hỏng.", council=meeting.council)

    save(client, officer_of(petition), petition, meetings=[str(meeting.pk)])

    entry = ProposedChange.objects.get().payload["fields"]["meetings"]
    assert (entry["old"], entry["new"]) == ("–", str(meeting))
    review(client, officer_of(petition, "reviewer"), ProposedChange.objects.get())
    assert list(petition.meetings.all()) == [meeting]


def test_file_that_is_to_be_removed_is_removed_once_accepted(client, time_machine):
    petition = PetitionFactory(published=True, public_summary="Đèn đường hỏng.")
    status = PetitionStatusFactory(petition=petition, reply_file=upload())
    time_machine.move_to(LATER, tick=False)

    save(client, officer_of(petition), petition, **{"statuses-0-reply_file-clear": "on"})

    status.refresh_from_db()
    assert status.reply_file
    review(client, officer_of(petition, "reviewer"), ProposedChange.objects.get())
    status.refresh_from_db()
    assert not status.reply_file


def test_file_that_was_replaced_meanwhile_makes_its_proposal_stale(client, time_machine):
    petition = PetitionFactory(published=True, public_summary="Đèn đường hỏng.")
    status = PetitionStatusFactory(petition=petition, reply_file=upload())
    time_machine.move_to(LATER, tick=False)
    save(client, officer_of(petition), petition, **{"statuses-0-reply_file": upload()})
    status.reply_file = ""
    status.save()

    page = review(client, officer_of(petition, "reviewer"), ProposedChange.objects.get())

    assert [line.is_stale for line in page.context["review"].lines] == [True]
    status.refresh_from_db()
    assert not status.reply_file


def test_row_that_is_added_and_ticked_for_deletion_at_once_is_no_change(client, published):
    row = {"files-TOTAL_FORMS": "1", "files-0-title": "Phụ lục", "files-0-order": "1", "files-0-DELETE": "on"}

    page = save(client, officer_of(published), published, **row, title="Về đất đai")

    payload = ProposedChange.objects.get().payload
    assert (list(payload["fields"]), payload["parts"]) == (["title"], []), visible_text(page)


def test_unsettled_row_of_a_public_record_is_removed_at_once(client):
    supervision = SupervisionFactory(published=True)
    unit = supervision.units.create(agency=AgencyFactory(council=supervision.council))

    save(client, officer_of(supervision), supervision, **{"units-0-DELETE": "on"})

    assert not supervision.units.filter(pk=unit.pk).exists()
    assert not ProposedChange.objects.exists()


def test_decision_without_history_is_stale_once_a_column_differs(client):
    resolution = ResolutionFactory(signed=True, published=True)
    membership = MembershipFactory(mandate__term=resolution.session.term, start=date(2021, 9, 28))
    decision = PersonnelDecisionFactory(resolution=resolution, membership=membership)
    save(client, officer_of(resolution), decision, reason="Theo nguyện vọng")
    proposal, reviewer = ProposedChange.objects.get(), officer_of(resolution, "reviewer")
    client.force_login(reviewer)
    assert not client.get(proposal_page(proposal)).context["review"].is_stale

    PersonnelDecision.objects.filter(pk=decision.pk).update(reason="Lý do khác")

    assert client.get(proposal_page(proposal)).context["review"].is_stale


@pytest.mark.parametrize("is_deletion", [False, True], ids=["change", "deletion"])
def test_author_reads_and_withdraws_a_proposal_whose_record_was_deleted(client, published, is_deletion):
    author = officer_of(published)
    save(client, author, published, title="Về nhà ở")
    proposal = ProposedChange.objects.get()
    ProposedChange.objects.update(payload=proposal.payload | {"deletion": is_deletion})
    published.delete()

    page = visible_text(client.get(proposal_page(proposal)))
    answer = client.post(proposal_page(proposal), {"withdraw": "1"}, follow=True)

    assert "Bản ghi đã xóa" in page
    assert ("Về nhà ở" in page) is not is_deletion
    assert "Rút lại" in page
    assert "Đã rút bản sửa." in visible_text(answer)
    assert not ProposedChange.objects.exists()


def test_author_reads_the_outcome_of_an_accepted_deletion(client, published):
    author = officer_of(published)
    client.force_login(author)
    client.post(admin_url(type(published), "delete", published.pk), {"post": "yes"})
    proposal = ProposedChange.objects.get()
    review(client, officer_of(published, "reviewer"), proposal)
    client.force_login(author)

    page = visible_text(client.get(proposal_page(proposal)))

    assert "Trạng thái: đã nhận." in page
    assert "Rút lại" not in page
    client.post(proposal_page(proposal), {"withdraw": "1"})
    assert ProposedChange.objects.filter(pk=proposal.pk).exists()


def test_officer_of_the_council_sees_no_proposal_of_another_author_without_its_record(client, published):
    save(client, officer_of(published), published, title="Về nhà ở")
    proposal = ProposedChange.objects.get()
    other = officer_of(published)
    published.delete()
    client.force_login(other)

    assert client.get(proposal_page(proposal)).status_code == 403


@pytest.mark.parametrize("note", ["", "  \n", "\x00", "\u202e\u200b"])
def test_return_proposal_asks_for_a_sentence_that_can_be_read(client, published, note):
    save(client, officer_of(published), published, title="Về nhà ở")
    proposal = ProposedChange.objects.get()

    page = review(client, officer_of(published, "reviewer"), proposal, **{"return": "1", "note": note})

    proposal.refresh_from_db()
    assert proposal.state == "waiting"
    assert "Hãy ghi một câu cho biết vì sao trả lại." in visible_text(page)


def test_return_proposal_stores_the_sentence_without_characters_that_a_database_refuses(client, published):
    save(client, officer_of(published), published, title="Về nhà ở")
    proposal = ProposedChange.objects.get()

    review(client, officer_of(published, "reviewer"), proposal, **{"return": "1", "note": "Sai\x00 tr\u202eích yếu"})

    proposal.refresh_from_db()
    assert (proposal.state, proposal.note) == ("returned", "Sai trích yếu")


@pytest.mark.parametrize("button", ["return", "post"])
def test_review_page_cuts_no_long_sentence_off(client, published, button):
    save(client, officer_of(published), published, title="Về nhà ở")
    proposal = ProposedChange.objects.get()
    note = "Trích yếu khác bản ký. " * 30

    page = review(client, officer_of(published, "reviewer"), proposal, **{button: "1", "note": note})

    proposal.refresh_from_db()
    assert proposal.state == "waiting"
    assert "Ý kiến dài quá 500 ký tự (đang có 689); hãy viết ngắn lại." in visible_text(page)
    assert note.strip() in page.text
