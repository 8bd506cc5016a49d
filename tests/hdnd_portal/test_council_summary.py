"""The Council in numbers and its Standing Committee on the home page."""

import re
from datetime import date

import pytest
from django.core.files.base import ContentFile

from hdnd_portal.council_summary import last_day_of, standing_committee, summarise_council
from tests.factories.councils import (
    AreaFactory,
    BodyFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    TermFactory,
)
from tests.factories.news import picture

pytestmark = pytest.mark.django_db

TODAY = date(2022, 6, 27)


@pytest.fixture
def council():
    return CouncilFactory(name="HĐND quận Cầu Giấy", place_name="Cầu Giấy", is_portal=True, end=date(2025, 7, 1))


@pytest.fixture
def term(council):
    return TermFactory(council=council)


@pytest.fixture
def standing(council):
    return BodyFactory(council=council, kind="standing", name="Thường trực HĐND quận")


def delegate(term, name="Nguyễn Thị Đào", **fields):
    return MandateFactory(term=term, person=PersonFactory(full_name=name, **fields))


def test_summarise_council_counts_what_exists_on_the_day(council, term):
    for _ in range(3):
        delegate(term)
    MandateFactory(term=term, relieved=True)
    MandateFactory(term__council=CouncilFactory())
    BodyFactory(group=True, council=council, term=term)
    BodyFactory(group=True, council=council, term=term, end=date(2022, 1, 1))
    for kind in ("ward", "ward", "township"):
        AreaFactory(council=council, own_council=CouncilFactory(ward=True, unit_kind=kind))
    AreaFactory(council=council)

    summary = summarise_council(council, TODAY)

    assert summary.text == "3 đại biểu, 1 Tổ, 2 phường, 1 thị trấn"
    assert summary.drawing.total == 3


def test_summarise_council_without_records_is_empty(council):
    summary = summarise_council(council, TODAY)

    assert (summary.text, summary.drawing) == ("", None)


def test_standing_committee_has_its_members_in_their_order_with_their_titles(council, term, standing):
    committee = BodyFactory(council=council, name="Ban Pháp chế")
    head, member, former = delegate(term, "Lê Văn An"), delegate(term, "Tạ Đình Bê"), delegate(term, "Đỗ Thị Cam")
    MembershipFactory(mandate=member, body=standing, rank=2)
    MembershipFactory(mandate=member, body=committee, role="head")
    MembershipFactory(mandate=head, body=standing, role="head", rank=1)
    MembershipFactory(mandate=head, body=committee)
    MembershipFactory(mandate=former, body=standing, role="deputy", end=date(2022, 1, 1))
    MembershipFactory(mandate=delegate(term), body=committee, role="deputy")

    assert [(str(member.person), member.title, member.is_head) for member in standing_committee(council, TODAY)] == [
        ("Lê Văn An", "Chủ tịch HĐND quận", True),
        ("Tạ Đình Bê", "Trưởng Ban Pháp chế, Ủy viên Thường trực", False),
    ]


@pytest.mark.parametrize(
    ("on", "day"), [(TODAY, TODAY), (date(2025, 6, 30), date(2025, 6, 30)), (date(2026, 1, 1), date(2025, 6, 30))]
)
def test_last_day_of_a_council_that_has_ended(council, on, day):
    assert last_day_of(council, on) == day


def test_last_day_of_a_council_without_an_end():
    assert last_day_of(CouncilFactory(), TODAY) == TODAY


def test_home_view_shows_portraits_or_initials_in_the_same_box(client, time_machine, term, standing):
    time_machine.move_to("2022-06-27 09:00+07:00", tick=False)
    chairman = delegate(term, "Tô Thị Bảo Châu", office_phone="024 3833 0001", office_email="chau@example.vn", birth_year=1970)
    other = delegate(term, "Lê Văn An", portrait=ContentFile(picture(), name="chan-dung.jpg"))
    MembershipFactory(mandate=chairman, body=standing, role="head", rank=1)
    MembershipFactory(mandate=other, body=standing, role="deputy", rank=2)

    html = client.get("/").content.decode()
    section = re.search('<section class="section" aria-labelledby="thuong-truc">.*?</section>', html, re.S)[0]

    assert '<li class="chairman">' in section
    assert re.findall('<(span|img) class="(portrait [^"]*)"', section) == [
        ("span", "portrait portrait-medium"),
        ("img", "portrait portrait-medium"),
    ]
    assert ' aria-hidden="true">TC</span>' in section
    assert f'src="{other.person.portrait_url}" alt="" width="304" height="406"' in section
    assert not re.search("3833|chau@|1970", html)
    assert "2 đại biểu" in html


def test_home_view_of_an_ended_council_says_until_when(client, time_machine, term, standing):
    time_machine.move_to("2026-11-30 09:00+07:00", tick=False)
    MembershipFactory(mandate=delegate(term), body=standing, role="head")

    html = client.get("/").content.decode()

    assert re.search('1 đại biểu</span>\\s+<span class="unbroken">đến hết ngày 30/06/2025</span>', html)
    assert "Thành viên đến hết ngày 30/06/2025" in html
