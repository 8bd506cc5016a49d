"""The grid of all votes of a session in the admin."""

import re
from datetime import date

import pytest
from django.urls import reverse

from resolutions.models import Vote
from tests.client import HIDDEN_VERSION
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import MandateFactory, PersonFactory, TermFactory
from tests.factories.resolutions import ResolutionFactory, VoteFactory
from tests.factories.sessions_app import (
    AgendaItemFactory,
    AttendanceFactory,
    CouncilSessionFactory,
    SessionDocumentFactory,
    SittingFactory,
)
from tests.hdnd_portal.admin_models import visible_text

pytestmark = pytest.mark.django_db

DAY = date(2021, 9, 28)
TITLE = "Về dự toán ngân sách quận"


@pytest.fixture
def session(session):
    session.total_delegates = 35
    session.save()
    return session


def url_of(session):
    return reverse("admin:resolutions_session_votes", args=[session.pk])


def officer(client, session, role="records_officer"):
    user = ServiceFactory(council=session.council, role=role).user
    client.force_login(user)
    return user


def typed(page):
    """What the browser posts for a page: the inputs and selects of its rows."""
    content, data = page.content.decode(), {"_save": ""}
    for tag in re.findall(r"<input[^>]*>", content):
        name, value = (re.search(rf'\b{key}="([^"]*)"', tag) for key in ("name", "value"))
        is_posted = " disabled" not in tag and ('type="checkbox"' not in tag or " checked" in tag)
        if name and re.match(r"row", name[1]) and is_posted:
            data[name[1]] = value[1] if value else "on" if "checkbox" in tag else ""
    for tag, name, options in re.findall(r'(<select name="(row-[^"]+)"[^>]*>)(.*?)</select>', content, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        if " disabled" not in tag:
            data[name] = chosen[1] if chosen else ""
    return data | dict(HIDDEN_VERSION.findall(content))


def row_with(page, subject):
    """The prefix of the row whose subject is `subject`."""
    return next(name.removesuffix("subject") for name, value in typed(page).items() if value == subject and "subject" in name)


def save(client, session, **values):
    """Post the grid with `values` in the first row that has no vote yet."""
    page = client.get(url_of(session))
    data = typed(page)
    number = next(number for number in range(1, 90) if f"row-{number}-vote" not in data)
    return client.post(url_of(session), data | {f"row-{number}-{name}": value for name, value in values.items()}, follow=True)


def marked(session, present, absent):
    """A sitting with a roll of `present` and `absent` delegates."""
    sitting = SittingFactory(session=session)
    for state, number in (("present", present), ("absent", absent)):
        for _ in range(number):
            mandate = MandateFactory(term=session.term, start=date(2021, 6, 30))
            AttendanceFactory(sitting=sitting, mandate=mandate, state=state)
    return sitting


def test_votes_page_proposes_what_the_session_has_to_vote_on(client, session):
    ResolutionFactory(session=session, title=TITLE)
    SessionDocumentFactory(session=session, kind="draft_resolution", title="Về học phí")
    SessionDocumentFactory(session=session, kind="report", title="Báo cáo thu chi")
    AgendaItemFactory(session=session, kind="vote", title="Biểu quyết chương trình")
    AgendaItemFactory(session=session, kind="vote", title="Nội dung đã rút", state="dropped", state_reason="Hoãn")
    AgendaItemFactory(session=session, kind="election", title="Bầu Ủy viên UBND")
    officer(client, session)

    data = typed(client.get(url_of(session)))

    subjects = [value for name, value in data.items() if name.endswith("-subject")]
    assert subjects == [TITLE, "Về học phí", "Biểu quyết chương trình", "Bầu Ủy viên UBND", "", "", ""]
    assert [data[f"row-{number}-mode"] for number in (1, 3, 4)] == ["show_of_hands", "show_of_hands", "secret_ballot"]
    assert [data.get(f"row-{number}-is_final") for number in (1, 2, 3)] == ["on", "on", None]


def test_votes_page_proposes_the_numbers_of_the_roll(client, session):
    marked(session, 3, 1)
    ResolutionFactory(session=session, title=TITLE)
    officer(client, session)

    data = typed(client.get(url_of(session)))

    assert (data["row-1-total_delegates"], data["row-1-present"], data["row-1-held_on"]) == ("4", "3", "28/09/2021")


def test_votes_page_saves_the_rows_with_numbers_and_their_results(client, session):
    passed = ResolutionFactory(session=session, title=TITLE)
    ResolutionFactory(session=session, title="Chưa biểu quyết")
    officer(client, session)
    page = client.get(url_of(session))
    number, free = row_with(page, TITLE), "row-4-"

    saved = client.post(
        url_of(session),
        typed(page)
        | {f"{number}present": "34", f"{number}in_favour": "33", f"{number}against": "1"}
        | {f"{free}subject": "Sửa Điều 2", f"{free}present": "34", f"{free}in_favour": "20", f"{free}requires_two_thirds": "on"},
        follow=True,
    )

    values = ("subject", "resolution", "is_final", "total_delegates", "present", "in_favour", "against", "result")
    assert list(Vote.objects.values_list(*values)) == [
        (TITLE, passed.pk, True, 35, 34, 33, 1, "passed"),
        ("Sửa Điều 2", None, False, 35, 34, 20, 0, "defeated"),
    ]
    assert "Đã lưu 2 biểu quyết" in visible_text(saved)
    assert set(Vote.history.values_list("history_type", flat=True)) == {"+"}


@pytest.mark.parametrize(
    ("values", "place", "sentence"),
    [
        ({"in_favour": "35", "present": "34"}, "Dòng 1, Tán thành", "không thể lớn hơn số có mặt"),
        ({"in_favour": "30", "present": "36"}, "Dòng 1, Có mặt", "không thể lớn hơn tổng số đại biểu"),
        ({"in_favour": "ba mươi", "present": "34"}, "Dòng 1, Tán thành", ""),
        ({"against": "3", "present": "34", "in_favour": ""}, "Dòng 1, Tán thành", ""),
        ({"in_favour": "30", "present": "34", "held_on": "27/09/2021"}, "Dòng 1, Ngày", "nằm ngoài thời gian của kỳ họp"),
        ({"in_favour": "30", "present": "34", "resolution": "999999"}, "Dòng 1, Nghị quyết", "không thuộc kỳ họp"),
        ({"in_favour": "30", "present": "34", "agenda_item": "x"}, "Dòng 1, Nội dung chương trình", "không thuộc chương trình"),
        ({"in_favour": "30", "present": "34", "mode": "loa"}, "Dòng 1, Hình thức", ""),
        ({"in_favour": "30", "present": "34", "mode": "secret_ballot"}, "Dòng 1, Phiếu phát ra", "Bỏ phiếu kín phải ghi"),
        ({"in_favour": "30", "present": "34", "candidate_name": "Không Có"}, "Dòng 1, Người được bầu", "Không có ai tên"),
        ({"in_favour": "99999", "present": "34"}, "Dòng 1, Tán thành", "Số quá lớn"),
    ],
)
def test_votes_page_with_a_wrong_value_saves_no_row_and_displays_what_was_typed(client, session, values, place, sentence):
    ResolutionFactory(session=session, title=TITLE)
    officer(client, session)
    page = client.get(url_of(session))
    right = {"row-2-subject": "Sửa Điều 2", "row-2-present": "34", "row-2-in_favour": "20"}

    answer = client.post(url_of(session), typed(page) | right | {f"row-1-{name}": value for name, value in values.items()})

    text = visible_text(answer)
    assert answer.status_code == 200
    assert "Chưa lưu dòng nào" in text
    assert place in text
    assert sentence in text
    assert typed(answer)["row-2-in_favour"] == "20"
    for name in values.keys() - {"mode", "resolution", "agenda_item"}:
        assert typed(answer)[f"row-1-{name}"] == values[name]
    assert not Vote.objects.exists()


def test_votes_page_refuses_a_second_vote_by_which_a_resolution_passes(client, session):
    resolution = ResolutionFactory(session=session, title=TITLE)
    officer(client, session)
    data = typed(client.get(url_of(session)))
    for number in (1, 2):
        numbers = {"subject": f"Lần {number}", "present": "34", "in_favour": "30", "is_final": "on"}
        data |= {f"row-{number}-{name}": value for name, value in numbers.items()}
    data["row-2-resolution"] = str(resolution.pk)

    answer = client.post(url_of(session), data)

    assert "dòng khác biểu quyết toàn văn" in visible_text(answer)
    assert not Vote.objects.exists()


def test_votes_page_records_an_election_by_secret_ballot(client, session):
    person = PersonFactory(full_name="Bùi Tuấn Anh", birth_year=1975)
    MandateFactory(person=person, term=session.term)
    officer(client, session)
    ballots = {"mode": "secret_ballot", "issued": "34", "returned": "34", "valid": "33"}

    save(client, session, subject="Bầu Chủ tịch", candidate_name="bùi tuấn anh", present="34", in_favour="33", **ballots)

    vote = Vote.objects.get()
    assert (vote.candidate, vote.mode, vote.valid, vote.result) == (person, "secret_ballot", 33, "passed")


def test_votes_page_asks_which_of_two_people_of_one_name_is_elected(client, session):
    for year in (1970, 1980):
        MandateFactory(person=PersonFactory(full_name="Bùi Tuấn Anh", birth_year=year), term=session.term)
    officer(client, session)
    values = {"subject": "Bầu", "mode": "secret_ballot", "present": "34", "in_favour": "33"}
    values |= {"issued": "34", "returned": "34", "valid": "33"}

    question = save(client, session, candidate_name="Bùi Tuấn Anh", **values)
    save(client, session, candidate_name="Bùi Tuấn Anh – sinh năm 1980", **values)

    assert "Có 2 người tên này: Bùi Tuấn Anh – sinh năm 1970; Bùi Tuấn Anh – sinh năm 1980" in visible_text(question)
    assert Vote.objects.get().candidate.birth_year == 1980


def test_votes_page_warns_of_more_present_than_the_roll_has(client, session):
    session.total_delegates = None
    session.save()
    marked(session, 3, 1)
    officer(client, session)

    saved = save(client, session, subject="Biểu quyết", present="4", in_favour="3")

    assert "trong khi điểm danh ngày 28/09/2021 có 3" in visible_text(saved)
    assert Vote.objects.get().present == 4


def test_votes_page_writes_only_changed_rows(client, session):
    first, second = (
        VoteFactory(session=session, subject="Một", in_favour=30),
        VoteFactory(session=session, subject="Hai", in_favour=30),
    )
    officer(client, session)
    page = client.get(url_of(session))
    number = row_with(page, "Hai")

    client.post(url_of(session), typed(page) | {f"{number}abstained": "1"})
    unchanged = client.post(url_of(session), typed(client.get(url_of(session))), follow=True)

    assert list(Vote.history.filter(history_type="~").values_list("id", "abstained")) == [(second.pk, 1)]
    assert Vote.objects.get(pk=first.pk).abstained == 0
    assert "không có gì thay đổi" in visible_text(unchanged)


def test_votes_page_computes_the_result_again_when_numbers_change(client, session):
    VoteFactory(session=session, subject="Một", total_delegates=35, present=34, in_favour=30)
    officer(client, session)
    page = client.get(url_of(session))

    client.post(url_of(session), typed(page) | {f"{row_with(page, 'Một')}in_favour": "17"})

    assert Vote.objects.get().result == "defeated"


def test_votes_page_names_what_a_colleague_has_changed_and_added(client, session):
    mine, theirs = (
        VoteFactory(session=session, subject="Một", in_favour=30),
        VoteFactory(session=session, subject="Hai", in_favour=30),
    )
    officer(client, session)
    page = client.get(url_of(session))
    colleague = UserFactory(last_name="Lê Thị", first_name="Bình")
    theirs.abstained, theirs._history_user = 1, colleague
    theirs.save()
    added = VoteFactory.build(session=session, subject="Ba", result="passed")
    added._history_user = colleague
    added.save()

    conflict = client.post(url_of(session), typed(page) | {f"{row_with(page, 'Một')}abstained": "2"})

    data = typed(conflict)
    assert conflict.status_code == 409
    assert "Lê Thị Bình sửa lúc" in visible_text(conflict)
    assert "không biểu quyết: 0 → 1" in visible_text(conflict)
    assert [data[f"{row_with(conflict, subject)}abstained"] for subject in ("Một", "Hai", "Ba")] == ["2", "1", "0"]
    client.post(url_of(session), data)
    assert dict(Vote.objects.values_list("subject", "abstained")) == {"Một": 2, "Hai": 1, "Ba": 0}
    assert Vote.objects.get(pk=mine.pk).abstained == 2


def test_votes_page_after_an_error_still_compares_with_what_was_opened(client, session):
    vote = VoteFactory(session=session, subject="Một", in_favour=30)
    officer(client, session)
    page = client.get(url_of(session))
    vote.abstained = 1
    vote.save()

    error = client.post(url_of(session), typed(page) | {"row-1-in_favour": "x"})
    conflict = client.post(url_of(session), typed(error) | {"row-1-in_favour": "29"})

    assert conflict.status_code == 409
    assert Vote.objects.get().in_favour == 30


def test_votes_page_names_a_vote_that_a_colleague_has_deleted(client, session):
    VoteFactory(session=session, subject="Một", in_favour=30)
    officer(client, session)
    page = client.get(url_of(session))
    Vote.objects.all().delete()

    conflict = client.post(url_of(session), typed(page) | {"row-1-abstained": "1"})

    assert conflict.status_code == 409
    assert "xóa" in visible_text(conflict)
    assert typed(conflict)["row-1-abstained"] == "1"
    assert not Vote.objects.exists()


@pytest.mark.parametrize("token", ["", "x"])
def test_votes_page_without_a_valid_version_saves_nothing(client, session, token):
    VoteFactory(session=session, subject="Một", in_favour=30)
    officer(client, session)
    page = client.get(url_of(session))

    answer = client.post(url_of(session), typed(page) | {f"{row_with(page, 'Một')}abstained": "2", "_versions": token})

    assert answer.status_code == 409
    assert Vote.objects.get().abstained == 0


def test_records_officer_cannot_change_votes_of_public_resolutions(client, session, public):
    resolution = public(title=TITLE)
    vote = VoteFactory(session=session, resolution=resolution, subject="Một", is_final=True, in_favour=30)
    officer(client, session)
    page = client.get(url_of(session))

    data = typed(page) | {"row-1-vote": vote.pk, "row-1-subject": "Khác", "row-1-in_favour": "1"}
    client.post(url_of(session), data)
    refused = save(client, session, subject="Sửa đổi", present="34", in_favour="30", resolution=resolution.pk)

    assert reverse("admin:resolutions_vote_change", args=[vote.pk]) in page.content.decode()
    assert list(Vote.objects.values_list("subject", flat=True)) == ["Một"]
    assert "chỉ người có quyền đăng" in visible_text(refused)


def test_reviewer_changes_votes_of_public_resolutions(client, session, public):
    VoteFactory(session=session, resolution=public(), subject="Một", is_final=True, in_favour=30)
    officer(client, session, role="reviewer")
    page = client.get(url_of(session))

    client.post(url_of(session), typed(page) | {f"{row_with(page, 'Một')}abstained": "1"})

    assert Vote.objects.get().abstained == 1


@pytest.mark.parametrize("role", ["standing", "reception_officer"])
def test_votes_page_is_not_writable_for_roles_that_keep_no_records(client, session, role):
    officer(client, session, role=role)
    page = client.get(url_of(session))

    answer = client.post(url_of(session), typed(page) | {"row-1-subject": "Một", "row-1-present": "3", "row-1-in_favour": "3"})

    assert "Lưu biểu quyết" not in visible_text(page)
    assert answer.status_code == 403
    assert not Vote.objects.exists()


def test_votes_page_of_another_council_does_not_exist(client, session):
    officer(client, CouncilSessionFactory(term=TermFactory()))

    assert client.get(url_of(session)).status_code == 404


@pytest.mark.parametrize("rows", ["", "x", "-1", "99999", "²"])
def test_votes_page_with_a_wrong_number_of_rows_saves_nothing(client, session, rows):
    officer(client, session)

    assert client.post(url_of(session), typed(client.get(url_of(session))) | {"rows": rows}).status_code == 302
    assert not Vote.objects.exists()


def test_votes_page_takes_no_vote_of_another_session(client, session):
    other = VoteFactory(session=CouncilSessionFactory(term=session.term, number=9), subject="Khác")
    officer(client, session)

    save(client, session, vote=other.pk, subject="Một", present="34", in_favour="30")

    assert Vote.objects.get(pk=other.pk).subject == "Khác"
    assert Vote.objects.exclude(pk=other.pk).get().session == session


@pytest.mark.parametrize("number", [1, 12])
def test_votes_page_needs_the_same_queries_for_any_number_of_votes(client, session, number, django_assert_num_queries):
    for _ in range(number):
        VoteFactory(session=session, resolution=ResolutionFactory(session=session), is_final=True)
        ResolutionFactory(session=session)
        AgendaItemFactory(session=session, kind="vote")
    officer(client, session)
    client.get(url_of(session))

    with django_assert_num_queries(12):
        client.get(url_of(session))
