"""The action of a list that deletes: of public records it proposes the deletion to a reviewer."""

import pytest
from django.urls import reverse

from core.models import ProposedChange
from resolutions.models import Vote
from tests.core.admin.test_proposals import officer_of, review
from tests.factories.resolutions import ResolutionFactory, VoteFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    resolution = ResolutionFactory(signed=True, published=True)
    VoteFactory(resolution=resolution, session=resolution.session, is_final=True)
    return resolution


def test_delete_selected_proposes_the_deletion_of_public_records_and_deletes_the_others(client, published):
    officer, vote = officer_of(published), published.votes.get()
    draft = VoteFactory(session=published.session, is_final=False, held_on=vote.held_on, subject="Biểu quyết thử")
    client.force_login(officer)
    data = {"action": "delete_selected", "_selected_action": [vote.pk, draft.pk]}

    question = client.post(admin_url(Vote, "changelist"), data)
    answer = client.post(admin_url(Vote, "changelist"), data | {"post": "yes"}, follow=True)

    assert f"Đã công khai, nên chỉ gửi đề nghị xóa để người duyệt nhận: {vote}" in visible_text(question)
    assert f'name="_selected_action" value="{vote.pk}"' in question.text
    assert list(Vote.objects.all()) == [vote]
    assert f"Đã gửi đề nghị xóa: {vote}." in visible_text(answer)
    proposal = ProposedChange.objects.get()
    assert proposal.payload["deletion"]
    review(client, officer_of(published, "reviewer"), proposal)
    assert not Vote.objects.exists()


def test_delete_selected_of_public_records_only_asks_first(client, published):
    client.force_login(officer_of(published))
    data = {"action": "delete_selected", "_selected_action": [published.pk]}

    question = client.post(admin_url(type(published), "changelist"), data)

    assert "Gửi đề nghị xóa" in visible_text(question)
    assert not ProposedChange.objects.exists()
    client.post(admin_url(type(published), "changelist"), data | {"post": "yes"})
    assert ProposedChange.objects.get().object_id == published.pk
    assert type(published).objects.filter(pk=published.pk).exists()


def test_pages_of_a_proposed_deletion_count_what_goes_with_the_record(client, published):
    officer = officer_of(published)
    client.force_login(officer)
    url = admin_url(type(published), "delete", published.pk)

    question = visible_text(client.get(url))
    client.post(url, {"post": "yes"})
    client.force_login(officer_of(published, "reviewer"))
    proposals = visible_text(client.get(reverse("admin:proposed_changes")))
    page = visible_text(client.get(reverse("admin:proposed_change", args=[ProposedChange.objects.get().pk])))

    for text in (question, page):
        assert "Bị xóa theo:" in text
        assert "1 biểu quyết" in text
    assert "Xóa nghị quyết" in proposals
    assert "Nhận và xóa" in page
    assert type(published).objects.filter(pk=published.pk).exists()
