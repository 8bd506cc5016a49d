"""The bodies of a Council and their members."""

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


def errors_of(record):
    with pytest.raises(ValidationError) as error:
        record.full_clean()
    return error.value.message_dict


@pytest.fixture
def term():
    return TermFactory(end=NEXT_TERM)


@pytest.fixture
def standing(term):
    return BodyFactory(council=term.council, standing=True)


def make_membership(term, body, **values):
    return MembershipFactory(mandate=MandateFactory(term=term), body=body, **values)


def count_heads(day, *kinds):
    return Membership.objects.in_force_on(day).of_kind(*kinds).persons().count()


def test_in_force_on_counts_one_head_on_the_day_of_a_change(term, standing):
    leaving = make_membership(term, standing, role="head", end=DAY_OF_CHANGE)
    coming = make_membership(term, standing, role="head", start=DAY_OF_CHANGE)

    chairs = [
        [row for row in Membership.objects.in_force_on(day) if row.role == "head"] for day in (date(2021, 12, 19), DAY_OF_CHANGE)
    ]

    assert chairs == [[leaving], [coming]]
    assert [count_heads(day, "standing") for day in (date(2021, 12, 19), DAY_OF_CHANGE)] == [1, 1]


def test_persons_counts_a_member_of_two_bodies_once(term, standing):
    head = make_membership(term, standing)
    committee = BodyFactory(council=term.council)
    MembershipFactory(mandate=head.mandate, body=committee, role="head")
    make_membership(term, committee)

    assert count_heads(DAY_OF_CHANGE, "standing") == 1
    assert count_heads(DAY_OF_CHANGE, "committee") == 2
    assert count_heads(DAY_OF_CHANGE, "standing", "committee") == 2


def test_in_force_on_excludes_memberships_of_ended_mandates(term, standing):
    mandate = MandateFactory(term=term, relieved=True)
    membership = MembershipFactory(mandate=mandate, body=standing)

    assert list(Membership.objects.in_force_on(date(2021, 12, 19))) == [membership]
    assert list(Membership.objects.in_force_on(DAY_OF_CHANGE)) == []


def test_in_force_on_excludes_memberships_of_ended_terms(term, standing):
    make_membership(term, standing)

    assert count_heads(date(2026, 2, 28), "standing") == 1
    assert count_heads(NEXT_TERM, "standing") == 0


def test_in_force_on_excludes_groups_of_ended_terms(term, standing):
    committee = BodyFactory(council=term.council)
    group = BodyFactory(group=True, term=term, council=term.council)

    assert list(Body.objects.in_force_on(DAY_OF_CHANGE)) == [standing, committee, group]
    assert list(Body.objects.in_force_on(NEXT_TERM)) == [standing, committee]


def test_standing_committees_and_groups_select_bodies_by_kind(term, standing):
    committee = BodyFactory(council=term.council)
    group = BodyFactory(group=True, term=term, council=term.council)

    bodies = Body.objects.all()
    assert [list(chosen) for chosen in (bodies.standing(), bodies.committees(), bodies.groups())] == [
        [standing],
        [committee],
        [group],
    ]


def test_areas_belong_to_a_group(term):
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
def test_role_label_depends_on_the_kind_of_body(kind, role, is_acting, label):
    membership = Membership(body=Body(kind=kind), role=role, is_acting=is_acting)

    assert membership.role_label == label


def test_membership_str_contains_person_role_and_body(term, standing):
    committee = BodyFactory(council=term.council, name="Ban Pháp chế")
    council = term.council.name

    assert str(make_membership(term, committee, role="head")) == "Nguyễn Thị Đào, Trưởng Ban Pháp chế"
    assert str(make_membership(term, standing, role="head")) == f"Nguyễn Thị Đào, Chủ tịch {council}"
    assert str(make_membership(term, standing)) == "Nguyễn Thị Đào, Ủy viên Thường trực HĐND quận Đống Đa"


def test_membership_clean_refuses_a_body_of_another_council():
    membership = MembershipFactory.build(mandate=MandateFactory(), body=BodyFactory(), start=FIRST_SESSION)

    assert errors_of(membership) == {"mandate": ["Đại biểu này thuộc HĐND khác hoặc nhiệm kỳ khác."]}


def test_membership_clean_refuses_a_group_of_another_term(term):
    later = TermFactory(council=term.council, ordinal=7, label="2026-2031", start=NEXT_TERM)
    group = BodyFactory(group=True, council=term.council, term=later, start=NEXT_TERM)
    membership = MembershipFactory.build(mandate=MandateFactory(term=term), body=group, start=FIRST_SESSION)

    assert errors_of(membership) == {"mandate": ["Đại biểu này thuộc HĐND khác hoặc nhiệm kỳ khác."]}


def test_membership_clean_refuses_overlapping_memberships_in_one_body(term, standing):
    first = make_membership(term, standing, end=DAY_OF_CHANGE)
    second = MembershipFactory.build(mandate=first.mandate, body=standing, start=date(2021, 12, 19))

    assert errors_of(second) == {"start": ["Thời gian trùng với lần làm thành viên đã ghi."]}


def test_body_clean_refuses_a_term_of_another_council():
    group = BodyFactory.build(group=True, council=CouncilFactory(), term=TermFactory())

    assert errors_of(group) == {"term": ["Nhiệm kỳ này thuộc một HĐND khác."]}


def test_body_clean_refuses_a_second_standing_body_on_the_same_days(standing):
    other = BodyFactory.build(council=standing.council, standing=True, end=DAY_OF_CHANGE, name="Thường trực HĐND khóa VI")

    assert errors_of(other) == {"start": ["Thời gian trùng với một Thường trực đã ghi."]}
