"""The roll of a sitting in the admin."""

import re
from datetime import date, time

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions_app.models import Attendance
from tests.client import HIDDEN_VERSION
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import MandateFactory, PersonFactory, TermFactory
from tests.factories.sessions_app import AttendanceFactory, CouncilSessionFactory, SittingFactory
from tests.hdnd_portal.admin_models import visible_text

pytestmark = pytest.mark.django_db

DAY = date(2021, 9, 28)


@pytest.fixture
def sitting():
    return SittingFactory(number=1)


def delegates(sitting, number):
    """The mandates of the term of a sitting, in the order of the office."""
    term = sitting.session.term
    return [
        MandateFactory(
            term=term, start=date(2021, 6, 30), rank=rank, person=PersonFactory(full_name=f"Nguyễn Văn {chr(64 + rank)}")
        )
        for rank in range(1, number + 1)
    ]


def url_of(sitting):
    return reverse("admin:sessions_app_sitting_attendance", args=[sitting.pk])


def versions_of(page):
    return dict(HIDDEN_VERSION.findall(page.content.decode()))


def typed(page):
    """What the browser posts for a page: its radio buttons and inputs."""
    content = page.content.decode()
    data = {}
    for tag in re.findall(r"<input[^>]*>", content):
        name, value = (re.search(rf'\b{key}="([^"]*)"', tag) for key in ("name", "value"))
        is_posted = " disabled" not in tag and ('type="radio"' not in tag or " checked" in tag)
        if name and re.match(r"(state|came|reason)-\d+$", name[1]) and is_posted:
            data[name[1]] = value[1] if value else ""
    return data | versions_of(page) | {"_save": ""}


def officer(client, sitting, role="records_officer"):
    user = ServiceFactory(council=sitting.council, role=role).user
    client.force_login(user)
    return user


def states(sitting):
    return list(sitting.attendances.values_list("state", "came_at", "reason"))


def test_attendance_page_of_a_new_sitting_has_all_delegates_present_in_the_order_of_the_office(client, sitting):
    first, second, _ = delegates(sitting, 3)
    second.rank = 0
    second.save()
    officer(client, sitting)

    page = client.get(url_of(sitting))

    text = visible_text(page)
    assert text.index("Nguyễn Văn B") < text.index("Nguyễn Văn A") < text.index("Nguyễn Văn C")
    assert "Có mặt 3 Muộn 0 Có phép 0 Vắng 0 Tổng 3" in text
    assert "Cần hai phần ba (2) để họp: đủ" in text
    assert not Attendance.objects.exists()


def test_attendance_page_saves_the_exceptions_with_time_and_reason_and_all_others_as_present(client, sitting):
    first, second, third, _ = delegates(sitting, 4)
    officer(client, sitting)
    page = client.get(url_of(sitting))

    data = typed(page) | {
        f"state-{first.pk}": "late",
        f"came-{first.pk}": "8h30",
        f"state-{second.pk}": "excused",
        f"reason-{second.pk}": "Đi công tác",
        f"state-{third.pk}": "absent",
    }
    saved = client.post(url_of(sitting), data, follow=True)

    assert states(sitting) == [
        ("present", time(8, 30), ""),
        ("excused", None, "Đi công tác"),
        ("absent", None, ""),
        ("present", None, ""),
    ]
    assert "Đã lưu điểm danh" in visible_text(saved)
    assert "2/4 đại biểu có mặt" in visible_text(saved)
    assert "Có mặt 2 Muộn 1 Có phép 1 Vắng 1 Tổng 4" in visible_text(saved)


def test_attendance_page_writes_only_changed_rows(client, sitting):
    first, second, _ = delegates(sitting, 3)
    user = officer(client, sitting)
    client.post(url_of(sitting), typed(client.get(url_of(sitting))))

    client.post(url_of(sitting), typed(client.get(url_of(sitting))) | {f"state-{second.pk}": "absent"})
    unchanged = client.post(url_of(sitting), typed(client.get(url_of(sitting))), follow=True)

    history = Attendance.history.values_list("mandate", "history_type", "history_user_id")
    assert list(history.filter(history_type="~")) == [(second.pk, "~", user.pk)]
    assert history.filter(history_type="+").count() == 3
    assert "không có gì thay đổi" in visible_text(unchanged)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": "late", "came": ""}, "Ghi giờ đến"),
        ({"state": "late", "came": "7h"}, "Phiên họp bắt đầu lúc 08:00"),
        ({"state": "late", "came": "trưa"}, ""),
        ({"state": "ở nhà"}, "Hãy chọn Có, Muộn, Phép hoặc Vắng"),
        ({"state": ""}, "Chưa điểm danh đại biểu này"),
        ({"state": "excused", "reason": "x" * 201}, "200"),
    ],
)
def test_attendance_page_with_a_wrong_value_saves_nothing_and_displays_what_was_typed(client, sitting, changes, sentence):
    sitting.starts_at = time(8)
    sitting.save()
    first, second = delegates(sitting, 2)
    officer(client, sitting)
    page = client.get(url_of(sitting))

    wrong = {f"{name}-{first.pk}": value for name, value in changes.items()}
    answer = client.post(url_of(sitting), typed(page) | {f"state-{second.pk}": "absent"} | wrong)

    assert answer.status_code == 200
    assert sentence in visible_text(answer)
    assert "Chưa lưu" in visible_text(answer)
    assert typed(answer)[f"state-{second.pk}"] == "absent"
    for name in {"came", "reason"} & changes.keys():
        assert typed(answer)[f"{name}-{first.pk}"] == changes[name]
    assert not Attendance.objects.exists()


