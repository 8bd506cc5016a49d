"""The page that stores votes by name from a table."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from councils.models import Mandate
from resolutions.models import ChoiceWord, DelegateVote, Vote
from tests.client import HIDDEN_VERSION
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import MandateFactory
from tests.factories.resolutions import ChoiceWordFactory, DelegateVoteFactory
from tests.factories.sessions_app import AttendanceFactory, CouncilSessionFactory, SittingFactory
from tests.hdnd_portal.admin_models import visible_text
from tests.resolutions.vote_tables import ALL, TABLE

pytestmark = pytest.mark.django_db


def url_of(session):
    return reverse("admin:resolutions_session_votes_by_name", args=[session.pk])


def officer(client, session, role="records_officer"):
    user = ServiceFactory(council=session.council, role=role).user
    client.force_login(user)
    return user


def posted(page):
    """What the browser posts again for a page with questions: hidden inputs, selects and the text."""
    content = page.content.decode()
    data = dict(HIDDEN_VERSION.findall(content)) | {"text": page.context["text"]}
    data |= {question.key: question.value for question in page.context["table"].questions}
    return data | dict(re.findall(r'name="(_preview_of|bq)" value="([^"]*)"', content))


def test_votes_by_name_are_stored_after_the_preview(client, session, votes, mandates):
    officer(client, session)
    page = client.post(url_of(session), {"text": TABLE, "_preview": ""})
    assert "Sẽ ghi" in visible_text(page)
    assert not DelegateVote.objects.exists()

    saved = client.post(url_of(session), posted(page) | {"_confirm": ""}, follow=True)

    assert list(DelegateVote.objects.filter(vote=votes[1]).values_list("mandate", "choice", "mode")) == [
        (mandate.pk, choice, "electronic") for mandate, choice in zip(mandates, ALL["Hai"], strict=True)
    ]
    assert "Đã ghi theo tên 2 biểu quyết, 6 dòng thay đổi" in visible_text(saved)
    assert DelegateVote.history.count() == 6


def test_votes_by_name_warn_of_more_present_than_the_roll_has(client, session, votes, mandates):
    AttendanceFactory(sitting=SittingFactory(session=session, held_on=votes[0].held_on), mandate=mandates[0])
    officer(client, session)
    page = client.post(url_of(session), {"text": TABLE, "_preview": ""})

    saved = client.post(url_of(session), posted(page) | {"_confirm": ""}, follow=True)

    assert "trong khi điểm danh ngày 28/09/2021 có 1" in visible_text(saved)


def test_votes_by_name_store_the_meaning_of_words_for_the_council(client, session, votes, mandates):
    officer(client, session)
    text = TABLE.replace("không tán thành", "KTT").replace("tán thành", "+")
    question = client.post(url_of(session), {"text": text, "_preview": ""})
    answers = {each.key: "against" if "KTT" in each.label else "for" for each in question.context["table"].questions}
    page = client.post(url_of(session), posted(question) | answers | {"_preview": ""})

    client.post(url_of(session), posted(page) | {"_confirm": ""})

    assert list(ChoiceWord.objects.values_list("council", "word", "choice")) == [(session.council.pk, "KTT", "against")]
    assert DelegateVote.objects.count() == 6


def test_votes_by_name_use_the_words_of_their_own_council(client, session, votes, mandates):
    ChoiceWordFactory(word="TT", choice="against")
    ChoiceWordFactory(council=session.council, word="TT", choice="for")
    officer(client, session)

    page = client.post(url_of(session), {"text": TABLE.replace("\ttán thành", "\tTT"), "_preview": ""})

    assert page.context["table"].is_complete
    assert page.context["table"].results[0].totals == {"in_favour": 2, "against": 0, "abstained": 0}


def test_votes_by_name_ask_which_totals_are_right(client, session, votes, mandates):
    Vote.objects.filter(pk=votes[0].pk).update(present=3, abstained=1)
    officer(client, session)
    question = client.post(url_of(session), {"text": TABLE, "_preview": ""})
    (each,) = question.context["table"].questions

    for answer, rows, totals in (("stored", 0, (2, 1)), ("names", 3, (2, 0))):
        page = client.post(url_of(session), posted(question) | {each.key: answer, "_preview": ""})
        client.post(url_of(session), posted(page) | {"_confirm": ""})
        vote = Vote.objects.get(pk=votes[0].pk)

        assert "đã ghi tán thành – không tán thành – không biểu quyết 2 – 0 – 1, theo tên 2 – 0 – 0" in each.label
        assert (vote.delegate_votes.count(), (vote.in_favour, vote.abstained)) == (rows, totals)


def test_votes_by_name_replace_those_of_an_older_table(client, session, votes, mandates):
    DelegateVoteFactory(vote=votes[0], mandate=mandates[0], choice="against")
    DelegateVoteFactory(vote=votes[0], mandate=mandates[1], choice="for")
    officer(client, session)
    page = client.post(url_of(session), {"text": TABLE, "_preview": ""})

    client.post(url_of(session), posted(page) | {"_confirm": ""})

    assert list(votes[0].delegate_votes.values_list("choice", flat=True)) == ALL["Một"]
    assert dict(DelegateVote.history.filter(vote=votes[0].pk, history_type="~").values_list("mandate", "choice")) == {
        mandates[0].pk: "for"
    }


@pytest.mark.parametrize("name", ["ket-qua.csv", "ket-qua.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_votes_by_name_read_a_file(client, session, votes, mandates, name, encoding):
    officer(client, session)
    file = SimpleUploadedFile(name, TABLE.replace("\t", ",").encode(encoding))

    page = client.post(url_of(session), {"text": "", "file": file, "_preview": ""})

    assert page.context["is_ready"]
    client.post(url_of(session), posted(page) | {"_confirm": ""})
    assert DelegateVote.objects.count() == 6


@pytest.mark.parametrize("content", [TABLE.encode("utf-16")[3:], b"Nguy\xea\xden", b"PK\x03\x04\xff\xfe\xfd"])
def test_votes_by_name_refuse_another_file_and_display_what_was_typed(client, session, votes, mandates, content):
    officer(client, session)

    page = client.post(url_of(session), {"text": "Họ tên\tđã gõ", "file": SimpleUploadedFile("a.csv", content), "_preview": ""})

    assert page.status_code == 200
    assert "CSV" in visible_text(page)
    assert "Họ tên\tđã gõ" in page.content.decode()


def test_votes_by_name_are_not_stored_if_the_table_was_changed_after_the_preview(client, session, votes, mandates):
    officer(client, session)
    page = client.post(url_of(session), {"text": TABLE, "_preview": ""})

    data = posted(page) | {"_confirm": "", "text": TABLE.replace("\tkhông tán thành", "\tvắng")}
    answer = client.post(url_of(session), data)

    assert not DelegateVote.objects.exists()
    assert "không tán thành 1 – 1 – 0" in visible_text(answer) or "điều cần chọn" in visible_text(answer)


def test_votes_by_name_name_what_a_colleague_has_changed(client, session, votes, mandates):
    officer(client, session)
    page = client.post(url_of(session), {"text": TABLE, "_preview": ""})
    votes[0].subject = "Một"
    votes[0].requires_two_thirds = True
    votes[0].save()

    answer = client.post(url_of(session), posted(page) | {"_confirm": ""})

    assert not DelegateVote.objects.exists()
    assert "đã thay đổi từ lần xem trước" in visible_text(answer)


@pytest.mark.parametrize("token", ["", "x"])
def test_votes_by_name_without_a_valid_version_are_not_stored(client, session, votes, mandates, token):
    officer(client, session)
    page = client.post(url_of(session), {"text": TABLE, "_preview": ""})

    answer = client.post(url_of(session), posted(page) | {"_confirm": "", "_versions": token})

    assert answer.status_code == 409
    assert not DelegateVote.objects.exists()


@pytest.mark.parametrize("key", ["column", "word", "name", "missing", "totals"])
def test_votes_by_name_refuse_answers_that_are_no_choice(client, session, votes, mandates, key):
    officer(client, session)
    text = TABLE.replace("Hai", "Ghi chú").replace("không tán thành", "KTT").replace("Lê Hòa", "Người Lạ")
    question = client.post(url_of(session), {"text": text, "_preview": ""})
    wrong = {each.key: "999999" for each in question.context["table"].questions}

    answer = client.post(url_of(session), posted(question) | wrong | {"_confirm": ""})

    assert answer.status_code == 200
    assert "điều cần chọn" in visible_text(answer)
    assert not DelegateVote.objects.exists()


@pytest.mark.parametrize("role", ["standing", "reception_officer"])
def test_votes_by_name_are_not_writable_for_roles_that_keep_no_records(client, session, votes, mandates, role):
    officer(client, session, role=role)

    assert "Vai trò của bạn chỉ được xem" in visible_text(client.get(url_of(session)))
    assert client.post(url_of(session), {"text": TABLE, "_confirm": ""}).status_code == 403


def test_votes_by_name_of_another_council_do_not_exist(client, session, votes):
    officer(client, CouncilSessionFactory())

    assert client.get(url_of(session)).status_code == 404


def test_votes_by_name_need_a_public_vote_first(client, session):
    officer(client, session)

    assert "chưa có biểu quyết giơ tay hoặc điện tử" in visible_text(client.get(url_of(session)))


def test_clerk_cannot_replace_settled_votes_by_name_of_a_public_session(client, session, votes, mandates):
    DelegateVoteFactory(vote=votes[0], mandate=mandates[0], choice="against")
    type(session).objects.filter(pk=session.pk).update(status="published", publish_at="2021-09-30T00:00Z")
    officer(client, session)
    page = client.post(url_of(session), {"text": TABLE, "_preview": ""})

    answer = client.post(url_of(session), posted(page) | {"_confirm": ""})

    assert "chỉ người có quyền đăng" in visible_text(answer)
    assert list(DelegateVote.objects.values_list("choice", flat=True)) == ["against"]


def test_vote_form_refuses_other_totals_than_those_by_name(client, session, votes, mandates):
    DelegateVoteFactory(vote=votes[0], mandate=mandates[0])
    DelegateVoteFactory(vote=votes[0], mandate=mandates[1])
    officer(client, session)
    grid = reverse("admin:resolutions_session_votes", args=[session.pk])
    page = client.get(grid)
    numbers = {"rows": "1", "row-1-vote": votes[0].pk, "row-1-subject": "Một", "row-1-mode": "electronic"}
    numbers |= {"row-1-present": "2", "row-1-held_on": "28/09/2021", "row-1-total_delegates": "3"}

    answer = client.post(
        grid, dict(HIDDEN_VERSION.findall(page.content.decode())) | numbers | {"row-1-in_favour": "1", "row-1-against": "1"}
    )

    assert "ghi 1 – 1 – 0, theo tên đại biểu là 2 – 0 – 0" in visible_text(answer)
    assert Vote.objects.get(pk=votes[0].pk).in_favour == 2


def test_mode_of_a_vote_is_copied_to_its_rows_by_name(votes, mandates):
    row = DelegateVoteFactory(vote=votes[0], mandate=mandates[0])
    votes[0].mode = "show_of_hands"
    votes[0].save()

    row.refresh_from_db()
    assert row.mode == "show_of_hands"


@pytest.mark.parametrize("number", [1, 35])
def test_votes_by_name_need_the_same_queries_for_any_number_of_delegates(
    client, session, votes, number, django_assert_num_queries
):
    for rank in range(1, number + 1):
        MandateFactory(
            term=session.term,
            rank=rank,
            start=date(2021, 6, 30),
            person__full_name=f"Nguyễn Văn {chr(64 + rank)}",
        )
    officer(client, session)
    text = "Tên\tMột\n" + "\n".join(f"{rank}\ttán thành" for rank in range(1, Mandate.objects.count() + 1))
    client.post(url_of(session), {"text": text, "_preview": ""})

    with django_assert_num_queries(15):
        client.post(url_of(session), {"text": text, "_preview": ""})
