import unicodedata
from datetime import date

import pytest

from citizens.models import VoterMeeting, VoterMeetingRound
from core.records.periods import Period
from tests.admin_forms import already, assert_refused, form_errors, post_add_form
from tests.factories.citizens import VoterMeetingFactory, VoterMeetingRoundFactory
from tests.factories.councils import CouncilFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db
IN_2021 = Period.year(2021)


@pytest.mark.parametrize(
    ("broken", "errors"),
    [
        ({"with_district": False}, {"with_national": ["Chọn ít nhất một cấp đại biểu."]}),
        (
            {"opinions": 10, "opinions_answered": 7, "opinions_recorded": 4},
            {"opinions": ["Trả lời tại chỗ + ghi nhận không thể lớn hơn tổng ý kiến."]},
        ),
        (
            {"opinions": 10, "opinions_recorded": 11},
            {"opinions": ["Trả lời tại chỗ + ghi nhận không thể lớn hơn tổng ý kiến."]},
        ),
        (
            {"opinions": 10, "opinions_answered": 2147483647, "opinions_recorded": 2147483647},
            {"opinions": ["Trả lời tại chỗ + ghi nhận không thể lớn hơn tổng ý kiến."]},
        ),
        (
            {"delegates_expected": 5, "delegates_present": 6},
            {"delegates_present": ["Số đại biểu dự không thể lớn hơn số được phân công."]},
        ),
        ({"status": "withdrawn"}, {"withdrawn_reason": ["Phải ghi lý do không công khai."]}),
    ],
)
def test_voter_meeting_constraints_refuse_invalid_values(admin_client, broken, errors):
    assert_refused(admin_client, VoterMeetingFactory.build(council=CouncilFactory(), **broken), errors)


def test_citizens_meeting_once_refuses_the_same_meeting_twice(admin_client):
    meeting = VoterMeetingFactory()
    twice = VoterMeetingFactory.build(council=meeting.council, place=meeting.place)

    assert_refused(admin_client, twice, {"place": [already("Cuộc này đã ghi.", meeting)]})


@pytest.mark.parametrize(
    "place",
    [
        unicodedata.normalize("NFD", "Nhà văn hóa tổ 5-6"),
        "Nhà văn hoá tổ 5 – 6",
        "nhà văn hóa  tổ 5‑6.",
        "NHÀ VĂN HOÁ “TỔ 5-6”",
    ],
)
def test_citizens_meeting_once_compares_spellings_of_one_place(admin_client, place):
    meeting = VoterMeetingFactory(place="Nhà văn hóa tổ 5-6")
    twice = VoterMeetingFactory.build(council=meeting.council)

    response = post_add_form(admin_client, twice, place=place)

    assert form_errors(response) == {"place": [already("Cuộc này đã ghi.", meeting)]}
    assert f'href="/quan-tri/citizens/votermeeting/{meeting.pk}/change/"' in response.content.decode()


@pytest.mark.parametrize("place", ["Nhà văn hóa tổ 5", "Nhà văn hóa tổ 56", "Nhà văn hòa tổ 5-6"])
def test_citizens_meeting_once_accepts_another_place(admin_client, place):
    meeting = VoterMeetingFactory(place="Nhà văn hóa tổ 5-6")

    assert post_add_form(admin_client, VoterMeetingFactory.build(council=meeting.council, place=place)).status_code == 302
    assert VoterMeeting.objects.get(place=place).place_key != meeting.place_key


def test_voter_meeting_clean_refuses_a_round_of_another_council(admin_client):
    meeting = VoterMeetingFactory.build(council=CouncilFactory(), round=VoterMeetingRoundFactory())

    assert form_errors(post_add_form(admin_client, meeting)) == {"round": ["Đợt tiếp xúc cử tri này thuộc một HĐND khác."]}


def test_voter_meeting_admin_stores_the_typed_values(admin_client):
    meeting = VoterMeetingFactory.build(council=CouncilFactory(), opinions=10, opinions_answered=6, opinions_recorded=4)

    response = post_add_form(admin_client, meeting, held_on="5/10/21", attendees="1.250", attendees_qualifier="more_than")

    assert response.status_code == 302
    stored = VoterMeeting.objects.get()
    assert (stored.held_on, stored.attendees, stored.attendees_qualifier) == (date(2021, 10, 5), 1250, "more_than")
    assert str(stored) == f"Tiếp xúc cử tri 05/10/2021, {meeting.place}"


def test_voter_meeting_held_in_excludes_planned_meetings_and_other_years():
    first, last = VoterMeetingFactory(held_on=date(2021, 1, 1)), VoterMeetingFactory(held_on=date(2021, 12, 31))
    VoterMeetingFactory(held_on=date(2022, 1, 1))
    VoterMeetingFactory(life="postponed")

    assert set(VoterMeeting.objects.held_in(IN_2021)) == {first, last}


def test_with_delegates_of_returns_each_meeting_once():
    of_all = VoterMeetingFactory(with_national=True, with_province=True)
    of_province = VoterMeetingFactory(with_province=True, with_district=False)
    VoterMeetingFactory()

    assert list(VoterMeeting.objects.with_delegates_of("national")) == [of_all]
    assert sorted(VoterMeeting.objects.with_delegates_of("national", "province"), key=lambda m: m.pk) == [of_all, of_province]


@pytest.mark.parametrize(
    ("broken", "errors"),
    [
        ({"closed_on": date(2021, 10, 3)}, {"closed_on": ["Ngày sau không thể trước ngày trước."]}),
        ({"status": "withdrawn"}, {"withdrawn_reason": ["Phải ghi lý do không công khai."]}),
    ],
)
def test_voter_meeting_round_constraints_refuse_invalid_values(admin_client, broken, errors):
    assert_refused(admin_client, VoterMeetingRoundFactory.build(council=CouncilFactory(), **broken), errors)


def test_citizens_round_slug_refuses_an_existing_slug(admin_client):
    taken = VoterMeetingRoundFactory(name="Tiếp xúc cử tri đợt đầu Đống Đa")
    twice = VoterMeetingRoundFactory.build(council=taken.council, slug="tiep-xuc-cu-tri-dot-dau-dong-da")

    assert taken.slug == twice.slug
    assert_refused(admin_client, twice, {"slug": ["Đường dẫn này đã dùng."]})


def test_voter_meeting_round_clean_refuses_a_session_of_another_council(admin_client):
    round_ = VoterMeetingRoundFactory.build(council=CouncilFactory(), session=CouncilSessionFactory())

    assert form_errors(post_add_form(admin_client, round_)) == {"session": ["Kỳ họp này thuộc một HĐND khác."]}


def test_voter_meeting_round_held_in_uses_the_day_of_opening():
    held = VoterMeetingRoundFactory(opened_on=date(2021, 12, 31), closed_on=date(2022, 1, 5))
    VoterMeetingRoundFactory(opened_on=date(2020, 12, 31), closed_on=date(2021, 1, 5))
    VoterMeetingRoundFactory(life="planned")

    assert set(VoterMeetingRound.objects.held_in(IN_2021)) == {held}