def test_attendance_page_ignores_delegates_of_others(client, sitting):
    (mandate,) = delegates(sitting, 1)
    stranger = MandateFactory(term=TermFactory())
    officer(client, sitting)

    client.post(url_of(sitting), typed(client.get(url_of(sitting))) | {f"state-{stranger.pk}": "absent"})

    assert list(Attendance.objects.values_list("mandate", flat=True)) == [mandate.pk]


def test_attendance_page_ignores_a_time_that_does_not_count(client, sitting):
    (mandate,) = delegates(sitting, 1)
    officer(client, sitting)

    client.post(url_of(sitting), typed(client.get(url_of(sitting))) | {f"came-{mandate.pk}": "trưa"})

    assert states(sitting) == [("present", None, "")]


def test_attendance_page_displays_a_recorded_delegate_whose_mandate_has_ended(client, sitting):
    (mandate, _) = delegates(sitting, 2)
    AttendanceFactory(sitting=sitting, mandate=mandate)
    type(mandate).objects.filter(pk=mandate.pk).update(end=DAY, end_reason="resigned")
    officer(client, sitting)

    text = visible_text(client.get(url_of(sitting)))

    assert "Nguyễn Văn A" in text
    assert "Tổng 1" in text


def test_attendance_page_proposes_the_states_of_the_sitting_before(client, sitting):
    first, second = delegates(sitting, 2)
    AttendanceFactory(sitting=sitting, mandate=first, state="excused", reason="Ốm")
    AttendanceFactory(sitting=sitting, mandate=second)
    afternoon = SittingFactory(session=sitting.session, number=2, part_of_day="afternoon")
    officer(client, sitting)
    page = client.get(url_of(afternoon))
    (copy,) = re.findall(r'href="([^"]*\?tu=\d+)"', page.content.decode())

    client.post(url_of(afternoon), typed(client.get(copy)))

    assert states(afternoon) == [("excused", None, "Ốm"), ("present", None, "")]
    assert not states(SittingFactory(session=sitting.session, number=3))


@pytest.mark.parametrize("query", ["x", "999999999999", "²"])
def test_attendance_page_with_an_unknown_sitting_to_copy_has_all_present(client, sitting, query):
    delegates(sitting, 1)
    officer(client, sitting)

    assert "Có mặt 1" in visible_text(client.get(url_of(sitting), {"tu": query}))


def test_attendance_page_goes_on_to_the_next_sitting(client, sitting):
    delegates(sitting, 1)
    afternoon = SittingFactory(session=sitting.session, number=2, part_of_day="afternoon")
    officer(client, sitting)

    answer = client.post(url_of(sitting), typed(client.get(url_of(sitting))) | {"_next": ""})

    assert answer.url == url_of(afternoon)


def test_attendance_page_names_what_a_colleague_has_changed_and_takes_it_where_the_user_changed_nothing(client, sitting):
    first, second, third = delegates(sitting, 3)
    for mandate in (first, second):
        AttendanceFactory(sitting=sitting, mandate=mandate)
    officer(client, sitting)
    page = client.get(url_of(sitting))
    colleague = UserFactory(last_name="Lê Thị", first_name="Bình")
    row = Attendance.objects.get(mandate=first)
    row.state, row._history_user = "absent", colleague
    row.save()
    added = Attendance(sitting=sitting, mandate=third, state="excused")
    added._history_user = colleague
    added.save()

    conflict = client.post(url_of(sitting), typed(page) | {f"state-{second.pk}": "excused"})

    text = visible_text(conflict)
    assert conflict.status_code == 409
    assert "Lê Thị Bình sửa lúc" in text
    assert "Nguyễn Văn C: vắng có lý do" in text
    assert [typed(conflict)[f"state-{mandate.pk}"] for mandate in (first, second, third)] == ["absent", "excused", "excused"]
    assert [state for state, *_ in states(sitting)] == ["absent", "present", "excused"]
    client.post(url_of(sitting), typed(conflict))
    assert [state for state, *_ in states(sitting)] == ["absent", "excused", "excused"]


def test_attendance_page_after_an_error_still_compares_with_what_was_opened(client, sitting):
    first, second = delegates(sitting, 2)
    row = AttendanceFactory(sitting=sitting, mandate=first)
    officer(client, sitting)
    page = client.get(url_of(sitting))
    row.state = "absent"
    row.save()

    error = client.post(url_of(sitting), typed(page) | {f"state-{second.pk}": "x"})
    conflict = client.post(url_of(sitting), typed(error) | {f"state-{second.pk}": "absent"})

    assert conflict.status_code == 409
    assert [state for state, *_ in states(sitting)] == ["absent"]


