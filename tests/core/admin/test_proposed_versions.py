"""Proposed changes and the version of the form: what is proposed is what its author changed, and what is accepted was seen."""

import pytest
from django.urls import reverse

from core.models import ProposedChange
from tests.factories.accounts import ServiceFactory
from tests.factories.resolutions import ResolutionFactory, VoteFactory
from tests.hdnd_portal.admin_models import visible_text
from tests.opened_forms import conflicts_of, opened_form, post_form, save_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    resolution = ResolutionFactory(signed=True, published=True, title="Về ngân sách")
    VoteFactory(resolution=resolution, session=resolution.session, is_final=True, total_delegates=35, present=35, in_favour=34)
    return resolution


@pytest.fixture
def officer(published):
    return ServiceFactory(council=published.get_council(), role="records_officer").user


@pytest.fixture
def reviewer(published):
    return ServiceFactory(council=published.get_council(), role="reviewer").user


def signed_in(client, user):
    client.force_login(user)
    return client


def review_address():
    return reverse("admin:proposed_change", args=[ProposedChange.objects.get().pk])


def test_proposal_has_only_what_its_author_changed(client, published, officer, reviewer):
    older = opened_form(officer, published)
    save_now(signed_in(client, reviewer), published, title="Về dự toán ngân sách")

    response = post_form(signed_in(client, officer), published, older, **{"votes-0-in_favour": "30"})

    assert response.status_code == 302
    payload = ProposedChange.objects.get().payload
    assert (payload["fields"], [list(part["fields"]) for part in payload["parts"]]) == ({}, [["in_favour"]])


def test_author_of_a_proposal_is_asked_about_a_conflict(client, published, officer, reviewer):
    older = opened_form(officer, published)
    save_now(signed_in(client, reviewer), published, title="Về dự toán ngân sách")

    response = post_form(signed_in(client, officer), published, older, title="Về quyết toán ngân sách")

    assert set(conflicts_of(response)) == {"title"}
    assert not ProposedChange.objects.exists()


@pytest.mark.parametrize("version", [None, "", "0123456789abcdef"])
def test_review_without_the_version_of_its_page_is_refused(client, published, officer, reviewer, version):
    save_now(signed_in(client, officer), published, title="Về quyết toán ngân sách")
    signed_in(client, reviewer)

    page = client.post(review_address(), {"post": "yes"} | ({} if version is None else {"version": version}))

    published.refresh_from_db()
    assert (page.status_code, published.title) == (200, "Về ngân sách")
    assert "Bản ghi vừa đổi thêm lần nữa" in visible_text(page)


def test_review_is_refused_after_a_change_of_a_part(client, published, officer, reviewer):
    save_now(signed_in(client, officer), published, title="Về quyết toán ngân sách")
    version = signed_in(client, reviewer).get(review_address()).context["review"].version
    published.votes.update(in_favour=33)

    page = client.post(review_address(), {"post": "yes", "version": version})

    published.refresh_from_db()
    assert published.title == "Về ngân sách"
    assert "Bản ghi vừa đổi thêm lần nữa" in visible_text(page)


def test_review_is_refused_after_a_change_of_the_proposal(client, published, officer, reviewer):
    save_now(signed_in(client, officer), published, title="Về quyết toán ngân sách")
    version = signed_in(client, reviewer).get(review_address()).context["review"].version
    save_now(signed_in(client, officer), published, title="Về thuế")

    page = signed_in(client, reviewer).post(review_address(), {"post": "yes", "version": version})

    published.refresh_from_db()
    assert published.title == "Về ngân sách"
    assert "Bản ghi vừa đổi thêm lần nữa" in visible_text(page)


def test_review_with_the_version_of_its_page_is_accepted(client, published, officer, reviewer):
    save_now(signed_in(client, officer), published, title="Về quyết toán ngân sách")
    version = signed_in(client, reviewer).get(review_address()).context["review"].version

    response = client.post(review_address(), {"post": "yes", "version": version})

    published.refresh_from_db()
    assert (response.status_code, published.title) == (302, "Về quyết toán ngân sách")
