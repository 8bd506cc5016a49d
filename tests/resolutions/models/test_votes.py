from datetime import date

import pytest

from resolutions.models import Vote
from tests.admin_forms import form_errors, post_add_form
from tests.factories.resolutions import ResolutionFactory, VoteFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rounding", "places", "text"),
    [("half_up", 1, "97,1%"), ("half_up", 2, "97,14%"), ("truncate", 1, "97,1%"), ("truncate", 0, "97%")],
)
def test_percent_text_is_a_share_of_all_delegates_rounded_as_the_council_rounds(rounding, places, text):
    vote = VoteFactory(total_delegates=35, present=34, in_favour=34)
    council = vote.session.term.council
    council.percent_rounding, council.percent_places = rounding, places

    assert vote.percent_text == text


@pytest.mark.parametrize(
    ("total", "two_thirds", "sentence"),
    [
        (34, False, "Cần quá nửa tổng số đại biểu: 18."),
        (35, False, "Cần quá nửa tổng số đại biểu: 18."),
        (95, False, "Cần quá nửa tổng số đại biểu: 48."),
        (35, True, "Cần ít nhất hai phần ba tổng số đại biểu: 24."),
        (36, True, "Cần ít nhất hai phần ba tổng số đại biểu: 24."),
        (37, True, "Cần ít nhất hai phần ba tổng số đại biểu: 25."),
    ],
)
def test_requirement_counts_all_delegates(total, two_thirds, sentence):
    assert (
        VoteFactory.build(session=None, held_on=None, total_delegates=total, requires_two_thirds=two_thirds).requirement
        == sentence
    )


def test_drawing_has_a_dot_for_each_delegate():
    vote = VoteFactory.build(session=None, held_on=None, in_favour=31, abstained=2, present=33)

    assert vote.drawing.description == (
        "Biểu quyết: 31 tán thành, 0 không tán thành, 2 không biểu quyết, 2 vắng mặt; tổng số 35 đại biểu"
    )


def test_vote_admin_stores_a_secret_ballot(admin_client):
    record = unsaved(VoteFactory, mode="secret_ballot", in_favour=33, issued=34, returned=34, valid=33)

    assert post_add_form(admin_client, record).status_code == 302
    assert Vote.objects.values_list("issued", "returned", "valid").get() == (34, 34, 33)


def test_vote_clean_refuses_a_resolution_of_another_session(admin_client):
    record = unsaved(VoteFactory, resolution=ResolutionFactory())

    assert form_errors(post_add_form(admin_client, record)) == {"resolution": ["Nghị quyết không thuộc kỳ họp này."]}


def test_vote_clean_refuses_a_day_outside_the_session(admin_client):
    record = unsaved(VoteFactory, held_on=date(2021, 9, 29))

    assert form_errors(post_add_form(admin_client, record)) == {"held_on": ["Ngày biểu quyết nằm ngoài thời gian của kỳ họp."]}


def test_vote_normalise_takes_the_session_of_the_resolution():
    resolution = ResolutionFactory()

    vote = Vote(resolution=resolution, subject="Toàn văn", held_on=resolution.adopted_on, total_delegates=35, present=35)
    vote.in_favour = 35
    vote.full_clean()
    vote.save()

    assert vote.session == resolution.session


def test_final_selects_the_final_vote_among_several():
    resolution = ResolutionFactory()
    final = VoteFactory(resolution=resolution, session=resolution.session, is_final=True)
    VoteFactory.create_batch(2, resolution=resolution, session=resolution.session)

    assert set(resolution.votes.final()) == {final}
    assert resolution.votes.count() == 3


def test_of_selects_the_votes_of_a_council():
    own = VoteFactory()
    VoteFactory()

    assert set(Vote.objects.of(own.session.term.council)) == {own}


def inline_data(number, **values):
    row = {
        "subject": f"Biểu quyết {number}",
        "mode": "show_of_hands",
        "held_on": "28/9/2021",
        "total_delegates": "35",
        "present": "34",
        "in_favour": "34",
        "against": "0",
        "abstained": "0",
    }
    return {f"votes-{number}-{name}": value for name, value in (row | values).items()}


def test_vote_inline_stores_a_vote_with_its_resolution(admin_client):
    record = unsaved(ResolutionFactory)

    response = post_add_form(admin_client, record, **inline_data(0, is_final="on"), **{"votes-TOTAL_FORMS": "1"})

    assert response.status_code == 302
    assert Vote.objects.values_list("subject", "is_final", "session").get() == ("Biểu quyết 0", True, record.session_id)


def test_vote_inline_refuses_two_final_votes(admin_client):
    record = unsaved(ResolutionFactory)
    two = inline_data(0, is_final="on") | inline_data(1, is_final="on")

    response = post_add_form(admin_client, record, **two, **{"votes-TOTAL_FORMS": "2"})

    assert response.status_code == 200
    assert "Nghị quyết đã có biểu quyết toàn văn được thông qua." in response.content.decode()
    assert Vote.objects.count() == 0