@pytest.mark.parametrize("token", ["", "x"])
def test_attendance_page_without_a_valid_version_saves_nothing(client, sitting, token):
    delegates(sitting, 1)
    officer(client, sitting)

    answer = client.post(url_of(sitting), typed(client.get(url_of(sitting))) | {"_versions": token})

    assert answer.status_code == 409
    assert "không rõ trang được mở từ bản nào" in visible_text(answer)
    assert not Attendance.objects.exists()


def test_attendance_page_with_the_version_of_another_sitting_saves_nothing(client, sitting):
    delegates(sitting, 1)
    other = SittingFactory(session=sitting.session, number=2)
    officer(client, sitting)
    version = versions_of(client.get(url_of(other)))

    assert client.post(url_of(sitting), typed(client.get(url_of(sitting))) | version).status_code == 409


def published_sitting():
    return SittingFactory(session=CouncilSessionFactory(published=True), number=1)


def test_records_officer_records_the_attendance_of_a_public_session_but_does_not_change_settled_rows(client):
    sitting = published_sitting()
    first, second = delegates(sitting, 2)
    AttendanceFactory(sitting=sitting, mandate=first)
    officer(client, sitting)
    page = client.get(url_of(sitting))

    client.post(url_of(sitting), typed(page) | {f"state-{first.pk}": "absent", f"state-{second.pk}": "absent"})

    assert [state for state, *_ in states(sitting)] == ["present", "absent"]
    assert "gửi chờ duyệt" in visible_text(page)
    assert (
        reverse("admin:sessions_app_attendance_change", args=[Attendance.objects.get(mandate=first).pk]) in page.content.decode()
    )


def test_records_officer_changes_the_attendance_of_a_public_session_until_the_day_after_it(client):
    session = CouncilSessionFactory(published=True, opened_on=timezone.localdate(), closed_on=None)
    sitting = SittingFactory(session=session, number=1, held_on=timezone.localdate())
    first, _ = delegates(sitting, 2)
    AttendanceFactory(sitting=sitting, mandate=first)
    officer(client, sitting)

    client.post(url_of(sitting), typed(client.get(url_of(sitting))) | {f"state-{first.pk}": "absent"})

    assert [state for state, *_ in states(sitting)] == ["absent", "present"]


def test_reviewer_changes_settled_rows(client):
    sitting = published_sitting()
    (mandate,) = delegates(sitting, 1)
    AttendanceFactory(sitting=sitting, mandate=mandate)
    officer(client, sitting, role="reviewer")

    client.post(url_of(sitting), typed(client.get(url_of(sitting))) | {f"state-{mandate.pk}": "absent"})

    assert [state for state, *_ in states(sitting)] == ["absent"]


@pytest.mark.parametrize(("role", "status"), [("standing", 200), ("reception_officer", 200), ("delegate", 302)])
def test_attendance_page_is_not_writable_for_roles_that_keep_no_records(client, sitting, role, status):
    (mandate,) = delegates(sitting, 1)
    officer(client, sitting, role=role)
    page = client.get(url_of(sitting))

    answer = client.post(url_of(sitting), {f"state-{mandate.pk}": "absent"} | versions_of(page))

    assert page.status_code == status
    assert answer.status_code in (302, 403)
    assert not Attendance.objects.exists()


def test_attendance_page_of_another_council_does_not_exist(client, sitting):
    officer(client, SittingFactory())

    assert client.get(url_of(sitting)).status_code == 404


@pytest.mark.parametrize("number", [1, 35])
def test_attendance_page_needs_the_same_queries_for_any_number_of_delegates(client, sitting, number, django_assert_num_queries):
    for mandate in delegates(sitting, number):
        AttendanceFactory(sitting=sitting, mandate=mandate)
    officer(client, sitting)
    client.get(url_of(sitting))

    with django_assert_num_queries(10):
        client.get(url_of(sitting))


def test_attendance_page_that_is_opened_again_displays_what_was_typed_and_saves_nothing(client, sitting):
    (mandate,) = delegates(sitting, 1)
    officer(client, sitting)
    page = client.get(url_of(sitting))
    (form,) = re.findall(r'name="_form" value="([^"]*)"', page.content.decode())

    again = client.post(url_of(sitting), typed(page) | {f"state-{mandate.pk}": "absent", "_form": form, "_reopen": "form"})

    assert typed(again)[f"state-{mandate.pk}"] == "absent"
    assert not Attendance.objects.exists()


def test_attendance_page_refuses_a_delegate_who_came_after_the_end_of_the_sitting(client, sitting):
    (mandate,) = delegates(sitting, 1)
    sitting.starts_at, sitting.ends_at = time(8), time(11)
    sitting.save()
    officer(client, sitting)

    data = typed(client.get(url_of(sitting))) | {f"state-{mandate.pk}": "late", f"came-{mandate.pk}": "15h"}
    page = client.post(url_of(sitting), data)

    assert "Phiên họp kết thúc lúc 11:00" in visible_text(page)
    assert 'value="15h"' in page.content.decode()
    assert not sitting.attendances.exists()
