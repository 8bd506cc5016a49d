"""The Council's bodies and the people who sit in them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from councils.models import Body, Membership
from tests.factories.councils import (
    FIRST_SESSION,
    AreaFactory,
    BodyFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

DAY_OF_CHANGE = date(2021, 12, 20)
NEXT_TERM = date(2026, 3, 1)


def refusal(record):
    with pytest.raises(ValidationError) as error:
        record.full_clean()
    return error.value.message_dict


@pytest.fixture
def term():
    return TermFactory(end=NEXT_TERM)


@pytest.fixture
def standing(term):
    return BodyFactory(council=term.council, standing=True)


def seat(term, body, **values):
    return MembershipFactory(mandate=MandateFactory(term=term), body=body, **values)


def heads(day, *kinds):
    return Membership.objects.in_force_on(day).of_kind(*kinds).persons().count()


def test_heads_are_counted_once_across_a_day_of_change(term, standing):
    leaving = seat(term, standing, role="head", end=DAY_OF_CHANGE)
    coming = seat(term, standing, role="head", start=DAY_OF_CHANGE)

    chairs = [[row for row in Membership.objects.in_force_on(day) if row.role == "head"] for day in (date(2021, 12, 19), DAY_OF_CHANGE)]

    assert chairs == [[leaving], [coming]]
    assert [heads(day, "standing") for day in (date(2021, 12, 19), DAY_OF_CHANGE)] == [1, 1]


def test_person_in_two_bodies_is_one_head_of_both_together(term, standing):
    head = seat(term, standing)
    committee = BodyFactory(council=term.council)
    MembershipFactory(mandate=head.mandate, body=committee, role="head")
    seat(term, committee)

    assert heads(DAY_OF_CHANGE, "standing") == 1
    assert heads(DAY_OF_CHANGE, "committee") == 2
    assert heads(DAY_OF_CHANGE, "standing", "committee") == 2


def test_open_membership_ends_with_its_mandate(term, standing):
    mandate = MandateFactory(term=term, relieved=True)
    membership = MembershipFactory(mandate=mandate, body=standing)

    assert list(Membership.objects.in_force_on(date(2021, 12, 19))) == [membership]
    assert list(Membership.objects.in_force_on(DAY_OF_CHANGE)) == []


def test_open_membership_ends_with_its_term(term, standing):
    seat(term, standing)

    assert heads(date(2026, 2, 28), "standing") == 1
    assert heads(NEXT_TERM, "standing") == 0


def test_group_ends_with_its_term_and_the_other_bodies_live_on(term, standing):
    committee = BodyFactory(council=term.council)
    group = BodyFactory(group=True, term=term, council=term.council)

    assert list(Body.objects.in_force_on(DAY_OF_CHANGE)) == [standing, committee, group]
    assert list(Body.objects.in_force_on(NEXT_TERM)) == [standing, committee]


def test_bodies_are_told_apart_by_kind(term, standing):
    committee = BodyFactory(council=term.council)
    group = BodyFactory(group=True, term=term, council=term.council)

    bodies = Body.objects.all()
    assert [list(chosen) for chosen in (bodies.standing(), bodies.committees(), bodies.groups())] == [
        [standing],
        [committee],
        [group],
    ]


def test_group_covers_its_areas(term):
    group = BodyFactory(group=True, term=term, council=term.council)
    area = AreaFactory(council=term.council)

    group.areas.add(area)

    assert Body.objects.in_force_on(FIRST_SESSION).groups().values("areas").distinct().count() == 1


@pytest.mark.parametrize(
    ("kind", "role", "is_acting", "label"),
    [
        ("standing", "head", False, "Chủ tịch"),
        ("standing", "head", True, "Quyền Chủ tịch"),
        ("standing", "deputy", False, "Phó Chủ tịch"),
        ("standing", "deputy", True, "Phó Chủ tịch phụ trách"),
        ("standing", "member", False, "Ủy viên"),
        ("committee", "head", False, "Trưởng ban"),
        ("committee", "deputy", False, "Phó Trưởng ban"),
        ("committee", "member", False, "Ủy viên"),
        ("group", "head", False, "Tổ trưởng"),
        ("group", "deputy", False, "Tổ phó"),
        ("group", "member", False, "thành viên"),
    ],
)
def test_role_is_named_as_the_kind_of_body_names_it(kind, role, is_acting, label):
    membership = Membership(body=Body(kind=kind), role=role, is_acting=is_acting)

    assert membership.role_label == label


def test_membership_is_named_by_person_role_and_body(term, standing):
    committee = BodyFactory(council=term.council, name="Ban Pháp chế")
    council = term.council.name

    assert str(seat(term, committee, role="head")) == "Nguyễn Thị Đào, Trưởng ban Ban Pháp chế"
    assert str(seat(term, standing, role="head")) == f"Nguyễn Thị Đào, Chủ tịch {council}"
    assert str(seat(term, standing)) == "Nguyễn Thị Đào, Ủy viên Thường trực HĐND quận Đống Đa"


def test_membership_in_another_councils_body_is_refused():
    membership = MembershipFactory.build(mandate=MandateFactory(), body=BodyFactory(), start=FIRST_SESSION)

    assert refusal(membership) == {"mandate": ["Đại biểu này thuộc HĐND khác hoặc nhiệm kỳ khác."]}


def test_membership_in_a_group_of_another_term_is_refused(term):
    later = TermFactory(council=term.council, ordinal=7, label="2026-2031", start=NEXT_TERM)
    group = BodyFactory(group=True, council=term.council, term=later, start=NEXT_TERM)
    membership = MembershipFactory.build(mandate=MandateFactory(term=term), body=group, start=FIRST_SESSION)

    assert refusal(membership) == {"mandate": ["Đại biểu này thuộc HĐND khác hoặc nhiệm kỳ khác."]}


def test_overlapping_memberships_in_one_body_are_refused(term, standing):
    first = seat(term, standing, end=DAY_OF_CHANGE)
    second = MembershipFactory.build(mandate=first.mandate, body=standing, start=date(2021, 12, 19))

    assert refusal(second) == {"start": ["Thời gian trùng với lần làm thành viên đã ghi."]}


def test_group_of_another_councils_term_is_refused():
    group = BodyFactory.build(group=True, council=CouncilFactory(), term=TermFactory())

    assert refusal(group) == {"term": ["Nhiệm kỳ này thuộc một HĐND khác."]}


def test_second_standing_of_the_same_days_is_refused(standing):
    other = BodyFactory.build(council=standing.council, standing=True, end=DAY_OF_CHANGE, name="Thường trực HĐND khóa VI")

    assert refusal(other) == {"start": ["Thời gian trùng với một Thường trực đã ghi."]}
